"""What the list of checks shows."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.html import format_html

from contracts.checks.models import SupplierCheck
from contracts.checks.reports import CHECK_COLOURS, CHECK_WORDS
from contracts.checks.rules import check_state
from huddinge_vo.common.pages.tables import DateColumn, LinkedColumn, MoneyColumn, Table, TickColumn


class CheckTable(Table):
    """Checks."""

    tick = TickColumn(verbose_name="Välj", form="valda", says="Välj")
    supplier = LinkedColumn(
        verbose_name="Leverantör", to=lambda check: check.supplier, order_by=("supplier__sort_name", "pk")
    )
    unit = tables.Column(verbose_name="Verksamhet", default="–", order_by=("unit__sort_name", "pk"))
    kind = tables.Column(verbose_name="Kontroll", order_by=("kind", "pk"))
    outcome = tables.Column(verbose_name="Utfall", order_by=("outcome", "pk"))
    score = MoneyColumn(verbose_name="Betyg", decimals=0, default="–", order_by=("score", "pk"))
    checked_on = DateColumn(verbose_name="Kontrollerad", order_by=("checked_on", "pk"))
    valid_until = DateColumn(verbose_name="Gäller till", order_by=("valid_until", "pk"))
    state = tables.Column(verbose_name="Status", empty_values=(), orderable=False)
    source = tables.Column(verbose_name="Källa", orderable=False)

    noun = ("kontroll", "kontroller")
    caption = "Kontroller"

    class Meta(Table.Meta):
        model = SupplierCheck
        fields: tuple[str, ...] = ()
        empty_text = "Inga kontroller passar. De registreras på leverantörens sida eller läses in från fil."
        order_by = "valid_until"

    def render_state(self, record: SupplierCheck) -> str:
        """In a word."""
        state = check_state(is_accepted=record.is_accepted, valid_until=record.valid_until, on=self.today)
        return format_html('<span class="tag tag--{}">{}</span>', CHECK_COLOURS[state], CHECK_WORDS[state])

    def value_state(self, record: SupplierCheck) -> str:
        """For export."""
        state = check_state(is_accepted=record.is_accepted, valid_until=record.valid_until, on=self.today)
        return CHECK_WORDS[state]
