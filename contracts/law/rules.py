"""Whether a value keeps below what the law sets. Pure. domain.md §6: "below" is strictly below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Verdict(StrEnum):
    """How a direct award stands to its limit."""

    BELOW = "below"
    ABOVE = "above"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Limit:
    """A limit that may be the one that counts, in kronor; null where its figure is still to be written in."""

    words: str
    sek: Decimal | None


def below_all(value: Decimal | None, limits: Sequence[Limit]) -> Verdict:
    """Whether a value without VAT, options and extensions included, is strictly below what limits it.

    With several limits nobody knows which one counts: what is below the lowest is below, what is not below the highest
    is not, and what lies between is undecided. So is everything where a figure or the value is missing, or no limit is
    known at all, unless what is known settles it.
    """
    known = [limit.sek for limit in limits if limit.sek is not None]
    if value is None or not known or len(known) < len(limits):
        return Verdict.UNDECIDED
    if value < min(known):
        return Verdict.BELOW
    return Verdict.ABOVE if value >= max(known) else Verdict.UNDECIDED
