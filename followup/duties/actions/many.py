"""The same said of many duties at once, and taken back within the hour.

Each is of those that the person may say it of, one by one; the others are left as they are. What it returns of each
duty is what takes it back: its id, what it had before, and what it has now. Somebody who has changed one since is not
run over: then it does not have that any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from followup.duties.actions.duties import NotYours, own_duties
from followup.duties.models import Duty
from followup.duties.querysets import known_to
from followup.duties.reminders import still_asked
from huddinge_vo.common.periods import swedish_day

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

Before = tuple[int, int | None, int]  # a duty's id; the day, as a number, or the person that it had; what it has now
_STATE = ("state", "snoozed_until", "done_by", "done_at")


def _number(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _day(number: int | None) -> date | None:
    return None if number is None else date.fromordinal(number)


def _wait(duty: Duty, until: date | None) -> None:
    """Let a duty be put off until a day, or be to do at once."""
    duty.state = Duty.State.OPEN if until is None else Duty.State.SNOOZED
    duty.snoozed_until, duty.done_by, duty.done_at = until, None, None


@transaction.atomic
def finish_duties(*, duty_ids: Sequence[int], by: User, at: datetime) -> list[Before]:
    """Say of duties that they are done, as finish_duty does; twice is once."""
    day = swedish_day(at)
    unfinished = [duty for duty in own_duties(duty_ids, by, day) if not duty.is_closed]
    undone = {duty.pk for duty in still_asked([duty for duty in unfinished if not duty.is_by_hand], day)}
    done = [duty for duty in unfinished if duty.pk not in undone]
    before: list[Before] = []
    for duty in done:
        before.append((duty.pk, _number(duty.snoozed_until), by.pk))
        duty.state, duty.snoozed_until, duty.done_by, duty.done_at = Duty.State.DONE, None, by, at
    Duty.objects.bulk_update(done, _STATE, batch_size=500)
    return before


@transaction.atomic
def reopen_duties(*, before: Sequence[Before], by: User, at: datetime) -> int:
    """Take back that duties are done. Returns of how many: what nobody asks for any longer stays so."""
    was = {pk: (until, done_by) for pk, until, done_by in before}
    done = [
        duty
        for duty in own_duties(was, by, swedish_day(at))
        if duty.state == Duty.State.DONE and duty.done_by_id == was[duty.pk][1]
    ]
    for duty in done:
        _wait(duty, _day(was[duty.pk][0]))
    Duty.objects.bulk_update(done, _STATE, batch_size=500)
    return len(done)


@transaction.atomic
def snooze_duties(*, duty_ids: Sequence[int], until: date, by: User, at: datetime) -> list[Before]:
    """Put reminders off; the due days stay. Raises ValidationError for a day that is not to come."""
    day = swedish_day(at)
    if until <= day:
        raise ValidationError({"until": "Välj en dag som kommer."})
    duties = [duty for duty in own_duties(duty_ids, by, day) if not duty.is_closed and duty.snoozed_until != until]
    before: list[Before] = []
    for duty in duties:
        before.append((duty.pk, _number(duty.snoozed_until), until.toordinal()))
        _wait(duty, until)
    Duty.objects.bulk_update(duties, _STATE, batch_size=500)
    return before


@transaction.atomic
def wake_duties(*, before: Sequence[Before], by: User, at: datetime) -> int:
    """Let reminders come when they would have, had they not been put off. Returns how many."""
    was = {pk: (until, now) for pk, until, now in before}
    duties = [
        duty
        for duty in own_duties(was, by, swedish_day(at))
        if duty.state == Duty.State.SNOOZED and duty.snoozed_until == _day(was[duty.pk][1])
    ]
    for duty in duties:
        _wait(duty, _day(was[duty.pk][0]))
    Duty.objects.bulk_update(duties, _STATE, batch_size=500)
    return len(duties)


@transaction.atomic
def delegate_duties(*, duty_ids: Sequence[int], to: User, by: User, at: datetime) -> list[Before]:
    """Hand duties to somebody else, as far as he may know what they are about."""
    unfinished = [duty for duty in own_duties(duty_ids, by, swedish_day(at)) if not duty.is_closed]
    handed = [duty for duty in known_to(unfinished, to) if (duty.delegated_to_id or duty.person_id) != to.pk]
    before: list[Before] = []
    for duty in handed:
        before.append((duty.pk, duty.delegated_to_id, to.pk))
        duty.delegated_to = None if to.pk == duty.person_id else to
    Duty.objects.bulk_update(handed, ["delegated_to"], batch_size=500)
    return before


@transaction.atomic
def take_back_duties(*, before: Sequence[Before], by: User, at: datetime) -> int:
    """Take back duties that were handed to another, who has them still and has not done them. Returns how many.

    Raises NotYours where one of them would be somebody else's then: his right to it has ended since.
    """
    was = {pk: (earlier, to) for pk, earlier, to in before}
    locked = Duty.objects.select_for_update(of=("self",)).within_reach_of(by).unfinished().filter(pk__in=was)
    duties = [duty for duty in locked.order_by("pk") if (duty.delegated_to_id or duty.person_id) == was[duty.pk][1]]
    for duty in duties:
        duty.delegated_to_id = was[duty.pk][0]
    Duty.objects.bulk_update(duties, ["delegated_to"], batch_size=500)
    if len(own_duties([duty.pk for duty in duties], by, swedish_day(at))) != len(duties):
        raise NotYours
    return len(duties)
