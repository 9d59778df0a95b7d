"""Deeds done by the Celery worker: ids in, one deed."""

from __future__ import annotations

import pghistory
from celery import Task, shared_task
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from contracts import actions
from contracts.imports.fetching import Unreachable
from contracts.models import AdjustmentLetter, Contract, IndexSeries, PriceAdjustment
from contracts.reports import price_letter_pdf, price_letters
from huddinge_vo.common.models import Organization
from huddinge_vo.common.tabular import UnreadableFile

_TRIES = 5
_LONGEST_WAIT = 90  # seconds; shorter than a task's return, or it would be done twice


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def read_document_text(*, document_id: int) -> None:
    """Take the text out of a document."""
    actions.read_document_text(document_id=document_id)


def _buyers() -> list[Organization]:
    """Those with contracts."""
    return list(Organization.objects.filter(pk__in=Contract.objects.values("buyer")).order_by("pk"))


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def propose_adjustments() -> int:
    """Propose new prices for all whose window is open today. Returns how many are new or reckoned anew."""
    now = timezone.now()
    with pghistory.context(task="propose_adjustments"):
        done = [actions.propose_adjustments(buyer=buyer, on=timezone.localdate(), at=now) for buyer in _buyers()]
    return sum(each.new + each.changed for each in done)


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def find_differences() -> int:
    """Find what final figures changed. Returns how many rows are new or changed."""
    now = timezone.now()
    with pghistory.context(task="find_differences"):
        return sum(actions.find_differences(buyer=buyer, at=now) for buyer in _buyers())


@shared_task(acks_late=True, autoretry_for=(OperationalError, OSError), retry_backoff=True, max_retries=5)
def send_price_letter(*, letter_id: int) -> bool:
    """Send one ordered letter. Twice sends it once."""
    adjustment = AdjustmentLetter.objects.get(pk=letter_id).adjustment_id
    letters = price_letters(PriceAdjustment.objects.filter(pk=adjustment))
    return actions.send_letter(
        letter_id=letter_id, pdf=price_letter_pdf(letters), words=letters[0].words, at=timezone.now()
    )


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def fetch_indices() -> int:
    """Ask for new values of every series that is fetched, each by itself. Returns how many were asked for."""
    wanted = list(IndexSeries.objects.fetched().order_by("pk").values_list("pk", flat=True))
    for pk in wanted:
        fetch_index.delay(series_id=pk)
    return len(wanted)


@shared_task(bind=True, acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=_TRIES)
def fetch_index(self: Task, *, series_id: int) -> bool:
    """Ask for one series' new values. Returns whether any wait to be looked at.

    A network that is down is tried again a few times, each time later. Then it may wait until tomorrow: the page of
    indices says since when and why, and the series can be read from a file.
    """
    series = IndexSeries.objects.get(pk=series_id)
    with pghistory.context(task="fetch_index"):
        try:
            found = actions.fetch_series(series=series, address=settings.VO_INDEX_API, by=None, at=timezone.now())
        except Unreachable as error:
            if self.request.retries >= _TRIES:
                return False
            raise self.retry(exc=error, countdown=min(10 * 2**self.request.retries, _LONGEST_WAIT)) from error
        except (UnreadableFile, actions.NotFetchable):
            return False  # the same answer again helps nobody, and the page says what was wrong
    return found is not None
