"""The definition of loyalty, once, in SQL, over rows and over their roll-up alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Case, Count, DecimalField, F, Max, Min, Q, Sum, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Abs, Coalesce

from contracts.plan.models import Category
from contracts.plan.querysets import below, category_scope
from contracts.plan.rules import LOOKED_AT, Measured, measured
from followup.judging.querysets.keys import who
from huddinge_vo.common.money import share
from huddinge_vo.common.periods import add_months
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet, secret_to
from huddinge_vo.common.untyped import Context

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User
    from huddinge_vo.common.periods import Period

_MONEY = DecimalField(max_digits=20, decimal_places=2)
_OPENS_ROWS = "followup.view_judgedrow"
Group = tuple[Any, ...]  # Any: what a group has of the dimensions that were asked for
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

    @classmethod
    def of(cls, count: int, sums: Mapping[str, Decimal]) -> Self:
        """Of so many rows, and of the sums that `loyalty_sums` names."""
        on_contract, unknown = sums["on_contract"], sums["unknown"]
        purchasable = on_contract + sums["approved_deviation"] + sums["unexplained"]
        return cls(
            count=count,
            **{name: sums[name] for name in _SUMMED},
            purchasable=purchasable,
            contract_loyalty=share(on_contract, purchasable),
            supplier_loyalty=share(sums["under_contract"], purchasable),
            low=share(on_contract, purchasable + unknown),
            high=share(on_contract + unknown, purchasable + unknown),
        )

    @classmethod
    def together(cls, parts: Iterable[Loyalty]) -> Self:
        """Of all the spend that several are of. Nothing at all is nought kronor."""
        count, sums = 0, dict.fromkeys(_SUMMED, Decimal(0))
        for part in parts:
            count += part.count
            for name in _SUMMED:
                sums[name] += getattr(part, name)
        return cls.of(count, sums)

    def less(self, part: Loyalty) -> Self:
        """Of what is left when a part of the spend is taken away."""
        return self.of(self.count - part.count, {name: getattr(self, name) - getattr(part, name) for name in _SUMMED})

    @property
    def outside_contract(self) -> Decimal:
        """What was bought outside contract, with or without an approved deviation."""
        return self.approved_deviation + self.unexplained


def _sum(condition: Q | None = None) -> Coalesce:
    return Coalesce(Sum("sum_sek", filter=condition), Value(Decimal(0), output_field=_MONEY), output_field=_MONEY)


def loyalty_sums() -> dict[str, Coalesce]:
    """What Loyalty rests on, as SQL aggregates. domain.md §3 is their source; docs/matt.md explains them."""
    return {
        "ledger": _sum(),
        "excluded": _sum(Q(bucket="EXCLUDED")),
        "unknown": _sum(Q(bucket="UNKNOWN")),
        "on_contract": _sum(Q(bucket="ON_CONTRACT")),
        "approved_deviation": _sum(Q(bucket="APPROVED_DEVIATION")),
        "unexplained": _sum(Q(bucket="UNEXPLAINED")),
        "under_contract": _sum(Q(bucket__in=PURCHASABLE, supplier_under_contract=True)),
    }


_ROWS = Coalesce(Sum("n"), 0)
_SUMMED = tuple(loyalty_sums())


@dataclass(frozen=True)
class MonthsOfSpend:
    """The first and the last month that there is spend in, by their first days, and what is measured of them."""

    first: date | None
    last: date | None
    measured: Measured

    @classmethod
    def of(cls, purchasable: Mapping[date, Decimal], on: date) -> Self:
        """Of what could be bought on contract in each month that has any spend, on a day."""
        if not purchasable:
            return cls(None, None, Measured())
        last = max(purchasable)
        looked_at = {month: sum_sek for month, sum_sek in purchasable.items() if month >= add_months(last, -LOOKED_AT)}
        return cls(min(purchasable), last, measured(looked_at, on))


class SpendQuerySet(SecuredQuerySet):
    """Spend with its verdicts, however it is summed. `reached_with` is the permission to see what it is summed to."""

    reached_with: ClassVar[str] = "followup.view_spendmonth"

    def within_reach_of(self, user: User) -> Self:
        """Spend of the buyers and categories a person works with, secret or not: what sums are made of."""
        return self.filter(category_scope(user, category="category", buyer="buyer", may=self.reached_with))

    def with_reach_of(self, user: User) -> Self:
        """With whether each is within reach of a person's work, as `is_reached`."""
        reached = category_scope(user, category="category", buyer="buyer", may=self.reached_with)
        return self.annotate(is_reached=Case(When(reached, then=True), default=False))

    def of_rows_within_reach_of(self, user: User) -> Self:
        """The same of those whose rows a person may open, but for what is secret to him."""
        return self.filter(category_scope(user, category="category", buyer="buyer", may=_OPENS_ROWS))

    def for_buyer(self, buyer: object) -> Self:
        """One buyer's spend."""
        return self.filter(buyer=buyer)

    def in_category(self, category: Category) -> Self:
        """Spend of a category and of all that lies under it."""
        return self.filter(category__in=below(category))

    def under_root(self, root: Category) -> Self:
        """All spend that a category plan answers for, including what no subcategory could be told for."""
        return self.under_any(root.buyer_id, below(root))

    def under_any(self, buyer_id: int, categories: RawSQL | Collection[int]) -> Self:
        """A buyer's spend in some categories, and what no subcategory could be told for."""
        return self.filter(Q(category__in=categories) | Q(category__isnull=True), buyer=buyer_id)

    def taken_by_no_rule(self) -> Self:
        """Spend that no rule decides of and that no person has judged: what is left to make rules of."""
        return self.filter(rule=None, is_judged_by_hand=False)

    def purchasable(self) -> Self:
        """What can be bought on contract, wherever it was."""
        return self.filter(bucket__in=PURCHASABLE)

    def outside_contract(self) -> Self:
        """What was bought outside contract, with or without an approved deviation."""
        return self.filter(bucket__in=["APPROVED_DEVIATION", "UNEXPLAINED"])

    def loyalty(self) -> Loyalty:
        """How loyal this spend was."""
        sums = self.order_by().aggregate(rows=_ROWS, **loyalty_sums())
        return Loyalty.of(sums.pop("rows"), sums)

    def loyalty_by(self, *dimensions: str) -> list[tuple[Group, Loyalty]]:
        """Loyalty for each group; a group without a key is kept as such. Order: by the dimensions, unknown last."""
        grouped = (
            self.order_by()
            .values(*dimensions)
            .annotate(rows=_ROWS, **loyalty_sums())
            .order_by(*[F(dimension).asc(nulls_last=True) for dimension in dimensions])
        )
        return [(tuple(row[dimension] for dimension in dimensions), Loyalty.of(row["rows"], row)) for row in grouped]

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


