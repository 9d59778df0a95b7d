"""What the worker does with duties and their mails."""

from __future__ import annotations

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from followup.duties import actions
from huddinge_vo.common.jobs.tasks import ask_for, job
from huddinge_vo.common.people.models import Organization


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Uppdatera Att göra")
def refresh_duties() -> int:
    """Make and let go of duties, for every buyer with rules, and then tell people of them."""
    buyers = Organization.objects.filter(reminder_rules__isnull=False).distinct().order_by("pk")
    changed = sum(actions.refresh_duties(buyer=buyer, at=timezone.now()) for buyer in buyers)
    ask_for(send_mails)
    return changed


# A server that wants a mail later usually means minutes. No wait is longer than the queue's own (see the settings),
# after which it would hand the task out once more.
@shared_task(
    acks_late=True,
    autoretry_for=(OperationalError, OSError, actions.MailPutOff),
    retry_backoff=15,
    retry_backoff_max=100,
    max_retries=10,
)
@job("Skicka dagens påminnelser")
def send_mails() -> int:
    """Send the day's mails, person by person. A worker that dies is followed by another that sends what was not sent.

    Whoever's mail is refused or put off keeps nobody else from his.
    """
    at = timezone.now()
    sent, put_off = 0, None
    for user_id in actions.people_with_mail():
        try:
            sent += actions.send_mails(user_id=user_id, at=at)
        except actions.MailPutOff as later:
            put_off = later
    if put_off:
        raise put_off
    return sent
