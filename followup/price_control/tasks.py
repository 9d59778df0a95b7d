"""What the worker does with the price control."""

from __future__ import annotations

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from followup.price_control import actions
from followup.price_control.models import PriceClaim
from followup.price_control.reports import claim_letter, claim_letter_pdf
from huddinge_vo.common.jobs.tasks import job


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Pröva e-fakturor mot prislistor")
def control_prices() -> int:
    """Hold all invoices to their price lists anew. Returns how many buyers have any."""
    return actions.control_everything(at=timezone.now())


@shared_task(acks_late=True, autoretry_for=(OperationalError, OSError), retry_backoff=True, max_retries=5)
@job("Skicka priskrav", most_tries=6, about=lambda asked: PriceClaim.objects.filter(pk=asked["claim_id"]))
def send_claim_letter(*, claim_id: int) -> bool:
    """Send one ordered letter, as whoever ordered it saw it. Twice sends it once."""
    claim = PriceClaim.objects.select_related("supplier", "buyer", "sent_by").get(pk=claim_id)
    if claim.sent_by is None or claim.sent_on is None or claim.answer_by is None:
        return False
    letter = claim_letter(claim, user=claim.sent_by, on=claim.sent_on, answer_by=claim.answer_by)
    return actions.mail_claim(claim_id=claim_id, pdf=claim_letter_pdf(letter), words=letter.words, at=timezone.now())
