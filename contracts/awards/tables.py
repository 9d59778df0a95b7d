"""What the list of awards shows."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from contracts.awards.models import Award
from huddinge_vo.common.pages.tables import DateColumn, MoneyColumn, Table


class AwardTable(Table):
    """Awards."""

    published_on = DateColumn(verbose_name="Publicerad", default="–", order_by=("published_on", "pk"))
    buyer_name = tables.Column(verbose_name="Köpare", order_by=("buyer_name", "pk"))
    title = tables.Column(verbose_name="Upphandling", order_by=("title", "pk"))
    supplier_name = tables.Column(verbose_name="Leverantör", order_by=("supplier_name", "pk"))
    procedure = tables.Column(verbose_name="Förfarande", default="–", order_by=("procedure", "pk"))
    cpv = tables.Column(verbose_name="CPV", order_by=("cpv", "pk"))
    tenders = MoneyColumn(verbose_name="Anbud", decimals=0, order_by=("tenders", "pk"))

    noun = ("tilldelning", "tilldelningar")
    caption = "Marknadsdata"

    class Meta(Table.Meta):
        model = Award
        fields: tuple[str, ...] = ()
        empty_text = "Inga tilldelade upphandlingar passar. De läses in från Upphandlingsmyndighetens öppna statistik."
        order_by = "-published_on"

    def render_supplier_name(self, record: Award, value: str) -> str:
        """Leading to the supplier when it is one of ours."""
        known = record.known_supplier  # type: ignore[attr-defined]
        if known is None:
            return value
        return format_html('<a href="{}">{}</a>', reverse("contracts:supplier-detail", args=[known]), value)

    def value_supplier_name(self, value: str) -> str:
        """For export."""
        return value
