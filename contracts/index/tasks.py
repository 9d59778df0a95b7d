"""What the worker does with indices."""

from __future__ import annotations

import pghistory
from celery import Task, shared_task
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from contracts.index import actions
from contracts.index.imports.fetching import Unreachable
from contracts.index.models import IndexSeries
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.jobs.tasks import ask_for, job

_TRIES = 5


_LONGEST_WAIT = 90  # seconds; shorter than a task's return, or it would be done twice


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Hämta index")
def fetch_indices() -> int:
    """Ask for new values of every series that is fetched, each by itself. Returns how many were asked for."""
    wanted = list(IndexSeries.objects.fetched().order_by("pk").values_list("pk", flat=True))
    for pk in wanted:
        ask_for(fetch_index, series_id=pk)
    return len(wanted)


@shared_task(bind=True, acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=_TRIES)
@job("Hämta en indexserie")
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
