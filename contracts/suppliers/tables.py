"""What the lists of suppliers and units show."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.html import format_html

from contracts.suppliers.models import Supplier, SupplierUnit
from huddinge_vo.common.pages.tables import LinkedColumn, MoneyColumn, OrgNumberColumn, Table


class SupplierTable(Table):
    """Suppliers."""

    name = LinkedColumn(verbose_name="Namn", order_by=("sort_name", "name", "pk"))
    org_number = OrgNumberColumn(verbose_name="Organisationsnummer")
    contracts_in_force = MoneyColumn(verbose_name="Avtal i kraft", decimals=0)
    origin = tables.Column(verbose_name="Ursprung")

    noun = ("leverantör", "leverantörer")
    caption = "Leverantörer"

    class Meta(Table.Meta):
        model = Supplier
        fields: tuple[str, ...] = ()
        empty_text = "Inga leverantörer passar."
        order_by = "name"


class UnitTable(Table):
    """Units."""

    name = LinkedColumn(verbose_name="Verksamhet", order_by=("sort_name", "pk"))
    supplier = LinkedColumn(
        verbose_name="Leverantör", to=lambda unit: unit.supplier, order_by=("supplier__sort_name", "sort_name", "pk")
    )
    areas = tables.Column(verbose_name="Avtalsområden", orderable=False, empty_values=())
    municipality = tables.Column(verbose_name="Kommun", default="–", order_by=("municipality", "pk"))
    target_group = tables.Column(verbose_name="Målgrupp", default="–", orderable=False)
    places = MoneyColumn(verbose_name="Platser", decimals=0, default="–", order_by=("places", "pk"))
    is_stopped = tables.Column(verbose_name="Placeringar", order_by=("is_stopped", "pk"))

    noun = ("verksamhet", "verksamheter")
    caption = "Verksamheter"

    class Meta(Table.Meta):
        model = SupplierUnit
        fields: tuple[str, ...] = ()
        empty_text = "Inga verksamheter passar. De läggs till på leverantörens sida."
        order_by = "name"

    def render_areas(self, record: SupplierUnit) -> str:
        """The areas' names."""
        return self.value_areas(record)

    def value_areas(self, record: SupplierUnit) -> str:
        """For export."""
        return ", ".join(sorted(area.name for area in record.areas.all()))

    def render_is_stopped(self, value: bool) -> str:  # noqa: FBT001 - django-tables2 gives it so
        """In a word."""
        return format_html(
            '<span class="tag tag--{}">{}</span>', "off" if value else "good", self.value_is_stopped(value)
        )

    def value_is_stopped(self, value: bool) -> str:  # noqa: FBT001 - django-tables2 gives it so
        """For export."""
        return "Stopp" if value else "Öppet"
