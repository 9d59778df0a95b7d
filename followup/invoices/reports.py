"""What screen and terminal say of e-invoices that were read in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from followup.invoices.choices import Tied
from followup.invoices.models import Invoice, InvoiceFault, InvoiceImport
from huddinge_vo.common.people.models import User


@dataclass(frozen=True)
class FaultTold:
    """What is wrong with a document, where, and in which file."""

    document: str
    number: str
    place: str
    line: int | None
    reason: str


@dataclass(frozen=True)
class ImportTold:
    """What became of a file, as far as one may know of what is in it.

    `amounts` are without VAT, each currency by itself, credits negative. `unclaimed` name no buyer, `untied` are not
    found in the ledger, `unknown` have a seller who cannot be told. `hidden` faults are of suppliers that are secret.
    """

    amounts: dict[str, Decimal]
    unclaimed: int
    untied: int
    unknown: int
    faults: tuple[FaultTold, ...]
    hidden: int


_SHOWN = 500


def told_import(*, invoice_import: InvoiceImport, user: User | None, most: int = _SHOWN) -> ImportTold:
    """Of a file that has been read. Nobody, that is whoever reads a terminal, sees no more than is open to all."""
    invoices = Invoice.objects.filter(invoice_import=invoice_import)
    seen = invoices.visible_to(user) if user is not None else invoices
    faults = InvoiceFault.objects.filter(invoice_import=invoice_import)
    open_faults = faults.open_to(user) if user is not None else faults.public()
    shown = tuple(open_faults.order_by("document_no", "pk")[:most])
    return ImportTold(
        amounts=seen.by_currency(),
        unclaimed=seen.filter(buyer__isnull=True).count(),
        untied=seen.exclude(tied=Tied.TIED).count(),
        unknown=seen.filter(supplier__isnull=True).count(),
        faults=tuple(_told(shown)),
        hidden=faults.values("document_no").distinct().count() - open_faults.values("document_no").distinct().count(),
    )


def _told(faults: Sequence[InvoiceFault]) -> Iterable[FaultTold]:
    for each in faults:
        yield FaultTold(each.document_name, each.number, each.place, each.line, each.reason)
