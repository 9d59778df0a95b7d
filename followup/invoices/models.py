"""E-invoices and their lines: evidence of what was bought. What counts is the ledger; no sum of spend reads these."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse

from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from followup.invoices.choices import UNIT_WORDS, Kind, Tied
from followup.invoices.querysets import (
    InvoiceFaultQuerySet,
    InvoiceImportQuerySet,
    InvoicePartQuerySet,
    InvoiceQuerySet,
)
from followup.judging.models import SpendKey
from followup.ledger.models import LedgerImport
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked
from huddinge_vo.common.kept_files import invoice_path
from huddinge_vo.common.people.models import Organization


class InvoiceImport(models.Model):
    """A received file, archive or folder of e-invoices, for one buyer, and what became of it.

    `documents` = `loaded` + `duplicates` + `rejected`, always. The file goes when it has been read: it has notes,
    contacts and accounts in it, which are kept nowhere, but for the account's
    fingerprint.
    """

    class Status(models.TextChoices):
        RECEIVED = "RECEIVED", "mottagen"
        LOADED = "LOADED", "inläst"
        REFUSED = "REFUSED", "inte inläst"
        FAILED = "FAILED", "gick inte att läsa in"

    buyer = models.ForeignKey(Organization, models.PROTECT, related_name="invoice_imports", verbose_name="köpare")
    sha256 = models.CharField("fingeravtryck", max_length=64, blank=True)
    file = models.FileField("fil", upload_to=invoice_path, max_length=200, blank=True)
    original_name = FreeLine("filnamn", max_length=255)
    unnamed_are_ours = models.BooleanField(
        "fakturor utan köparens organisationsnummer är våra",
        default=False,
        help_text="Annars tas de emot utan köpare, och räknas ingenstans.",
    )
    status = models.CharField("status", max_length=20, choices=Status, default=Status.RECEIVED)
    received_at = models.DateTimeField("mottagen")
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="inläst av"
    )
    loaded_at = models.DateTimeField("inläst", null=True, blank=True)
    documents = models.PositiveIntegerField("dokument", default=0)
    loaded = models.PositiveIntegerField("inlästa fakturor", default=0)
    duplicates = models.PositiveIntegerField("fanns redan", default=0)
    rejected = models.PositiveIntegerField("avvisade dokument", default=0)
    message = models.TextField("förklaring", blank=True)
    is_demo = models.BooleanField("demodata", default=False)

    objects = InvoiceImportQuerySet.as_manager()

    class Meta:
        verbose_name = "inläsning av e-fakturor"
        verbose_name_plural = "inläsningar av e-fakturor"
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "sha256"],
                condition=Q(status="RECEIVED"),
                name="invoice_file_waits_once",
                violation_error_message="Filen väntar redan på att läsas in.",
            ),
            models.CheckConstraint(
                condition=Q(documents=F("loaded") + F("duplicates") + F("rejected")),
                name="every_document_is_loaded_told_or_rejected",
                violation_error_message="Inlästa, redan inlästa och avvisade ska vara lika många som dokumenten.",
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    def get_absolute_url(self) -> str:
        return reverse("followup:invoice-import-detail", args=[self.pk])

    @property
    def is_under_way(self) -> bool:
        """Whether the worker has it, or is to have it."""
        return self.status == self.Status.RECEIVED


class Invoice(models.Model):
    """An invoice or a credit note, as it said. Amounts are without VAT, in its own currency; credits are negative.

    `buyer` is null where the document names no Swedish organisation number and nobody has said that it is ours. The
    supplier is known by `supplier_scheme` and `supplier_ref`: its organisation number, else its electronic address.
    """

    secret_through = ("supplier", "named_supplier", "contract")

    invoice_import = models.ForeignKey(
        InvoiceImport, models.PROTECT, related_name="invoices", verbose_name="inläsning", db_index=False
    )
    buyer = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="köpare", db_index=False
    )
    kind = models.CharField("slag", max_length=10, choices=Kind)
    type_code = models.CharField("typkod", max_length=4)
    number = models.CharField("fakturanummer", max_length=200)
    plain_number = models.GeneratedField(
        expression=Func("number", function="followup_plain_invoice_number", output_field=models.TextField()),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="fakturanummer att jämföra",
    )
    issued_on = models.DateField("fakturadatum")
    period_from = models.DateField("utfört från och med", null=True, blank=True)
    period_until = models.DateField("utfört till och med", null=True, blank=True)
    currency = models.CharField("valuta", max_length=3)
    amount = models.DecimalField("belopp utan moms", max_digits=17, decimal_places=2)
    vat_amount = models.DecimalField("moms", max_digits=17, decimal_places=2)
    amount_sek = models.DecimalField("belopp utan moms, kr", max_digits=17, decimal_places=2, null=True, blank=True)
    order_ref = FreeLine("orderreferens", max_length=200, blank=True)
    buyer_ref = FreeLine("köparens referens", max_length=200, blank=True)
    contract_ref = FreeLine("avtalsreferens", max_length=200, blank=True)
    supplier_scheme = models.CharField("slag av id", max_length=20)
    supplier_ref = models.CharField("leverantörens id", max_length=200)
    supplier_name = models.CharField("leverantörens namn", max_length=300)
    supplier = models.ForeignKey(
        Supplier, models.PROTECT, null=True, blank=True, related_name="invoices", verbose_name="leverantör"
    )
    # Who is called so, where no number tells: never who was paid, but the invoice is as secret.
    named_supplier = models.ForeignKey(
        Supplier, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="leverantör med samma namn"
    )
    contract = models.ForeignKey(
        Contract, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="avtal"
    )
    tied = models.CharField("i reskontran", max_length=20, choices=Tied, default=Tied.NO_ROWS)
    digest = models.CharField("innehållets fingeravtryck", max_length=64)
    # Whether it is another account than before can be told; which it is cannot.
    account_key = models.CharField("kontots fingeravtryck", max_length=32, blank=True, default="", db_default="")
    says_f_tax = models.BooleanField("anger F-skatt", default=False, db_default=False)

    buyer_through = ("buyer", "invoice_import__buyer")
    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = "e-faktura"
        verbose_name_plural = "e-fakturor"
        constraints = [
            models.UniqueConstraint(
                fields=["supplier_ref", "number", "issued_on", "kind", "supplier_scheme", "buyer"],
                condition=Q(buyer__isnull=False),
                name="invoice_comes_once_to_a_buyer",
                violation_error_message="Fakturan finns redan.",
            ),
            # Of two buyers who both read an invoice in that names neither, none learns what the other has. In several
            # files of one of them it is looked for under a lock.
            models.UniqueConstraint(
                fields=["invoice_import", "supplier_ref", "number", "issued_on", "kind", "supplier_scheme"],
                condition=Q(buyer__isnull=True),
                name="unnamed_invoice_comes_once_in_a_file",
                violation_error_message="Fakturan finns redan i filen.",
            ),
            models.CheckConstraint(
                condition=Q(amount_sek__isnull=True) | Q(currency="SEK", amount_sek=F("amount")),
                name="only_kronor_count",
                violation_error_message="Bara belopp i kronor räknas.",
            ),
        ]
        indexes = [
            models.Index(fields=["invoice_import"], name="invoices_of_import"),
            models.Index(fields=["buyer", "issued_on", "id"], name="invoices_by_day"),
            models.Index(fields=["plain_number"], name="invoices_by_plain_number"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("followup:invoice-detail", args=[self.pk])


class InvoiceLine(models.Model):
    """A line of an invoice, with the sign of the invoice. `item_name` goes some time after the line was matched."""

    secret_through = ("invoice",)
    buyer_through = ("invoice__buyer", "invoice__invoice_import__buyer")

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="lines", verbose_name="e-faktura", db_index=False)
    line_no = models.PositiveIntegerField("rad")
    line_id = models.CharField("radens id", max_length=60, blank=True)
    amount = models.DecimalField("belopp", max_digits=17, decimal_places=2)
    quantity = models.DecimalField("antal", max_digits=25, decimal_places=10, null=True, blank=True)
    unit_code = models.CharField("enhet", max_length=10, blank=True)
    item_name = FreeLine("benämning", max_length=200, blank=True)
    seller_item_id = FreeLine("leverantörens artikelnummer", max_length=200, blank=True)
    standard_item_id = models.CharField("artikelnummer", max_length=200, blank=True)
    # What the supplier calls it, put so that it tells nothing: the name may go, and the item is known again.
    item_key = models.CharField("artikel", max_length=64, blank=True)
    price = models.DecimalField("pris", max_digits=25, decimal_places=10, null=True, blank=True)
    base_quantity = models.DecimalField("priset avser antal", max_digits=25, decimal_places=10, default=1)
    period_from = models.DateField("utfört från och med", null=True, blank=True)
    period_until = models.DateField("utfört till och med", null=True, blank=True)
    vat_category = models.CharField("momskategori", max_length=3, blank=True)
    vat_percent = models.DecimalField("momssats", max_digits=15, decimal_places=10, null=True, blank=True)
    matched_at = models.DateTimeField("matchad", null=True, blank=True)

    objects = InvoicePartQuerySet.as_manager()

    @property
    def unit(self) -> str:
        """The unit in a word where it is a common one; else its code, as the invoice has it."""
        return UNIT_WORDS.get(self.unit_code, self.unit_code)

    class Meta:
        verbose_name = "fakturarad"
        verbose_name_plural = "fakturarader"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["invoice", "line_no"], name="invoice_has_a_line_once")]

    def __str__(self) -> str:
        return f"{self.invoice_id}/{self.line_no}"


class CreditedInvoice(models.Model):
    """That a credit note names an invoice, and which it is where it has come."""

    secret_through = ("invoice", "credited")
    buyer_through = ("invoice__buyer", "invoice__invoice_import__buyer")

    invoice = models.ForeignKey(
        Invoice, models.CASCADE, related_name="credits", verbose_name="kreditfaktura", db_index=False
    )
    number = models.CharField("krediterar faktura", max_length=200)
    plain_number = models.GeneratedField(
        expression=Func("number", function="followup_plain_invoice_number", output_field=models.TextField()),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="fakturanummer att jämföra",
    )
    issued_on = models.DateField("dess datum", null=True, blank=True)
    credited = models.ForeignKey(
        Invoice, models.CASCADE, null=True, blank=True, related_name="credited_by", verbose_name="krediterad faktura"
    )

    objects = InvoicePartQuerySet.as_manager()

    class Meta:
        verbose_name = "krediterad faktura"
        verbose_name_plural = "krediterade fakturor"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["invoice", "number"], name="invoice_is_credited_by_name_once")]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.number}"


class InvoiceTie(models.Model):
    """That a ledger row is part of the purchase that an invoice tells of. Made anew from rows and invoices."""

    secret_through = ("invoice", "key")
    buyer_through = ("invoice__buyer",)

    invoice = models.ForeignKey(Invoice, models.CASCADE, related_name="ties", verbose_name="e-faktura")
    ledger_import = models.ForeignKey(
        LedgerImport, models.CASCADE, related_name="+", verbose_name="inläsning", db_index=False
    )
    line_no = models.PositiveIntegerField("rad i reskontran")
    key = models.ForeignKey(
        SpendKey, models.CASCADE, related_name="+", verbose_name="nyckel", db_index=False, db_constraint=False
    )

    objects = InvoicePartQuerySet.as_manager()

    class Meta:
        verbose_name = "faktura i reskontran"
        verbose_name_plural = "fakturor i reskontran"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["ledger_import", "line_no"], name="ledger_row_is_of_one_invoice")
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.ledger_import_id}/{self.line_no}"


@tracked()
class HandTie(models.Model):
    """What a person has said of an invoice and a ledger row: that they are the same purchase, or that they are not.

    The row is known by what it says, and by its number among equals, so that the word stays when its file is delivered
    anew. The system goes by it, and finds the rest itself.
    """

    secret_through = ("invoice", "key")
    buyer_through = ("invoice__invoice_import__buyer",)

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="hand_ties", verbose_name="e-faktura")
    key = models.ForeignKey(SpendKey, models.PROTECT, related_name="+", verbose_name="nyckel")
    booked_on = models.DateField("bokförd")
    voucher = models.CharField("verifikation", max_length=200, blank=True)
    invoice_number = models.CharField("fakturanummer i reskontran", max_length=200, blank=True)
    amount_sek = models.DecimalField("belopp, kr", max_digits=17, decimal_places=2)
    nr = models.PositiveIntegerField("nummer bland lika rader", default=1)
    belongs = models.BooleanField("samma köp")
    reason = FreeLine("skäl", max_length=300)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="av")
    said_at = models.DateTimeField("när")

    objects = InvoicePartQuerySet.as_manager()

    class Meta:
        verbose_name = "koppling för hand"
        verbose_name_plural = "kopplingar för hand"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["key", "booked_on", "voucher", "invoice_number", "amount_sek", "nr"],
                condition=Q(belongs=True),
                name="row_is_tied_by_hand_once",
                violation_error_message="Raden är redan kopplad till en e-faktura. Koppla isar dem först.",
            ),
            models.UniqueConstraint(
                fields=["invoice", "key", "booked_on", "voucher", "invoice_number", "amount_sek", "nr"],
                name="of_an_invoice_and_a_row_one_thing_is_said",
                violation_error_message="Det är redan sagt om raden.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.booked_on}, {self.amount_sek} kr"


class InvoiceFault(models.Model):
    """What is wrong with a document that was not taken in, and where it stands in it."""

    secret_through = ("supplier",)

    invoice_import = models.ForeignKey(InvoiceImport, models.CASCADE, related_name="faults", verbose_name="inläsning")
    document_no = models.PositiveIntegerField("dokument")
    document_name = FreeLine("fil", max_length=200)
    number = models.CharField("fakturanummer", max_length=200, blank=True)
    place = models.CharField("plats", max_length=300)
    line = models.PositiveIntegerField("rad", null=True, blank=True)
    reason = models.TextField("orsak")
    supplier = models.ForeignKey(
        Supplier, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="leverantör"
    )

    buyer_through = ("invoice_import__buyer",)
    objects = InvoiceFaultQuerySet.as_manager()

    class Meta:
        verbose_name = "fel i e-faktura"
        verbose_name_plural = "fel i e-fakturor"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.document_name}: {self.reason}"
