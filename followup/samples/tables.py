"""What lists of random checks show."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.html import format_html

from followup.samples.models import Sample
from huddinge_vo.common.pages.tables import DateColumn, MoneyColumn, Table


class SampleTable(Table):
    """Random checks, the latest first."""

    name = tables.Column(verbose_name="Stickprov", accessor="pk", orderable=False)
    population_sek = MoneyColumn(verbose_name="Kronor i perioden")
    drawn = tables.Column(verbose_name="Dragna köp", orderable=False)
    looked_at = tables.Column(verbose_name="Granskade", orderable=False)
    reviewer = tables.Column(verbose_name="Granskas av", orderable=False)
    due_on = DateColumn(verbose_name="Klart senast")

    noun = ("stickprov", "stickprov")
    caption = "Stickprov"

    class Meta(Table.Meta):
        model = Sample
        fields: tuple[str, ...] = ()
        empty_text = "Inga stickprov är dragna."

    def render_name(self, record: Sample) -> str:
        """What it is a check of, leading to it."""
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record)

    def value_name(self, record: Sample) -> str:
        """For export."""
        return str(record)
