"""How deeply contracts are followed up, and when. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from huddinge_vo.common.money import sek
from huddinge_vo.common.workdays import working_day_from

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


def deeper(level: int, reason: str, risk: str) -> tuple[int, str]:
    """The class one step deeper, with why; the deepest stays."""
    if level == 1:
        return level, f"{reason} {risk}"[:300]
    return level - 1, f"{risk} Därför en klass djupare. {reason}"[:300]


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
    level: int, *, last: date | None, begins: date, first: date, until: date, starting: date | None = None
) -> list[date]:
    """The days to review a contract on from `first` up to and with `until`, after the last one done or planned.

    `starting` is the day of the first of them where it is moved; else what should have been done before `first` is due
    at once.
    """
    day = starting or max(next_review(level, last, begins), first)
    days = []
    while day <= until:
        days.append(day)
        day += relativedelta(months=REVIEW_MONTHS[level])
    return days


# How much earlier than its last day a review may be planned, for the months to be alike. Those of class 1 are so close
# that they keep their days.
EARLIER_MONTHS = {1: 0, 2: 3, 3: 6}


@dataclass(frozen=True)
class ToReview:
    """A contract to be reviewed in a year: its class, when it was last reviewed or is planned to be, and its days."""

    pk: int
    level: int
    last: date | None
    begins: date
    ends: date | None

    @property
    def due(self) -> date:
        """The last day to review it again."""
        return next_review(self.level, self.last, self.begins)


@dataclass(frozen=True)
class Spread:
    """Days for each contract by its id, and those that are overdue and find no room before the span ends."""

    days: dict[int, list[date]]
    left: list[int]


def spread(
    contracts: Sequence[ToReview], *, planned: Mapping[tuple[int | None, int], int], first: date, last: date
) -> Spread:
    """Reviews of a span within a year, as many each month as the rhythm of each class asks for.

    `contracts` are all that have a class, `planned` is how many of a class are planned in a month already. A review
    comes on its last day, or some months earlier where that month is full; what is overdue comes in the first month
    with room. A month that has begun has room by the days that are left of it. What ends within the span is reviewed
    before that whether there is room or not. Asked again after it was planned it gives nothing new: what found no room
    then finds none now.
    """
    load = Counter(planned)
    days: dict[int, list[date]] = {}
    left: list[int] = []
    for level, months in REVIEW_MONTHS.items():
        of_class = sorted((each for each in contracts if each.level == level), key=lambda each: (each.due, each.pk))
        pace = -(-len(of_class) // months)
        room = dict.fromkeys(range(first.month, last.month + 1), pace)
        ends = first + relativedelta(day=31)
        room[first.month] = pace * ((ends - first).days + 1) // ends.day
        for each in of_class:
            end = min(last, each.ends or last)
            if each.due > end or end < first:
                continue
            month = _month_for(each, load, room, first=first, end=end)
            if month is None and (each.ends or date.max) > last:
                left.append(each.pk)
                continue
            if month is None:  # it ends before there is room
                month = _least_filled(level, load, first=first, end=end)
            if month == each.due.month and each.due >= first:
                starting = each.due
            else:
                starting = _day_in(month, load[level, month], pace=pace, first=max(first, each.begins), end=end)
            found = review_days(level, last=each.last, begins=each.begins, first=first, until=end, starting=starting)
            load.update((level, day.month) for day in found)
            days[each.pk] = found
    return Spread(days, left)


def _month_for(
    each: ToReview, load: Counter[tuple[int | None, int]], room: Mapping[int, int], *, first: date, end: date
) -> int | None:
    """The month that suits a contract best: null where it is overdue and no month has room."""
    if each.due < first:
        free = (number for number in range(first.month, end.month + 1) if load[each.level, number] < room[number])
        return next(free, None)
    earliest = max(first, each.begins, each.due - relativedelta(months=EARLIER_MONTHS[each.level]))
    back = range(each.due.month, earliest.month - 1, -1)
    return next((number for number in back if load[each.level, number] < room[number]), each.due.month)


def _least_filled(level: int, load: Counter[tuple[int | None, int]], *, first: date, end: date) -> int:
    """The month that would have the fewest reviews of a class for each of the days that are left of it."""
    days = Counter((first + relativedelta(days=number)).month for number in range((end - first).days + 1))
    return min(days, key=lambda month: (Fraction(load[level, month] + 1, days[month]), month))


def _day_in(month: int, place: int, *, pace: int, first: date, end: date) -> date:
    """A working day of a month for the review that has a place among as many as there is room for."""
    begins = max(first, date(first.year, month, 1))
    until = min(end, date(first.year, month, 1) + relativedelta(months=1, days=-1))
    return min(working_day_from(begins + relativedelta(days=min(place, pace) * (until - begins).days // pace)), until)


def moved_to(day: date, month: int, *, first: date, end: date) -> date | None:
    """A review's day in another month of its year, as late in it and a working day; null where the month is out of
    reach.
    """
    begins = max(first, date(day.year, month, 1))
    until = min(end, date(day.year, month, 1) + relativedelta(months=1, days=-1))
    if begins > until:
        return None
    return min(working_day_from(max(begins, day + relativedelta(month=month))), until)
