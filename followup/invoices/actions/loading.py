"""Reading a file of e-invoices in: what is new of it, in one transaction, a thousand documents at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from contracts.suppliers.actions import register_suppliers_from_ledger
from contracts.suppliers.models import Supplier
from followup.invoices.actions.settling import lock_invoices, settle_invoices
from followup.invoices.choices import Kind
from followup.invoices.imports import (
    Document,
    Fault,
    ReadInvoice,
    UnreadableInvoice,
    UnreadablePackage,
    documents_in,
    read_invoice,
    told_name,
)
from followup.invoices.models import Invoice, InvoiceFault, InvoiceImport
from followup.invoices.querysets import Identity
from followup.invoices.rules import Whose, whose
from huddinge_vo.common import org_numbers
from huddinge_vo.common.fingerprints import fingerprint
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.personal_numbers import personal_number_in

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

Progress = Callable[[str, int], None]
_AT_ONCE = 1000
_MOST_FAULTS = 10_000  # kept of a file; how many documents were rejected is counted all the same
_SEK = "SEK"
_New = tuple[ReadInvoice, int | None, str]  # a document that has not come before, whose it is, and its fingerprint


def load_invoice_import(*, invoice_import_id: int, at: datetime, progress: Progress | None = None) -> InvoiceImport:
    """Read a received file in. Safe to call twice.

    The row lock makes a second worker leave at once, and the status one who comes later; a worker that dies midway
    rolls back, so redelivery simply tries again. The file goes when it has been read.
    """
    with transaction.atomic():
        free = InvoiceImport.objects.select_for_update(skip_locked=True).filter(pk=invoice_import_id).first()
        if free is None or not free.is_under_way:
            return free or InvoiceImport.objects.get(pk=invoice_import_id)
        storage, name = free.file.storage, str(free.file.name)
        _take_in(free, Path(free.file.path), at=at, progress=progress)
        free.file = ""
        free.save(update_fields=["file"])
        transaction.on_commit(lambda: storage.delete(name))
        return free


@transaction.atomic
def import_invoices(
    *,
    path: Path,
    buyer: Organization,
    by: User | None,
    at: datetime,
    unnamed_are_ours: bool = False,
    is_demo: bool = False,
) -> InvoiceImport:
    """Read what is at a path in at once: a file, a zip, or a folder of files. It is not kept."""
    received = InvoiceImport.objects.create(
        buyer=buyer,
        original_name=_told(path.name or str(path), 0)[:255],
        unnamed_are_ours=unnamed_are_ours,
        received_at=at,
        received_by=by,
        is_demo=is_demo,
    )
    return _take_in(received, path, at=at, progress=None)


def _told(name: str, number: int) -> str:
    """What a document is called; without its name where that has a personal number in it."""
    return f"dokument {number}" if personal_number_in(name) else name


@dataclass
class _Batch:
    """Some documents as they were read, each with its place in the file."""

    read: list[tuple[int, Document, ReadInvoice]] = field(default_factory=list)
    faults: list[tuple[int, Document, UnreadableInvoice]] = field(default_factory=list)

    def reject(self, no: int, document: Document, invoice: ReadInvoice, fault: Fault) -> None:
        number = org_numbers.mask_in(invoice.number)
        error = UnreadableInvoice([fault], number=number, supplier_org_number=invoice.supplier.org_number)
        self.faults.append((no, document, error))


def _take_in(found: InvoiceImport, path: Path, *, at: datetime, progress: Progress | None) -> InvoiceImport:
    report = progress or (lambda _stage, _done: None)
    lock_invoices(found.buyer_id)
    try:
        with transaction.atomic():
            _take_in_all(found, path, report)
    except UnreadablePackage as error:
        found.documents = found.loaded = found.duplicates = found.rejected = 0
        found.status, found.message = InvoiceImport.Status.REFUSED, str(error)
        found.save()
        return found
    is_refused = found.rejected == found.documents
    found.status = InvoiceImport.Status.REFUSED if is_refused else InvoiceImport.Status.LOADED
    found.message = "Inget av dokumenten går att läsa in." if is_refused else ""
    found.loaded_at = None if is_refused else at
    found.save()
    if found.loaded:
        report("Jämför med reskontran", found.documents)
        settle_invoices(buyer_id=found.buyer_id, at=at)
    return found


def _take_in_all(found: InvoiceImport, path: Path, report: Progress) -> None:
    # A file that was sent is kept under another name than it came with.
    sent = told_name(found.original_name)
    named = (replace(each, name=sent) if each.name == told_name(path.name) else each for each in documents_in(path))
    numbered = enumerate(named, start=1)
    while documents := list(islice(numbered, _AT_ONCE)):
        _take_in_some(found, documents)
        report("Läser fakturorna", found.documents)
    if not found.documents:
        raise UnreadablePackage("Här finns inga XML-filer att läsa.")


def _take_in_some(found: InvoiceImport, documents: Iterable[tuple[int, Document]]) -> None:
    batch = _read(documents)
    found.documents += len(batch.read) + len(batch.faults)
    new = _new_ones(found, batch, _addressed(found, batch))
    _store(found, new)
    found.loaded += len(new)
    found.rejected += len(batch.faults)
    _keep_faults(found, batch.faults)


def _read(documents: Iterable[tuple[int, Document]]) -> _Batch:
    batch = _Batch()
    for no, document in documents:
        if document.fault is not None:
            batch.faults.append((no, document, UnreadableInvoice([document.fault])))
            continue
        try:
            batch.read.append((no, document, read_invoice(document.content)))
        except UnreadableInvoice as error:
            batch.faults.append((no, document, error))
    return batch


def _addressed(found: InvoiceImport, batch: _Batch) -> list[tuple[int, Document, ReadInvoice, int | None]]:
    """Those that are addressed to the buyer, or to nobody that can be told, with whose they are."""
    ours = found.buyer.org_number
    kept = []
    for no, document, invoice in batch.read:
        answer = whose(invoice.buyer.numbers, ours)
        if answer is Whose.ANOTHERS:
            named = org_numbers.display(invoice.buyer.org_number)
            reason = (
                f"Fakturan är ställd till {invoice.buyer.name} ({named}), men läses in för {found.buyer} "
                f"({org_numbers.display(ours)})."
            )
            batch.reject(no, document, invoice, Fault("cac:AccountingCustomerParty", None, reason))
            continue
        is_ours = answer is Whose.OURS or found.unnamed_are_ours
        kept.append((no, document, invoice, found.buyer_id if is_ours else None))
    return kept


_CONFLICT = (
    "En {kind} från samma leverantör med samma nummer och datum finns redan, med annat innehåll. "
    "Den som kom först gäller."
)


def _new_ones(
    found: InvoiceImport, batch: _Batch, kept: Sequence[tuple[int, Document, ReadInvoice, int | None]]
) -> list[_New]:
    """Those that have not come before. What says the same again is counted, and what says something else is refused."""
    known: dict[int | None, dict[Identity, str]] = {}
    for buyer_id in {each[3] for each in kept}:
        asked = [(each[2].supplier.ref, each[2].number) for each in kept if each[3] == buyer_id]
        known[buyer_id] = Invoice.objects.there_already(buyer_id, asked, reader=found.buyer_id)
    new = []
    for no, document, invoice, buyer_id in kept:
        identity = _identity(invoice)
        earlier, digest = known[buyer_id].get(identity), invoice.digest
        if earlier is None:
            known[buyer_id][identity] = digest
            new.append((invoice, buyer_id, digest))
        elif earlier == digest:
            found.duplicates += 1
        else:
            reason = _CONFLICT.format(kind=_kind(invoice).label)
            batch.reject(no, document, invoice, Fault("cbc:ID", None, reason))
    return new


def _kind(invoice: ReadInvoice) -> Kind:
    return Kind.CREDIT if invoice.is_credit else Kind.INVOICE


def _identity(invoice: ReadInvoice) -> Identity:
    supplier = invoice.supplier
    return supplier.scheme, supplier.ref, _kind(invoice).value, invoice.number, invoice.issued_on.isoformat()


def _keep_faults(found: InvoiceImport, faults: list[tuple[int, Document, UnreadableInvoice]]) -> None:
    """Each fault with its place. One of a secret supplier's documents is as secret."""
    left = _MOST_FAULTS - (found.rejected - len(faults))
    numbers = {error.supplier_org_number for _, _, error in faults if error.supplier_org_number}
    suppliers = Supplier.objects.by_number(numbers) if numbers else {}
    InvoiceFault.objects.bulk_create(
        InvoiceFault(
            invoice_import=found,
            document_no=no,
            document_name=_told(document.name, no),
            number=error.number,
            place=fault.place,
            line=fault.line,
            reason=fault.reason,
            supplier_id=suppliers.get(error.supplier_org_number),
        )
        for no, document, error in faults[: max(left, 0)]
        for fault in error.faults
    )


