"""What the worker does with received files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pghistory
from celery import Task, shared_task
from django.core.cache import cache
from django.db import OperationalError
from django.utils import timezone

from followup.ledger import actions
from followup.ledger.models import LedgerImport
from huddinge_vo.common.jobs.tasks import job
from huddinge_vo.common.untyped import Asked

PROGRESS_SECONDS = 3600


_LOST_AFTER = timedelta(minutes=5)


def progress_key(ledger_import_id: int) -> str:
    """Where a running load says how far it has come. In the cache, since its own transaction shows nothing outside."""
    return f"ledger-import-progress-{ledger_import_id}"


def _give_up(kwargs: Asked, reason: str) -> None:
    actions.give_up_load(ledger_import_id=kwargs["ledger_import_id"], reason=reason)


def _prepare(kwargs: Asked) -> None:
    actions.retry_load(ledger_import_id=kwargs["ledger_import_id"])


def _reporter(ledger_import_id: int) -> Callable[[str, int], None]:
    def report(stage: str, done: int) -> None:
        cache.set(progress_key(ledger_import_id), {"stage": stage, "done": done}, PROGRESS_SECONDS)

    return report


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job(
    "Granska reskontra",
    most_tries=5,
    given_up=_give_up,
    prepare=_prepare,
    about=lambda asked: LedgerImport.objects.filter(pk=asked["ledger_import_id"]),
)
def preview_ledger_import(*, ledger_import_id: int) -> None:
    """Look at a received ledger file, for a person to choose what becomes of it."""
    try:
        with pghistory.context(task="preview_ledger_import"):
            actions.preview_ledger_import(
                ledger_import_id=ledger_import_id, at=timezone.now(), progress=_reporter(ledger_import_id)
            )
    finally:
        cache.delete(progress_key(ledger_import_id))


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job(
    "Läsa in reskontra",
    most_tries=5,
    given_up=_give_up,
    prepare=_prepare,
    about=lambda asked: LedgerImport.objects.filter(pk=asked["ledger_import_id"]),
)
def load_ledger_import(*, ledger_import_id: int) -> None:
    """Load a ledger file as was chosen. Where something else came in between it is looked at anew."""
    try:
        with pghistory.context(task="load_ledger_import"):
            done = actions.load_ledger_import(
                ledger_import_id=ledger_import_id, at=timezone.now(), progress=_reporter(ledger_import_id)
            )
    finally:
        cache.delete(progress_key(ledger_import_id))
    if done.status == LedgerImport.Status.RECEIVED:
        preview_ledger_import.delay(ledger_import_id=ledger_import_id)


def next_step(ledger_import: LedgerImport) -> Task:
    """The job that a file waits for: to be looked at, or to be loaded as was chosen."""
    return load_ledger_import if ledger_import.status == LedgerImport.Status.LOADING else preview_ledger_import


@shared_task(acks_late=True)
@job("Leta efter reskontror som väntar")
def load_waiting() -> int:
    """Take up what has waited for minutes: its own job was lost with the queue. Returns how many were found."""
    waiting = LedgerImport.objects.filter(pk__in=LedgerImport.objects.waiting_since(timezone.now() - _LOST_AFTER))
    for ledger_import in waiting.order_by("pk"):
        next_step(ledger_import).delay(ledger_import_id=ledger_import.pk)
    return len(waiting)
