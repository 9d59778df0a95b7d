"""Judgements about activities: no database, no request, no clock."""

from __future__ import annotations

from datetime import date
from enum import Enum


class Standing(Enum):
    """How an activity stands to its days, in a word; the colour only helps."""

    DONE = ("good", "Klar")
    STOPPED = ("none", "Avbruten")
    LATE = ("off", "Försenad")
    ON_TIME = ("good", "I tid")
    NOT_BEGUN = ("none", "Ej påbörjad")
    UNPLANNED = ("near", "Ej tidsatt")

    def __init__(self, colour: str, label: str) -> None:
        self.colour = colour
        self.label = label


OPEN = ("NOT_STARTED", "ONGOING")
# The one rule of lateness: late is what still has one of these statuses when that day has passed. `is_late` judges one
# activity by it, and the question `late_on` is made from it.
LATE_AFTER = {"ends_on": OPEN, "starts_on": ("NOT_STARTED",)}


def is_late(status: str, starts_on: date | None, ends_on: date | None, *, on: date) -> bool:
    """Not done after its last day, or not begun after its first (LATE_AFTER). The days themselves are in time."""
    days = {"starts_on": starts_on, "ends_on": ends_on}
    return any(
        status in statuses and (day := days[name]) is not None and day < on for name, statuses in LATE_AFTER.items()
    )


def standing(status: str, starts_on: date | None, ends_on: date | None, *, on: date) -> Standing:
    """The word for an activity on a day."""
    if status == "DONE":
        return Standing.DONE
    if status == "STOPPED":
        return Standing.STOPPED
    if is_late(status, starts_on, ends_on, on=on):
        return Standing.LATE
    if ends_on is None:
        return Standing.UNPLANNED
    return Standing.ON_TIME if status == "ONGOING" else Standing.NOT_BEGUN
