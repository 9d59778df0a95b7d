"""What the worker does to keep verdicts true."""

from __future__ import annotations

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from followup.judging import actions
from huddinge_vo.common.jobs.actions import end_job
from huddinge_vo.common.jobs.tasks import job


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Räkna om siffrorna efter ändringar", most_tries=5)
def judge_changes() -> int:
    """Judge again what contracts, identifiers, placements and rules have touched."""
    return actions.judge_changes(at=timezone.now(), wait=False)


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Räkna om alla siffror")
def recompute_everything() -> int:
    """Judge and sum everything anew."""
    judged = actions.recompute_everything(at=timezone.now())
    end_job(name=f"{__name__}.judge_changes", kwargs={})  # it has nothing left that it could fail at
    return judged
