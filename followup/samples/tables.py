"""What lists of random checks show."""

from __future__ import annotations

import django_tables2 as tables

from followup.samples.models import Sample
from huddinge_vo.common.pages.tables import DateColumn, LinkedColumn, MoneyColumn, Table


class SampleTable(Table):
    """Random checks, the latest first."""

    name = LinkedColumn(verbose_name="Stickprov", accessor="__str__", orderable=False)
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
