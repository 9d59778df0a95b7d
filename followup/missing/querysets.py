"""Every question asked of own units, of what lacks a deviation, and of who was asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Max, Min, Q, QuerySet, Sum

from contracts.plan.querysets import category_scope
from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.periods import Period
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

if TYPE_CHECKING:
    from followup.judging.querysets import JudgedRowQuerySet, SpendMonthQuerySet
    from followup.missing.models import DeviationQuestion
    from huddinge_vo.common.people.models import Organization, User

GROUP = ("supplier", "key__unit", "category", "month")  # what one question is about


class OwnUnitQuerySet(models.QuerySet):
    """The buyer's own units."""

    def visible_to(self, user: User) -> Self:
        """At the buyers where a person keeps them."""
        return self.filter(buyer__in=buyers_of(user, may="followup.change_ownunit"))


class DeviationQuestionQuerySet(SecuredQuerySet):
    """Questions to own units."""

    seen_with: ClassVar[str] = "followup.view_deviationquestion"

    def within_reach_of(self, user: User) -> Self:
        """By buyer and category."""
        return self.filter(category_scope(user, category="category", buyer="buyer", may=self.seen_with))

    def unanswered(self) -> Self:
        """Those that wait."""
        return self.filter(answered_at__isnull=True)

    def to_answer_by(self, user: User) -> Self:
        """Those that wait for a person as the unit's manager or deputy."""
        return self.unanswered().filter(Q(unit__manager=user) | Q(unit__deputy=user))


def missing(spend: SpendMonthQuerySet) -> QuerySet:
    """Of some spend what was bought outside contract and is tied to no deviation, by what one question is about.

    As dicts: supplier, key__unit, category, month, with rows, total and the first and last of the proposed reasons.
    Rows that take each other out leave nothing to ask for, and are not among them.
    """
    found = spend.filter(bucket="UNEXPLAINED", supplier__isnull=False, category__isnull=False)
    grouped = (
        found.order_by()
        .values(*GROUP)
        .annotate(rows=Sum("n"), total=Sum("sum_sek"), first_reason=Min("reason"), last_reason=Max("reason"))
    )
    return grouped.exclude(total=0)


def rows_asked_about(question: DeviationQuestion, *, user: User) -> tuple[list[int], JudgedRowQuerySet]:
    """What a question is about, as a person may see it: the keys, and their rows that still lack a deviation."""
    from contracts.suppliers.models import Supplier
    from followup.judging.models import JudgedRow, SpendMonth

    now = Supplier.objects.now_of([question.supplier_id])[question.supplier_id]
    about = {"supplier": now, "key__unit": question.unit.name, "category": question.category_id}
    spend = SpendMonth.objects.for_buyer(question.buyer_id).open_to(user).filter(month=question.month, **about)
    keys = sorted(set(spend.filter(bucket="UNEXPLAINED").values_list("key", flat=True)))
    rows = JudgedRow.objects.for_buyer(question.buyer_id).open_to(user).filter(bucket="UNEXPLAINED", **about)
    return keys, rows.in_period(Period.containing(question.month)).filter(key__in=keys)


def units_named(*, buyer: Organization, user: User) -> list[str]:
    """The names of own units in a buyer's ledger, of the keys that a person may know of."""
    from followup.judging.models import SpendKey

    keys = SpendKey.objects.open_to(user).filter(buyer=buyer).exclude(unit="")
    return sorted(set(keys.order_by().values_list("unit", flat=True).distinct()))
