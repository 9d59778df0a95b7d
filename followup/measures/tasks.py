"""What the worker does with measures."""

from __future__ import annotations

import pghistory
from celery import shared_task
from django.db import OperationalError
from django.db.models import QuerySet
from django.utils import timezone

from activities.plan.models import CategoryPlan
from followup.measures import actions
from huddinge_vo.common.jobs.tasks import job, the_buyer


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Beräkna måtten hos alla köpare")
def compute_outcomes() -> int:
    """Compute every plan's measures as things stand."""
    return _compute(CategoryPlan.objects.all())


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Beräkna måtten", about=the_buyer)
def compute_outcomes_of_buyer(*, buyer_id: int) -> int:
    """Compute the measures of a buyer's plans."""
    return _compute(CategoryPlan.objects.filter(category__buyer=buyer_id))


def _compute(plans: QuerySet[CategoryPlan]) -> int:
    with pghistory.context(task="compute_outcomes"):
        return sum(actions.compute_outcomes(plan=plan, at=timezone.now()) for plan in plans.order_by("pk"))
