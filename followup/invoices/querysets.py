"""Questions asked of e-invoices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import connection, models, transaction
from django.db.models import F, Q, Sum
from django.db.models.functions import Abs

from contracts.suppliers.rules import plain_name
from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

if TYPE_CHECKING:
    from followup.invoices.models import Invoice
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

    def numbered(self, typed: str) -> Self:
        """Those with a number, whatever signs it is written with."""
        plain = models.Func(
            models.Value(typed), function="followup_plain_invoice_number", output_field=models.TextField()
        )
        return self.filter(plain_number=plain)

    def by_currency(self) -> dict[str, Decimal]:
        """What they amount to without VAT, each currency by itself. Credits are negative."""
        return dict(sorted(self.order_by().values_list("currency").annotate(total=Sum("amount"))))

    def there_already(
        self, buyer_id: int | None, asked: Iterable[tuple[str, str]], *, reader: int
    ) -> dict[Identity, str]:
        """Of a buyer's invoices with some ids of suppliers and numbers: what each says, by what it is told by.

        Of those that name no buyer only what the reading buyer has read in itself: what another has is not told.
        """
        refs, numbers = zip(*asked, strict=True) if asked else ((), ())
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT i.supplier_scheme, i.supplier_ref, i.kind, i.number, i.issued_on::text, i.digest
                FROM followup_invoice i
                JOIN (SELECT DISTINCT ref, number FROM unnest(%s::text[], %s::text[]) asked (ref, number)) asked
                    ON asked.ref = i.supplier_ref AND asked.number = i.number
                JOIN followup_invoiceimport b ON b.id = i.invoice_import_id
                WHERE i.buyer_id IS NOT DISTINCT FROM %s AND b.buyer_id = %s
                """,
                [list(refs), list(numbers), buyer_id, reader],
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


MOST_TO_TIE = 50
_BEFORE, _AFTER = timedelta(days=60), timedelta(days=400)  # as settling.py looks for them


def rows_to_tie(*, invoice: Invoice, user: User, words: str = "") -> JudgedRowQuerySet:
    """Ledger rows that a person could mean are the same purchase as an invoice, the nearest in kronor first.

    The supplier's, or those of whoever is called so; with words instead those with that number, voucher or name. None
    that is another invoice's already.
    """
    from followup.invoices.models import InvoiceTie
    from followup.judging.models import JudgedRow

    rows = JudgedRow.objects.visible_to(user).for_buyer(invoice.buyer)
    tied = InvoiceTie.objects.filter(ledger_import=models.OuterRef("ledger_import"), line_no=models.OuterRef("line_no"))
    if words:
        wanted = Q(invoice_number__iexact=words) | Q(voucher__iexact=words) | Q(key__supplier_name__icontains=words)
    elif invoice.supplier_id is not None:
        wanted = Q(supplier=invoice.supplier_id)
    else:
        wanted = Q(key__plain_name=plain_name(invoice.supplier_name))
    found = rows.filter(
        wanted, ~models.Exists(tied), booked_on__range=(invoice.issued_on - _BEFORE, invoice.issued_on + _AFTER)
    )
    return found.for_list().order_by(Abs(F("sum_sek") - invoice.amount), "booked_on", "ledger_import", "line_no")
