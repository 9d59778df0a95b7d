"""What lists of the price control show."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

import django_tables2 as tables
from django.utils.html import format_html

from followup.price_control.models import PriceClaim, PriceDeviation
from huddinge_vo.common.pages.tables import DateColumn, LinkedColumn, MoneyColumn, Table
from huddinge_vo.common.templatetags.swedish import plain


class DeviationTable(Table):
    """Lines that are not as agreed."""

    issued_on = DateColumn(verbose_name="Datum", accessor="line__invoice__issued_on")
    invoice = LinkedColumn(
        verbose_name="Faktura", accessor="line__invoice__number", to=lambda row: row.line.invoice, orderable=False
    )
    supplier = LinkedColumn(
        verbose_name="Leverantör",
        accessor="line__invoice__supplier__name",
        to=lambda row: row.line.invoice.supplier,
        orderable=False,
    )
    kind = tables.Column(verbose_name="Avvikelse och prisrad")
    item = tables.Column(verbose_name="Prisrad", default="–", orderable=False, visible=False)
    quantity = tables.Column(
        verbose_name="Antal", accessor="line__quantity", default="–", orderable=False, attrs=MoneyColumn.attrs
    )
    asked_sek = MoneyColumn(verbose_name="Fakturerat", default="–")
    agreed_sek = MoneyColumn(verbose_name="Avtalat", default="–")
    difference_sek = MoneyColumn(verbose_name="Skillnad, kr")
    claim = LinkedColumn(verbose_name="Krav", to=lambda row: row.claim, default="–", orderable=False)

    noun = ("avvikelse", "avvikelser")
    caption = "Prisavvikelser"
    file_headings: ClassVar = {"kind": "Avvikelse"}

    class Meta(Table.Meta):
        model = PriceDeviation
        fields: tuple[str, ...] = ()
        empty_text = (
            "Inga avvikelser passar. Priserna prövas när e-fakturor är inlästa och leverantören har en prislista."
        )

    def render_kind(self, record: PriceDeviation, value: str) -> str:
        """With the line of the price list beneath."""
        if record.item is None:
            return value
        return format_html('{}<br><span class="muted small">{}</span>', value, record.item)

    def value_kind(self, record: PriceDeviation) -> str:
        """For export."""
        return record.get_kind_display()

    def render_quantity(self, value: Decimal) -> str:
        """With the decimals it has and no more."""
        return plain(value)

    def value_quantity(self, value: Decimal) -> Decimal:
        """For export."""
        return value


class ClaimTable(Table):
    """What is asked back."""

    number = LinkedColumn(verbose_name="Krav")
    supplier = LinkedColumn(
        verbose_name="Leverantör", accessor="supplier__name", to=lambda row: row.supplier, orderable=False
    )
    status = tables.Column(verbose_name="Status")
    claimed_sek = MoneyColumn(verbose_name="Begärt, kr")
    sent_on = DateColumn(verbose_name="Skickat", default="–")
    answer_by = DateColumn(verbose_name="Svar senast", default="–")
    answer = tables.Column(verbose_name="Svar", default="–")
    recovered_sek = MoneyColumn(verbose_name="Krediterat, kr")

    noun = ("priskrav", "priskrav")
    caption = "Priskrav"

    class Meta(Table.Meta):
        model = PriceClaim
        fields: tuple[str, ...] = ()
        empty_text = "Inga priskrav passar. Ett krav läggs upp under ”Per leverantör”."
