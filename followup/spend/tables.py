"""What the list of rows shows."""

from __future__ import annotations

from typing import ClassVar

import django_tables2 as tables
from django.utils.html import format_html

from followup.judging.models import JudgedRow
from huddinge_vo.common.org_numbers import display_raw
from huddinge_vo.common.pages.tables import DateColumn, LinkedColumn, MoneyColumn, Table


class RowTable(Table):
    """Ledger rows with their verdicts."""

    booked_on = DateColumn(verbose_name="Bokförd")
    supplier = tables.Column(verbose_name="Leverantör", accessor="key__supplier_name", empty_values=())
    org_number = tables.Column(verbose_name="Id i reskontran", accessor="key__supplier_ref", visible=False)
    invoice_number = tables.Column(verbose_name="Faktura", default="–")
    account = tables.Column(verbose_name="Konto och förvaltning", accessor="key__account")
    unit = tables.Column(verbose_name="Förvaltning", accessor="key__unit", visible=False)
    category = tables.Column(verbose_name="Underkategori", accessor="category__code", default="–")
    bucket = tables.Column(verbose_name="Utfall och skäl")
    reason = tables.Column(verbose_name="Skäl", visible=False)
    contract = LinkedColumn(
        verbose_name="Avtal", accessor="contract__number", to=lambda row: row.contract, default="–", orderable=False
    )
    sum_sek = MoneyColumn(verbose_name="Belopp, kr")
    details = tables.Column(verbose_name="Rad", accessor="line_no", orderable=False)

    noun = ("rad", "rader")
    caption = "Rader i reskontran"
    file_headings: ClassVar = {"account": "Konto", "bucket": "Utfall"}

    class Meta(Table.Meta):
        model = JudgedRow
        fields: tuple[str, ...] = ()
        empty_text = "Inga rader passar. Ändra vad listan begränsas av, eller läs in en reskontra."

    def render_supplier(self, record: JudgedRow, value: str) -> str:
        """The name as the ledger has it, leading to the supplier when it is known."""
        number = format_html('<br><span class="muted small">{}</span>', display_raw(record.key.supplier_ref))
        if record.supplier is None:
            return format_html("{}{}", value, number)
        name = value or record.supplier.name
        return format_html('<a href="{}">{}</a>{}', record.supplier.get_absolute_url(), name, number)

    def value_supplier(self, value: str) -> str:
        """For export."""
        return value

    def value_org_number(self, value: str) -> str:
        """A person's number is masked, in files too."""
        return display_raw(value)

    def render_account(self, record: JudgedRow, value: str) -> str:
        """With whose account it is."""
        return format_html('{}<br><span class="muted small">{}</span>', value, record.key.unit)

    def value_account(self, value: str) -> str:
        """For export."""
        return value

    def render_bucket(self, record: JudgedRow) -> str:
        """In words; the colour only helps."""
        return format_html(
            '<span class="when"><span class="key b-{}" aria-hidden="true"></span>{}</span><br>'
            '<span class="muted small">{}</span>',
            record.bucket.lower(),
            record.get_bucket_display(),
            record.get_reason_display(),
        )

    def value_bucket(self, record: JudgedRow) -> str:
        """For export."""
        return record.get_bucket_display()

    def render_details(self, record: JudgedRow) -> str:
        """To all that is known of the row."""
        return format_html(
            '<a href="{}" aria-label="Rad {} i fil {}">{}</a>',
            record.get_absolute_url(),
            record.line_no,
            record.ledger_import_id,
            record.line_no,
        )

    def value_details(self, record: JudgedRow) -> object:
        """For export."""
        return record.line_no
