"""What changes the list of first steps: one's own, and nobody else's."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from followup.start.kinds import Step
from followup.start.models import FirstSteps
from huddinge_vo.common.people.models import User


@transaction.atomic
def open_step(*, step: Step, by: User) -> FirstSteps:
    """Note that a page was opened from the list, where that is all there is to do. A second time changes nothing."""
    mine = _of(by)
    if step.done is None and step.code not in mine.read:
        mine.read = [*mine.read, step.code]
        mine.save(update_fields=["read"])
    return mine


@transaction.atomic
def put_steps_away(*, by: User, at: datetime) -> FirstSteps:
    """Show the list no more. The first time stands."""
    mine = _of(by)
    if mine.put_away_at is None:
        mine.put_away_at = at
        mine.save(update_fields=["put_away_at"])
    return mine


def _of(user: User) -> FirstSteps:
    """Of two at once the second waits."""
    FirstSteps.objects.get_or_create(user=user)
    return FirstSteps.objects.select_for_update().get(user=user)
