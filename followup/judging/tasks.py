"""What the worker does to keep verdicts true."""

from __future__ import annotations

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from followup.judging import actions


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def judge_changes() -> int:
    """Judge again what contracts, identifiers, placements and rules have touched."""
    return actions.judge_changes(at=timezone.now())


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
def recompute_everything() -> int:
    """Judge and sum everything anew."""
    return actions.recompute_everything(at=timezone.now())
