"""What the worker does with measures."""

from __future__ import annotations

import pghistory
from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from activities.plan.models import CategoryPlan
from followup.measures import actions
from huddinge_vo.common.jobs.tasks import job


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Beräkna måtten")
def compute_outcomes() -> int:
    """Compute every plan's measures as things stand."""
    with pghistory.context(task="compute_outcomes"):
        return sum(
            actions.compute_outcomes(plan=plan, at=timezone.now()) for plan in CategoryPlan.objects.order_by("pk")
        )
