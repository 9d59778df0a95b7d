"""What the lists of rounds and contracts show."""

from __future__ import annotations

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.html import format_html

from contracts.register.models import Contract, Framework
from contracts.register.reports import standing
from huddinge_vo.common.pages.tables import DateColumn, LinkedColumn, MoneyColumn, Table
from huddinge_vo.common.templatetags.swedish import days_away


class ContractTable(Table):
    """Contracts."""

    number = LinkedColumn(verbose_name="Nummer", attrs={"td": {"class": "when"}})
    title = tables.Column(verbose_name="Rubrik", visible=False)
    supplier = LinkedColumn(
        verbose_name="Leverantör",
        to=lambda contract: contract.supplier,
        order_by=("supplier__sort_name", "supplier__name"),
    )
    areas = tables.Column(verbose_name="Avtalsområde", orderable=False, empty_values=())
    form = tables.Column(verbose_name="Form")
    valid_from = DateColumn(verbose_name="Från")
    ends_on = tables.Column(verbose_name="Giltigt till", empty_values=(), attrs={"td": {"class": "when"}})
    standing = tables.Column(verbose_name="Status", empty_values=(), orderable=False)
    # in files alone: both ends, by the names that a file of contracts is read in by …
    initial_until = DateColumn(verbose_name="Ursprunglig avtalstid till", visible=False)
    # … and what whoever computes on or mails from the list asks for
    registry_number = tables.Column(verbose_name="Diarienummer", accessor="framework__registry_number", visible=False)
    ceiling_sek = MoneyColumn(verbose_name="Takvolym, kr", visible=False)
    owner = tables.Column(verbose_name="Ansvarig", visible=False)

    noun = ("avtal", "avtal")
    caption = "Avtal"

    class Meta(Table.Meta):
        model = Contract
        fields: tuple[str, ...] = ()
        empty_text = "Inga avtal passar. Visa alla, eller läs in avtal från fil."
        order_by = "number"

    def order_number(self, queryset: QuerySet[Contract], is_descending: bool) -> tuple[QuerySet[Contract], bool]:  # noqa: FBT001 - django-tables2 gives it so
        """Numbers are unique for a buyer; the id settles between buyers."""
        sign = "-" if is_descending else ""
        return queryset.order_by(f"{sign}number", "pk"), True

    def render_areas(self, record: Contract) -> str:
        """The areas' names, and what the contract is called when that says more."""
        areas = self.value_areas(record)
        if record.title == areas:
            return areas
        return format_html('{}<br><span class="muted small">{}</span>', areas, record.title)

    def value_areas(self, record: Contract) -> str:
        """For export."""
        return ", ".join(sorted(area.name for area in record.areas.all()))

    def render_ends_on(self, record: Contract) -> str:
        """The last day as things stand, and how far away it is."""
        if record.ends_on is None:
            return "tills vidare"
        return format_html(
            '{}<br><span class="muted small">{}</span>', record.ends_on, days_away(record.ends_on, self.today)
        )

    def value_ends_on(self, record: Contract) -> object:
        """For export."""
        return record.ends_on

    def render_standing(self, record: Contract) -> str:
        """In a word."""
        word, colour = standing(record, self.today)
        return format_html('<span class="tag tag--{}">{}</span>', colour, word)

    def value_standing(self, record: Contract) -> str:
        """For export."""
        return standing(record, self.today)[0]


class FrameworkTable(Table):
    """Rounds of procurement."""

    number = LinkedColumn(verbose_name="Nummer")
    title = tables.Column(verbose_name="Rubrik")
    areas = tables.Column(verbose_name="Avtalsområden", orderable=False, empty_values=())
    form = tables.Column(verbose_name="Form")
    valid_from = DateColumn(verbose_name="Från")
    initial_until = DateColumn(verbose_name="Ursprunglig avtalstid till", default="tills vidare")
    current_until = DateColumn(verbose_name="Giltigt till", visible=False)  # in files alone, as a file of rounds has it
    contract_count = MoneyColumn(verbose_name="Avtal", decimals=0)

    noun = ("omgång", "omgångar")
    caption = "Ramavtal och valfrihetssystem"

    class Meta(Table.Meta):
        model = Framework
        fields: tuple[str, ...] = ()
        empty_text = "Inga ramavtal eller valfrihetssystem passar."
        order_by = "number"

    def render_areas(self, record: Framework) -> str:
        """The areas' names."""
        return self.value_areas(record)

    def value_areas(self, record: Framework) -> str:
        """For export."""
        return ", ".join(sorted(area.name for area in record.areas.all()))
