"""What the work with price adjustments says: how much waits where, and what one adjustment rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Min, OuterRef, Q, Subquery, Sum

from contracts.index.rules import figure_words
from contracts.plan.models import ContractArea
from contracts.prices import rules
from contracts.prices.models import AdjustmentLine, AdjustmentValue, PriceAdjustment, PriceTerm
from contracts.prices.querysets import PriceAdjustmentQuerySet, last_published_month
from contracts.register.models import ContractVolume
from contracts.register.reports import LetterHead, letter_head
from huddinge_vo.common.index_periods import IndexPeriod
from huddinge_vo.common.money import percent
from huddinge_vo.common.pdf import render_each, render_letters
from huddinge_vo.common.periods import swedish_day

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


_Status = PriceAdjustment.Status
_LETTER = "contracts/prices/price_letters_pdf.html"


COLOURS = {
    _Status.WAITING: "near",
    _Status.PROPOSED: "none",
    _Status.SUBMITTED: "near",
    _Status.APPROVED: "good",
    _Status.REJECTED: "off",
}


def adjustment_effects(adjustments: Sequence[PriceAdjustment]) -> dict[int, Decimal]:
    """What adjustments cost in a year, on the twelve whole months before each: adjustment id → kronor.

    The effect that a proposal is looked at with may rest on earlier months, for the last ones had not come. A
    contract's purchases are parted on its prices as in a proposal; a price that was left out stays. Three questions.
    """
    published = last_published_month()
    if published is None or not adjustments:
        return {each.pk: Decimal(0) for each in adjustments}
    periods = {each.pk: rules.year_before(each.effective_on, published=published) for each in adjustments}
    by_month: defaultdict[int, dict[date, Decimal]] = defaultdict(dict)
    volumes = ContractVolume.objects.filter(
        contract__in={each.contract_id for each in adjustments},
        month__gte=min(each.first for each in periods.values()),
        month__lte=max(each.last for each in periods.values()),
    )
    for contract, month, amount in volumes.order_by("contract", "month", "pk").values_list(
        "contract", "month", "sum_sek"
    ):
        by_month[contract][month] = amount
    lines: defaultdict[int, list[rules.ChangedPrice]] = defaultdict(list)
    told = AdjustmentLine.objects.filter(adjustment__in=list(periods)).order_by("adjustment", "pk")
    for adjustment, old, new, is_left_out, quantity in told.values_list(
        "adjustment", "old_sek", "new_sek", "is_left_out", "item__yearly_quantity"
    ):
        lines[adjustment].append(rules.ChangedPrice(old, old if is_left_out else new, quantity))
    return {
        each.pk: rules.yearly_effect(
            sum((by_month[each.contract_id].get(month, Decimal(0)) for month in periods[each.pk].months()), Decimal(0)),
            lines[each.pk],
        )
        for each in adjustments
    }


@dataclass(frozen=True)
class AreaWork:
    """An area's adjustments that are not decided: how many in each state, what they cost, and the next day to act
    by.
    """

    area_id: int | None
    name: str
    proposed: int
    waiting: int
    submitted: int
    effect_sek: Decimal
    tell_by: date | None


@dataclass(frozen=True)
class Work:
    """All open work, area by area; the areas add up to the totals.

    A contract for several areas stands under its first.
    """

    areas: tuple[AreaWork, ...]
    proposed: int
    waiting: int
    submitted: int
    effect_sek: Decimal
    after_end: int
    tell_by: date | None


def work(*, user: User) -> Work:
    """The open adjustments that a person may know of."""
    first_area = ContractArea.objects.filter(contracts=OuterRef("contract")).order_by("code", "pk")
    open_ = PriceAdjustment.objects.visible_to(user).open()
    counted = (
        open_.annotate(area=Subquery(first_area.values("pk")[:1]), area_name=Subquery(first_area.values("name")[:1]))
        .order_by()
        .values("area", "area_name")
        .annotate(
            proposed=Count("pk", filter=Q(status=_Status.PROPOSED)),
            waiting=Count("pk", filter=Q(status=_Status.WAITING)),
            submitted=Count("pk", filter=Q(status=_Status.SUBMITTED)),
            effect=Sum("yearly_effect_sek"),
            after_end=Count("pk", filter=Q(is_after_end=True)),
            next=Min("tell_by"),
        )
        .order_by("area_name", "area")
    )
    rows = list(counted)
    areas = tuple(
        AreaWork(
            row["area"],
            row["area_name"] or "Utan avtalsområde",
            row["proposed"],
            row["waiting"],
            row["submitted"],
            row["effect"] or Decimal(0),
            row["next"],
        )
        for row in rows
    )
    return Work(
        areas,
        sum(each.proposed for each in areas),
        sum(each.waiting for each in areas),
        sum(each.submitted for each in areas),
        sum((each.effect_sek for each in areas), Decimal(0)),
        sum(row["after_end"] for row in rows),
        min((each.tell_by for each in areas if each.tell_by), default=None),
    )


@dataclass(frozen=True)
class ValueWords:
    """A series in an adjustment: its weight, the two figures with their periods, and its own change."""

    series: str
    href: str
    weight: Decimal
    status: str
    base_period: str
    base_value: Decimal
    new_period: str
    new_value: Decimal
    change: Decimal | None
    source: str
    chain: str


@dataclass(frozen=True)
class LineWords:
    """A price in an adjustment. `share` is its change, null from nothing; a large one is marked."""

    line: AdjustmentLine
    share: Decimal | None
    is_large: bool


@dataclass(frozen=True)
class AdjustmentWords:
    """One adjustment in words and numbers: the figures, the computing written out, the prices and what they cost."""

    adjustment: PriceAdjustment
    colour: str
    values: tuple[ValueWords, ...]
    lines: tuple[LineWords, ...]
    formula: str
    outcome: str
    request: str
    bought_sek: Decimal
    effect_sek: Decimal
    limit_percent: int

    @property
    def large(self) -> int:
        """How many prices change by more than the limit."""
        return sum(each.is_large for each in self.lines)


def adjustment_words(*, adjustment: PriceAdjustment) -> AdjustmentWords:
    """All that an adjustment's page says."""
    values = tuple(
        _value(value) for value in adjustment.values.select_related("series", "index_value").order_by("-weight", "pk")
    )
    limit = PriceTerm.limit_of(adjustment.contract.buyer_id)
    lines = tuple(
        LineWords(
            line,
            rules.share_of_change(line.old_sek, line.old_sek if line.is_left_out else line.new_sek),
            line.changes_much(limit),
        )
        for line in adjustment.lines.select_related("item__unit", "new_price").order_by("item__name", "pk")
    )
    return AdjustmentWords(
        adjustment=adjustment,
        colour=COLOURS[_Status(adjustment.status)],
        values=values,
        lines=lines,
        formula=_formula(adjustment, values),
        outcome=_outcome(adjustment),
        request=_request(adjustment),
        bought_sek=sum((each.line.bought_sek for each in lines), Decimal(0)),
        effect_sek=sum((each.line.effect_sek for each in lines), Decimal(0)),
        limit_percent=limit,
    )


