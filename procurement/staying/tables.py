"""The list of those who stay on."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from contracts.prices.querysets.of_areas import PriceSpan
from contracts.prices.reports import ClauseLine
from huddinge_vo.common import money
from huddinge_vo.common.pages.tables import DateColumn, LinkedColumn, MoneyColumn, Table
from huddinge_vo.common.untyped import PassedOn
from procurement.placements.choices import StayCause, StayDecision
from procurement.placements.models import Placement
from procurement.staying.reports import beside


class StayingTable(Table):
    """Placements that go on after the ground for them is gone."""

    number = LinkedColumn(verbose_name="Nummer", order_by=("number", "pk"), attrs={"td": {"class": "when"}})
    supplier = LinkedColumn(
        verbose_name="Leverantör", to=lambda each: each.supplier, order_by=("supplier__sort_name", "pk")
    )
    contract = LinkedColumn(
        verbose_name="Avtal",
        accessor="contract__number",
        to=lambda each: each.contract,
        order_by=("contract__number", "pk"),
        attrs={"td": {"class": "when"}},
    )
    ended = DateColumn(
        verbose_name="Avtalet slutade", accessor="contract__ends_on", order_by=("contract__ends_on", "pk")
    )
    decision = tables.Column(verbose_name="Beslut", orderable=False, empty_values=())
    paid_sek = MoneyColumn(verbose_name="Pris, kr", order_by=("paid_sek", "pk"), default="okänt")
    a_year_sek = MoneyColumn(verbose_name="Per år, kr", order_by=("a_year_sek", "pk"), decimals=0, default="okänt")
    on_contract = tables.Column(
        verbose_name="På avtal per år, kr",
        orderable=False,
        empty_values=(),
        attrs={"th": {"class": "num"}, "td": {"class": "num"}},
    )
    area = tables.Column(verbose_name="Avtalsområde", order_by=("area__sort_name", "pk"), default="–", visible=False)
    clause = tables.Column(verbose_name="Prisklausul", orderable=False, empty_values=(), visible=False)
    loyalty = tables.Column(verbose_name="I avtalstroheten", orderable=False, empty_values=(), visible=False)

    noun = ("kvarboende", "kvarboende")
    caption = "Kvarboende"
    prices: Mapping[tuple[int, str], PriceSpan]
    clauses: Mapping[int, ClauseLine]

    class Meta(Table.Meta):
        model = Placement
        fields: tuple[str, ...] = ()
        empty_text = (
            "Ingen bor kvar efter att avtalet har upphört eller efter byte av avtalsområde. Placeringar registreras "
            "under Placeringar."
        )

    def render_paid_sek(self, value: Decimal, record: Placement) -> str:
        """With what it is paid for each of."""
        return f"{money.sek(value)} per {record.get_price_per_display()}"

    def _on_contract(self, record: Placement) -> Decimal | None:
        return beside(record, self.prices).contract_a_year_sek

    def render_on_contract(self, record: Placement) -> str:
        """What the dearest contract of the area costs for the same."""
        found = self._on_contract(record)
        return "okänt" if found is None else money.sek(found, 0)

    def value_on_contract(self, record: Placement) -> object:
        """For export."""
        return self._on_contract(record)

    def render_clause(self, record: Placement) -> str:
        """How the contract's prices are adjusted, for as long as the call-off goes on."""
        line = self.clauses.get(record.contract_id or 0)
        return format_html('<a href="{}">{}</a>', line.href, line.words) if line else "ingen känd"

    def value_clause(self, record: Placement) -> str:
        """For export."""
        line = self.clauses.get(record.contract_id or 0)
        return line.words if line else ""

    def render_loyalty(self, record: Placement) -> str:
        """How the purchases count, by domain.md §3."""
        if not record.contract_is_over:  # type: ignore[attr-defined]  # annotated
            return "efter köpets underkategori"
        return "på avtal: avropet gäller" if record.contract and record.contract.call_offs_survive else "utan avtal"

    def value_loyalty(self, record: Placement) -> str:
        """For export."""
        return self.render_loyalty(record)

    def _asked(self, record: Placement) -> list[tuple[str, str, str]]:
        """For each cause: in words, what was decided, and where it is decided."""
        asked = []
        if record.contract_is_over:  # type: ignore[attr-defined]  # annotated
            way = reverse("procurement:staying-decide", args=[record.pk])
            asked.append((str(StayCause.CONTRACT_ENDED.label), record.decided_end or "", way))  # type: ignore[attr-defined]
        if record.area_has_changed:  # type: ignore[attr-defined]  # annotated
            stay = self._stays(record)
            way = reverse("procurement:staying-decide-area", args=[stay]) if stay else ""
            asked.append((str(StayCause.AREA_CHANGED.label), record.decided_area or "", way))  # type: ignore[attr-defined]
        return asked

    def _stays(self, record: Placement) -> int | None:
        return next((each.pk for each in record.changed_areas), None)  # type: ignore[attr-defined]  # prefetched

    def render_decision(self, record: Placement) -> str:
        """What was decided of each cause, and the way to decide."""
        may = self.request.user.has_perm("procurement.change_stayon", record)
        said = []
        for cause, decision, way in self._asked(record):
            words = StayDecision(decision).label if decision else "Beslut saknas"
            colour = "good" if decision else "near"
            tag = format_html('<span class="tag tag--{}">{}</span>', colour, words[:1].upper() + words[1:])
            link = (
                format_html(
                    ' <a href="{}">{}<span class="visually-hidden"> om {}: {}</span></a>',
                    way,
                    "Ändra" if decision else "Besluta",
                    record.number,
                    cause,
                )
                if may and way
                else ""
            )
            said.append((tag, link))
        return format_html_join(mark_safe("<br>"), "{}{}", said)

    def value_decision(self, record: Placement) -> str:
        """For export."""
        return "; ".join(
            StayDecision(decision).label if decision else "beslut saknas" for _c, decision, _w in self._asked(record)
        )

    def __init__(
        self,
        *args: PassedOn,
        prices: Mapping[tuple[int, str], PriceSpan],
        clauses: Mapping[int, ClauseLine],
        **kwargs: PassedOn,
    ) -> None:
        self.prices, self.clauses = prices, clauses
        super().__init__(*args, **kwargs)
