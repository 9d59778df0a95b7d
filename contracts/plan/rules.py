"""Which months are measured: the one meaning of “tolv månader”."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from huddinge_vo.common.periods import Period, add_months

COMPARED_WITH = 12  # months before
FEWEST_COMPARED = 6  # fewer say nothing of what a month usually is
LOOKED_AT = 36  # months back from the latest: further nobody looks for a whole one
NOT_ENDED = "månaden är inte slut"
INCOMPLETE = "under hälften av vad en månad brukar vara, så reskontran är troligen inte hel"


@dataclass(frozen=True)
class Branch:
    """A category's place in the tree: what it lies under, null for the root; and what it is called."""

    pk: int
    parent: int | None
    code: str
    name: str


@dataclass(frozen=True)
class CategoryTree:
    """A buyer's categories, read once for all that a page asks of them."""

    branches: tuple[Branch, ...]

    @property
    def root(self) -> Branch | None:
        """The category that the buyer's plan is for: of those under no other the first by its code."""
        roots = sorted((each for each in self.branches if each.parent is None), key=lambda each: (each.code, each.pk))
        return roots[0] if roots else None

    def below(self, pk: int) -> set[int]:
        """A category and all that lies under it, at any depth."""
        found, waiting = {pk}, [pk]
        while waiting:
            above = waiting.pop()
            under = [each.pk for each in self.branches if each.parent == above and each.pk not in found]
            found.update(under)
            waiting += under
        return found

    def named(self, pk: int) -> Branch:
        """One of them. Raises KeyError for what is not among them."""
        found = next((each for each in self.branches if each.pk == pk), None)
        if found is None:
            raise KeyError(pk)
        return found


@dataclass(frozen=True)
class LeftOut:
    """A month that has spend and is in no measure of twelve months, and why."""

    month: date
    why: str


@dataclass(frozen=True)
class Measured:
    """Up to which month things are measured, by its first day, and the later months that are left out, the first first.

    Null where nothing is loaded.
    """

    until: date | None = None
    left_out: tuple[LeftOut, ...] = ()

    @property
    def period(self) -> Period | None:
        """The twelve whole months that every page means by “tolv månader”."""
        return None if self.until is None else Period.rolling_12(self.until)


def measured(months: Mapping[date, Decimal], on: date) -> Measured:
    """Where twelve months end, of months (first day → kronor of what could be bought on contract) on a day.

    A month that has not ended, and one with less than half of the median of those with spend among the twelve before
    it, is left out, as far back as such months reach from the latest. What was incomplete once and has later months
    after it is measured as it is.
    """
    left_out: list[LeftOut] = []
    for month in sorted(months, reverse=True):
        why = _why_not(month, months, on)
        if not why:
            return Measured(month, tuple(reversed(left_out)))
        left_out.append(LeftOut(month, why))
    return Measured(add_months(left_out[-1].month, -1) if left_out else None, tuple(reversed(left_out)))


def _why_not(month: date, months: Mapping[date, Decimal], on: date) -> str:
    if Period.containing(month).last >= on:
        return NOT_ENDED
    before = [
        months[earlier] for back in range(1, COMPARED_WITH + 1) if (earlier := add_months(month, -back)) in months
    ]
    if len(before) >= FEWEST_COMPARED and months[month] * 2 < median(before):
        return INCOMPLETE
    return ""