def why_prices_stay(adjustment: PriceAdjustment) -> str:
    """Why an adjustment's prices are not to be changed, and what to do instead; empty where they may be."""
    match adjustment.status:
        case _Status.SUBMITTED:
            return (
                f"Prisjusteringen är skickad till godkännande av {adjustment.submitted_by}, och då ändras inga "
                "priser i den. Lämna tillbaka den på dess sida om ett pris ska ändras."
            )
        case _Status.APPROVED:
            on = f" {swedish_day(adjustment.approved_at)}" if adjustment.approved_at else ""
            return (
                f"Prisjusteringen är godkänd{on} av {adjustment.approved_by}, och priserna ligger fast. "
                "Ska ett annat pris gälla registreras det från en senare dag i avtalets prislista."
            )
        case _Status.REJECTED:
            return f"Prisjusteringen är avvisad av {adjustment.rejected_by}, och priserna ligger kvar som de var."
    return ""


def _value(value: AdjustmentValue) -> ValueWords:
    chain = (
        f"{figure_words(value.index_value.value)} × {figure_words(value.chain_factor)}" if value.chain_factor else ""
    )
    return ValueWords(
        series=value.series.name,
        href=value.series.get_absolute_url(),
        weight=value.weight,
        status=value.get_status_display(),
        base_period=IndexPeriod.parse(value.base_period).label,
        base_value=value.base_value,
        new_period=IndexPeriod.parse(value.new_period).label,
        new_value=value.new_value,
        change=rules.share_of_change(value.base_value, value.new_value),
        source=value.index_value.source,
        chain=chain,
    )


