"""What lists of the media watch show."""

from __future__ import annotations

import django_tables2 as tables

from followup.watch.models import MediaHit
from huddinge_vo.common.pages.tables import DateColumn, LinkedColumn, Table


class HitTable(Table):
    """Hits."""

    found_on = DateColumn(verbose_name="Hittat")
    title = LinkedColumn(verbose_name="Rubrik")
    supplier = LinkedColumn(
        verbose_name="Leverantör", accessor="supplier__name", to=lambda row: row.supplier, orderable=False
    )
    feed = tables.Column(verbose_name="Källa", default="inlagd länk", orderable=False)
    priority = tables.Column(
        verbose_name="Prioritet", accessor="word__get_priority_display", default="–", orderable=False
    )
    published_on = DateColumn(verbose_name="Publicerat", default="–")
    verdict = tables.Column(verbose_name="Bedömning")
    reason = tables.Column(verbose_name="Varför", default="–", orderable=False)

    noun = ("träff", "träffar")
    css = "data--cards"
    caption = "Träffar i medier"

    class Meta(Table.Meta):
        model = MediaHit
        fields: tuple[str, ...] = ()
        empty_text = "Inga träffar passar. Flödena hämtas varje natt."
