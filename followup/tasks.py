"""Deeds done by the Celery worker: ids in, one deed."""

from __future__ import annotations

from datetime import timedelta

import pghistory
from celery import shared_task
from django.core.cache import cache
from django.db import OperationalError
from django.utils import timezone

from activities.models import CategoryPlan
from contracts.models import Contract
from followup import actions
from followup.models import LedgerImport
from huddinge_vo.common.models import Organization

PROGRESS_SECONDS = 3600
_LOST_AFTER = timedelta(minutes=5)


def progress_key(ledger_import_id: int) -> str:
    """Where a running load says how far it has come. In the cache, since its own transaction shows nothing outside."""
    return f"ledger-import-progress-{ledger_import_id}"


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def load_ledger_import(*, ledger_import_id: int) -> None:
    """Load a received ledger file."""

    def report(stage: str, done: int) -> None:
        cache.set(progress_key(ledger_import_id), {"stage": stage, "done": done}, PROGRESS_SECONDS)

    with pghistory.context(task="load_ledger_import"):
        actions.load_ledger_import(ledger_import_id=ledger_import_id, at=timezone.now(), progress=report)
    cache.delete(progress_key(ledger_import_id))


@shared_task(acks_late=True)
def load_waiting() -> int:
    """Load what has waited for minutes: its own job was lost with the queue. Returns how many were found."""
    waiting = LedgerImport.objects.waiting_since(timezone.now() - _LOST_AFTER)
    for ledger_import_id in waiting:
        load_ledger_import.delay(ledger_import_id=ledger_import_id)
    return len(waiting)


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def judge_changes() -> int:
    """Judge again what contracts, identifiers, placements and rules have touched."""
    return actions.judge_changes(at=timezone.now())


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def recompute_everything() -> int:
    """Judge and sum everything anew."""
    return actions.recompute_everything(at=timezone.now())


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def compute_outcomes() -> int:
    """Compute every plan's measures as things stand."""
    with pghistory.context(task="compute_outcomes"):
        return sum(
            actions.compute_outcomes(plan=plan, at=timezone.now()) for plan in CategoryPlan.objects.order_by("pk")
        )


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def refresh_duties() -> int:
    """Make and let go of duties, for every buyer with rules, and then tell people of them."""
    buyers = Organization.objects.filter(reminder_rules__isnull=False).distinct().order_by("pk")
    changed = sum(actions.refresh_duties(buyer=buyer, at=timezone.now()) for buyer in buyers)
    send_mails.delay()
    return changed


# A server that wants a mail later usually means minutes. No wait is longer than the queue's own (see the settings), after
# which it would hand the task out once more.
@shared_task(
    acks_late=True,
    autoretry_for=(OperationalError, OSError, actions.MailPutOff),
    retry_backoff=15,
    retry_backoff_max=100,
    max_retries=10,
)
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


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def propose_follow_up_classes() -> int:
    """Propose how deep each buyer's contracts are followed up."""
    now = timezone.now()
    buyers = Organization.objects.filter(pk__in=Contract.objects.values("buyer")).order_by("pk")
    with pghistory.context(task="propose_follow_up_classes"):
        return sum(actions.propose_classes(buyer=buyer, at=now) for buyer in buyers)
