"""What the worker does with supplier meetings."""

from __future__ import annotations

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from followup.meetings import actions
from followup.meetings.models import MeetingInvitation, SupplierMeeting
from huddinge_vo.common.jobs.tasks import job


@shared_task(acks_late=True, autoretry_for=(OperationalError, OSError), retry_backoff=True, max_retries=5)
@job("Skicka inbjudningar", most_tries=6, about=lambda asked: SupplierMeeting.objects.filter(pk=asked["meeting_id"]))
def send_invitations(*, meeting_id: int) -> int:
    """Send the invitations of a meeting that have not gone. Returns how many; each is kept as sent by itself."""
    waiting = MeetingInvitation.objects.filter(meeting=meeting_id, mailed_at__isnull=True).exclude(address="")
    ids = list(waiting.order_by("pk").values_list("pk", flat=True))
    return sum(actions.mail_invitation(invitation_id=pk, at=timezone.now()) for pk in ids)
