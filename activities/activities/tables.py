"""The list of activities."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.html import format_html

from activities.activities.models import Activity
from activities.activities.rules import Standing, standing
from huddinge_vo.common.pages.tables import DateColumn, LinkedColumn, Table
from huddinge_vo.common.untyped import ListedRow


class ActivityTable(Table):
    """Activities."""

    number = tables.Column(verbose_name="Nr", order_by=("sort_number", "pk"), attrs={"td": {"class": "when"}})
    title = LinkedColumn(verbose_name="Aktivitet", order_by=("title", "pk"))
    priority = tables.Column(verbose_name="Prioritet", order_by=("priority", "sort_number", "pk"))
    responsible = tables.Column(verbose_name="Ansvarig", order_by=("responsible", "pk"))
    ends_on = DateColumn(verbose_name="Klar senast", default="–", order_by=("ends_on", "pk"))
    step_count = tables.Column(verbose_name="Steg", orderable=False)
    status = tables.Column(verbose_name="Status", order_by=("status", "pk"))

    noun = ("aktivitet", "aktiviteter")
    caption = "Aktiviteter"

    class Meta(Table.Meta):
        model = Activity
        fields: tuple[str, ...] = ()
        empty_text = "Inga aktiviteter passar."
        order_by = "number"

    def render_responsible(self, record: Activity) -> str:
        """The role, and who holds it."""
        if record.responsible_person is None:
            return record.responsible
        return format_html('{}<br><span class="muted small">{}</span>', record.responsible, record.responsible_person)

    def value_responsible(self, record: Activity) -> str:
        """For export."""
        person = record.responsible_person
        return record.responsible if person is None else f"{record.responsible}, {person}"

    def render_step_count(self, record: ListedRow) -> str:
        """Done of all."""
        return f"{record.steps_done} av {record.step_count}" if record.step_count else "–"

    def render_status(self, record: Activity) -> str:
        """In a word."""
        found = self._standing(record)
        return format_html('<span class="tag tag--{}">{}</span>', found.colour, found.label)

    def value_status(self, record: Activity) -> str:
        """For export."""
        return self._standing(record).label

    def _standing(self, record: Activity) -> Standing:
        return standing(record.status, record.starts_on, record.ends_on, on=self.today)