class MonthsQuerySet(SpendQuerySet):
    """Spend summed by whole months. `told_as` are the names that something else has here than in the totals."""

    told_as: ClassVar[Mapping[str, str]] = {}

    def in_period(self, period: Period) -> Self:
        """Months within a period of whole months, by booking date."""
        return self.filter(month__gte=period.first, month__lte=period.last)

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


class WhoseIsNotKnown(Exception):
    """The totals were asked what a person may see. They would answer with all there is: SeenSpend knows."""


class TotalsQuerySet(MonthsQuerySet):
    """Sums over keys: which of them somebody may see is not known here, and what is secret is in them."""

    def open_to(self, user: User) -> Self:
        """Nothing that can be told. Always raises WhoseIsNotKnown, as all that asks for it does."""
        raise WhoseIsNotKnown

    def public(self) -> Self:
        """The same."""
        raise WhoseIsNotKnown

    def protected_from(self, user: User) -> Self:
        """The same."""
        raise WhoseIsNotKnown


class SpendTotalQuerySet(TotalsQuerySet):
    """The roll-up of all spend at once."""

    def months(self, on: date) -> MonthsOfSpend:
        """Which months there is spend in, and which of them are measured on a day."""
        purchasable = _sum(Q(bucket__in=PURCHASABLE))
        return MonthsOfSpend.of(dict(self.order_by().values_list("month").annotate(purchasable=purchasable)), on)

    def first_month(self) -> date | None:
        """The first month that there is any spend in."""
        first: date | None = self.filter(n__gt=0).aggregate(first=Min("month"))["first"]
        return first

    def measured(self, on: date) -> Measured:
        """Up to which month these twelve months go, and which months are left out; see contracts/plan/rules.py."""
        return self.months(on).measured

    def areas_of_their_own(self) -> set[int]:
        """The areas of which loyalty can be told: those where all that could be bought on contract had its area from a
        rule, and none of it from the very contract that it was found to be on.

        Something bought outside contract has no contract to have an area from. What is judged row by row cannot be told
        from the rest in the sums, and counts as the contract's: rather no figure than one that is always 100 %.
        """
        bought = self.filter(bucket__in=PURCHASABLE, area__isnull=False).order_by()
        of_contract = Count("pk", filter=Q(bucket="ON_CONTRACT") & ~Q(rule__area=F("area")))
        found = bought.values_list("area").annotate(of_contract=of_contract)
        return {area for area, from_contract in found if not from_contract}


