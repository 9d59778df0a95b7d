"""The definition of loyalty, once, in SQL, over rows and over their roll-up alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, DecimalField, F, Max, Min, Q, Sum, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Abs, Coalesce

from contracts.plan.models import Category
from contracts.plan.querysets import category_scope
from contracts.plan.rules import LOOKED_AT, Measured, measured
from followup.judging.querysets.keys import who
from huddinge_vo.common.periods import add_months
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet, secret_to
from huddinge_vo.common.untyped import Context

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User
    from huddinge_vo.common.periods import Period

_MONEY = DecimalField(max_digits=20, decimal_places=2)
_SHARE = DecimalField(max_digits=20, decimal_places=10)
FEWEST_POOLED = 3  # payments behind a sum of what may not be seen
PURCHASABLE = ("ON_CONTRACT", "APPROVED_DEVIATION", "UNEXPLAINED")


@dataclass(frozen=True)
class Loyalty:
    """How loyal some spend was. Sums in kronor excluding VAT; shares between 0 and 1, null without purchasable spend.

    The five buckets add up to `ledger`, to the öre. `low` and `high` are contract loyalty if everything that cannot be
    judged were bought outside or on contract. `count` is the number of rows.
    """

    count: int
    ledger: Decimal
    excluded: Decimal
    unknown: Decimal
    on_contract: Decimal
    approved_deviation: Decimal
    unexplained: Decimal
    purchasable: Decimal
    under_contract: Decimal
    contract_loyalty: Decimal | None
    supplier_loyalty: Decimal | None
    low: Decimal | None
    high: Decimal | None

    @property
    def outside_contract(self) -> Decimal:
        """What was bought outside contract, with or without an approved deviation."""
        return self.approved_deviation + self.unexplained


def _sum(condition: Q | None = None) -> Coalesce:
    return Coalesce(Sum("sum_sek", filter=condition), Value(Decimal(0), output_field=_MONEY), output_field=_MONEY)


def _share(part: Combinable, whole: Combinable) -> Case:
    """money.share in SQL: a share of nothing, or of less than nothing, is unknown. A test holds the two together."""
    return Case(When(Q(_GreaterThanZero(whole)), then=part / whole), default=None, output_field=_SHARE)


class _GreaterThanZero(models.Func):
    template = "(%(expressions)s) > 0"
    output_field = models.BooleanField()
    conditional = True


def loyalty_expressions() -> dict[str, object]:
    """The measures of Loyalty as SQL aggregates. domain.md §3 is their source; docs/matt.md explains them."""
    on_contract = _sum(Q(bucket="ON_CONTRACT"))
    unknown = _sum(Q(bucket="UNKNOWN"))
    purchasable = _sum(Q(bucket__in=PURCHASABLE))
    under_contract = _sum(Q(bucket__in=PURCHASABLE, supplier_under_contract=True))
    return {
        "count": Coalesce(Sum("n"), 0),
        "ledger": _sum(),
        "excluded": _sum(Q(bucket="EXCLUDED")),
        "unknown": unknown,
        "on_contract": on_contract,
        "approved_deviation": _sum(Q(bucket="APPROVED_DEVIATION")),
        "unexplained": _sum(Q(bucket="UNEXPLAINED")),
        "purchasable": purchasable,
        "under_contract": under_contract,
        "contract_loyalty": _share(on_contract, purchasable),
        "supplier_loyalty": _share(under_contract, purchasable),
        "low": _share(on_contract, purchasable + unknown),
        "high": _share(on_contract + unknown, purchasable + unknown),
    }


class SpendQuerySet(SecuredQuerySet):
    """Spend with its verdicts: rows one by one (JudgedRow), or summed by month (SpendMonth)."""

    def for_buyer(self, buyer: object) -> Self:
        """One buyer's spend."""
        return self.filter(buyer=buyer)

    def in_category(self, category: Category) -> Self:
        """Spend of a category and of all that lies under it."""
        return self.filter(category__in=Category.objects.filter(pk=category.pk).with_descendants())

    def under_root(self, root: Category, within: list[int] | None = None) -> Self:
        """All spend that a category plan answers for, including what no subcategory could be told for.

        `within` are the ids of the root and of all under it, for who has asked already.
        """
        if within is None:
            within = Category.objects.filter(pk=root.pk).with_descendants()
        return self.filter(Q(category__in=within) | Q(category__isnull=True), buyer=root.buyer_id)

    def within_reach_of(self, user: User) -> Self:
        """Spend of the buyers and categories a person works with, secret or not: what sums are made of."""
        return self.filter(
            category_scope(user, category="category", buyer="buyer", may=f"followup.view_{self.model._meta.model_name}")
        )

    def taken_by_no_rule(self) -> Self:
        """Spend that no rule decides of and that no person has judged: what is left to make rules of."""
        return self.filter(rule=None, is_judged_by_hand=False)

    def protected_from(self, user: User) -> Self:
        """What of it `visible_to` leaves out: shown as one line, "Skyddade uppgifter"."""
        return self.within_reach_of(user).filter(secret_to(user, self.model))

    def pooled(self) -> Decimal | None:
        """The sum of what is shown as one line; null where too few payments are behind it to be told without
        telling.
        """
        found = self.order_by().aggregate(total=Sum("sum_sek"), payments=Sum("n"))
        total: Decimal | None = found["total"]
        return total if (found["payments"] or 0) >= FEWEST_POOLED else None

    def pooled_loyalty(self) -> Loyalty | None:
        """The same by bucket, null by the same rule."""
        return None if self.pooled() is None else self.loyalty()

    def loyalty(self) -> Loyalty:
        """How loyal this spend was."""
        return Loyalty(**self.order_by().aggregate(**loyalty_expressions()))

    # Any: keys of the dimensions that were asked for
    def loyalty_by(self, *dimensions: str) -> list[tuple[tuple[Any, ...], Loyalty]]:
        """Loyalty for each group; a group without a key is kept as such. Order: by the dimensions, unknown last."""
        names = [field.name for field in fields(Loyalty)]
        grouped = (
            self.order_by()
            .values(*dimensions)
            .annotate(**loyalty_expressions())
            .order_by(*[F(dimension).asc(nulls_last=True) for dimension in dimensions])
        )
        return [
            (tuple(row[dimension] for dimension in dimensions), Loyalty(**{name: row[name] for name in names}))
            for row in grouped
        ]


