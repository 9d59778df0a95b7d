"""What lists of adjustments, requests and differences show."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from contracts.prices import rules
from contracts.prices.models import AdjustmentLine, PriceAdjustment, PriceDifference, PriceRequest, PriceTerm
from contracts.prices.reports import COLOURS
from contracts.suppliers.models import Supplier
from huddinge_vo.common.files.exports import Share
from huddinge_vo.common.money import percent, sek
from huddinge_vo.common.pages.tables import DateColumn, LinkedColumn, MoneyColumn, Table, TickColumn
from huddinge_vo.common.untyped import PassedOn


class AdjustmentTable(Table):
    """Adjustments, each with its prices."""

    tick = TickColumn(verbose_name="Välj", form="valda", says="Välj")
    contract = LinkedColumn(
        verbose_name="Avtal",
        accessor="contract__number",
        order_by=("contract__number", "pk"),
        attrs={"td": {"class": "when"}},
    )
    supplier = tables.Column(
        verbose_name="Leverantör och område",
        accessor="contract__supplier",
        order_by=("contract__supplier__sort_name", "contract__number", "pk"),
    )
    # In files alone: on the page its code stands under the supplier, so that where each one stands has room to be read.
    area_code = tables.Column(verbose_name="Avtalsområde", default="–", visible=False)
    effective_on = DateColumn(verbose_name="Nytt pris från", order_by=("effective_on", "contract__number", "pk"))
    lines = tables.Column(verbose_name="Pris nu → nytt", empty_values=(), orderable=False, exclude_from_export=True)
    # In files alone, where each price is a row of its own.
    item = tables.Column(verbose_name="Artikel", empty_values=(), visible=False, orderable=False)
    per = tables.Column(verbose_name="Enhet", empty_values=(), visible=False, orderable=False)
    old_sek = MoneyColumn(verbose_name="Pris nu, kr", empty_values=(), visible=False, orderable=False)
    new_sek = MoneyColumn(verbose_name="Nytt pris, kr", empty_values=(), visible=False, orderable=False)
    change = tables.Column(
        verbose_name="Ändring",
        empty_values=(),
        orderable=False,
        exclude_from_export=True,
        attrs={"th": {"class": "num"}, "td": {"class": "num"}},
    )
    change_share = tables.Column(verbose_name="Prisets ändring", empty_values=(), visible=False, orderable=False)
    yearly_effect_sek = MoneyColumn(verbose_name="Effekt per år, kr", decimals=0, default="–")
    status = tables.Column(verbose_name="Status", orderable=False)

    noun = ("prisjustering", "prisjusteringar")
    caption = "Prisjusteringar"

    class Meta(Table.Meta):
        model = PriceAdjustment
        fields: tuple[str, ...] = ()
        empty_text = "Inga prisjusteringar passar."

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.limits = PriceTerm.limits()
        self.line: AdjustmentLine | None = None  # the one that is written to a file

    def render_supplier(self, record: PriceAdjustment, value: Supplier) -> SafeString:
        """With the area's code: its name may be a sentence, and stands whole in the summary above."""
        return format_html('{}<br><span class="muted small">{}</span>', value, record.area_code or "–")  # type: ignore[attr-defined]

    def value_supplier(self, value: Supplier) -> str:
        """For export."""
        return str(value)

    def render_lines(self, record: PriceAdjustment) -> str | SafeString:
        """One price as it is; several folded, all of them there."""
        lines = _lines(record)
        if not lines:
            return "–"
        told = [(line.item.name, sek(line.old_sek), sek(_settled(line)), line.item.get_per_display()) for line in lines]
        one = "{}: {} → {} kr per {}"
        if len(told) == 1:
            return format_html(one, *told[0])
        listed = format_html_join("", "<li>{}: {} → {} kr per {}</li>", told)
        return format_html('<details><summary>{} priser</summary><ul class="mb-0">{}</ul></details>', len(told), listed)

    def in_files(self, record: PriceAdjustment) -> Iterator[PriceAdjustment]:
        """A row for each price, one where there is none; what the adjustment costs stands once, to be added up."""
        for number, line in enumerate(_lines(record) or [None]):
            self.line = line
            if number:
                record.yearly_effect_sek = None
            yield record

    def render_item(self) -> str | None:
        """In files: whose price it is."""
        return self.line.item.name if self.line else None

    def render_per(self) -> str | None:
        """In files: the price of what."""
        return self.line.item.get_per_display() if self.line else None

    def render_old_sek(self) -> Decimal | None:
        """In files: the price now."""
        return self.line.old_sek if self.line else None

    def render_new_sek(self) -> Decimal | None:
        """In files: what it becomes."""
        return _settled(self.line) if self.line else None

    def render_change_share(self) -> Share | None:
        """In files: by how much."""
        return _as_share(rules.share_of_change(self.line.old_sek, _settled(self.line))) if self.line else None

    def render_change(self, record: PriceAdjustment) -> str | SafeString:
        """The lines' change, or from the least to the largest, marked where any is large."""
        low, high = percent(_shares(record)[0], 2), percent(_shares(record)[-1], 2)
        told = low if low == high else f"{low} till {high}"
        limit = self.limits[record.contract.buyer_id]
        if not any(line.changes_much(limit) for line in _lines(record)):
            return told
        return format_html('{}<br><span class="tag tag--off">Stor ändring</span>', told)

    def render_status(self, record: PriceAdjustment) -> str | SafeString:
        """A word, and why it waits."""
        word = format_html(
            '<span class="tag tag--{}">{}</span>',
            COLOURS[PriceAdjustment.Status(record.status)],
            record.get_status_display().capitalize(),
        )
        notes = [record.waits_words] if record.status == "WAITING" else []
        notes += ["Under tröskeln: priset ligger kvar."] if record.is_below_threshold else []
        notes += ["Kvarboende efter avtalets slut."] if record.is_after_end else []
        notes += ["Ändrad för hand."] if record.is_changed_by_hand else []
        return format_html('{}<br><span class="muted small">{}</span>', word, " ".join(notes)) if notes else word

    def value_status(self, record: PriceAdjustment) -> str:
        """For export."""
        return str(record.get_status_display())


