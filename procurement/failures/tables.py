"""The list of stops."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from contracts.suppliers.models import PlacementStop
from huddinge_vo.common.pages.tables import DateColumn, LinkedColumn, Table


class StopTable(Table):
    """Where nobody new is placed, why, and how many live there."""

    supplier = LinkedColumn(
        verbose_name="Leverantör", to=lambda each: each.supplier, order_by=("supplier__sort_name", "pk")
    )
    unit = LinkedColumn(
        verbose_name="Verksamhet",
        to=lambda each: each.unit,
        order_by=("unit__sort_name", "pk"),
        default="hela leverantören",
    )
    valid_from = DateColumn(verbose_name="Sedan", order_by=("valid_from", "pk"))
    reason = tables.Column(verbose_name="Skäl", orderable=False)
    decided = tables.Column(verbose_name="Beslutat av", orderable=False, empty_values=())
    residents = tables.Column(
        verbose_name="Bor där",
        order_by=("residents", "pk"),
        attrs={"th": {"class": "num"}, "td": {"class": "num"}},
    )

    noun = ("stopp", "stopp")
    caption = "Placeringsstopp"

    class Meta(Table.Meta):
        model = PlacementStop
        fields: tuple[str, ...] = ()
        empty_text = "Inga placeringsstopp gäller i dag."

    def render_decided(self, record: PlacementStop) -> str:
        """A person, or the permit that was lost."""
        return str(record.decided_by) if record.decided_by_id else "tillståndet"

    def value_decided(self, record: PlacementStop) -> str:
        """For export."""
        return self.render_decided(record)

    def render_residents(self, value: int, record: PlacementStop) -> str:
        """With the way to what can be done for them."""
        if not value:
            return "0"
        way = reverse("procurement:supplier-failure", args=[record.supplier_id])
        return format_html(
            '<a href="{}">{}<span class="visually-hidden"> bor hos {}: var finns plats?</span></a>',
            way,
            value,
            record.supplier,
        )

    def value_residents(self, value: int) -> int:
        """For export."""
        return value