class SpendMonthQuerySet(SpendQuerySet):
    """The roll-up by whole months."""

    def in_period(self, period: Period) -> Self:
        """Months within a period of whole months, by booking date."""
        return self.filter(month__gte=period.first, month__lte=period.last)

    def of_rows_visible_to(self, user: User) -> Self:
        """The sums of the rows that a person may open."""
        return self._of_rows_reached_by(user).open_to(user)

    def of_rows_protected_from(self, user: User) -> Self:
        """The sums of those that are within reach of his work and that he may not open."""
        return self._of_rows_reached_by(user).filter(secret_to(user, self.model))

    def _of_rows_reached_by(self, user: User) -> Self:
        return self.filter(category_scope(user, category="category", buyer="buyer", may="followup.view_judgedrow"))

    def groups(self) -> models.QuerySet:
        """Summed by what a rule can ask for: supplier × account × unit, the biggest first whatever its sign.

        `key` is one of the group's keys, the same each time the same is asked, and `size` what it is ordered by. Of
        what it was judged to be: `category` when all of it is one, and how many rows have none.
        """
        grouped = self.order_by().values(paid_to=who("key__"), account=F("key__account"), unit=F("key__unit"))
        return grouped.annotate(
            key=Min("key"),
            rows=Sum("n"),
            total=Sum("sum_sek"),
            size=Abs(Sum("sum_sek")),
            first_category=Min("category"),
            last_category=Max("category"),
            uncategorised=Coalesce(Sum("n", filter=Q(category=None)), 0),
        ).order_by("-size", "key")

    def left(self) -> Context:
        """How much of it there is, and how much of that no rule takes: rows and kronor of all, of what is left, of what
        is left without a subcategory, and of what people have judged; and of all that has no subcategory, but for what
        is excluded.
        """
        is_left = Q(rule=None, is_judged_by_hand=False)
        kinds = {
            "all": Q(),
            "left": is_left,
            "uncategorised": is_left & Q(category=None),
            "hand": Q(is_judged_by_hand=True),
            "unplaced": Q(category=None) & ~Q(bucket="EXCLUDED"),
        }
        return self.order_by().aggregate(
            **{f"{name}_rows": Coalesce(Sum("n", filter=which or None), 0) for name, which in kinds.items()},
            **{f"{name}_sek": _sum(which or None) for name, which in kinds.items()},
        )

    def decided_by(self, rule_id: int) -> tuple[int, Decimal]:
        """How many rows and kronor a rule decides alone."""
        found = self.filter(rule=rule_id).order_by().aggregate(rows=Coalesce(Sum("n"), 0), total=_sum())
        return found["rows"], found["total"]

    def areas_of_their_own(self) -> set[int]:
        """The areas of which loyalty can be told: those where all that could be bought on contract had its area from a
        rule, and none of it from the very contract that it was found to be on.

        Something bought outside contract has no contract to have an area from. What is judged row by row cannot be told
        from the rest in the sums, and counts as the contract's: rather no figure than one that is always 100 %.
        """
        bought = self.filter(bucket__in=PURCHASABLE, area__isnull=False).order_by()
        of_contract = bought.filter(bucket="ON_CONTRACT").exclude(rule__area=F("area"))
        return set(bought.values_list("area", flat=True).distinct()) - set(
            of_contract.values_list("area", flat=True).distinct()
        )

    def measured(self, on: date) -> Measured:
        """Up to which month these twelve months go, and which months are left out; see contracts/plan/rules.py."""
        last = self.last_month()
        if last is None:
            return Measured()
        looked_at = self.filter(month__gte=add_months(last, -LOOKED_AT)).order_by()
        purchasable = looked_at.values_list("month").annotate(purchasable=_sum(Q(bucket__in=PURCHASABLE)))
        return measured(dict(purchasable), on)

    def last_month(self) -> date | None:
        """The first day of the latest month there is spend for, or null."""
        return self.aggregate(last=models.Max("month"))["last"]


class JudgedRowQuerySet(SpendQuerySet):
    """Rows one by one."""

    def in_period(self, period: Period) -> Self:
        """By booking date; both end days count."""
        return self.filter(booked_on__gte=period.first, booked_on__lte=period.last)

    def in_any(self, periods: Iterable[Period]) -> Self:
        """Booked in any of some periods."""
        booked = Q()
        for period in periods:
            booked |= Q(booked_on__range=(period.first, period.last))
        return self.filter(booked)

    def for_list(self) -> Self:
        """What a list needs, in a constant number of queries."""
        return self.select_related("key", "supplier", "contract", "category", "area", "ledger_import")


def spend_in(period: Period) -> SpendQuerySet:
    """The cheapest relation that answers for a period exactly: the roll-up for whole months, else the rows."""
    from followup.judging.models import JudgedRow, SpendMonth

    # Any: keys of the dimensions that were asked for
    manager: Any = SpendMonth.objects if period.whole_months else JudgedRow.objects
    return manager.in_period(period)
