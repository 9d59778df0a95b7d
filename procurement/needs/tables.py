"""The register of direct awards, in the order that auditors ask for."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from huddinge_vo.common.pages.tables import DateColumn, MoneyColumn, OrgNumberColumn, Table
from procurement.needs.reports import DEVIATION, DirectAward
from procurement.needs.reports.awards import price_words


class DirectAwardTable(Table):
    """Direct awards. The case reference is in none of its columns, on the page or in a file.

    What would make the page too wide to read is in the file alone, and on the page of each.
    """

    number = tables.Column(verbose_name="Nummer", attrs={"td": {"class": "when"}})
    registry_number = tables.Column(verbose_name="Diarienummer", default="–", visible=False)
    decided_on = DateColumn(verbose_name="Beslutat", default="–")
    decided_as = tables.Column(verbose_name="Beslutat av", empty_values=(), visible=False)
    need = tables.Column(verbose_name="Behov", accessor="needs", orderable=False)
    cpv = tables.Column(verbose_name="CPV", accessor="needs", orderable=False, visible=False)
    supplier = tables.Column(verbose_name="Leverantör", orderable=False)
    org_number = OrgNumberColumn(
        verbose_name="Organisationsnummer", accessor="supplier__org_number", orderable=False, default="–", visible=False
    )
    unit = tables.Column(verbose_name="Verksamhet", default="–", visible=False)
    ground_words = tables.Column(verbose_name="Laglig grund", default="–")
    reason_words = tables.Column(verbose_name="Orsak", default="–")
    asked = tables.Column(verbose_name="Tillfrågade", orderable=False, empty_values=(), visible=False)
    value_sek = MoneyColumn(verbose_name="Värde, kr", default="–")
    price = tables.Column(verbose_name="Pris, kr", accessor="price_sek", default="–", visible=False)
    contract_price_sek = MoneyColumn(verbose_name="Avtalspris, kr", default="–", visible=False)
    first_on = DateColumn(verbose_name="Från")
    last_on = DateColumn(verbose_name="Till", default="tills vidare", orderable=False, visible=False)
    notice_words = tables.Column(verbose_name="Efterannons", orderable=False)
    documentation = tables.Column(verbose_name="Dokumentation", orderable=False)

    noun = ("direktupphandling", "direktupphandlingar")
    caption = "Register över direktupphandlingar"

    class Meta(Table.Meta):
        fields: tuple[str, ...] = ()
        empty_text = "Inga direktupphandlingar. Avsteg och direktupphandlade avtal som registreras visas här."

    def render_number(self, record: DirectAward) -> str:
        """Leads to its documentation, or to the contract."""
        href = (
            reverse("procurement:direct-award", args=[record.about.pk])
            if record.kind == DEVIATION
            else record.about.get_absolute_url()
        )
        return format_html('<a href="{}">{}</a>', href, record.number)

    def value_number(self, record: DirectAward) -> str:
        """For export."""
        return record.number

    def render_decided_as(self, record: DirectAward) -> str:
        """The role that decided; that nobody has is said."""
        return record.decided_as or ("väntar på beslut" if record.is_waiting else "–")

    def render_need(self, record: DirectAward) -> str:
        """Each need that it counts in."""
        return "; ".join(need.label for need in record.needs)

    def render_cpv(self, record: DirectAward) -> str:
        """Their codes."""
        return "; ".join(need.cpv for need in record.needs if need.cpv) or "–"

    def render_supplier(self, record: DirectAward) -> str:
        """Leads to the supplier."""
        return format_html('<a href="{}">{}</a>', record.supplier.get_absolute_url(), record.supplier)

    def value_supplier(self, record: DirectAward) -> str:
        """For export."""
        return str(record.supplier)

    def render_asked(self, record: DirectAward) -> str:
        """Who was asked, and why each could not."""
        return "; ".join(f"{each.supplier}: {each.why}" for each in record.asked) or "–"

    def render_price(self, record: DirectAward) -> str:
        """With what it is for."""
        return price_words(record.price_sek, record.price_per)
