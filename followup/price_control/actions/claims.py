"""What is asked back of a supplier, from the first list of lines to the answer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Sum

from contracts.suppliers.models import SupplierContact
from followup.invoices.actions.settling import lock_invoices
from followup.price_control.models import PriceClaim, PriceDeviation
from followup.price_control.rules import answer_by, claim_number
from huddinge_vo.common.people.rights import require

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend

    from contracts.suppliers.models import Supplier
    from huddinge_vo.common.people.models import Organization, User


class CannotClaim(Exception):
    """The claim cannot be made, or is not where the step asks it to be. The message is shown to the person."""


@transaction.atomic
def make_claim(
    *, supplier: Supplier, buyer: Organization, by: User, at: datetime, deviation_ids: Collection[int] | None = None
) -> PriceClaim:
    """Gather what can be asked back of a supplier, or some of it, into a claim. Of two at once one gets it.

    What is credited again within the same lot is taken off. Raises CannotClaim where there is nothing to ask for.
    """
    require(by, "followup.add_priceclaim", PriceClaim(buyer=buyer))
    lock_invoices(buyer.pk)  # numbers are given one at a time, and no control changes what is summed and then claimed
    found = PriceDeviation.objects.visible_to(by).to_claim().filter(buyer=buyer, line__invoice__supplier=supplier)
    if deviation_ids is not None:
        found = found.filter(pk__in=deviation_ids)
    ids = list(found.order_by("pk").values_list("pk", flat=True))
    lot = PriceDeviation.objects.filter(pk__in=ids)
    total = lot.aggregate(total=Sum("difference_sek"))["total"] or Decimal(0)
    if total <= 0:
        raise CannotClaim(
            "Det finns inget att begära tillbaka: avvikelserna ingår redan i ett krav eller är krediterade."
        )
    serial = PriceClaim.objects.filter(buyer=buyer, made_at__year=at.year).count() + 1
    claim = PriceClaim.objects.create(
        buyer=buyer,
        supplier=supplier,
        number=claim_number(at.year, serial),
        claimed_sek=total,
        made_by=by,
        made_at=at,
    )
    lot.update(claim=claim)
    return claim


def _in_state(claim_id: int, by: User, *states: str) -> PriceClaim:
    claim = PriceClaim.objects.select_for_update(of=("self",)).select_related("buyer").get(pk=claim_id)
    require(by, "followup.change_priceclaim", claim)
    if claim.status not in states:
        raise CannotClaim(f"Kravet är {claim.get_status_display()}. Ladda om sidan.")
    return claim


@transaction.atomic
def send_claim(*, claim_id: int, on: date, by: User, at: datetime, by_mail: bool = False) -> PriceClaim:
    """Say that the letter has gone, and until when it is to be answered; or order it by mail, which the worker sends.

    Raises CannotClaim where it has gone already, or there is no address to mail it to.
    """
    claim = _in_state(claim_id, by, PriceClaim.Status.DRAFT)
    if by_mail:
        claim.address = address_of(claim)
        if not claim.address:
            raise CannotClaim(
                "Ingen e-post för avtalsfrågor finns registrerad hos leverantören. Lägg till en kontakt, eller skicka "
                "brevet som PDF."
            )
    claim.status, claim.sent_on, claim.answer_by = PriceClaim.Status.SENT, on, answer_by(on)
    claim.sent_by = by
    claim.version += 1
    claim.save()
    return claim


def address_of(claim: PriceClaim) -> str:
    """Where a claim's letter is mailed: to whom the contracts are with; empty where nobody is registered."""
    contacts = SupplierContact.objects.filter(
        supplier=claim.supplier_id, role=SupplierContact.Role.AGREEMENT, unit__isnull=True
    )
    found = contacts.exclude(email="").order_by("pk").values_list("email", flat=True).first()
    return found or ""


@transaction.atomic
def mail_claim(
    *, claim_id: int, pdf: bytes, words: str, at: datetime, connection: BaseEmailBackend | None = None
) -> bool:
    """Send an ordered letter with its PDF; false when it has been sent. A mail that fails leaves it unsent."""
    claim = PriceClaim.objects.select_for_update(of=("self",)).get(pk=claim_id)
    if claim.mailed_at is not None or not claim.address:
        return False
    message = EmailMessage(
        subject=f"Begäran om rättelse av fakturor, {claim.number}",
        body=words,
        to=[claim.address],
        headers={"Message-ID": f"<vo-krav-{claim.pk}@huddinge-vo>"},
        connection=connection or get_connection(),
    )
    message.attach(f"{claim.number}.pdf", pdf, "application/pdf")
    message.send()
    claim.mailed_at = at
    claim.save(update_fields=["mailed_at"])
    return True


@transaction.atomic
def answer_claim(*, claim_id: int, answer: str, words: str, on: date, by: User, at: datetime) -> PriceClaim:
    """Write down what the supplier answered. It may be answered anew until it is credited."""
    claim = _in_state(claim_id, by, PriceClaim.Status.SENT, PriceClaim.Status.ANSWERED)
    claim.status, claim.answer = PriceClaim.Status.ANSWERED, answer
    claim.answer_words, claim.answered_on = words, on
    claim.version += 1
    claim.full_clean()
    claim.save()
    return claim


@transaction.atomic
def drop_claim(*, claim_id: int, reason: str, by: User, at: datetime) -> PriceClaim:
    """Give a claim up, with the reason. Its lines stay in it, so that they are not asked back once more."""
    claim = _in_state(claim_id, by, PriceClaim.Status.DRAFT, PriceClaim.Status.SENT, PriceClaim.Status.ANSWERED)
    claim.status, claim.dropped_reason = PriceClaim.Status.DROPPED, reason
    claim.version += 1
    claim.full_clean()
    claim.save()
    return claim
