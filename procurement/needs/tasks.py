"""What the worker does with needs that come back."""

from __future__ import annotations

import pghistory
from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from huddinge_vo.common.jobs.tasks import job
from huddinge_vo.common.people.models import Organization
from procurement.needs import actions
from procurement.placements.models import Placement


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Föreslå behov som återkommer")
def foresee_needs() -> int:
    """Propose for the plan what comes back outside contract, of each buyer. Returns how many are new."""
    buyers = Organization.objects.filter(pk__in=Placement.objects.values("buyer")).order_by("pk")
    with pghistory.context(task="foresee_needs"):
        return sum(actions.foresee_needs(buyer=buyer, on=timezone.localdate()) for buyer in buyers)
