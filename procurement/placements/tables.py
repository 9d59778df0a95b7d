"""The list of placements and deviations."""

from __future__ import annotations

from datetime import date

import django_tables2 as tables
from django.utils.html import format_html

from huddinge_vo.common.pages.tables import DateColumn, LinkedColumn, MoneyColumn, Table
from procurement.placements.choices import EndKind
from procurement.placements.models import Placement

_ANSWERED = {"REFUSED": "off", "TAKEN_BACK": "none"}


def unapproved_standing(record: Placement) -> tuple[str, str]:
    """Where a deviation stands that is not approved: words and colour. Without a form it waits for one."""
    form = getattr(record, "form", None)
    if form is None or not form.outcome:
        return "Väntar på beslut", "near"
    return form.get_outcome_display().capitalize(), _ANSWERED[form.outcome]


def withdrawn_words(record: Placement) -> str:
    """That an approved deviation was withdrawn, and its last day; empty where it was not."""
    end = getattr(record, "ended", None)
    is_withdrawn = end is not None and end.kind == EndKind.WITHDRAWN
    return f"Återkallat, sista dag {end.last_day}" if end is not None and is_withdrawn else ""


def until_words(value: date, record: Placement) -> str:
    """The last day; of an extension that ended before it began, that it never did."""
    return "började aldrig" if record.never_began else value.isoformat()


class PlacementTable(Table):
    """Placements, with who asked and who approved."""

    number = tables.Column(verbose_name="Nummer", order_by=("number", "pk"), attrs={"td": {"class": "when"}})
    supplier = LinkedColumn(
        verbose_name="Leverantör", to=lambda each: each.supplier, order_by=("supplier__sort_name", "pk")
    )
    contract = LinkedColumn(
        verbose_name="Avtal",
        accessor="contract__number",
        to=lambda each: each.contract,
        order_by=("contract__number", "pk"),
        default="utanför avtal",
        attrs={"td": {"class": "when"}},
    )
    standing = tables.Column(verbose_name="Beslut", orderable=False, empty_values=())
    valid_from = DateColumn(verbose_name="Från", order_by=("valid_from", "pk"))
    valid_until = DateColumn(verbose_name="Till", order_by=("valid_until", "pk"), default="tills vidare")
    price_sek = MoneyColumn(verbose_name="Pris, kr", order_by=("price_sek", "pk"))
    place = LinkedColumn(verbose_name="Verksamhet", to=lambda each: each.place, orderable=False, default="–")
    responsible = tables.Column(verbose_name="Ansvarig", orderable=False, default="–")
    category = tables.Column(verbose_name="Underkategori", order_by=("category__sort_name", "pk"), visible=False)
    requested_by = tables.Column(verbose_name="Begärd av", orderable=False, visible=False)

    noun = ("placering", "placeringar")
    caption = "Placeringar och avsteg"

    class Meta(Table.Meta):
        model = Placement
        fields: tuple[str, ...] = ()
        empty_text = "Inga placeringar eller avsteg."

    def render_number(self, record: Placement) -> str:
        """Leads to its page."""
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.number)

    def value_number(self, record: Placement) -> str:
        """For export."""
        return record.number

    def render_valid_until(self, value: date, record: Placement) -> str:
        """As all lists have it."""
        return until_words(value, record)

    def render_standing(self, record: Placement) -> str:
        """By whom and when, or what was answered."""
        if record.contract_id is not None:
            return "behövs inte"
        if record.approved_on is not None:
            told = format_html('{}<br><span class="when">{}</span>', record.approved_by, record.approved_on)
            gone = withdrawn_words(record)
            return format_html('{}<br><span class="tag tag--off">{}</span>', told, gone) if gone else told
        return format_html('<span class="tag tag--{}">{}</span>', *reversed(unapproved_standing(record)))

    def value_standing(self, record: Placement) -> str:
        """For export."""
        if record.contract_id is not None:
            return "behövs inte"
        if record.approved_on is None:
            return unapproved_standing(record)[0]
        gone = withdrawn_words(record)
        return f"{record.approved_by}, {record.approved_on}{f'. {gone}' if gone else ''}"
