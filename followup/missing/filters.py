"""What purchases without a deviation, and the questions about them, are narrowed by."""

from __future__ import annotations

from datetime import date

import django_filters as filters
from django.db.models import Exists, OuterRef, Q, QuerySet

from contracts.plan.filters import categories_of
from contracts.suppliers.models import FinalSupplier, Supplier
from followup.judging.choices import Reason
from followup.judging.models import SpendMonth
from followup.missing.choices import Answer
from followup.missing.models import DeviationQuestion
from huddinge_vo.common.pages.filters import FilterSet, WaitingFilter
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.periods import month_start

# What the judging proposes of what was bought outside contract. domain.md §3.
_REASONS = (
    Reason.LATE_INVOICE,
    Reason.CONTRACT_ENDED,
    Reason.OTHER_SUBCATEGORY,
    Reason.OTHER_AREA,
    Reason.NOT_BEGUN,
    Reason.DIRECT_AWARD_BESIDE_FRAMEWORK,
    Reason.NEVER_UNDER_CONTRACT,
)


class MissingFilter(FilterSet):
    """By supplier, own unit, subcategory, proposed reason, months, and whether the unit has been asked."""

    sok = filters.CharFilter(label="Sök leverantör", method="called")
    enhet = filters.CharFilter(label="Enhet", field_name="key__unit", lookup_expr="icontains")
    underkategori = filters.ModelChoiceFilter(
        label="Underkategori", field_name="category", queryset=categories_of, empty_label="alla"
    )
    skal = filters.ChoiceFilter(
        label="Föreslaget skäl",
        field_name="reason",
        choices=[(each.value, each.label) for each in _REASONS],
        empty_label="alla",
    )
    fran = filters.DateFilter(label="Från och med månaden", method="from_month")
    till = filters.DateFilter(label="Till och med månaden", method="until_month")
    fraga = filters.ChoiceFilter(
        label="Frågan",
        method="asked",
        choices=[("nej", "inte ställd"), ("vantar", "väntar på svar"), ("svar", "besvarad")],
        empty_label="alla",
    )

    class Meta:
        model = SpendMonth
        fields: list[str] = []

    def called(self, found: QuerySet, _name: str, words: str) -> QuerySet:
        """By a part of the name, or the supplier's whole number."""
        return found.filter(supplier__in=Supplier.objects.visible_to(user_of(self.request)).called(words))

    def from_month(self, found: QuerySet, _name: str, day: date) -> QuerySet:
        """Whole months: that of the day counts."""
        return found.filter(month__gte=month_start(day))

    def until_month(self, found: QuerySet, _name: str, day: date) -> QuerySet:
        """The same at the other end."""
        return found.filter(month__lte=day)

    def asked(self, found: QuerySet, _name: str, value: str) -> QuerySet:
        """Whether the unit has been asked, and whether it has answered what it was asked last."""
        before = FinalSupplier.objects.filter(final=OuterRef(OuterRef("supplier"))).values("supplier")
        questions = DeviationQuestion.objects.visible_to(user_of(self.request)).filter(
            Q(supplier=OuterRef("supplier")) | Q(supplier__in=before),
            buyer=OuterRef("buyer"),
            unit__name=OuterRef("key__unit"),
            category=OuterRef("category"),
            month=OuterRef("month"),
        )
        waits = Exists(questions.unanswered())
        if value == "nej":
            return found.filter(~Exists(questions))
        return found.filter(waits) if value == "vantar" else found.filter(Exists(questions) & ~waits)


class QuestionFilter(FilterSet):
    """Questions by supplier, unit, where they stand, and what is one's own to answer."""

    sok = filters.CharFilter(label="Sök leverantör", method="called")
    enhet = filters.CharFilter(label="Enhet", field_name="unit__name", lookup_expr="icontains")
    svar = filters.ChoiceFilter(
        label="Svar",
        method="answered",
        choices=[("vantar", "väntar på svar"), ("sent", "väntar, dagen har gått"), *Answer.choices],
        empty_label="alla",
    )
    vantar = WaitingFilter(("mig", "på mitt svar", "to_answer_by"))

    class Meta:
        model = DeviationQuestion
        fields: list[str] = []

    def called(self, found: QuerySet, _name: str, words: str) -> QuerySet:
        """By a part of the name, or the supplier's whole number."""
        return found.filter(supplier__in=Supplier.objects.visible_to(user_of(self.request)).called(words))

    def answered(self, found: QuerySet, _name: str, value: str) -> QuerySet:
        """Where it stands."""
        if value in Answer.values:
            return found.filter(answer=value)
        waiting = found.filter(answered_at__isnull=True)
        return waiting.filter(due_on__lt=self.today) if value == "sent" else waiting
