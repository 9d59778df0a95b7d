"""What the worker does with the price control."""

from __future__ import annotations

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from followup.price_control import actions
from huddinge_vo.common.jobs.tasks import job


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Pröva e-fakturor mot prislistor")
def control_prices() -> int:
    """Hold all invoices to their price lists anew. Returns how many buyers have any."""
    return actions.control_everything(at=timezone.now())