# ---------------------------------------------------------------------------------------------------------- the rows

_INVOICE = (
    "id, invoice_import_id, buyer_id, kind, type_code, number, issued_on, period_from, period_until, currency, amount, "
    "vat_amount, amount_sek, order_ref, buyer_ref, contract_ref, supplier_scheme, supplier_ref, supplier_name, tied, "
    "digest, account_key, says_f_tax"
)
_LINE = (
    "invoice_id, line_no, line_id, amount, quantity, unit_code, item_name, seller_item_id, standard_item_id, item_key, "
    "price, base_quantity, period_from, period_until, vat_category, vat_percent"
)


def _store(found: InvoiceImport, new: Sequence[_New]) -> None:
    """Invoices, lines and what they credit, by COPY. Sellers with an organisation number are registered."""
    if not new:
        return
    names = {each.supplier.org_number: each.supplier.name for each, _, _ in new if each.supplier.org_number}
    register_suppliers_from_ledger(names=names)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('followup_invoice', 'id')) FROM generate_series(1, %s)", [len(new)]
        )
        ids = [row[0] for row in cursor.fetchall()]
        numbered = [(pk, *each) for pk, each in zip(ids, new, strict=True)]
        _copy(cursor, f"COPY followup_invoice ({_INVOICE}) FROM STDIN", _invoices(found, numbered))
        _copy(cursor, f"COPY followup_invoiceline ({_LINE}) FROM STDIN", _lines(numbered))
        credited = [row for pk, invoice, _, _ in numbered for row in _credits(pk, invoice)]
        if credited:
            _copy(cursor, "COPY followup_creditedinvoice (invoice_id, number, issued_on) FROM STDIN", credited)


