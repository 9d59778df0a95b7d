"""What the worker does with documents."""

from __future__ import annotations

from celery import shared_task
from django.db import OperationalError

from contracts.documents import actions
from contracts.documents.models import Document
from huddinge_vo.common.jobs.tasks import job


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Läsa texten i ett dokument", about=lambda asked: Document.objects.filter(pk=asked["document_id"]))
def read_document_text(*, document_id: int) -> None:
    """Take the text out of a document."""
    actions.read_document_text(document_id=document_id)