class SupplierMonthQuerySet(TotalsQuerySet):
    """The roll-up by supplier and contract."""


class SpendMonthQuerySet(MonthsQuerySet):
    """The roll-up by key."""

    told_as: ClassVar[Mapping[str, str]] = {"unit": "key__unit"}

    def of_rows_visible_to(self, user: User) -> Self:
        """The sums of the rows that a person may open."""
        return self.of_rows_within_reach_of(user).open_to(user)

    def of_rows_protected_from(self, user: User) -> Self:
        """The sums of those that are within reach of his work and that he may not open."""
        return self.of_rows_within_reach_of(user).filter(secret_to(user, self.model))

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

    def decided_by(self, rule_id: int) -> tuple[int, Decimal]:
        """How many rows and kronor a rule decides alone."""
        found = self.filter(rule=rule_id).order_by().aggregate(rows=Coalesce(Sum("n"), 0), total=_sum())
        return found["rows"], found["total"]


class JudgedRowQuerySet(SpendQuerySet):
    """Rows one by one."""

    reached_with: ClassVar[str] = _OPENS_ROWS

    def in_period(self, period: Period) -> Self:
        """By booking date; both end days count."""
        return self.filter(booked_on__gte=period.first, booked_on__lte=period.last)

    def in_any(self, periods: Iterable[Period]) -> Self:
        """Booked in any of some periods."""
        booked = Q()
        for period in periods:
            booked |= Q(booked_on__range=(period.first, period.last))
        return self.filter(booked)

    def at(self, places: Iterable[tuple[int, int]]) -> Self:
        """Those at some places of files, each an import and a line."""
        return self.filter(at_places(places))

    def for_list(self) -> Self:
        """What a list needs, in a constant number of queries."""
        return self.select_related("key", "supplier", "contract", "category", "area", "ledger_import")


def at_places(places: Iterable[tuple[int, int]]) -> Q:
    """That a row, or what is said of it, is at some places: imports and lines. Nothing is where there are no places."""
    by_import: dict[int, list[int]] = {}
    for ledger_import, line_no in places:
        by_import.setdefault(ledger_import, []).append(line_no)
    found = Q(line_no__in=[])
    for ledger_import, lines in by_import.items():
        found |= Q(ledger_import=ledger_import, line_no__in=lines)
    return found


def spend_in(period: Period) -> SpendQuerySet:
    """The cheapest relation that answers for a period exactly: the roll-up for whole months, else the rows."""
    from followup.judging.models import JudgedRow, SpendMonth

    # Any: keys of the dimensions that were asked for
    manager: Any = SpendMonth.objects if period.whole_months else JudgedRow.objects
    return manager.in_period(period)
