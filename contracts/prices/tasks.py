"""What the worker does with prices."""

from __future__ import annotations

from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPHeloError,
    SMTPServerDisconnected,
)

import pghistory
from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from contracts.prices import actions
from contracts.prices.models import AdjustmentLetter, PriceAdjustment
from contracts.prices.reports import price_letter_pdf, price_letters
from contracts.register.models import Contract
from huddinge_vo.common.jobs.progress import tell
from huddinge_vo.common.jobs.tasks import ask_for, job
from huddinge_vo.common.people.models import Organization


def _buyers() -> list[Organization]:
    """Those with contracts."""
    return list(Organization.objects.filter(pk__in=Contract.objects.values("buyer")).order_by("pk"))


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Föreslå prisjusteringar")
def propose_adjustments() -> int:
    """Propose new prices for all whose window is open today. Returns how many are new or computed anew."""
    now = timezone.now()
    with pghistory.context(task="propose_adjustments"):
        done = [actions.propose_adjustments(buyer=buyer, on=timezone.localdate(), at=now) for buyer in _buyers()]
    return sum(each.new + each.changed for each in done)


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Räkna skillnader mot slutliga värden")
def find_differences() -> int:
    """Find what final figures changed. Returns how many rows are new or changed."""
    now = timezone.now()
    with pghistory.context(task="find_differences"):
        return sum(actions.find_differences(buyer=buyer, at=now) for buyer in _buyers())


@shared_task(acks_late=True, autoretry_for=(OperationalError, OSError), retry_backoff=True, max_retries=5)
@job(
    "Skicka brev om nytt pris", most_tries=6, about=lambda asked: AdjustmentLetter.objects.filter(pk=asked["letter_id"])
)
def send_price_letter(*, letter_id: int) -> bool:
    """Send one ordered letter. Twice sends it once."""
    return _send(letter_id)


_SENDS = "Skickar breven"
_NO_POST_AT_ALL = (SMTPAuthenticationError, SMTPConnectError, SMTPHeloError, SMTPServerDisconnected)


@shared_task(acks_late=True, autoretry_for=(OperationalError, OSError), retry_backoff=True, max_retries=5)
@job(
    "Skicka brev om nya priser",
    most_tries=6,
    about=lambda asked: AdjustmentLetter.objects.filter(pk__in=asked["letter_ids"]),
    steps=(_SENDS,),
)
def send_price_letters(*, letter_ids: list[int]) -> int:
    """Send ordered letters one after another, telling how far it has come. Returns how many went.

    One that its own address does not take holds up no other: it is tried again by itself, and told of by itself. Where
    no mail goes at all, what is left is tried again.
    """
    sent = 0
    gone = set(AdjustmentLetter.objects.filter(pk__in=letter_ids, sent_at__isnull=False).values_list("pk", flat=True))
    for number, letter_id in enumerate(letter_ids):
        if letter_id in gone:  # by an earlier try: it is not drawn once more
            continue
        tell(_SENDS, number, len(letter_ids))
        try:
            sent += _send(letter_id)
        except _NO_POST_AT_ALL:
            raise
        except (SMTPException, ValueError):  # of this letter: its address, or what stands in it
            letter = AdjustmentLetter.objects.select_related("adjustment", "asked_by").get(pk=letter_id)
            href = letter.adjustment.get_absolute_url()
            ask_for(send_price_letter, by=letter.asked_by, href=href, letter_id=letter_id)
    return sent


def _send(letter_id: int) -> bool:
    adjustment = AdjustmentLetter.objects.get(pk=letter_id).adjustment_id
    letters = price_letters(PriceAdjustment.objects.filter(pk=adjustment))
    return actions.send_letter(
        letter_id=letter_id, pdf=price_letter_pdf(letters), words=letters[0].words, at=timezone.now()
    )
