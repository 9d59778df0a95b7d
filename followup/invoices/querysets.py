"""Questions asked of e-invoices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import connection, models, transaction
from django.db.models import Q, Sum

from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

if TYPE_CHECKING:
    from followup.judging.querysets import JudgedRowQuerySet
    from huddinge_vo.common.people.models import Organization, User

Identity = tuple[str, str, str, str, str]  # scheme and id of the supplier, kind, number, day


class InvoiceImportQuerySet(models.QuerySet):
    """Received files of invoices."""

    def visible_to(self, user: User) -> Self:
        """Those of a person's buyers."""
        return self.filter(buyer__in=buyers_of(user, may="followup.view_invoiceimport"))

    @transaction.atomic
    def waiting_since(self, at: datetime) -> list[int]:
        """The ids of files received before a time and that nobody is at: whoever is at one holds its row."""
        waiting = self.filter(status="RECEIVED", received_at__lt=at).select_for_update(skip_locked=True)
        return list(waiting.order_by("pk").values_list("pk", flat=True))


class InvoiceFaultQuerySet(SecuredQuerySet):
    """What is wrong with documents that were not taken in."""

    seen_with: ClassVar[str] = "followup.view_invoiceimport"


class InvoicePartQuerySet(SecuredQuerySet):
    """What belongs to an invoice: its lines, what it credits, the ledger rows that are the same purchase."""

    seen_with: ClassVar[str] = "followup.view_invoice"


class InvoiceQuerySet(SecuredQuerySet):
    """Invoices and credit notes."""

    seen_with: ClassVar[str] = "followup.view_invoice"

    def for_buyer(self, buyer: Organization | None) -> Self:
        """A buyer's, and those in files received for him that name no buyer."""
        if buyer is None:
            return self.none()
        return self.filter(Q(buyer=buyer) | Q(buyer__isnull=True, invoice_import__buyer=buyer))

    def for_list(self) -> Self:
        """With what a list shows."""
        return self.select_related("supplier", "contract")

    def by_currency(self) -> dict[str, Decimal]:
        """What they amount to without VAT, each currency by itself. Credits are negative."""
        return dict(sorted(self.order_by().values_list("currency").annotate(total=Sum("amount"))))

    def there_already(self, buyer_id: int | None, asked: Iterable[tuple[str, str]]) -> dict[Identity, str]:
        """Of a buyer's invoices with some ids of suppliers and numbers: what each says, by what it is told by."""
        refs, numbers = zip(*asked, strict=True) if asked else ((), ())
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT i.supplier_scheme, i.supplier_ref, i.kind, i.number, i.issued_on::text, i.digest
                FROM followup_invoice i
                JOIN (SELECT DISTINCT ref, number FROM unnest(%s::text[], %s::text[]) asked (ref, number)) asked
                    ON asked.ref = i.supplier_ref AND asked.number = i.number
                WHERE i.buyer_id IS NOT DISTINCT FROM %s
                """,
                [list(refs), list(numbers), buyer_id],
            )
            return {(scheme, ref, kind, number, day): digest for scheme, ref, kind, number, day, digest in cursor}


def rows_without_invoice(*, buyer: Organization | None, user: User) -> JudgedRowQuerySet:
    """Ledger rows that no e-invoice tells of, of suppliers who send such: from the first one of theirs on.

    Whoever never sends e-invoices is not missed here.
    """
    from followup.invoices.models import Invoice, InvoiceTie
    from followup.judging.models import JudgedRow

    rows = JudgedRow.objects.visible_to(user)
    if buyer is None:
        return rows.none()
    tied = InvoiceTie.objects.filter(ledger_import=models.OuterRef("ledger_import"), line_no=models.OuterRef("line_no"))
    sent = Invoice.objects.filter(buyer=buyer, supplier__isnull=False).order_by()
    first = sent.filter(supplier=models.OuterRef("supplier"), issued_on__lte=models.OuterRef("booked_on"))
    return (
        rows.for_buyer(buyer)
        .filter(supplier__in=sent.values("supplier"))
        .filter(models.Exists(first), ~models.Exists(tied))
    )
