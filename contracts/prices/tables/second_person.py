"""What the list of prices that wait for a second person shows."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from contracts.prices import rules
from contracts.prices.models import PriceToConfirm
from huddinge_vo.common.pages.tables import DateColumn, MoneyColumn, Table

_COLOURS = {"WAITING": "near", "CONFIRMED": "good", "DECLINED": "off", "WITHDRAWN": "none"}


class PriceToConfirmTable(Table):
    """Prices set by hand that change much: from what to what, by whom and why, and what came of it."""

    holder = tables.Column(verbose_name="Avtal eller område", empty_values=(), orderable=False)
    item = tables.Column(verbose_name="Prisrad", accessor="item__name", orderable=False)
    old_sek = MoneyColumn(verbose_name="Pris före, kr", orderable=False)
    amount_sek = MoneyColumn(verbose_name="Nytt pris, kr", order_by=("amount_sek", "pk"))
    percent = tables.Column(verbose_name="Ändring", empty_values=(), orderable=False)
    valid_from = DateColumn(verbose_name="Gäller från", order_by=("valid_from", "pk"))
    why = tables.Column(verbose_name="Varför", orderable=False)
    asked_by = tables.Column(verbose_name="Begärt av", orderable=False)
    asked_at = tables.DateTimeColumn(
        verbose_name="Begärt", format="Y-m-d H.i", attrs={"td": {"class": "when"}}, order_by=("asked_at", "pk")
    )
    status = tables.Column(verbose_name="Status", orderable=False)

    noun = ("pris", "priser")
    caption = "Priser att bekräfta"
    css = "data--cards"

    class Meta(Table.Meta):
        model = PriceToConfirm
        fields: tuple[str, ...] = ()
        empty_text = "Inget pris passar. Här står de som har ändrats för hand mer än gränsen."

    def render_holder(self, record: PriceToConfirm) -> SafeString:
        """Where the price list is."""
        holder = record.item.contract or record.item.area
        assert holder is not None
        return format_html('<a href="{}">{}</a>', holder.get_absolute_url(), self.value_holder(record))

    def value_holder(self, record: PriceToConfirm) -> str:
        """For export: the contract's number or the area's name."""
        return record.item.contract.number if record.item.contract else str(record.item.area)

    def render_percent(self, record: PriceToConfirm) -> str:
        """With its sign."""
        return rules.signed_percent(record.old_sek, record.amount_sek)

    def value_asked_at(self, value: object) -> object:
        """For export."""
        return value

    def render_status(self, record: PriceToConfirm) -> SafeString:
        """A word, and for whoever may, the ways on."""
        words = record.get_status_display().capitalize()
        if record.decided_by is not None and record.status != "WITHDRAWN":
            words += f" av {record.decided_by}"
        ways: list[tuple[str, str]] = []
        if record.status == "WAITING" and record.asked_by_id == self.request.user.pk:
            ways = [("price-question-withdraw", "Dra tillbaka")]
        elif record.status == "WAITING" and self.request.user.has_perm("contracts.approve_priceadjustment", record):
            ways = [("price-confirm", "Bekräfta"), ("price-decline", "Avslå")]
        links = format_html_join(
            " ",
            '<a href="{}">{}<span class="visually-hidden"> {}</span></a>',
            ((reverse(f"contracts:{name}", args=[record.pk]), verb, str(record)) for name, verb in ways),
        )
        return format_html(
            '<span class="tag tag--{}">{}</span> {} {}', _COLOURS[record.status], words, record.reason, links
        )

    def value_status(self, record: PriceToConfirm) -> str:
        """For export."""
        return f"{record.get_status_display()} {record.reason}".strip()
