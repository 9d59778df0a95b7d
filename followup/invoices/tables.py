"""What lists of e-invoices show."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.html import format_html

from followup.invoices.models import Invoice, InvoiceImport
from followup.spend.tables import RowTable
from huddinge_vo.common.org_numbers import display_raw
from huddinge_vo.common.pages.tables import DateColumn, LinkedColumn, MoneyColumn, Table, TickColumn


class InvoiceTable(Table):
    """Invoices and credit notes."""

    issued_on = DateColumn(verbose_name="Datum")
    number = LinkedColumn(verbose_name="Faktura")
    kind = tables.Column(verbose_name="Slag")
    supplier = tables.Column(verbose_name="Leverantör", accessor="supplier_name", empty_values=())
    supplier_ref = tables.Column(verbose_name="Leverantörens id", visible=False)
    contract = LinkedColumn(
        verbose_name="Avtal", accessor="contract__number", to=lambda row: row.contract, default="–", orderable=False
    )
    tied = tables.Column(verbose_name="I reskontran")
    amount = MoneyColumn(verbose_name="Utan moms")
    currency = tables.Column(verbose_name="Valuta")

    noun = ("e-faktura", "e-fakturor")
    caption = "E-fakturor"

    class Meta(Table.Meta):
        model = Invoice
        fields: tuple[str, ...] = ()
        empty_text = "Inga e-fakturor passar. Ändra vad listan begränsas av, eller läs in e-fakturor."

    def render_supplier(self, record: Invoice, value: str) -> str:
        """The name as the invoice has it, leading to the supplier where it is known."""
        number = format_html('<br><span class="muted small">{}</span>', display_raw(record.supplier_ref))
        if record.supplier is None:
            return format_html("{}{}", value, number)
        return format_html('<a href="{}">{}</a>{}', record.supplier.get_absolute_url(), value, number)

    def value_supplier(self, value: str) -> str:
        """For export."""
        return value

    def value_supplier_ref(self, value: str) -> str:
        """A person's number is masked, in files too."""
        return display_raw(value)

    def render_tied(self, record: Invoice) -> str:
        """In words; the colour only helps."""
        colour = "good" if record.tied == "TIED" else "near" if record.tied == "OTHER_SUM" else "none"
        return format_html('<span class="tag tag--{}">{}</span>', colour, record.get_tied_display())

    def value_tied(self, record: Invoice) -> str:
        """For export."""
        return record.get_tied_display()


class UntoldRowTable(RowTable):
    """Ledger rows that no e-invoice tells of."""

    tick = TickColumn(verbose_name="Välj", form="valda", says="Välj rad", of="place")

    class Meta(RowTable.Meta):
        sequence = ("tick", "...")


class InvoiceImportTable(Table):
    """Received files of e-invoices."""

    original_name = LinkedColumn(verbose_name="Fil")
    received_at = tables.DateTimeColumn(verbose_name="Mottagen", format="Y-m-d H.i", attrs={"td": {"class": "when"}})
    status = tables.Column(verbose_name="Status")
    documents = MoneyColumn(verbose_name="Dokument", decimals=0)
    loaded = MoneyColumn(verbose_name="Inlästa", decimals=0)
    duplicates = MoneyColumn(verbose_name="Fanns redan", decimals=0)
    rejected = MoneyColumn(verbose_name="Avvisade", decimals=0)

    noun = ("inläsning", "inläsningar")
    caption = "Inläsningar av e-fakturor"

    class Meta(Table.Meta):
        model = InvoiceImport
        fields: tuple[str, ...] = ()
        empty_text = "Inga e-fakturor är inlästa ännu. Börja med ”Läs in e-fakturor”."

    def value_received_at(self, value: object) -> object:
        """For export."""
        return value

    def render_status(self, record: InvoiceImport) -> str:
        """In a word."""
        colour = {"LOADED": "good", "REFUSED": "off", "FAILED": "off"}.get(record.status, "none")
        return format_html('<span class="tag tag--{}">{}</span>', colour, record.get_status_display())

    def value_status(self, record: InvoiceImport) -> str:
        """For export."""
        return record.get_status_display()
