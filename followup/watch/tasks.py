"""What the worker does with the media watch."""

from __future__ import annotations

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from followup.watch import actions
from huddinge_vo.common.jobs.tasks import job


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Bevaka medier")
def watch_media() -> int:
    """Fetch all feeds. Returns how many new hits."""
    return actions.watch_feeds(at=timezone.now())
