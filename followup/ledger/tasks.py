"""What the worker does with received files."""

from __future__ import annotations

from datetime import datetime, timedelta

import pghistory
from celery import Task, shared_task
from django.db import OperationalError
from django.utils import timezone

from followup.ledger import actions
from followup.ledger.models import LedgerImport
from huddinge_vo.common.jobs.progress import tell
from huddinge_vo.common.jobs.reports import JobProgress
from huddinge_vo.common.jobs.reports import progress_of as progress_of_job
from huddinge_vo.common.jobs.tasks import JOBS, ask_for, job
from huddinge_vo.common.people.models import User
from huddinge_vo.common.untyped import Asked

_LOST_AFTER = timedelta(minutes=5)


def _give_up(kwargs: Asked, reason: str) -> None:
    actions.give_up_load(ledger_import_id=kwargs["ledger_import_id"], reason=reason)


def _prepare(kwargs: Asked) -> None:
    actions.retry_load(ledger_import_id=kwargs["ledger_import_id"])


def progress_of(ledger_import: LedgerImport, *, user: User, at: datetime) -> JobProgress:
    """What a page says of a file that is under way: where its job is, and how far it has come if somebody is at it."""
    kwargs = {"ledger_import_id": ledger_import.pk}
    return progress_of_job(JOBS[next_step(ledger_import).name], kwargs, user=user, at=at)


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job(
    "Granska reskontra",
    most_tries=5,
    given_up=_give_up,
    prepare=_prepare,
    about=lambda asked: LedgerImport.objects.filter(pk=asked["ledger_import_id"]),
    steps=("Läser filen", "Jämför med det som finns", "Prövar hur raderna skulle bedömas"),
    can_cancel=True,
)
def preview_ledger_import(*, ledger_import_id: int) -> None:
    """Look at a received ledger file, for a person to choose what becomes of it."""
    with pghistory.context(task="preview_ledger_import"):
        actions.preview_ledger_import(ledger_import_id=ledger_import_id, at=timezone.now(), progress=tell)


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job(
    "Läsa in reskontra",
    most_tries=5,
    given_up=_give_up,
    prepare=_prepare,
    about=lambda asked: LedgerImport.objects.filter(pk=asked["ledger_import_id"]),
    steps=("Läser filen", "Lägger in raderna", "Bedömer raderna"),
    can_cancel=True,
)
def load_ledger_import(*, ledger_import_id: int) -> None:
    """Load a ledger file as was chosen. Where something else came in between it is looked at anew."""
    with pghistory.context(task="load_ledger_import"):
        done = actions.load_ledger_import(ledger_import_id=ledger_import_id, at=timezone.now(), progress=tell)
    if done.status == LedgerImport.Status.RECEIVED:
        ask_for(preview_ledger_import, ledger_import_id=ledger_import_id)


def next_step(ledger_import: LedgerImport) -> Task:
    """The job that a file waits for: to be looked at, or to be loaded as was chosen."""
    return load_ledger_import if ledger_import.status == LedgerImport.Status.LOADING else preview_ledger_import


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Leta efter reskontror som väntar")
def load_waiting() -> int:
    """Take up what has waited for minutes: its own job was lost with the queue. Returns how many were found.

    What a killed worker left on the disk is removed.
    """
    actions.sweep_folders()
    waiting = LedgerImport.objects.filter(pk__in=LedgerImport.objects.waiting_since(timezone.now() - _LOST_AFTER))
    for ledger_import in waiting.order_by("pk"):
        next_step(ledger_import).delay(ledger_import_id=ledger_import.pk)
    return len(waiting)
