"""The June report's activities. Plain and frozen, for they are kept as they were said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from activities.activities.models import Activity
from activities.activities.rules import Standing, standing
from activities.plan.models import CategoryPlan
from huddinge_vo.common.history.querysets import as_known_on

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@dataclass(frozen=True)
class ActivityRow:
    """An activity as the report says it."""

    number: str
    title: str
    responsible: str
    standing: str
    colour: str
    ends_on: date | None
    late_reason: str
    effect: str
    effect_sek: Decimal | None


@dataclass(frozen=True)
class ActivityPart:
    """The plan's activities: how many stand where, and each."""

    counts: tuple[tuple[str, int], ...]
    rows: tuple[ActivityRow, ...]
    effect_sek: Decimal
    as_of: date | None = None  # of what has no day of its own: the period's last, or the day it was made


_OF_ACTIVITY = (
    "status",
    "starts_on",
    "ends_on",
    "late_reason",
    "achieved_effect",
    "achieved_effect_sek",
    "responsible",
)


def activity_part(plan: CategoryPlan | None, *, user: User, on: date, made_on: date) -> ActivityPart:
    """The plan's activities in its order, as they stood on a day."""
    if plan is None:
        return ActivityPart((), (), Decimal(0))
    rows = []
    every, told = as_known_on(Activity.objects.visible_to(user).filter(plan=plan), on, *_OF_ACTIVITY)
    for each in every.in_plan_order():
        # Its day tells what history does not.
        was_going_on = not told and each.done_on is not None and each.done_on > on
        found = standing("ONGOING" if was_going_on else each.then_status, each.then_starts_on, each.then_ends_on, on=on)
        rows.append(
            ActivityRow(
                each.number,
                each.title,
                each.then_responsible,
                found.label,
                found.colour,
                each.then_ends_on,
                each.then_late_reason if found is Standing.LATE else "",
                "" if was_going_on else each.then_achieved_effect,
                None if was_going_on else each.then_achieved_effect_sek,
            )
        )
    counted = Counter(row.standing for row in rows)
    counts = tuple((each.label, counted[each.label]) for each in Standing if counted[each.label])
    effect = sum((row.effect_sek or Decimal(0) for row in rows), Decimal(0))
    return ActivityPart(counts, tuple(rows), effect, on if told else made_on)
