"""The list of deviations."""

from __future__ import annotations

from datetime import date

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from huddinge_vo.common.pages.tables import DateColumn, LinkedColumn, MoneyColumn, Table
from procurement.deviations import rules
from procurement.deviations.models import Deviation
from procurement.placements.models import Placement
from procurement.placements.tables import unapproved_standing, until_words, withdrawn_words


def _form(record: Placement) -> Deviation | None:
    """Its form; null for what was approved before there were forms."""
    return getattr(record, "form", None)


def standing_of(record: Placement) -> tuple[str, str]:
    """Where a deviation stands: words and colour."""
    if record.approved_on is not None:
        if withdrawn := withdrawn_words(record):
            return withdrawn, "off"
        if rules.is_late(record.approved_on, record.valid_from):
            return "Godkänt i efterhand", "near"
        return "Godkänt", "good"
    return unapproved_standing(record)


class DeviationTable(Table):
    """Deviations: what was bought, why, at what value, and where it stands. Never the case reference."""

    number = tables.Column(verbose_name="Nummer", order_by=("number", "pk"), attrs={"td": {"class": "when"}})
    supplier = LinkedColumn(
        verbose_name="Leverantör", to=lambda each: each.supplier, order_by=("supplier__sort_name", "pk")
    )
    standing = tables.Column(verbose_name="Status", orderable=False, empty_values=())
    area = tables.Column(
        verbose_name="Avtalsområde", accessor="area__name", order_by=("area__sort_name", "pk"), default="–"
    )
    valid_from = DateColumn(verbose_name="Från", order_by=("valid_from", "pk"))
    valid_until = DateColumn(verbose_name="Till", order_by=("valid_until", "pk"), default="tills vidare")
    value = MoneyColumn(
        verbose_name="Förväntat värde, kr",
        accessor="form__expected_value_sek",
        order_by=("form__expected_value_sek", "pk"),
        decimals=0,
    )
    reason = tables.Column(verbose_name="Orsak", accessor="form__get_reason_display", orderable=False, default="–")
    ground = tables.Column(
        verbose_name="Laglig grund", accessor="form__get_ground_display", orderable=False, default="–", visible=False
    )
    registry_number = tables.Column(
        verbose_name="Diarienummer", accessor="form__registry_number", orderable=False, default="–", visible=False
    )

    noun = ("avsteg", "avsteg")
    caption = "Avsteg"

    class Meta(Table.Meta):
        model = Placement
        fields: tuple[str, ...] = ()
        empty_text = "Inga avsteg."

    def render_number(self, record: Placement) -> str:
        """Leads to the whole case, where there is a form; in the list of what waits for one's word to the decision,
        where the whole case stands too.
        """
        if _form(record) is None:
            return record.number
        asked = getattr(self, "request", None)
        to = "deviation-decide" if asked is not None and asked.GET.get("vantar") == "mig" else "deviation"
        return format_html('<a href="{}">{}</a>', reverse(f"procurement:{to}", args=[record.pk]), record.number)

    def value_number(self, record: Placement) -> str:
        """For export."""
        return record.number

    def render_valid_until(self, value: date, record: Placement) -> str:
        """As in the list of all placements."""
        return until_words(value, record)

    def render_standing(self, record: Placement) -> str:
        """In words, with the colour that helps them."""
        words, colour = standing_of(record)
        return format_html('<span class="tag tag--{}">{}</span>', colour, words)

    def value_standing(self, record: Placement) -> str:
        """For export."""
        return standing_of(record)[0]
