"""What is looked at once a night, since it takes too long for a page."""

from __future__ import annotations

from celery import shared_task
from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError

from huddinge_vo.common.jobs.tasks import job
from huddinge_vo.operations.certificates import look_at
from huddinge_vo.operations.reports import CERTIFICATES


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Se efter certifikaten")
def look_at_certificates() -> int:
    """When the certificates of our own addresses end. Returns how many were looked at."""
    found = look_at(settings.CSRF_TRUSTED_ORIGINS)
    cache.set(CERTIFICATES, found, None)
    return len(found)
