"""What is thrown away every night."""

from __future__ import annotations

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from huddinge_vo.common.jobs.tasks import job
from huddinge_vo.retention import actions


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=15, max_retries=5)
@job("Gallra")
def run_retention() -> int:
    """Throw away what is older than its term. Returns the run's number, under which stands what it did."""
    return actions.run_retention(at=timezone.now()).pk