def _formula(adjustment: PriceAdjustment, values: tuple[ValueWords, ...]) -> str:
    """The basket's factor written out with its figures."""
    if adjustment.basket is None or not values:
        return ""
    parts = " + ".join(
        f"{figure_words(each.weight)} · {figure_words(each.new_value)} / {figure_words(each.base_value)}"
        for each in values
    )
    written = figure_words(adjustment.basket.quantize(Decimal("0.000001")))
    return f"F = {parts} = {written}"


def _request(adjustment: PriceAdjustment) -> str:
    """Which request it rests on: when it came, and in which window. Empty where there is none."""
    if adjustment.request is None:
        return ""
    window = rules.Window(adjustment.effective_on, adjustment.opens_on, adjustment.ask_by, adjustment.tell_by)
    return rules.where_it_came(adjustment.request.as_asked(), window)


def _outcome(adjustment: PriceAdjustment) -> str:
    """What the factor led to, in a sentence."""
    if adjustment.basket is None or adjustment.change is None or adjustment.factor is None:
        return adjustment.waits_words
    said = [f"Indexkorgen har ändrats {percent(adjustment.change, 2)} sedan den senaste justeringen."]
    if adjustment.base_stayed:
        said = [
            "Basvärdena låg kvar sedan golvet eller taket höll priset.",
            f"Indexkorgen har ändrats {percent(adjustment.basket - 1, 2)} från dem,",
            f"{percent(adjustment.change, 2)} mot det som priset har fått.",
        ]
    if adjustment.is_below_threshold:
        said.append("Det är under klausulens tröskel, och priset ligger kvar.")
    elif adjustment.factor != adjustment.basket:
        factor = figure_words(adjustment.factor.quantize(Decimal("0.000001")))
        said.append(f"Efter den fasta andelen är faktorn {factor}.")
    return " ".join([*said, _held(adjustment)]).strip()


def _held(adjustment: PriceAdjustment) -> str:
    """That the floor or the cap held a chained price, and from where the next adjustment is computed."""
    if not adjustment.is_held or adjustment.reached is None or adjustment.factor is None:
        return ""
    which = "Golvet" if adjustment.reached > adjustment.factor else "Taket"
    held = (
        f"{which} håller priset: från basen ger index {percent(adjustment.factor - 1, 2)}, och priset har kommit "
        f"{percent(adjustment.reached - 1, 2)}."
    )
    if adjustment.clause.catches_up:
        return f"{held} Basvärdena ligger kvar tills priset har hunnit ikapp."
    return f"{held} Enligt klausulen går resten förlorad: nästa justering räknas från de nya värdena."


@dataclass(frozen=True)
class LetterLine:
    """A price as the supplier is told of it."""

    name: str
    unit: str
    per: str
    old_sek: Decimal
    new_sek: Decimal
    share: Decimal | None
    computed_sek: Decimal
    reason: str


