"""What prices would cost if indices went so, or the clause was another: pure, and nothing is touched.

A price is followed as an index from 1 today, by the same steps as a real adjustment
(contracts/prices/rules/prices.py), and what was bought in twelve months is multiplied by it. Nothing is rounded on the
way. The smallest part, one contract's purchases by one payer in one year, is rounded to the öre once; every other sum
is a sum of such parts, so that areas and payers add up to the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from contracts.index.rules import half_up
from contracts.prices.rules.prices import Component, Figure, Method, Refusal, Refused, Terms, bounded, step

MOST_YEARS = 5
_NOW = Fraction(1)


@dataclass(frozen=True)
class ByIndex:
    """A clause that follows a basket: what it says, and (series, weight) for each part."""

    terms: Terms
    weights: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True)
class ByPercent:
    """Prices that rise so many per cent a year whatever indices do: 0 is that they stand still."""

    percent: Decimal


Clause = ByIndex | ByPercent
# A series' level at the last adjustment and then year by year: the first one is what the next is compared with.
Levels = Mapping[str, Sequence[Decimal]]


def steady_levels(percent: Decimal, years: int) -> tuple[Decimal, ...]:
    """Levels of a series that changes as much each year, from 1."""
    return levels_of_changes([percent] * years)


def levels_of_changes(percents: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Levels from 1 of a series whose yearly changes in per cent are given one by one."""
    levels = [Decimal(1)]
    for percent in percents:
        levels.append(levels[-1] * (100 + percent) / 100)
    return tuple(levels)


def price_course(clause: Clause, levels: Levels, years: int) -> tuple[Fraction, ...]:
    """What a price of 1 today is after each year's adjustment. Raises Refused where a series has no assumption.

    A clause is followed as if its base was today's level: what a threshold has saved, or a floor or cap held back,
    until now is not known here.
    """
    if isinstance(clause, ByPercent):
        rate = 1 + Fraction(clause.percent) / 100
        return tuple(rate**year for year in range(1, years + 1))
    for series, _ in clause.weights:
        if len(levels.get(series, ())) <= years:
            raise Refused(Refusal.VALUE_MISSING, f"{series}: det saknas ett antagande för något av åren.")
    course: list[Fraction] = []
    price, base_price, last_basket, reached, base_year = _NOW, _NOW, Fraction(1), Fraction(1), 0
    terms = clause.terms
    for year in range(1, years + 1):
        computed = step(terms, _components(clause, levels, base_year, year), last_basket=last_basket, reached=reached)
        if not computed.is_below_threshold:
            price = bounded(terms, base_price * computed.factor, price)
            last_basket, reached = computed.basket, computed.reached
        stays = terms.carries_over if computed.is_below_threshold else computed.base_stays
        if terms.method == Method.CHAINED and not stays:
            base_price, base_year, reached = price, year, Fraction(1)
        course.append(price)
    return tuple(course)


def _components(clause: ByIndex, levels: Levels, since: int, until: int) -> list[Component]:
    return [
        Component(weight, Figure(series, "", levels[series][since]), Figure(series, "", levels[series][until]))
        for series, weight in clause.weights
    ]


@dataclass(frozen=True)
class Bought:
    """What one payer bought on one contract in twelve months, in kronor; negative where credits were more."""

    contract: int
    area: str
    payer: str
    sum_sek: Decimal


@dataclass(frozen=True)
class Outcome:
    """Kronor a year: what was bought at today's prices, and what it costs each year by today's clause and by the
    other.
    """

    now: Decimal
    today: tuple[Decimal, ...]
    other: tuple[Decimal, ...]

    @property
    def today_effect(self) -> tuple[Decimal, ...]:
        """What today's clause adds each year to what is bought at today's prices."""
        return tuple(each - self.now for each in self.today)

    @property
    def other_effect(self) -> tuple[Decimal, ...]:
        """What the other clause adds."""
        return tuple(each - self.now for each in self.other)

    @property
    def difference(self) -> tuple[Decimal, ...]:
        """What the other clause costs more each year than today's; negative is less."""
        return tuple(other - today for today, other in zip(self.today, self.other, strict=True))

    @property
    def today_and_difference(self) -> tuple[tuple[Decimal, Decimal], ...]:
        """Year by year, for a table."""
        return tuple(zip(self.today, self.difference, strict=True))

    @property
    def whole_difference(self) -> Decimal:
        """All the years together."""
        return sum(self.difference, Decimal(0))


@dataclass(frozen=True)
class Part:
    """The outcome of one contract's purchases by one payer."""

    bought: Bought
    outcome: Outcome


def outcome_of(bought: Bought, *, today: Sequence[Fraction], other: Sequence[Fraction]) -> Part:
    """Purchases at each year's prices, rounded once. Volumes are as they were: only prices change."""

    def cost(course: Sequence[Fraction]) -> tuple[Decimal, ...]:
        return tuple(half_up(Fraction(bought.sum_sek) * price, 2) for price in course)

    return Part(bought, Outcome(bought.sum_sek, cost(today), cost(other)))


def summed(parts: Iterable[Part], *, years: int) -> Outcome:
    """Parts together; noughts of nothing."""
    now, today, other = Decimal(0), [Decimal(0)] * years, [Decimal(0)] * years
    for part in parts:
        now += part.outcome.now
        for year in range(years):
            today[year] += part.outcome.today[year]
            other[year] += part.outcome.other[year]
    return Outcome(now, tuple(today), tuple(other))


def summed_by(parts: Iterable[Part], key: Callable[[Part], str], *, years: int) -> dict[str, Outcome]:
    """Parts together by what they have in common, in the order it is first seen."""
    groups: dict[str, list[Part]] = {}
    for part in parts:
        groups.setdefault(key(part), []).append(part)
    return {name: summed(each, years=years) for name, each in groups.items()}
