"""Sums of what a person may see, read from the totals: all there is, less the little that is hidden from him.

The totals do not know whose the spend is. What is hidden is found in the roll-up by key, by the one rule of secrecy as
it stands when it is asked; where nothing is hidden, as mostly, no question is asked for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol, TypeVar

from django.db import connection
from django.db.models import QuerySet, Sum

from followup.judging.querysets.spend import Group, Loyalty, MonthsQuerySet, SpendMonthQuerySet, TotalsQuerySet
from huddinge_vo.common.sql import written_out
from huddinge_vo.common.untyped import Context

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User
    from huddinge_vo.common.periods import Period

SpendT = TypeVar("SpendT", bound=MonthsQuerySet)


class Narrowing(Protocol):
    """What leaves a part of any sums."""

    def __call__(self, spend: SpendT, /) -> SpendT:
        """That part."""


@dataclass(frozen=True)
class SeenSpend:
    """Spend that a person may see: `total` is all within his reach, and `hidden` the part of it that he may not see.

    It is narrowed by what the totals know. The two are narrowed alike: nothing is taken away that was not there.
    """

    total: TotalsQuerySet
    hidden: SpendMonthQuerySet

    @classmethod
    def by(cls, user: User, total: TotalsQuerySet) -> SeenSpend:
        """All that a person may see of what either of the totals has: SpendTotal's or SupplierMonth's."""
        from followup.judging.models import SpendMonth

        return cls(total.within_reach_of(user), SpendMonth.objects.protected_from(user))

    def narrowed(self, by: Narrowing) -> SeenSpend:
        """The part of it that `by` leaves of any sums."""
        return SeenSpend(by(self.total), by(self.hidden))

    def in_period(self, period: Period) -> SeenSpend:
        """Months within a period of whole months, by booking date."""
        return SeenSpend(self.total.in_period(period), self.hidden.in_period(period))

    def sums_by(self, *dimensions: str) -> dict[Group, tuple[int, Decimal]]:
        """Rows and kronor of each group that has any."""
        found = _sums_by(self.total, dimensions)
        for group, (n, sum_sek) in _sums_by(self.hidden, dimensions).items():
            rows, kronor = found.get(group, (0, Decimal(0)))
            found[group] = (rows - n, kronor - sum_sek)
        return {group: told for group, told in found.items() if told[0]}

    def sums_by_counting(self, *dimensions: str, each: str) -> dict[Group, tuple[Decimal, int]]:
        """Kronor of each group that has any rows, and how many there are in it of `each` that have a key.

        Summed by `each` too and then together, for thousands of sums are told of some ten groups: to count what is
        different in a group the database would sort all of it.
        """
        grouped = _grouped(self.total, (*dimensions, each))
        asked, params = written_out(grouped)
        found: dict[Group, tuple[int, Decimal, int]] = {}
        places = ", ".join(f"of_{place}" for place in range(len(dimensions)))
        summed = (
            f"SELECT {places}, sum(n), sum(sum_sek), count(each)"  # noqa: S608 - names of our own, its parameters beside
            f" FROM ({asked}) grouped({places}, each, n, sum_sek) WHERE n <> 0 GROUP BY {places}"
        )
        with connection.cursor() as cursor:
            cursor.execute(summed, params)
            for *group, rows, kronor, number in cursor.fetchall():
                found[tuple(group)] = int(rows), kronor, number
        hidden = _sums_by(self.hidden, (*dimensions, each))
        of_both = {key for *_, key in hidden if key is not None}
        in_part = _sums_by(self.total.filter(**{f"{each}__in": of_both}), (*dimensions, each)) if of_both else {}
        for (*group, key), (n, sum_sek) in hidden.items():
            rows, kronor, number = found[tuple(group)]
            wholly_hidden = key is not None and in_part[*group, key][0] == n
            found[tuple(group)] = rows - n, kronor - sum_sek, number - wholly_hidden
        return {group: (kronor, number) for group, (rows, kronor, number) in found.items() if rows}

    def loyalty_by(self, *dimensions: str) -> list[tuple[Group, Loyalty]]:
        """Loyalty of each group that has any rows; a group without a key is kept as such."""
        hidden = dict(self.hidden.loyalty_by(*dimensions))
        found = [
            (group, loyalty.less(hidden[group]) if group in hidden else loyalty)
            for group, loyalty in self.total.loyalty_by(*dimensions)
        ]
        return [(group, loyalty) for group, loyalty in found if loyalty.count]

    def largest_by(self, dimension: str, *, top: int) -> list[tuple[int, Decimal]]:
        """The groups with most kronor, more than nought, the largest first; of those that have a key."""
        hidden = _sums_by(self.hidden, (dimension,))
        in_part = [key for (key,) in hidden if key is not None]
        grouped = self.total.order_by().exclude(**{dimension: None}).values_list(dimension)
        of_all = grouped.exclude(**{f"{dimension}__in": in_part}).annotate(total=Sum("sum_sek")).filter(total__gt=0)
        found = list(of_all.order_by("-total", dimension)[:top])
        if in_part:  # few: what is left of them may be among the largest, whatever they were before
            less = self.narrowed(lambda spend: spend.filter(**{f"{dimension}__in": in_part}))
            found += [(key, kronor) for (key,), (_, kronor) in less.sums_by(dimension).items() if kronor > 0]
        return sorted(found, key=lambda each: (-each[1], each[0]))[:top]

    def number_of(self, dimension: str) -> int:
        """How many groups have any rows, of those that have a key."""
        hidden = {key: n for (key,), (n, _) in _sums_by(self.hidden, (dimension,)).items() if key is not None}
        groups = self.total.order_by().exclude(**{dimension: None}).values_list(dimension)
        in_part = dict(groups.filter(**{f"{dimension}__in": list(hidden)}).annotate(Sum("n")))
        wholly_hidden = sum(n == in_part.get(key) for key, n in hidden.items())
        return groups.distinct().count() - wholly_hidden

    def left(self) -> Context:
        """How much of it no rule takes, see MonthsQuerySet.left."""
        hidden = self.hidden.left()
        return {name: value - hidden[name] for name, value in self.total.left().items()}


def _grouped(spend: MonthsQuerySet, dimensions: tuple[str, ...]) -> QuerySet:
    named = (spend.told_as.get(name, name) for name in dimensions)
    return spend.order_by().values_list(*named).annotate(rows=Sum("n"), kronor=Sum("sum_sek"))


def _sums_by(spend: MonthsQuerySet, dimensions: tuple[str, ...]) -> dict[Group, tuple[int, Decimal]]:
    return {tuple(group): (rows, kronor) for *group, rows, kronor in _grouped(spend, dimensions)}
