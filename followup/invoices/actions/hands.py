"""What a person says of invoices and ledger rows that the system could not tie, or tied wrongly."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from followup.invoices.actions.settling import lock_invoices, settle_invoices
from followup.invoices.models import HandTie, Invoice, InvoiceTie
from followup.judging.models import JudgedRow
from huddinge_vo.common.people.rights import require

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User

TIES_BY_HAND = "followup.add_rowjudgement"
Place = tuple[int, int]  # of a row: its import and line


class CannotTie(Exception):
    """The invoice and the rows cannot be tied, or there is nothing to untie. The message is shown to the person."""


@transaction.atomic
def tie_by_hand(*, invoice_id: int, rows: Collection[Place], reason: str, by: User, at: datetime) -> Invoice:
    """Say that some ledger rows are the same purchase as an invoice. A row is of one invoice alone.

    They are all the rows that the invoice then has, with those that were tied to it by hand before. Said twice it is
    said once. Raises CannotTie where a row is another invoice's, or is gone.
    """
    invoice, buyer = _locked(invoice_id, by)
    if not rows:
        raise ValidationError({"rows": "Välj minst en rad."})
    _require_reason(reason)
    found = _rows(buyer, rows, user=by)
    if len(found) < len(set(rows)):
        raise CannotTie("En av raderna finns inte längre i reskontran. Ladda om sidan och välj på nytt.")
    for row in found:
        if InvoiceTie.objects.filter(ledger_import=row.ledger_import_id, line_no=row.line_no).exclude(invoice=invoice):
            raise CannotTie("En av raderna hör redan till en annan e-faktura. Koppla isär dem först.")
        _say(invoice, row, belongs=True, reason=reason, by=by, at=at)
    settle_invoices(buyer_id=buyer.pk, at=at)
    invoice.refresh_from_db()
    return invoice


@transaction.atomic
def untie_by_hand(*, invoice_id: int, reason: str, by: User, at: datetime) -> Invoice:
    """Say that none of the rows that an invoice is tied to is the same purchase. The system does not tie them again.

    Raises CannotTie where it is tied to none.
    """
    invoice, buyer = _locked(invoice_id, by)
    _require_reason(reason)
    places = list(InvoiceTie.objects.filter(invoice=invoice).order_by("pk").values_list("ledger_import", "line_no"))
    if not places:
        raise CannotTie("Fakturan är inte kopplad till några rader.")
    for row in _rows(buyer, places, user=None):
        _say(invoice, row, belongs=False, reason=reason, by=by, at=at)
    settle_invoices(buyer_id=buyer.pk, at=at)
    invoice.refresh_from_db()
    return invoice


def _locked(invoice_id: int, by: User) -> tuple[Invoice, Organization]:
    invoice = Invoice.objects.select_related("buyer").get(pk=invoice_id)
    require(by, TIES_BY_HAND, invoice)
    if invoice.buyer is None:
        raise CannotTie("Fakturan har ingen köpare. Säg först vem den är ställd till, på inläsningens sida.")
    lock_invoices(invoice.buyer.pk)
    return invoice, invoice.buyer


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": "Skriv varför."})


def _rows(buyer: Organization, places: Iterable[Place], *, user: User | None) -> list[JudgedRow]:
    """Those that count, and that a person may see."""
    lines: dict[int, set[int]] = {}
    for ledger_import, line_no in places:
        lines.setdefault(ledger_import, set()).add(line_no)
    rows = JudgedRow.objects.for_buyer(buyer)
    seen = rows.visible_to(user) if user is not None else rows
    return [
        row
        for ledger_import, numbers in sorted(lines.items())
        for row in seen.filter(ledger_import=ledger_import, line_no__in=numbers).order_by("line_no", "pk")
    ]


def _say(invoice: Invoice, row: JudgedRow, *, belongs: bool, reason: str, by: User, at: datetime) -> None:
    """Keep it of the posting: its number is counted among those that say the same, as settling.py counts them."""
    says = {
        "key_id": row.key_id,
        "booked_on": row.booked_on,
        "voucher": row.voucher,
        "invoice_number": row.invoice_number,
    }
    alike = JudgedRow.objects.filter(**says, sum_sek=row.sum_sek).order_by("ledger_import_id", "line_no")
    places = list(alike.values_list("ledger_import_id", "line_no"))
    posting = {**says, "amount_sek": row.sum_sek, "nr": places.index((row.ledger_import_id, row.line_no)) + 1}
    said = HandTie.objects.filter(invoice=invoice, **posting).first() or HandTie(invoice=invoice, **posting)
    if said.pk is not None and said.belongs == belongs:
        return
    said.belongs, said.reason, said.said_by, said.said_at = belongs, reason.strip(), by, at
    said.full_clean()
    said.save()
