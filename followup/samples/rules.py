"""Drawing purchases at random, and what the errors in them come to for all. Pure.

The purchases are parted into strata by kronor and by risk. Within a stratum each has the same chance. What the
stratum's errors come to is then its number of purchases times the mean error of those drawn; the strata's add up.
docs/matt.md has the formulas and an example by hand.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

Z_95 = Decimal("1.96")  # of the normal distribution: within it lies 95 per cent
AT_LEAST = 2  # of a stratum: of a single one there is no spread
LAYERS = 3  # by kronor
_ORE = Decimal("0.01")


@dataclass(frozen=True)
class Purchase:
    """One that can be drawn: what it is known by, its kronor, and whether there is a flag on its supplier."""

    identity: str
    sum_sek: Decimal
    is_risky: bool


@dataclass(frozen=True)
class Stratum:
    """A part of the purchases, and which of them were drawn."""

    number: int
    is_risky: bool
    lower_sek: Decimal
    upper_sek: Decimal
    population: int
    population_sek: Decimal
    drawn: tuple[str, ...]


def place(identity: str, seed: int) -> str:
    """Where a purchase stands in the order that a seed puts them in: the same each time, and like any other."""
    return hashlib.sha256(f"{seed}|{identity}".encode()).hexdigest()


def layers(purchases: Sequence[Purchase]) -> list[list[Purchase]]:
    """Parted by amount, so that each layer has about as many kronor: many small, some in between, few large."""
    ordered = sorted(purchases, key=lambda each: (each.sum_sek, each.identity))
    whole = sum((each.sum_sek for each in ordered), Decimal(0))
    found: list[list[Purchase]] = [[] for _ in range(LAYERS)]
    so_far, at = Decimal(0), 0
    for each in ordered:
        # A layer is full when it has its share; equal amounts stay together.
        is_full = so_far >= whole * (at + 1) / LAYERS
        if is_full and at < LAYERS - 1 and found[at] and found[at][-1].sum_sek < each.sum_sek:
            at += 1
        found[at].append(each)
        so_far += each.sum_sek
    return [layer for layer in found if layer]


def allocated(sizes: Sequence[int], kronor: Sequence[Decimal], *, size: int) -> list[int]:
    """How many to draw of each stratum: by its kronor, at least two, and never more than there are."""
    whole = sum(kronor, Decimal(0)) or Decimal(1)
    wanted = [
        min(number, max(AT_LEAST, int((size * of / whole).to_integral_value())))
        for number, of in zip(sizes, kronor, strict=True)
    ]
    while sum(wanted) > size and max(wanted) > AT_LEAST:  # rounded up, or two of each of many
        wanted[wanted.index(max(wanted))] -= 1
    # What a small stratum has no use for goes to those that have purchases left, the one with most kronor first.
    by_kronor = sorted(range(len(sizes)), key=lambda at: (-kronor[at], at))
    while sum(wanted) < min(size, sum(sizes)):
        at = next(at for at in by_kronor if wanted[at] < sizes[at])
        wanted[at] += 1
    return wanted


def draw(purchases: Sequence[Purchase], *, size: int, seed: int) -> list[Stratum]:
    """The strata, and which purchases are drawn. The same purchases, size and seed give the same."""
    parts = [
        (is_risky, layer)
        for is_risky in (True, False)
        for layer in layers([each for each in purchases if each.is_risky == is_risky])
    ]
    kronor = [sum((each.sum_sek for each in layer), Decimal(0)) for _, layer in parts]
    wanted = allocated([len(layer) for _, layer in parts], kronor, size=size)
    return [
        Stratum(
            number=number,
            is_risky=is_risky,
            lower_sek=layer[0].sum_sek,
            upper_sek=layer[-1].sum_sek,
            population=len(layer),
            population_sek=of,
            drawn=tuple(each.identity for each in sorted(layer, key=lambda each: place(each.identity, seed))[:to_draw]),
        )
        for number, ((is_risky, layer), of, to_draw) in enumerate(zip(parts, kronor, wanted, strict=True), start=1)
    ]


@dataclass(frozen=True)
class Errors:
    """What was found in a stratum: of how many purchases, and the error in kronor of each that was drawn."""

    population: int
    errors: tuple[Decimal, ...]

    @property
    def mean(self) -> Decimal:
        """Of those drawn."""
        return sum(self.errors, Decimal(0)) / len(self.errors) if self.errors else Decimal(0)

    @property
    def total(self) -> Decimal:
        """For all of the stratum."""
        return self.population * self.mean

    @property
    def variance(self) -> Decimal:
        """Of the total; none where all were drawn, for then nothing is unknown."""
        n = len(self.errors)
        if n >= self.population or n < AT_LEAST:
            return Decimal(0)
        spread = sum(((each - self.mean) ** 2 for each in self.errors), Decimal(0)) / (n - 1)
        return Decimal(self.population) ** 2 * (1 - Decimal(n) / self.population) * spread / n


@dataclass(frozen=True)
class Estimate:
    """The errors in all purchases, and between what they lie in 95 samples of a hundred."""

    total: Decimal
    low: Decimal
    high: Decimal
    found: Decimal
    drawn: int
    population: int


def estimate(strata: Sequence[Errors]) -> Estimate:
    """The strata's totals and variances added up. No less than what was found, for that is known."""
    total = sum((each.total for each in strata), Decimal(0))
    spread = Decimal(math.sqrt(sum((each.variance for each in strata), Decimal(0))))
    found = sum((sum(each.errors, Decimal(0)) for each in strata), Decimal(0))
    return Estimate(
        total=total.quantize(_ORE, ROUND_HALF_UP),
        low=max(total - Z_95 * spread, found).quantize(_ORE, ROUND_HALF_UP),
        high=(total + Z_95 * spread).quantize(_ORE, ROUND_HALF_UP),
        found=found,
        drawn=sum(len(each.errors) for each in strata),
        population=sum(each.population for each in strata),
    )
