"""Judgements about deviations that need no database. domain.md §6–8."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum

from huddinge_vo.common.money import sek
from huddinge_vo.common.workdays import add_working_days
from procurement.staying.rules import cost_a_year

# What is looked at before each placement outside contract, the permit first: without it nobody is placed.
BLOCKING = ("PERMIT", "IVO_REGISTER")


def within(value_sek: Decimal, up_to_sek: Decimal | None) -> bool:
    """Whether a delegation covers a decision's value: its amount counts itself in, and null is without limit."""
    return up_to_sek is None or value_sek <= up_to_sek


def acute_due(placed_on: date, working_days: int) -> date:
    """The last day for the form and the approval of a placement that was made in a hurry."""
    return add_working_days(placed_on, working_days)


def premium(price_sek: Decimal | None, contract_price_sek: Decimal | None) -> Decimal | None:
    """What is paid above what the area's contracts cost, for each; null where either is unknown."""
    return None if price_sek is None or contract_price_sek is None else price_sek - contract_price_sek


def is_late(approved_on: date, valid_from: date) -> bool:
    """Whether a deviation was approved after the placement had begun: it counts, marked "i efterhand"."""
    return approved_on > valid_from


class Timing(Enum):
    """When a deviation was approved, beside when its placement began. The values are what the list is narrowed by."""

    IN_TIME = "i-tid"
    ACUTE = "akut"
    LATE = "sent"
    WAITING = "vantar"


def timing(approved_on: date | None, valid_from: date, *, is_acute: bool, working_days: int) -> Timing:
    """In time is before the placement or on its first day. An acute one has some working days; the rest are late."""
    if approved_on is None:
        return Timing.WAITING
    if not is_late(approved_on, valid_from):
        return Timing.IN_TIME
    return Timing.ACUTE if is_acute and approved_on <= acute_due(valid_from, working_days) else Timing.LATE


def listed(words: Sequence[str]) -> str:
    """Several words as one says them: a, b och c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} och {words[-1]}" if words else ""


_A_YEAR = 365  # days: what has no last day is counted as so many at least, as LOU 5:11 counts what recurs
_NEAR = Decimal("0.9")  # start value: an estimate may be so much of what price and days come to before it is asked of


@dataclass(frozen=True)
class PriceOfDays:
    """What a placement's price comes to over its days. `is_open`: it has no last day, and is counted as a year."""

    sum_sek: Decimal
    days: int
    is_open: bool

    @property
    def how_long(self) -> str:
        """The days, in words."""
        return "ett år, då placeringen gäller tills vidare" if self.is_open else f"{self.days} dagar"

    def is_far_above(self, value_sek: Decimal) -> bool:
        """Whether a value that was said is far below it."""
        return value_sek < self.sum_sek * _NEAR


def price_of_days(price_sek: Decimal | None, per: str, first: date | None, last: date | None) -> PriceOfDays | None:
    """A price over its days, both end days counted; null where price, days or how many of it one buys is unknown."""
    a_year = cost_a_year(price_sek, per)
    if a_year is None or first is None or (last is not None and last < first):
        return None
    days = _A_YEAR if last is None else (last - first).days + 1
    return PriceOfDays((a_year * days / _A_YEAR).quantize(Decimal("0.01")), days, last is None)


def words_of_days(found: PriceOfDays | None) -> str:
    """What a price comes to over its days, as a sentence; empty where it is not known."""
    return "" if found is None else f"Priset gånger dagarna är {sek(found.sum_sek, 0)} kr för {found.how_long}."


REGISTRY_DAYS = 5  # start value: how many working days after the decision its number in W3D3 is there


def registry_due(approved_on: date) -> date:
    """The last day for a decision's number in W3D3."""
    return add_working_days(approved_on, REGISTRY_DAYS)


def day_after(day: date) -> date:
    """When an extension begins that follows on a last day."""
    return day + timedelta(days=1)
