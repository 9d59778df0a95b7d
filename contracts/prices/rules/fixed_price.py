"""Fixed prices beside the basket that they stand instead of, year by year: pure and exact (activity 2.5's question)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from contracts.index.rules import half_up

_FIRST = Fraction(100)


def prices_changed(
    before: Mapping[int, Decimal], after: Mapping[int, Decimal], quantities: Mapping[int, Decimal | None]
) -> Fraction | None:
    """By what a price list changed from one year to the next, as a factor; null where no line has a price in both.

    Only lines with a price in both years count. They weigh as much as is bought of each where all say how much, else
    equally.
    """
    both = [item for item in before if item in after]
    if not both:
        return None
    known = [quantities.get(item) for item in both]
    weights = [Fraction(each) for each in known if each is not None]
    if len(weights) == len(both) and sum(weights, Fraction(0)):
        old = sum((weight * Fraction(before[item]) for item, weight in zip(both, weights, strict=True)), Fraction(0))
        new = sum((weight * Fraction(after[item]) for item, weight in zip(both, weights, strict=True)), Fraction(0))
        return new / old
    return sum((Fraction(after[item]) / Fraction(before[item]) for item in both), Fraction(0)) / len(both)


def basket_changed(ratios: Sequence[tuple[Decimal, Fraction | None]]) -> Fraction | None:
    """A basket's factor from one year to the next of (weight, the series' own factor); null where one is missing."""
    total = Fraction(0)
    for weight, ratio in ratios:
        if ratio is None:
            return None
        total += Fraction(weight) * ratio
    return total if ratios else None


def index_from_100(factors: Sequence[Fraction | None]) -> tuple[Fraction | None, ...]:
    """Yearly factors one after the other, the first year 100. After a missing one nothing is known."""
    found: list[Fraction | None] = [_FIRST]
    for factor in factors:
        last = found[-1]
        found.append(None if last is None or factor is None else last * factor)
    return tuple(found)


@dataclass(frozen=True)
class ComparedYear:
    """One year's fixed price and basket as indices, what was bought at the fixed price, and what the fixed price meant.

    `difference` is how much higher the fixed price is, as a share; `meant_sek` what it cost more than the basket would
    have. Both are negative where the fixed price is lower, and null where something is unknown.
    """

    year: int
    fixed: Decimal | None
    basket: Decimal | None
    difference: Decimal | None
    bought_sek: Decimal | None
    meant_sek: Decimal | None


def compared_years(
    years: Sequence[int],
    fixed: Sequence[Fraction | None],
    basket: Sequence[Fraction | None],
    bought: Mapping[int, Decimal],
) -> tuple[ComparedYear, ...]:
    """The years side by side. Bought for 1 020 000 at index 102 where the basket is 104: 20 000.00 less was paid."""
    found = []
    for year, price, other in zip(years, fixed, basket, strict=True):
        volume = bought.get(year)
        difference = None if price is None or other is None else price / other - 1
        meant = None
        if volume is not None and price is not None and other is not None:
            meant = half_up(Fraction(volume) * (1 - other / price), 2)
        found.append(
            ComparedYear(
                year,
                None if price is None else half_up(price, 2),
                None if other is None else half_up(other, 2),
                None if difference is None else half_up(difference, 6),
                volume,
                meant,
            )
        )
    return tuple(found)
