"""What the list of received files shows."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.html import format_html

from followup.ledger.models import LedgerImport
from huddinge_vo.common.pages.tables import LinkedColumn, MoneyColumn, Table
from huddinge_vo.common.untyped import ListedRow


class ImportTable(Table):
    """Received ledger files."""

    original_name = LinkedColumn(verbose_name="Fil")
    buyer = tables.Column(verbose_name="Köpare", default="–")
    months = tables.Column(verbose_name="Månader", accessor="first_month", default="–")
    received_at = tables.DateTimeColumn(verbose_name="Mottagen", format="Y-m-d H.i", attrs={"td": {"class": "when"}})
    status = tables.Column(verbose_name="Status")
    lines = MoneyColumn(verbose_name="Rader", decimals=0)
    rejected = MoneyColumn(verbose_name="Avvisade", decimals=0)
    amount_sek = MoneyColumn(verbose_name="Summa, kr")

    noun = ("inläsning", "inläsningar")
    caption = "Inläsningar"

    class Meta(Table.Meta):
        model = LedgerImport
        fields: tuple[str, ...] = ()
        empty_text = "Ingen reskontra är inläst ännu. Börja med ”Läs in reskontra”."

    def value_received_at(self, value: object) -> object:
        """For export."""
        return value

    def render_months(self, record: ListedRow) -> str:
        """From the first to the last month it counts for."""
        first, last = f"{record.first_month:%Y-%m}", f"{record.last_month:%Y-%m}"
        return first if first == last else f"{first}–{last}"

    def value_months(self, record: ListedRow) -> str:
        """For export."""
        return self.render_months(record) if record.first_month else ""

    def render_status(self, record: LedgerImport) -> str:
        """In a word."""
        colour = {"LOADED": "good", "PREVIEWED": "near", "REFUSED": "off", "FAILED": "off"}.get(record.status, "none")
        return format_html('<span class="tag tag--{}">{}</span>', colour, record.get_status_display())

    def value_status(self, record: LedgerImport) -> str:
        """For export."""
        return record.get_status_display()
