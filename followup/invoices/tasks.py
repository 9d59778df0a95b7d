"""What the worker does with e-invoices."""

from __future__ import annotations

from datetime import datetime, timedelta

import pghistory
from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from followup.invoices import actions
from followup.invoices.models import InvoiceImport
from huddinge_vo.common.jobs.progress import tell
from huddinge_vo.common.jobs.reports import JobProgress
from huddinge_vo.common.jobs.reports import progress_of as progress_of_job
from huddinge_vo.common.jobs.tasks import JOBS, job
from huddinge_vo.common.people.models import User
from huddinge_vo.common.untyped import Asked

_LOST_AFTER = timedelta(minutes=5)


def _give_up(kwargs: Asked, reason: str) -> None:
    actions.give_up_invoices(invoice_import_id=kwargs["invoice_import_id"], reason=reason)


def _prepare(kwargs: Asked) -> None:
    actions.retry_invoices(invoice_import_id=kwargs["invoice_import_id"])


def progress_of(invoice_import: InvoiceImport, *, user: User, at: datetime) -> JobProgress:
    """What a page says of a file that is under way: where its job is, and how far it has come if somebody is at it."""
    kwargs = {"invoice_import_id": invoice_import.pk}
    return progress_of_job(JOBS[load_invoice_import.name], kwargs, user=user, at=at)


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job(
    "Läsa in e-fakturor",
    most_tries=5,
    given_up=_give_up,
    prepare=_prepare,
    about=lambda asked: InvoiceImport.objects.filter(pk=asked["invoice_import_id"]),
    steps=("Läser fakturorna", "Jämför med reskontran"),
    can_cancel=True,
)
def load_invoice_import(*, invoice_import_id: int) -> None:
    """Read a received file of e-invoices in."""
    with pghistory.context(task="load_invoice_import"):
        actions.load_invoice_import(invoice_import_id=invoice_import_id, at=timezone.now(), progress=tell)


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Leta efter e-fakturor som väntar")
def load_waiting_invoices() -> int:
    """Take up what has waited for minutes: its own job was lost with the queue. Returns how many were found."""
    waiting = InvoiceImport.objects.waiting_since(timezone.now() - _LOST_AFTER)
    for invoice_import_id in waiting:
        load_invoice_import.delay(invoice_import_id=invoice_import_id)
    return len(waiting)


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Jämföra e-fakturor med reskontran")
def settle_everything() -> int:
    """Find anew which ledger rows the invoices are. Returns how many buyers have any."""
    return actions.settle_everything(at=timezone.now())
