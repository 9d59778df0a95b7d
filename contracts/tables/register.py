"""What the register's lists show."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from contracts.models import Award, Contract, ContractArea, Document, Framework, Supplier, SupplierCheck, SupplierUnit
from contracts.reports import CHECK_COLOURS, CHECK_WORDS, standing
from contracts.rules import check_state
from huddinge_vo.common.tables import DateColumn, LinkedColumn, MoneyColumn, OrgNumberColumn, Table
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
    ends_on = tables.Column(verbose_name="Till", empty_values=(), attrs={"td": {"class": "when"}})
    standing = tables.Column(verbose_name="Läge", empty_values=(), orderable=False)

    noun = ("avtal", "avtal")
    caption = "Avtal"

    class Meta(Table.Meta):
        model = Contract
        fields: tuple[str, ...] = ()
        empty_text = "Inga avtal passar. Visa alla, eller läs in avtal från fil."
        order_by = "number"

    def order_number(self, queryset: Any, is_descending: bool) -> tuple[Any, bool]:
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
        return format_html('{}<br><span class="muted small">{}</span>', record.ends_on, days_away(record.ends_on))

    def value_ends_on(self, record: Contract) -> Any:
        """For export."""
        return record.ends_on

    def render_standing(self, record: Contract) -> str:
        """In a word."""
        word, colour = standing(record, timezone.localdate())
        return format_html('<span class="tag tag--{}">{}</span>', colour, word)

    def value_standing(self, record: Contract) -> str:
        """For export."""
        return standing(record, timezone.localdate())[0]


class DocumentTable(Table):
    """Documents, each with the words that were searched for."""

    title = LinkedColumn(verbose_name="Dokument", order_by=("title", "-version", "pk"))
    holder = LinkedColumn(verbose_name="Hör till", to=lambda document: document.holder, orderable=False)
    kind = tables.Column(verbose_name="Slag", order_by=("kind", "pk"))
    version = MoneyColumn(verbose_name="Version", decimals=0, orderable=False)
    uploaded_at = DateColumn(verbose_name="Inlagt", order_by=("uploaded_at", "pk"))
    excerpt = tables.Column(verbose_name="Där det står", orderable=False, empty_values=())

    noun = ("dokument", "dokument")
    caption = "Dokument"

    class Meta(Table.Meta):
        model = Document
        fields: tuple[str, ...] = ()
        empty_text = (
            "Inga dokument passar. De läggs till på avtalets, omgångens, leverantörens eller verksamhetens sida."
        )
        order_by = "-uploaded_at"

    def render_uploaded_at(self, value: Any) -> str:
        """The day."""
        return timezone.localdate(value).isoformat()

    def render_excerpt(self, record: Document) -> str:
        """The words around what was found."""
        return getattr(record, "excerpt", "")[:400]


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

    def render_is_stopped(self, value: bool) -> str:
        """In a word."""
        return format_html(
            '<span class="tag tag--{}">{}</span>', "off" if value else "good", self.value_is_stopped(value)
        )

    def value_is_stopped(self, value: bool) -> str:
        """For export."""
        return "Stopp" if value else "Öppet"


class CheckTable(Table):
    """Checks."""

    supplier = LinkedColumn(
        verbose_name="Leverantör", to=lambda check: check.supplier, order_by=("supplier__sort_name", "pk")
    )
    unit = tables.Column(verbose_name="Verksamhet", default="–", order_by=("unit__sort_name", "pk"))
    kind = tables.Column(verbose_name="Kontroll", order_by=("kind", "pk"))
    outcome = tables.Column(verbose_name="Utfall", order_by=("outcome", "pk"))
    score = MoneyColumn(verbose_name="Betyg", decimals=0, default="–", order_by=("score", "pk"))
    checked_on = DateColumn(verbose_name="Kontrollerad", order_by=("checked_on", "pk"))
    valid_until = DateColumn(verbose_name="Gäller till", order_by=("valid_until", "pk"))
    state = tables.Column(verbose_name="Läge", empty_values=(), orderable=False)
    source = tables.Column(verbose_name="Källa", orderable=False)

    noun = ("kontroll", "kontroller")
    caption = "Kontroller"

    class Meta(Table.Meta):
        model = SupplierCheck
        fields: tuple[str, ...] = ()
        empty_text = "Inga kontroller passar. De registreras på leverantörens sida eller läses in från fil."
        order_by = "valid_until"

    def render_state(self, record: SupplierCheck) -> str:
        """In a word."""
        state = check_state(is_accepted=record.is_accepted, valid_until=record.valid_until, on=timezone.localdate())
        return format_html('<span class="tag tag--{}">{}</span>', CHECK_COLOURS[state], CHECK_WORDS[state])

    def value_state(self, record: SupplierCheck) -> str:
        """For export."""
        state = check_state(is_accepted=record.is_accepted, valid_until=record.valid_until, on=timezone.localdate())
        return CHECK_WORDS[state]


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
    caption = "Tilldelningar"

    class Meta(Table.Meta):
        model = Award
        fields: tuple[str, ...] = ()
        empty_text = "Inga tilldelningar passar. De läses in från Upphandlingsmyndighetens öppna statistik."
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


class FrameworkTable(Table):
    """Rounds of procurement."""

    number = LinkedColumn(verbose_name="Nummer")
    title = tables.Column(verbose_name="Rubrik")
    areas = tables.Column(verbose_name="Avtalsområden", orderable=False, empty_values=())
    form = tables.Column(verbose_name="Form")
    valid_from = DateColumn(verbose_name="Från")
    initial_until = DateColumn(verbose_name="Grundtid till", default="tills vidare")
    contract_count = MoneyColumn(verbose_name="Avtal", decimals=0)

    noun = ("upphandlingsomgång", "upphandlingsomgångar")
    caption = "Upphandlingsomgångar"

    class Meta(Table.Meta):
        model = Framework
        fields: tuple[str, ...] = ()
        empty_text = "Inga upphandlingsomgångar passar."
        order_by = "number"

    def render_areas(self, record: Framework) -> str:
        """The areas' names."""
        return self.value_areas(record)

    def value_areas(self, record: Framework) -> str:
        """For export."""
        return ", ".join(sorted(area.name for area in record.areas.all()))


class ContractAreaTable(Table):
    """Areas of the plan."""

    name = LinkedColumn(verbose_name="Avtalsområde", order_by=("sort_name", "name", "pk"))
    code = tables.Column(verbose_name="Kod")
    category = tables.Column(verbose_name="Underkategori", order_by=("category__sort_name", "sort_name", "pk"))
    form = tables.Column(verbose_name="Form")
    price_model = tables.Column(verbose_name="Prismodell")
    contracts_in_plan = MoneyColumn(verbose_name="Avtal enligt planen", decimals=0)
    contracts_in_force = MoneyColumn(verbose_name="Avtal i kraft", decimals=0)
    joint_lead = tables.Column(verbose_name="Samordnas av")

    noun = ("avtalsområde", "avtalsområden")
    caption = "Avtalsområden"

    class Meta(Table.Meta):
        model = ContractArea
        fields: tuple[str, ...] = ()
        empty_text = "Inga avtalsområden passar. Kategoriplanen läses in med manage.py load_plan."
        order_by = "category"
