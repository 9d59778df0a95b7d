"""What was agreed with suppliers at meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from followup.duties.kinds.kind import FOLLOWER, KINDS, Facts, ReminderKind, StartRule, own_page
from followup.meetings.models import MeetingTask

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


def _undone(buyer: Organization, day: date) -> QuerySet[MeetingTask]:
    return MeetingTask.objects.undone().filter(meeting__buyer=buyer).select_related("meeting").order_by("due_on", "pk")


def _facts(found: QuerySet[MeetingTask], buyer: Organization, day: date) -> Iterator[Facts]:
    for each in found:
        yield Facts((MeetingTask, each.pk), each.due_on, f"Överenskommet: {each.what}", each.responsible_id)


KINDS.add(
    ReminderKind(
        code="MEETING_TASK",
        number=48,
        words="överenskommet på leverantörsmöte",
        about=(MeetingTask,),
        undone=_undone,
        facts=_facts,
        href=own_page,
        start_rules=(StartRule(role=FOLLOWER, days=7, grace_days=14),),
    )
)
