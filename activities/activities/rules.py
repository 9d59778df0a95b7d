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


def is_late(status: str, starts_on: date | None, ends_on: date | None, *, on: date) -> bool:
    """Not done after its last day, or not begun after its first. The days themselves are in time."""
    if status not in {"NOT_STARTED", "ONGOING"}:
        return False
    if ends_on is not None and ends_on < on:
        return True
    return status == "NOT_STARTED" and starts_on is not None and starts_on < on


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
