"""The arithmetic of a procurement's time: pure. domain.md §6 and §9 are its source.

A milestone has a gap to the next one, in working days. After the award the law's standstill comes first: calendar days
from the day after, and a last day that is no working day moves to the next one; the gap is counted from there.
Milestones lie on working days, but the last one, the contract's start, on whatever day the contract begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from contracts.terms.rules import DAY, notice_by
from huddinge_vo.common.workdays import add_working_days, is_working_day, working_day_from

START_MONTHS_BEFORE = 18
_FAR = 10_000  # days; nothing is planned further off


class CannotMove(ValueError):
    """A milestone cannot be moved to that day. The message is for the user."""


@dataclass(frozen=True)
class Step:
    """A milestone of a template: how many working days there are from it to the next."""

    code: str
    name: str
    working_days_before_next: int
    is_standstill: bool = False


@dataclass(frozen=True)
class Milestone:
    """A milestone of a project, as rules see it. One that is done stays where it was planned."""

    code: str
    name: str
    on: date
    working_days_before_next: int
    is_standstill: bool = False
    is_done: bool = False


def standstill_until(award: date, days: int) -> date:
    """The last day of the standstill: so many calendar days after the award, or the next working day."""
    return working_day_from(award + timedelta(days=days))


def earliest_next(step: Step | Milestone, on: date, *, standstill_days: int) -> date:
    """The first day the next milestone can have when this one is on a day."""
    if step.is_standstill:
        # The contract is made on the day after the standstill at the earliest.
        gap = max(step.working_days_before_next, 1)
        return add_working_days(standstill_until(on, standstill_days), gap)
    return add_working_days(on, step.working_days_before_next)


def latest_before(step: Step | Milestone, following: date, *, standstill_days: int) -> date:
    """The last working day this milestone can have when the next one is on a day."""
    day = following
    for _ in range(_FAR):
        if is_working_day(day) and earliest_next(step, day, standstill_days=standstill_days) <= following:
            return day
        day -= DAY
    raise CannotMove(f"Tiden före {following} räcker inte.")


def plan_backwards(
    steps: Sequence[Step], contract_start: date, *, standstill_days: int
) -> tuple[tuple[str, date], ...]:
    """When each step is to be reached, counted from the last one, which is the contract's start: (code, day)."""
    planned: list[tuple[str, date]] = []
    day = contract_start
    for index, step in enumerate(reversed(steps)):
        if index:
            day = latest_before(step, day, standstill_days=standstill_days)
        planned.append((step.code, day))
    return tuple(reversed(planned))


def earliest_end(steps: Sequence[Step | Milestone], first_day: date, *, standstill_days: int) -> date:
    """The first day that the last step, the contract's start, can have when nothing begins before a day.

    What is done took the time it took: the next one comes when it can.
    """
    day = working_day_from(first_day)
    for step in steps[:-1]:
        day = earliest_next(step, day, standstill_days=standstill_days)
    return day


def move(
    milestones: Sequence[Milestone], code: str, day: date, *, standstill_days: int
) -> tuple[tuple[str, date, date], ...]:
    """What changes when one milestone is moved: (code, old day, new day), in order, those alone that change.

    Later ones are pushed so that each keeps at least its gap, earlier ones that are not done are pulled for the same
    reason, and done ones stay. Raises CannotMove.
    """
    at = next((index for index, each in enumerate(milestones) if each.code == code), None)
    if at is None:
        raise CannotMove("Milstolpen finns inte i tidplanen.")
    moved = milestones[at]
    if moved.is_done:
        raise CannotMove(f"{moved.name} är klar och kan inte flyttas.")
    if at < len(milestones) - 1 and not is_working_day(day):
        raise CannotMove(f"{day} är ingen arbetsdag. Den närmaste är {working_day_from(day)}.")
    result = list(milestones)
    result[at] = replace(moved, on=day)
    _push(result, at, standstill_days)
    _pull(result, at, standstill_days)
    return tuple((old.code, old.on, new.on) for old, new in zip(milestones, result, strict=True) if old.on != new.on)


def _push(result: list[Milestone], at: int, standstill_days: int) -> None:
    """What comes after the moved one is put later, where it must."""
    for index in range(at + 1, len(result)):
        before, each = result[index - 1], result[index]
        earliest = earliest_next(before, before.on, standstill_days=standstill_days)
        if each.on >= earliest:
            return
        if each.is_done:
            if before.on > each.on:
                raise CannotMove(f"{before.name} kan inte ligga efter {each.name}, som är klar {each.on}.")
            return
        result[index] = replace(each, on=earliest)


def _pull(result: list[Milestone], at: int, standstill_days: int) -> None:
    """What comes before the moved one is put earlier, where it must."""
    for index in range(at - 1, -1, -1):
        each, after = result[index], result[index + 1]
        if earliest_next(each, each.on, standstill_days=standstill_days) <= after.on:
            return
        if each.is_done:
            # What is done took the time it took; but nothing is before it, and the standstill is the law's.
            if after.on < each.on:
                raise CannotMove(f"{after.name} kan inte ligga före {each.name}, som är klar {each.on}.")
            if each.is_standstill:
                until = standstill_until(each.on, standstill_days)
                if after.on <= until:
                    raise CannotMove(
                        f"Avtalsspärren gäller till och med {until}: {after.name} kan inte ligga före det."
                    )
            return
        result[index] = replace(each, on=latest_before(each, after.on, standstill_days=standstill_days))


def proposed_start(ends: Iterable[date | None], months_before: int = START_MONTHS_BEFORE) -> date | None:
    """When to begin, so many months before the first contract ends; null when none of them ends."""
    known = [end for end in ends if end is not None]
    return notice_by(min(known), months_before) if known else None