def _copy(cursor: CursorWrapper, into: str, rows: Iterable[Sequence[object]]) -> None:
    with cursor.copy(into) as copy:
        for row in rows:
            copy.write_row(row)


_Numbered = Sequence[tuple[int, ReadInvoice, int | None, str]]


def _invoices(found: InvoiceImport, numbered: _Numbered) -> Iterator[Sequence[object]]:
    for pk, each, buyer_id, digest in numbered:
        in_kronor = each.amount if each.currency == _SEK else None
        supplier = each.supplier
        yield (
            *(pk, found.pk, buyer_id, _kind(each).value, each.type_code, each.number, each.issued_on),
            *(each.period_from, each.period_until, each.currency, each.amount, each.vat_amount, in_kronor),
            *(each.order_ref, each.buyer_ref, each.contract_ref, supplier.scheme, supplier.ref, supplier.name),
            *("NO_ROWS", digest, fingerprint(each.account, of="account"), each.says_f_tax),
        )


def _lines(numbered: _Numbered) -> Iterator[Sequence[object]]:
    for pk, invoice, _, _ in numbered:
        for no, each in enumerate(invoice.lines, start=1):
            yield (
                *(pk, no, each.line_id, each.amount, each.quantity, each.unit_code, each.item_name),
                *(each.seller_item_id, each.standard_item_id, each.item_key, each.price, each.base_quantity),
                *(each.period_from, each.period_until, each.vat_category, each.vat_percent),
            )


def _credits(pk: int, invoice: ReadInvoice) -> list[Sequence[object]]:
    return [(pk, number, day) for number, day in dict(invoice.credits).items()]
