"""What the worker does with the ladder."""

from __future__ import annotations

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from followup.findings import actions
from followup.findings.models import FindingStep
from huddinge_vo.common.jobs.tasks import job


@shared_task(acks_late=True, autoretry_for=(OperationalError, OSError), retry_backoff=True, max_retries=5)
@job("Skicka brev om brist", most_tries=6, about=lambda asked: FindingStep.objects.filter(pk=asked["step_id"]))
def send_step_letter(*, step_id: int, site: str) -> bool:
    """Send one ordered letter with a link to answer by. Twice sends it once."""
    return actions.mail_step(step_id=step_id, site=site, at=timezone.now())
