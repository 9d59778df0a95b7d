"""What the list of flags shows."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.html import format_html

from followup.flags.models import Flag
from huddinge_vo.common.org_numbers import display_raw
from huddinge_vo.common.pages.tables import DateColumn, MoneyColumn, Table, TickColumn


class FlagTable(Table):
    """Flags, what weighs most first."""

    tick = TickColumn(verbose_name="Välj", form="valda", says="Välj")
    kind = tables.Column(verbose_name="Flagga", orderable=False)
    supplier = tables.Column(verbose_name="Leverantör", accessor="supplier__name", empty_values=(), orderable=False)
    reason = tables.Column(verbose_name="Skäl", orderable=False)
    sum_sek = MoneyColumn(verbose_name="Kronor")
    found_on = DateColumn(verbose_name="Funnen")
    status = tables.Column(verbose_name="Status", orderable=False)

    noun = ("flagga", "flaggor")
    caption = "Röda flaggor"
    css = "data--cards"

    class Meta(Table.Meta):
        model = Flag
        fields: tuple[str, ...] = ()
        empty_text = "Inga flaggor passar. Flaggorna söks varje natt."

    def render_kind(self, record: Flag) -> str:
        """To its page."""
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record)

    def value_kind(self, record: Flag) -> str:
        """For export."""
        return str(record)

    def render_supplier(self, record: Flag) -> str:
        """Who it is about, and the other where there is one."""
        if record.supplier is not None:
            also = format_html('<br><span class="muted small">och {}</span>', record.other) if record.other else ""
            return format_html('<a href="{}">{}</a>{}', record.supplier.get_absolute_url(), record.supplier, also)
        if record.key is not None:
            number = display_raw(record.key.supplier_ref)
            return format_html('{}<br><span class="muted small">{}</span>', record.key.supplier_name, number)
        return str(record.framework or "–")

    def value_supplier(self, record: Flag) -> str:
        """For export."""
        return str(record.supplier or (record.key.supplier_name if record.key else record.framework or ""))

    def render_status(self, record: Flag) -> str:
        """In words."""
        return record.get_status_display()
