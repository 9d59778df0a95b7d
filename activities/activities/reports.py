"""What pages and reports say of activities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from activities.activities.models import Activity
from activities.activities.rules import Standing, standing
from activities.plan.models import CategoryPlan
from huddinge_vo.common.charts.gantt import Gantt, Work, gantt

_KINDS = {
    Standing.DONE: "done",
    Standing.STOPPED: "done",
    Standing.LATE: "late",
    Standing.ON_TIME: "held",
    Standing.NOT_BEGUN: "planned",
    Standing.UNPLANNED: "planned",
}


@dataclass(frozen=True)
class Card:
    """An activity with its word."""

    activity: Activity
    standing: Standing


@dataclass(frozen=True)
class Column:
    """A column of the board."""

    status: str
    label: str
    cards: tuple[Card, ...]


def cards(activities: Iterable[Activity], *, on: date) -> tuple[Card, ...]:
    """Activities with their words on a day."""
    return tuple(Card(each, standing(each.status, each.starts_on, each.ends_on, on=on)) for each in activities)


def board(activities: Iterable[Activity], *, on: date) -> tuple[Column, ...]:
    """Activities by status, each column in the order given."""
    told = cards(activities, on=on)
    return tuple(
        Column(code, label, tuple(card for card in told if card.activity.status == code))
        for code, label in Activity.Status.choices
    )


def time_line(activities: Iterable[Activity], plan: CategoryPlan, *, on: date) -> tuple[Gantt, tuple[Activity, ...]]:
    """The plan's years as a picture, with each step's deadline as a mark; and the activities that have no days yet."""
    told = cards(activities, on=on)
    work, without = [], []
    for card in told:
        activity = card.activity
        first, last = activity.starts_on or activity.ends_on, activity.ends_on or activity.done_on or plan.valid_until
        if first is None:
            without.append(activity)
            continue
        work.append(
            Work(
                label=str(activity),
                first=first,
                last=max(last, first),
                kind=_KINDS[card.standing],
                words=card.standing.label,
                href=activity.get_absolute_url(),
                marks=tuple(step.due_on for step in activity.steps.all()),
            )
        )
    return gantt(work, first=plan.valid_from, last=plan.valid_until, today=on), tuple(without)
