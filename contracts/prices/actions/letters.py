"""Telling suppliers of their new prices by mail. The letter itself is reports' business."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils.text import slugify

from contracts.prices.models import AdjustmentLetter, PriceAdjustment
from contracts.suppliers.models import SupplierContact
from huddinge_vo.common.people.rights import require

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend

    from huddinge_vo.common.people.models import User


@dataclass(frozen=True)
class Ordered:
    """Letters to be sent, by id, and the numbers of contracts whose supplier has no address for contract matters."""

    letter_ids: tuple[int, ...]
    without_address: tuple[str, ...]


@transaction.atomic
def order_letters(*, adjustment_ids: Iterable[int], by: User, at: datetime) -> Ordered:
    """Write down that approved adjustments are to be told of by mail. One that has been sent is not ordered again."""
    chosen = list(
        PriceAdjustment.objects.approved()
        .filter(pk__in=list(adjustment_ids))
        .select_related("contract")
        .order_by("contract__number", "pk")
    )
    for adjustment in chosen:
        require(by, "contracts.change_priceadjustment", adjustment)
    suppliers = [each.contract.supplier_id for each in chosen]
    contacts = SupplierContact.objects.filter(
        supplier__in=suppliers, role=SupplierContact.Role.AGREEMENT, unit__isnull=True
    ).exclude(email="")
    # The first one registered is whom the contract is with.
    addresses = dict(contacts.order_by("supplier", "-pk").values_list("supplier", "email"))
    found = [
        AdjustmentLetter(adjustment=each, address=addresses[each.contract.supplier_id], asked_by=by, asked_at=at)
        for each in chosen
        if each.contract.supplier_id in addresses
    ]
    AdjustmentLetter.objects.bulk_create(found, ignore_conflicts=True)
    waiting = AdjustmentLetter.objects.filter(adjustment__in=chosen, sent_at__isnull=True).order_by("pk")
    missing = [each.contract.number for each in chosen if each.contract.supplier_id not in addresses]
    return Ordered(tuple(waiting.values_list("pk", flat=True)), tuple(missing))


@transaction.atomic
def send_letter(
    *, letter_id: int, pdf: bytes, words: str, at: datetime, connection: BaseEmailBackend | None = None
) -> bool:
    """Send one ordered letter with its PDF; false when it has been sent. A mail that fails leaves it unsent."""
    letter = (
        AdjustmentLetter.objects.select_for_update(of=("self",))
        .select_related("adjustment__contract__buyer")
        .get(pk=letter_id)
    )
    if letter.sent_at is not None:
        return False
    contract = letter.adjustment.contract
    message = EmailMessage(
        subject=f"Nytt pris från {letter.adjustment.effective_on}, avtal {contract.number}"[:200],
        body=words,
        to=[letter.address],
        headers={"Message-ID": f"<vo-pris-{letter.pk}@huddinge-vo>"},
        connection=connection or get_connection(),
    )
    message.attach(
        f"nytt-pris-{slugify(contract.number) or 'avtal'}-{letter.adjustment.effective_on}.pdf", pdf, "application/pdf"
    )
    message.send()
    letter.sent_at = at
    letter.save(update_fields=["sent_at"])
    return True