def _shares(adjustment: PriceAdjustment) -> list[Decimal] | list[None]:
    """The lines' changes as shares, the least first; one that is unknown where no line has any."""
    found = [
        share
        for line in _lines(adjustment)
        if (share := rules.share_of_change(line.old_sek, _settled(line))) is not None
    ]
    return sorted(found) or [None]


def _as_share(value: Decimal | None) -> Share | None:
    return None if value is None else Share(value)


def _lines(adjustment: PriceAdjustment) -> list[AdjustmentLine]:
    return sorted(adjustment.lines.all(), key=lambda line: (line.item.name, line.pk))


def _settled(line: AdjustmentLine) -> Decimal:
    found: Decimal = line.old_sek if line.is_left_out else line.new_sek
    return found


class PriceRequestTable(Table):
    """Requests for a higher price."""

    received_on = DateColumn(verbose_name="Kom in", order_by=("received_on", "pk"))
    contract = LinkedColumn(
        verbose_name="Avtal",
        accessor="contract__number",
        to=lambda request: request.contract,
        order_by=("contract__number", "pk"),
    )
    supplier = tables.Column(
        verbose_name="Leverantör", accessor="contract__supplier", order_by=("contract__supplier__sort_name", "pk")
    )
    wanted_percent = tables.Column(
        verbose_name="Begärt, procent", default="–", attrs={"th": {"class": "num"}, "td": {"class": "num"}}
    )
    note = tables.Column(verbose_name="Anteckning", orderable=False, default="–")
    registered_by = tables.Column(verbose_name="Registrerad av", orderable=False)
    outcome = tables.Column(verbose_name="Status", empty_values=(), orderable=False)

    noun = ("begäran", "begäran")
    caption = "Begäran om prisjustering"

    class Meta(Table.Meta):
        model = PriceRequest
        fields: tuple[str, ...] = ()
        empty_text = "Ingen begäran passar. Registrera en när den kommer in."

    def render_wanted_percent(self, value: Decimal) -> str:
        """As it was written."""
        return f"{value.normalize():f}".replace(".", ",")

    def value_wanted_percent(self, value: Decimal) -> Decimal:
        """For export."""
        return value

    def render_outcome(self, record: PriceRequest) -> str | SafeString:
        """What came of it, with the way there, and that it came too late or too early."""
        told: str | SafeString = "Inte avgjord"
        adjustment = next(iter(record.adjustments.all()), None)
        if record.declined_at:
            told = f"Avslagen: {record.declined_reason}"
        elif adjustment is not None:
            told = format_html(
                '<a href="{}">{}</a>', adjustment.get_absolute_url(), adjustment.get_status_display().capitalize()
            )
        when, words = ("För sent", record.late_words) if record.late_words else ("För tidigt", record.early_words)
        if not words:
            return told
        return format_html(
            '{}<br><span class="tag tag--off">{}</span> <span class="small">{}</span>', told, when, words
        )

    def value_outcome(self, record: PriceRequest) -> str:
        """For export."""
        adjustments = list(record.adjustments.all())
        if record.declined_at:
            told = f"avslagen: {record.declined_reason}"
        else:
            told = str(adjustments[0].get_status_display()) if adjustments else "inte avgjord"
        if record.late_words:
            return f"{told}; för sent, skulle ha kommit senast {record.ask_by}"
        return f"{told}; för tidigt för nytt pris från {record.asked_for_on}" if record.early_words else told


