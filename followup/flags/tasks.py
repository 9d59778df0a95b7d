"""What the worker does with red flags."""

from __future__ import annotations

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from followup.flags import actions
from huddinge_vo.common.jobs.tasks import job, the_buyer


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Sök röda flaggor")
def compute_flags() -> int:
    """Find all buyers' flags anew. Returns how many are open."""
    return actions.compute_everything(at=timezone.now())


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job(
    "Sök röda flaggor",
    about=the_buyer,
    steps=("Söker flaggor, slag", "Sparar det som hittats"),
    can_cancel=True,
)
def compute_flags_of_buyer(*, buyer_id: int) -> int:
    """Find one buyer's flags anew, as a person has asked."""
    return actions.compute_flags(buyer_id=buyer_id, at=timezone.now())
