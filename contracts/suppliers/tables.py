"""What the lists of suppliers and units show."""

from __future__ import annotations

from decimal import Decimal

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from contracts.suppliers.models import Supplier, SupplierProposal, SupplierUnit
from huddinge_vo.common import org_numbers
from huddinge_vo.common.pages.tables import DateColumn, LinkedColumn, MenuColumn, MoneyColumn, OrgNumberColumn, Table


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
    target_groups = tables.Column(verbose_name="Målgrupper", orderable=False, empty_values=())
    takes = tables.Column(verbose_name="Tar emot", default="–", order_by=("takes", "pk"))
    places = MoneyColumn(verbose_name="Platser", decimals=0, default="–", order_by=("places", "pk"))
    free_places = MoneyColumn(verbose_name="Lediga", decimals=0, default="–", order_by=("free_places", "pk"))
    free_places_on = DateColumn(verbose_name="Besked", default="–", order_by=("free_places_on", "pk"))
    is_stopped = tables.Column(verbose_name="Placeringar", order_by=("is_stopped", "pk"))
    menu = MenuColumn(verbose_name="Gör")

    noun = ("verksamhet", "verksamheter")
    caption = "Verksamheter"

    class Meta(Table.Meta):
        model = SupplierUnit
        fields: tuple[str, ...] = ()
        empty_text = "Inga verksamheter passar. De läggs till på leverantörens sida."
        order_by = "name"

    def menu_of(self, record: SupplierUnit) -> list[tuple[str, str]]:
        """To tell that something is wrong there, that it was checked, and what has changed."""
        items = []
        if self.may("followup.add_finding"):
            items.append(("Anmäl brist", f"{reverse('followup:finding-report')}?leverantor={record.supplier_id}"))
        if self.may("contracts.add_suppliercheck"):
            items.append(("Registrera kontroll", reverse("contracts:check-create", args=[record.supplier_id])))
        if self.may("contracts.add_supplier") and self.may("contracts.change_supplier"):
            items.append(("Ändra", reverse("contracts:unit-edit", args=[record.pk])))
        return items

    def render_areas(self, record: SupplierUnit) -> str:
        """The areas' names."""
        return self.value_areas(record)

    def value_areas(self, record: SupplierUnit) -> str:
        """For export."""
        return ", ".join(sorted(area.name for area in record.areas.all()))

    def render_target_groups(self, record: SupplierUnit) -> str:
        """Those that are chosen, else what it says itself."""
        return self.value_target_groups(record) or "–"

    def value_target_groups(self, record: SupplierUnit) -> str:
        """For export."""
        chosen = sorted(record.target_groups.all(), key=lambda each: each.sort_name)
        return ", ".join(group.name for group in chosen) or record.target_group

    def render_is_stopped(self, value: bool) -> str:  # noqa: FBT001 - django-tables2 gives it so
        """In a word."""
        return format_html(
            '<span class="tag tag--{}">{}</span>', "off" if value else "good", self.value_is_stopped(value)
        )

    def value_is_stopped(self, value: bool) -> str:  # noqa: FBT001 - django-tables2 gives it so
        """For export."""
        return "Stopp" if value else "Öppet"


class SupplierProposalTable(Table):
    """Suppliers to sort out."""

    name = LinkedColumn(verbose_name="Namn", accessor="first_name", orderable=False)
    number = tables.Column(verbose_name="Nummer", accessor="first_number", orderable=False, default="saknas")
    kind = tables.Column(verbose_name="Slag", order_by=("kind", "pk"))
    like = tables.Column(verbose_name="Leverantör", accessor="like", orderable=False, default="ingen liknar")
    similarity = MoneyColumn(verbose_name="Likhet, %", decimals=0, default="–", order_by=("similarity", "pk"))
    sum_sek = MoneyColumn(verbose_name="Köpt på tolv månader, kr", default="–", order_by=("sum_sek", "pk"))
    outcome = tables.Column(verbose_name="Beslut", orderable=False, default="–")

    noun = ("att reda ut", "att reda ut")
    caption = "Leverantörer att reda ut"
    css = "data--cards"

    class Meta(Table.Meta):
        model = SupplierProposal
        fields: tuple[str, ...] = ()
        empty_text = "Inget att reda ut. Sökningen görs varje natt."

    def render_similarity(self, value: Decimal) -> str:
        """In hundredths."""
        return f"{value * 100:.0f}"

    def value_similarity(self, value: Decimal) -> Decimal:
        """For export."""
        return value * 100

    def render_number(self, value: str) -> str:
        """As the ledger has it, a person's masked."""
        return org_numbers.display_raw(value)

    def value_number(self, value: str) -> str:
        """For export."""
        return self.render_number(value)
