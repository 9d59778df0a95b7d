"""What the lists of reviews, classes and findings are narrowed by."""

from __future__ import annotations

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet

from contracts.suppliers.models import Supplier
from followup.reviews.models import Depth, Finding, FollowUpClass, Review
from followup.reviews.querysets import FollowUpClassQuerySet
from huddinge_vo.common.pages.filters import FilterSet, WaitingFilter, YearFilter
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.periods import MONTHS


class ReviewFilter(FilterSet):
    """Reviews by year, status, class, method and words."""

    sok = filters.CharFilter(label="Sök avtal eller leverantör", method="search")
    ar = YearFilter(label="År", field_name="planned_on", lookup_expr="year")
    manad = filters.ChoiceFilter(
        label="Månad",
        field_name="planned_on",
        lookup_expr="month",
        choices=list(enumerate(MONTHS, start=1)),
        empty_label="alla",
    )
    status = filters.ChoiceFilter(label="Status", choices=Review.Status, empty_label="alla")
    klass = filters.ChoiceFilter(
        label="Klass",
        field_name="contract__follow_up_class__effective",
        choices=Depth,
        empty_label="alla",
        null_label="utan klass",
        null_value="utan",
    )
    metod = filters.ChoiceFilter(label="Metod", field_name="method", choices=Review.Method, empty_label="alla")
    vantar = WaitingFilter(("sjalvrapport", "leverantören har skickat självrapport", "self_reported_to"))
    installda = filters.ChoiceFilter(
        label="Inställda", choices=(("utan", "räknas inte med"),), method="not_cancelled", widget=forms.HiddenInput
    )

    class Meta:
        model = Review
        fields: list[str] = []

    def not_cancelled(self, queryset: QuerySet[Review], name: str, value: str) -> QuerySet[Review]:
        """Those that a year's plan counts."""
        return queryset.exclude(status=Review.Status.CANCELLED)

    def search(self, queryset: QuerySet[Review], name: str, value: str) -> QuerySet[Review]:
        """By part of the contract's number or title, or of the supplier's name."""
        suppliers = Supplier.objects.visible_to(user_of(self.request)).called(value)
        return queryset.filter(
            Q(contract__number__icontains=value)
            | Q(contract__title__icontains=value)
            | Q(contract__supplier__in=suppliers)
        )


class ClassFilter(FilterSet):
    """Classes by level, by whether a person has decided, and by words."""

    sok = filters.CharFilter(label="Sök avtal eller leverantör", method="search")
    klass = filters.ChoiceFilter(label="Klass", field_name="effective", choices=Depth, empty_label="alla")
    beslut = filters.ChoiceFilter(
        label="Beslut", choices=[("ja", "beslutad"), ("nej", "föreslagen")], empty_label="alla", method="decided"
    )

    class Meta:
        model = FollowUpClass
        fields: list[str] = []

    def search(self, queryset: QuerySet[FollowUpClass], name: str, value: str) -> QuerySet[FollowUpClass]:
        """By part of the contract's number or of the supplier's name."""
        suppliers = Supplier.objects.visible_to(user_of(self.request)).called(value)
        return queryset.filter(Q(contract__number__icontains=value) | Q(contract__supplier__in=suppliers))

    def decided(self, queryset: QuerySet[FollowUpClass], name: str, value: str) -> QuerySet[FollowUpClass]:
        """Decided by a person, or only proposed."""
        return queryset.filter(decided__isnull=value == "nej")


class FindingFilter(FilterSet):
    """Findings by status, severity, source and words."""

    sok = filters.CharFilter(label="Sök leverantör, verksamhet eller text", method="search")
    status = filters.ChoiceFilter(label="Status", choices=Finding.Status, empty_label="alla")
    allvar = filters.ChoiceFilter(label="Allvar", field_name="severity", choices=Finding.Severity, empty_label="alla")
    kalla = filters.ChoiceFilter(label="Källa", field_name="source", choices=Finding.Source, empty_label="alla")
    steg = filters.ChoiceFilter(label="Steg", field_name="step", choices=Finding.Step, empty_label="alla")
    vantar = WaitingFilter(
        ("bedomning", "på att jag bedömer", "to_judge_by"),
        ("svar", "leverantören har svarat", "answered_for"),
        ("verifiering", "på att jag verifierar", "to_verify_by"),
    )
    oegentlighet = filters.ChoiceFilter(
        label="Oegentligheter", choices=(("ja", "ja"),), method="irregular", widget=forms.HiddenInput
    )
    leverantor = filters.NumberFilter(method="at_supplier", widget=forms.HiddenInput)
    avtal = filters.NumberFilter(field_name="contract", widget=forms.HiddenInput)

    class Meta:
        model = Finding
        fields: list[str] = []

    def irregular(self, queryset: FollowUpClassQuerySet, name: str, value: str) -> FollowUpClassQuerySet:
        """Confirmed irregularities, which measure 7 counts."""
        return queryset.filter(is_irregularity=True, confirmed_on__isnull=False).exclude(status="DISMISSED")

    def at_supplier(self, queryset: QuerySet[Finding], name: str, value: int) -> QuerySet[Finding]:
        """Those of a supplier, and of whatever was merged with it."""
        return queryset.filter(supplier__in=Supplier.objects.same_as(Supplier.objects.filter(pk=value)))

    def search(self, queryset: QuerySet[Finding], name: str, value: str) -> QuerySet[Finding]:
        """By part of a name or of what has happened."""
        suppliers = Supplier.objects.visible_to(user_of(self.request)).called(value)
        return queryset.filter(
            Q(supplier__in=suppliers) | Q(unit__name__icontains=value) | Q(evidence__icontains=value)
        )
