"""How deeply contracts are followed up, and when. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from huddinge_vo.common.money import sek

# Start values of domain.md §10: about a tenth of the contracts three times a year, the next three tenths once a year,
# the rest every second year.
CLASS_ONE_SHARE = Decimal("0.10")


CLASS_TWO_SHARE = Decimal("0.40")  # of all contracts, class 1 counted


REVIEW_MONTHS = {1: 4, 2: 12, 3: 24}


def propose_classes(contracts: Sequence[tuple[int, Decimal, bool]]) -> dict[int, tuple[int, str]]:
    """(id, kronor in twelve months, critical) to id → (class, the reason in Swedish).

    Critical contracts are class 1, and so are those within the largest tenth; the next three tenths are class 2. As
    many as there are places are counted upwards, so that the largest of a few is class 1. Equal volumes get the same
    class, and what nothing is bought on is large for nobody.
    """
    ordered = sorted((volume for _, volume, _ in contracts), reverse=True)
    place = {volume: index for index, volume in reversed(list(enumerate(ordered, start=1)))}
    one, two = (math.ceil(len(ordered) * share) for share in (CLASS_ONE_SHARE, CLASS_TWO_SHARE))
    found = {}
    for pk, volume, is_critical in contracts:
        rank = place[volume]
        figure = f"köpt för {sek(volume, 0)} kr på tolv månader, plats {rank} av {len(ordered)}"
        if is_critical:
            found[pk] = (1, f"Samhällsviktigt avtal, {figure}.")
        elif volume <= 0:
            found[pk] = (3, "Inget är köpt på avtalet de senaste tolv månaderna.")
        elif rank <= one:
            found[pk] = (1, f"Bland de 10 % största avtalen: {figure}.")
        elif rank <= two:
            found[pk] = (2, f"Bland de 40 % största avtalen: {figure}.")
        else:
            found[pk] = (3, f"Bland de mindre avtalen: {figure}.")
    return found


# Late is what still has one of these when its day has passed: one review or finding at hand (`is_late`), and the
# questions made from it in querysets.
UNFINISHED_REVIEW = ("PLANNED", "ONGOING")
UNMENDED_FINDING = ("REPORTED", "OPEN")


def is_late(status: str, due_on: date | None, *, on: date) -> bool:
    """Whether the day of a review or of a finding has passed without what was to be done. The day itself is in time."""
    return status in {*UNFINISHED_REVIEW, *UNMENDED_FINDING} and due_on is not None and due_on < on


def next_review(level: int, last_done: date | None, contract_begins: date) -> date:
    """The last day to review a contract of a class again; its first day counts as a review until there is one."""
    return (last_done or contract_begins) + relativedelta(months=REVIEW_MONTHS[level])


def review_days(
    level: int, *, last: date | None, begins: date, first: date, until: date, overdue_to: date | None = None
) -> list[date]:
    """The days to review a contract on from `first` up to and with `until`, after the last one done or planned.

    What should have been done before `first` is due on `overdue_to`, else at once.
    """
    day = next_review(level, last, begins)
    if day < first:
        day = overdue_to or first
    days = []
    while day <= until:
        days.append(day)
        day += relativedelta(months=REVIEW_MONTHS[level])
    return days