class DifferenceTable(Table):
    """Differences against final figures."""

    tick = TickColumn(verbose_name="Välj", form="valda", says="Välj")
    contract = LinkedColumn(
        verbose_name="Avtal",
        accessor="line__adjustment__contract__number",
        to=lambda row: row.line.adjustment,
        order_by=("line__adjustment__contract__number", "pk"),
    )
    supplier = tables.Column(
        verbose_name="Leverantör", accessor="line__adjustment__contract__supplier", orderable=False
    )
    item = tables.Column(verbose_name="Prisrad", accessor="line__item__name", orderable=False)
    unit = tables.Column(verbose_name="Verksamhet", accessor="line__item__unit", orderable=False, default="–")
    payer = tables.Column(verbose_name="Förvaltning", order_by=("payer", "pk"), default="–")
    budget_year = tables.Column(verbose_name="Budgetår", order_by=("budget_year", "pk"))
    paid_sek = MoneyColumn(verbose_name="Betalt pris, kr", orderable=False)
    final_sek = MoneyColumn(verbose_name="Slutligt pris, kr", orderable=False)
    bought_sek = MoneyColumn(verbose_name="Köpt, kr", orderable=False)
    broken_months = tables.Column(verbose_name="Delade månader", orderable=False, default="–")
    difference_sek = MoneyColumn(verbose_name="Skillnad, kr", order_by=("difference_sek", "pk"))
    status = tables.Column(verbose_name="Status", orderable=False)

    noun = ("skillnad", "skillnader")
    caption = "Skillnader mot slutliga värden"

    class Meta(Table.Meta):
        model = PriceDifference
        fields: tuple[str, ...] = ()
        empty_text = "Inga skillnader passar. De räknas när ett slutligt indexvärde har kommit."

    def render_status(self, record: PriceDifference) -> str | SafeString:
        """A word; a rejected one says why, and one that waits leads those who may to saying no."""
        colour = {"PROPOSED": "near", "APPROVED": "none", "SETTLED": "good", "REJECTED": "off"}[record.status]
        words = record.get_status_display().capitalize()
        if record.status == "PROPOSED" and self.request.user.has_perm("contracts.approve_priceadjustment", record):
            away = reverse("contracts:difference-reject", args=[record.pk])
            return format_html(
                '<span class="tag tag--{}">{}</span> <a href="{}">Avvisa<span class="visually-hidden"> {}</span></a>',
                colour,
                words,
                away,
                record,
            )
        return format_html('<span class="tag tag--{}">{}</span> {}', colour, words, record.reason)

    def value_status(self, record: PriceDifference) -> str:
        """For export."""
        return str(record.get_status_display())
