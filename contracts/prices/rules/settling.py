"""What was bought at an adjusted price, where purchases are known by the month only. Pure; both end days count.

A month in which a price begins or ends is parted by its calendar days. From one adjustment to the next, what is bought
is parted on the adjustment's items by weight, and each item's part is the line's whose price counted on the day: so no
krona of a month is counted for two lines, and what was bought at no adjusted price is nobody's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from contracts.prices.rules.prices import in_whole_ore
from contracts.terms.rules import DAY
from huddinge_vo.common.periods import MONTHS, Period


@dataclass(frozen=True)
class Purchase:
    """What one payer bought on a contract in a month, named by its first day."""

    month: date
    payer: str
    sum_sek: Decimal


@dataclass(frozen=True)
class Stretch:
    """From an adjustment's day until the next: how purchases are parted, item → weight; equally where none weighs."""

    first: date
    weights: Mapping[int, Decimal]

    def shares(self) -> dict[int, Fraction]:
        """Parts of one."""
        total = sum(self.weights.values(), Decimal(0))
        count = len(self.weights)
        return {
            item: Fraction(weight) / Fraction(total) if total else Fraction(1, count)
            for item, weight in self.weights.items()
        }


@dataclass(frozen=True)
class Counted:
    """The days that a line's price counted for its item; no last day is until further notice."""

    line: int
    item: int
    first: date
    last: date | None


@dataclass(frozen=True)
class BrokenMonth:
    """A month of which only some days were at the price."""

    month: date
    days: int
    of: int

    def __str__(self) -> str:
        return f"{MONTHS[self.month.month - 1]} {self.month.year}: {self.days} av {self.of} dagar"


@dataclass(frozen=True)
class BoughtAt:
    """What was bought at a line's price in a year by one payer, and the months that were parted for it."""

    sum_sek: Decimal
    broken: tuple[BrokenMonth, ...] = ()


Key = tuple[int, str, int]  # line, payer, year


def bought_at(
    purchases: Iterable[Purchase], stretches: Sequence[Stretch], counted: Sequence[Counted]
) -> dict[Key, BoughtAt]:
    """What was bought at each line's price, by payer and year.

    Rounded once, to the öre, for each payer and year: the lines and what is nobody's add up to all that was bought.
    """
    exact: defaultdict[tuple[str, int], defaultdict[int, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    whole: defaultdict[tuple[str, int], Decimal] = defaultdict(Decimal)
    broken: defaultdict[Key, list[BrokenMonth]] = defaultdict(list)
    ordered = sorted(stretches, key=lambda each: each.first)
    months: dict[date, dict[int, tuple[Fraction, int]]] = {}
    for each in sorted(purchases, key=lambda purchase: (purchase.month, purchase.payer)):
        if each.month not in months:
            months[each.month] = _of_month(each.month, ordered, counted)
        key = (each.payer, each.month.year)
        whole[key] += each.sum_sek
        length = _length(each.month)
        for line, (share, days) in months[each.month].items():
            exact[key][line] += Fraction(each.sum_sek) * share
            if days < length:
                broken[line, *key].append(BrokenMonth(each.month, days, length))
    found: dict[Key, BoughtAt] = {}
    for (payer, year), parts in exact.items():
        lines = sorted(parts)
        nobodys = Fraction(whole[payer, year]) - sum(parts.values(), Fraction(0))
        rounded = in_whole_ore([*(parts[line] for line in lines), nobodys])
        for line, amount in zip(lines, rounded, strict=False):
            found[line, payer, year] = BoughtAt(amount, tuple(broken[line, payer, year]))
    return found


def _length(month: date) -> int:
    return (Period.containing(month).last - month).days + 1


def _of_month(month: date, stretches: Sequence[Stretch], counted: Sequence[Counted]) -> dict[int, tuple[Fraction, int]]:
    """Each line's part of what was bought in a month, and on how many of its days the price counted."""
    last_day, length = Period.containing(month).last, _length(month)
    found: dict[int, tuple[Fraction, int]] = {}
    for at, stretch in enumerate(stretches):
        ends = stretches[at + 1].first - DAY if at + 1 < len(stretches) else last_day
        first, last = max(stretch.first, month), min(ends, last_day)
        if last < first:
            continue
        shares = stretch.shares()
        for each in counted:
            days = (min(each.last or last, last) - max(each.first, first)).days + 1
            if days > 0 and each.item in shares:
                share, before = found.get(each.line, (Fraction(0), 0))
                found[each.line] = (share + shares[each.item] * Fraction(days, length), before + days)
    return found
