"""What the worker does with follow-up classes."""

from __future__ import annotations

import pghistory
from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from contracts.register.models import Contract
from followup.reviews import actions
from huddinge_vo.common.jobs.tasks import job
from huddinge_vo.common.people.models import Organization


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Föreslå uppföljningsklasser")
def propose_follow_up_classes() -> int:
    """Propose how deep each buyer's contracts are followed up."""
    now = timezone.now()
    buyers = Organization.objects.filter(pk__in=Contract.objects.values("buyer")).order_by("pk")
    with pghistory.context(task="propose_follow_up_classes"):
        return sum(actions.propose_classes(buyer=buyer, at=now) for buyer in buyers)
