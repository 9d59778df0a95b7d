"""Receiving a file of e-invoices, and what a person says of it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import IO, TYPE_CHECKING

from django.core.files.base import File
from django.db import connection, transaction

from followup.invoices.actions.settling import lock_invoices, settle_invoices
from followup.invoices.models import InvoiceImport
from huddinge_vo.common.people.rights import require

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User


class AlreadyReceived(Exception):
    """The very same file waits to be read, or was read in full. Carries that import."""

    def __init__(self, earlier: InvoiceImport) -> None:
        self.earlier = earlier
        super().__init__(
            f"Filen är redan mottagen {earlier.received_at:%Y-%m-%d} som ”{earlier.original_name}” "
            f"(inläsning {earlier.pk}). Inget har ändrats."
        )


@transaction.atomic
def receive_invoices(
    *, file: IO[bytes], name: str, buyer: Organization, by: User | None, at: datetime, unnamed_are_ours: bool = False
) -> InvoiceImport:
    """Keep a file until `load_invoice_import` has read it. Raises AlreadyReceived.

    One that was read with some documents left out may come again: those that came in then are told as known.
    """
    digest = hashlib.sha256()
    while block := file.read(1 << 20):
        digest.update(block)
    file.seek(0)
    sha256 = digest.hexdigest()
    with connection.cursor() as cursor:  # two at once with the same file: the second meets the first one's row
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [sha256, buyer.pk])
    same = InvoiceImport.objects.filter(buyer=buyer, sha256=sha256)
    waits_or_is_whole = same.filter(status="RECEIVED") | same.filter(status="LOADED", rejected=0)
    if earlier := waits_or_is_whole.order_by("-pk").first():
        raise AlreadyReceived(earlier)
    received = InvoiceImport(
        buyer=buyer,
        sha256=sha256,
        original_name=name[:255],
        unnamed_are_ours=unnamed_are_ours,
        received_at=at,
        received_by=by,
    )
    require(by, "followup.add_invoiceimport", received)
    storage, target = received.file.storage, received.file.field.generate_filename(received, name)
    if storage.exists(target):  # of an attempt that was rolled back; the same to the last byte
        storage.delete(target)
    received.file.save(name, File(file), save=False)
    received.save(force_insert=True)
    return received


@transaction.atomic
def give_up_invoices(*, invoice_import_id: int, reason: str) -> InvoiceImport:
    """Leave a file that could not be read however often it was tried, until somebody wants it tried again."""
    found = InvoiceImport.objects.select_for_update().get(pk=invoice_import_id)
    if found.is_under_way:
        found.status, found.message = InvoiceImport.Status.FAILED, reason
        found.save(update_fields=["status", "message"])
    return found


@transaction.atomic
def retry_invoices(*, invoice_import_id: int) -> InvoiceImport:
    """Let a file that was given up wait to be read once more, if it is still there."""
    found = InvoiceImport.objects.select_for_update().get(pk=invoice_import_id)
    if found.status == InvoiceImport.Status.FAILED and found.file:
        found.status, found.message = InvoiceImport.Status.RECEIVED, ""
        found.save(update_fields=["status", "message"])
    return found


@transaction.atomic
def claim_invoices(*, invoice_import_id: int, by: User | None, at: datetime) -> int:
    """Say that the invoices of a file that name no buyer are its buyer's. Returns how many became so.

    Of one that the buyer has already, from another file, the second stays without a buyer.
    """
    found = InvoiceImport.objects.select_for_update().select_related("buyer").get(pk=invoice_import_id)
    require(by, "followup.add_invoiceimport", found)
    lock_invoices(found.buyer_id)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE followup_invoice i SET buyer_id = %(buyer)s
            WHERE i.invoice_import_id = %(import)s AND i.buyer_id IS NULL AND NOT EXISTS (
                SELECT FROM followup_invoice own WHERE own.buyer_id = %(buyer)s AND own.number = i.number
                    AND own.supplier_ref = i.supplier_ref AND own.supplier_scheme = i.supplier_scheme
                    AND own.kind = i.kind AND own.issued_on = i.issued_on)
            """,
            {"buyer": found.buyer_id, "import": found.pk},
        )
        claimed: int = cursor.rowcount
    if claimed:
        settle_invoices(buyer_id=found.buyer_id, at=at)
    return claimed