@dataclass(frozen=True)
class PriceLetter:
    """The message to one supplier of its new prices, and how they were computed."""

    head: LetterHead
    number: str
    title: str
    effective_on: date
    approved_on: date | None
    lines: tuple[LetterLine, ...]
    kept: tuple[tuple[str, str], ...]
    values: tuple[ValueWords, ...]
    formula: str
    outcome: str
    is_demo: bool

    @property
    def deviating(self) -> tuple[LetterLine, ...]:
        """The lines whose price was agreed otherwise than the clause gives."""
        return tuple(line for line in self.lines if line.new_sek != line.computed_sek)

    @property
    def subject(self) -> str:
        """What it is about, on a line."""
        return f"Nytt pris från {self.effective_on}, avtal {self.number}"

    @property
    def words(self) -> str:
        """The letter as the text of a mail."""
        return (
            f"Hej,\n\nPriserna i avtal {self.number} gäller från {self.effective_on} enligt det bifogade brevet.\n\n"
            f"Med vänlig hälsning\n{self.head.buyer}\nUpphandling och inköp\n"
        )


def price_letters(adjustments: PriceAdjustmentQuerySet) -> tuple[PriceLetter, ...]:
    """A letter for each approved adjustment, in the suppliers' order; lines whose price stays are left out."""
    found = (
        adjustments.approved()
        .select_related("contract__supplier", "contract__buyer", "contract__owner", "contract__framework__owner")
        .select_related("clause", "approved_by")
        .prefetch_related(
            "contract__supplier__contacts",
            "values__series",
            "values__index_value",
            "lines__item__unit",
            "lines__new_price",
        )
        .order_by("contract__supplier__sort_name", "contract__number", "pk")
    )
    return tuple(_letter(each) for each in found)


def _letter(adjustment: PriceAdjustment) -> PriceLetter:
    contract = adjustment.contract
    values = tuple(
        _value(value) for value in sorted(adjustment.values.all(), key=lambda value: (-value.weight, value.pk))
    )
    lines = sorted(adjustment.lines.all(), key=lambda line: (line.item.name, line.pk))
    return PriceLetter(
        head=letter_head(
            buyer=contract.buyer, supplier=contract.supplier, contract=contract, signed_by=adjustment.approved_by
        ),
        number=contract.number,
        title=contract.title,
        effective_on=adjustment.effective_on,
        approved_on=swedish_day(adjustment.approved_at) if adjustment.approved_at else None,
        lines=tuple(
            LetterLine(
                line.item.name,
                line.item.unit.name if line.item.unit else "",
                line.item.get_per_display(),
                line.old_sek,
                line.new_sek,
                rules.share_of_change(line.old_sek, line.new_sek),
                line.computed_sek,
                line.reason,
            )
            for line in lines
            if line.new_price is not None
        ),
        kept=tuple((line.item.name, line.reason) for line in lines if line.new_price is None and line.reason),
        values=values,
        formula=_formula(adjustment, values),
        outcome=_outcome(adjustment),
        is_demo=contract.buyer.is_demo,
    )


OneByOne = Callable[[Sequence[PriceLetter]], Iterable[PriceLetter]]


def price_letter_pdf(letters: tuple[PriceLetter, ...], *, one_by_one: OneByOne = iter) -> bytes:
    """Letters as one tagged PDF, a page for each. They are gone through `one_by_one`, as they are drawn."""
    title = letters[0].subject if len(letters) == 1 else f"Nya priser, {len(letters)} avtal"
    return render_letters(
        template=_LETTER, letters=one_by_one(letters), title=title, is_demo=any(letter.is_demo for letter in letters)
    )


def price_letter_files(letters: tuple[PriceLetter, ...], *, one_by_one: OneByOne = iter) -> Iterator[bytes]:
    """The same letters as a tagged PDF each, drawn as they are asked for."""
    return render_each(
        template=_LETTER,
        letters=((letter, letter.subject) for letter in one_by_one(letters)),
        is_demo=any(letter.is_demo for letter in letters),
    )
