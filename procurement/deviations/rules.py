"""Judgements about deviations that need no database. domain.md §6–8."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum

from huddinge_vo.common.workdays import add_working_days

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


REGISTRY_DAYS = 5  # start value: how many working days after the decision its number in W3D3 is there


def registry_due(approved_on: date) -> date:
    """The last day for a decision's number in W3D3."""
    return add_working_days(approved_on, REGISTRY_DAYS)


def day_after(day: date) -> date:
    """When an extension begins that follows on a last day."""
    return day + timedelta(days=1)
