"""Sums of what a person may see, read from the totals: all there is, less the little that is hidden from him.

The totals do not know whose the spend is. What is hidden is found in the roll-up by key, by the one rule of secrecy as
it stands when it is asked; where nothing is hidden, as mostly, no question is asked for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol, TypeVar

from django.db.models import Sum

from followup.judging.querysets.spend import Group, Loyalty, MonthsQuerySet, SpendMonthQuerySet, SpendTotalQuerySet
from huddinge_vo.common.untyped import Context

if TYPE_CHECKING:
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

    total: SpendTotalQuerySet
    hidden: SpendMonthQuerySet

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

    def loyalty_by(self, *dimensions: str) -> list[tuple[Group, Loyalty]]:
        """Loyalty of each group that has any rows; a group without a key is kept as such."""
        hidden = dict(self.hidden.loyalty_by(*dimensions))
        found = [
            (group, loyalty.less(hidden[group]) if group in hidden else loyalty)
            for group, loyalty in self.total.loyalty_by(*dimensions)
        ]
        return [(group, loyalty) for group, loyalty in found if loyalty.count]

    def left(self) -> Context:
        """How much of it no rule takes, see MonthsQuerySet.left."""
        hidden = self.hidden.left()
        return {name: value - hidden[name] for name, value in self.total.left().items()}


def _sums_by(spend: MonthsQuerySet, dimensions: tuple[str, ...]) -> dict[Group, tuple[int, Decimal]]:
    found = spend.order_by().values_list(*dimensions).annotate(rows=Sum("n"), kronor=Sum("sum_sek"))
    return {tuple(group): (rows, kronor) for *group, rows, kronor in found}
