"""Files that were read in, and what was left over of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from contracts.files.models import RegisterImport
from followup.invoices.actions import forget_item_names
from followup.invoices.models import InvoiceFault, InvoiceImport, InvoiceLine
from followup.judging.choices import Bucket
from followup.judging.models import SpendTotal
from followup.ledger.models import LedgerDelivery, LedgerImport, RejectedRow
from huddinge_vo.common.people.models import Organization
from huddinge_vo.retention.kinds.kind import KINDS, Days, RetentionKind, empty_file

_LONGEST_UNMATCHED = timedelta(days=365)
_SETTLED = (
    LedgerImport.Status.LOADED,
    LedgerImport.Status.REFUSED,
    LedgerImport.Status.FAILED,
    LedgerImport.Status.UNDONE,
)


def _ledger_files(buyer: Organization | None) -> QuerySet[LedgerImport]:
    """Those that are done with. One that could not be told a buyer belongs to the first that asks: it is nobody's."""
    return LedgerImport.objects.exclude(file="").filter(Q(buyer=buyer) | Q(buyer__isnull=True))


def _not_done_with(at: datetime) -> Q:
    """Files that somebody is still to choose about, or that the worker has; and those with months not matched.

    A file is read once more where rows of it lead to no supplier or subcategory. After a year it goes all the same.
    """
    unmatched = SpendTotal.objects.filter(
        buyer=OuterRef("buyer"), month=OuterRef("month"), bucket=Bucket.UNKNOWN, n__gt=0
    ).order_by()
    months = LedgerDelivery.objects.filter(Exists(unmatched), ledger_import=OuterRef("pk"), is_active=True)
    waits = Q(Exists(months)) & Q(status=LedgerImport.Status.LOADED, loaded_at__gte=at - _LONGEST_UNMATCHED)
    return ~Q(status__in=_SETTLED) | waits


KINDS.add(
    RetentionKind(
        code="LEDGER_FILES",
        number=10,
        processing="LEDGER",
        words="Reskontrafiler så som de kom",
        why="Behövs för att rätta en inläsning och för att matcha det som inte kunde bedömas. Uppgift av allmänt "
        "intresse (artikel 6.1 e): uppföljning av kommunens inköp.",
        becomes="Filen och granskningen av den tas bort. Raderna, summorna och att filen har lästs in är kvar.",
        held_by="Filen väntar på ett val eller läses in, eller någon av dess månader har köp som inte kan bedömas "
        "(högst ett år).",
        days=Days(start=30, least=1, most=365),
        covers=("followup.LedgerImport.file", "followup.LedgerImport"),
        model=LedgerImport,
        aged_by=Coalesce("undone_at", "loaded_at", "received_at"),
        of=_ledger_files,
        forget=empty_file("file", preview={}),
        held=_not_done_with,
    )
)
KINDS.add(
    RetentionKind(
        code="REJECTED_ROWS",
        number=20,
        processing="LEDGER",
        words="Avvisade rader ur reskontrafiler",
        why="Visar vad som inte gick att läsa, så att det kan rättas och läsas in. Artikel 6.1 e.",
        becomes="Raderna tas bort. Hur många de var är kvar.",
        held_by="Filen väntar på ett val eller läses in.",
        days=Days(start=90, least=7, most=365),
        covers=("followup.RejectedRow",),
        model=RejectedRow,
        aged_by=Coalesce("ledger_import__undone_at", "ledger_import__loaded_at", "ledger_import__received_at"),
        of=lambda buyer: RejectedRow.objects.filter(
            Q(ledger_import__buyer=buyer) | Q(ledger_import__buyer__isnull=True)
        ),
        held=lambda _at: ~Q(ledger_import__status__in=_SETTLED),
    )
)
KINDS.add(
    RetentionKind(
        code="REGISTER_FILES",
        number=30,
        processing="SUPPLIERS",
        words="Filer med avtal, verksamheter och priser",
        why="Behövs tills inläsningen är kontrollerad. Artikel 6.1 e.",
        becomes="Filen tas bort. Det som lästes in är kvar, och kan ångras: det görs ur historiken.",
        held_by="Filen förhandsgranskas och är inte inläst.",
        days=Days(start=30, least=1, most=365),
        covers=("contracts.RegisterImport.file", "contracts.RegisterImport"),
        model=RegisterImport,
        aged_by=Coalesce("undone_at", "applied_at", "uploaded_at"),
        of=lambda buyer: RegisterImport.objects.exclude(file="").filter(buyer=buyer),
        forget=empty_file("file"),
        held=lambda _at: Q(status__in=[RegisterImport.Status.PREVIEW, RegisterImport.Status.ASKED]),
    )
)
KINDS.add(
    RetentionKind(
        code="INVOICE_FILES",
        number=32,
        processing="LEDGER",
        words="Filer med e-fakturor som inte gick att läsa in",
        why="Behövs för att försöka igen. En fil som har lästs tas bort genast: den har fritext och kontaktpersoner i "
        "sig. Artikel 6.1 e.",
        becomes="Filen tas bort. Att den togs emot är kvar.",
        held_by="Filen väntar på att läsas in.",
        days=Days(start=30, least=1, most=90),
        covers=("followup.InvoiceImport.file", "followup.InvoiceImport"),
        model=InvoiceImport,
        aged_by="received_at",
        of=lambda buyer: InvoiceImport.objects.exclude(file="").filter(buyer=buyer),
        forget=empty_file("file"),
        held=lambda _at: Q(status=InvoiceImport.Status.RECEIVED),
    )
)
KINDS.add(
    RetentionKind(
        code="ITEM_NAMES",
        number=34,
        processing="LEDGER",
        words="Benämningar på rader i e-fakturor",
        why="Behövs för att se vad som köptes, tills raden är matchad. Benämningar kan säga något om enskilda. "
        "Artikel 6.1 e.",
        becomes="Benämningen tas bort. Raden, artikelnumret och beloppet är kvar.",
        held_by="Raden är inte matchad ännu (högst ett år).",
        days=Days(start=30, least=1, most=365),
        covers=("followup.InvoiceLine",),
        model=InvoiceLine,
        aged_by=Coalesce(
            "matched_at",
            ExpressionWrapper(
                F("invoice__invoice_import__received_at") + _LONGEST_UNMATCHED, output_field=DateTimeField()
            ),
        ),
        of=lambda buyer: InvoiceLine.objects.exclude(item_name="").filter(
            Q(invoice__buyer=buyer) | Q(invoice__buyer__isnull=True, invoice__invoice_import__buyer=buyer)
        ),
        forget=forget_item_names,
    )
)
KINDS.add(
    RetentionKind(
        code="INVOICE_FAULTS",
        number=36,
        processing="LEDGER",
        words="Fel i avvisade e-fakturor",
        why="Visar vad som inte gick att läsa, så att leverantören kan rätta det. Artikel 6.1 e.",
        becomes="Felen tas bort. Hur många dokument som avvisades är kvar.",
        held_by="Filen väntar på att läsas in.",
        days=Days(start=90, least=7, most=365),
        covers=("followup.InvoiceFault",),
        model=InvoiceFault,
        aged_by="invoice_import__received_at",
        of=lambda buyer: InvoiceFault.objects.filter(invoice_import__buyer=buyer),
        held=lambda _at: Q(invoice_import__status=InvoiceImport.Status.RECEIVED),
    )
)
