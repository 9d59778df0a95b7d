"""Telling suppliers of their new prices by mail. The letter itself is reports' business."""

from __future__ import annotations

import hashlib
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


class LettersMoved(Exception):
    """What would be mailed is no longer what the person was shown."""


@dataclass(frozen=True)
class Ordered:
    """Letters to be sent, by id, and the numbers of contracts whose supplier has no address for contract matters."""

    letter_ids: tuple[int, ...]
    without_address: tuple[str, ...]


@dataclass(frozen=True)
class ToMail:
    """What an order of letters would mail: adjustments not told of yet, with the address each letter goes to."""

    letters: tuple[tuple[PriceAdjustment, str], ...]
    without_address: tuple[str, ...]
    unapproved: int = 0
    told: int = 0  # whose letter has been mailed

    @property
    def left_words(self) -> tuple[str, ...]:
        """“2 av de valda är inte godkända.”, and how many have been told already; or nothing."""
        said = []
        if self.unapproved:
            said.append(f"{self.unapproved} av de valda är inte {'godkänd' if self.unapproved == 1 else 'godkända'}.")
        if self.told:
            said.append(f"För {self.told} av de valda är brevet redan mejlat.")
        return tuple(said)

    @property
    def mark(self) -> str:
        """Tells this from any other set of letters and addresses."""
        told = "\n".join(f"{adjustment.pk} {address}" for adjustment, address in self.letters)
        return hashlib.sha256(told.encode()).hexdigest()[:32]


def letters_to_mail(*, adjustment_ids: Iterable[int], by: User) -> ToMail:
    """What would be mailed of these adjustments: those that are approved, and whose letter has not been sent."""
    asked = PriceAdjustment.objects.filter(pk__in=list(adjustment_ids))
    chosen = list(
        asked.approved()
        .exclude(letters__sent_at__isnull=False)
        .select_related("contract__supplier")
        .order_by("contract__number", "pk")
    )
    for adjustment in chosen:
        require(by, "contracts.change_priceadjustment", adjustment)
    contacts = SupplierContact.objects.filter(
        supplier__in=[each.contract.supplier_id for each in chosen],
        role=SupplierContact.Role.AGREEMENT,
        unit__isnull=True,
    ).exclude(email="")
    # The first one registered is whom the contract is with.
    addresses = dict(contacts.order_by("supplier", "-pk").values_list("supplier", "email"))
    ordered = dict(
        AdjustmentLetter.objects.filter(adjustment__in=chosen).order_by("pk").values_list("adjustment", "address")
    )
    found = {each: ordered.get(each.pk) or addresses.get(each.contract.supplier_id) for each in chosen}
    approved = asked.approved().count()
    return ToMail(
        unapproved=asked.count() - approved,
        told=approved - len(chosen),
        letters=tuple((each, address) for each, address in found.items() if address),
        without_address=tuple(dict.fromkeys(each.contract.number for each, address in found.items() if not address)),
    )


@transaction.atomic
def order_letters(*, adjustment_ids: Iterable[int], mark: str, by: User, at: datetime) -> Ordered:
    """Write down that approved adjustments are to be told of by mail. One that has been sent is not ordered again.

    `mark` is that of what the person was shown. Raises LettersMoved when it is not so any more.
    """
    asked = letters_to_mail(adjustment_ids=adjustment_ids, by=by)
    if asked.mark != mark:
        raise LettersMoved
    found = [
        AdjustmentLetter(adjustment=adjustment, address=address, asked_by=by, asked_at=at)
        for adjustment, address in asked.letters
    ]
    AdjustmentLetter.objects.bulk_create(found, ignore_conflicts=True)
    of_these = [adjustment for adjustment, _address in asked.letters]
    waiting = AdjustmentLetter.objects.filter(adjustment__in=of_these, sent_at__isnull=True).order_by("pk")
    return Ordered(tuple(waiting.values_list("pk", flat=True)), asked.without_address)


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
    subject = f"Nytt pris från {letter.adjustment.effective_on}, avtal {contract.number}"
    message = EmailMessage(
        subject=" ".join(subject.split())[:200],
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
