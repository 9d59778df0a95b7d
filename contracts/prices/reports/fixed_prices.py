"""Fixed prices: what the council decided for each area, what it cost, and what the basket would have given instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.db.models import F, Max, Min, Q, Sum

from contracts.index import rules as index_rules
from contracts.plan.choices import PriceModel
from contracts.plan.models import ContractArea
from contracts.prices import rules
from contracts.prices.models import FixedPriceDecision, Price, PriceClause, PriceItem
from contracts.prices.reports.levels import Levels
from contracts.prices.rules import ComparedYear
from contracts.register.models import Contract, ContractVolume
from contracts.register.querysets import ContractQuerySet
from huddinge_vo.common.index_periods import IndexPeriod
from huddinge_vo.common.money import percent, sek, tkr
from huddinge_vo.common.periods import Period

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User

_MOST_YEARS = 15
# What the council's budget for a year can rest on: the figures of the year before that are out when it is decided.
_YEARS_BEFORE = 1
_QUARTER, _MONTH = 2, 8
_DEFAULT = (("LCI", Decimal("0.8")), ("KPI", Decimal("0.2")))


@dataclass(frozen=True)
class AreaRow:
    """An area with fixed prices, in a list."""

    area: ContractArea
    decision: FixedPriceDecision | None
    price_words: str
    contracts: int


def fixed_price_areas(*, user: User, buyer: Organization, on: date) -> tuple[AreaRow, ...]:
    """The areas whose prices the council sets. The same number of questions however many."""
    areas = list(
        ContractArea.objects.visible_to(user)
        .filter(category__buyer=buyer, price_model=PriceModel.FIXED)
        .select_related("category")
        .order_by("sort_name", "code", "pk")
    )
    decisions: dict[int, FixedPriceDecision] = {}
    for decision in FixedPriceDecision.objects.filter(area__in=areas).order_by("valid_from", "pk"):
        decisions[decision.area_id] = decision
    contracts = _fixed_contracts(user, areas).in_force_on(on)
    held: defaultdict[int, set[int]] = defaultdict(set)
    for contract, area in contracts.values_list("pk", "areas"):
        held[area].add(contract)
    lines: defaultdict[int, list[PriceItem]] = defaultdict(list)
    for item in PriceItem.objects.visible_to(user).filter(area__in=areas).priced_on(on).in_order():
        if item.amount_sek is not None and item.area_id:  # type: ignore[attr-defined]
            lines[item.area_id].append(item)
    return tuple(
        AreaRow(area, decisions.get(area.pk), _price_words(lines[area.pk]), len(held[area.pk])) for area in areas
    )


def _price_words(items: Sequence[Any]) -> str:  # Any: items with the price of the day added
    """1 538,00 kr per dygn, or from what to what."""
    if not items:
        return "ingen prislista"
    if len(items) == 1:
        return f"{sek(items[0].amount_sek)} kr per {items[0].get_per_display()}"
    amounts = [item.amount_sek for item in items]
    return f"{len(items)} priser, {sek(min(amounts))}–{sek(max(amounts))} kr"


def _fixed_contracts(user: User, areas: Iterable[ContractArea]) -> ContractQuerySet:
    of_buyer = Q(contract__buyer=F("contractarea__category__buyer"))
    within = Contract.areas.through.objects.filter(of_buyer, contractarea__in=list(areas)).values("contract")
    return Contract.objects.visible_to(user).signed().filter(price_model=PriceModel.FIXED, pk__in=within)


@dataclass(frozen=True)
class DecisionRow:
    """A decision, what twelve months' purchases before it were, and what it added to them; null where not all are
    known.
    """

    decision: FixedPriceDecision
    bought_in: Period | None
    bought_sek: Decimal | None
    effect_sek: Decimal | None


@dataclass(frozen=True)
class FixedPricePicture:
    """All that an area's page says."""

    decisions: tuple[DecisionRow, ...]
    items: tuple[object, ...]
    contracts: tuple[Contract, ...]
    protected: int
    years: tuple[ComparedYear, ...]
    left_out: str
    preliminary: tuple[int, ...]
    basket_words: str
    missing: tuple[str, ...]
    answer: str
    meant_words: str


@dataclass(frozen=True)
class _Part:
    """A series of the basket, the part of the year it is compared in, and how long before the price."""

    weight: Decimal
    series: int
    period: IndexPeriod
    years_before: int


def fixed_price_picture(*, area: ContractArea, user: User, on: date) -> FixedPricePicture:
    """An area's fixed prices through the years. The same number of questions however many prices and decisions."""
    levels = Levels()
    contracts = list(
        _fixed_contracts(user, [area]).select_related("supplier").prefetch_related("areas").order_by("number", "pk")
    )
    counted_in = _counted_in(_fixed_contracts(user, [area]))
    mine = [each.pk for each in contracts if counted_in[each.pk] == area.pk]
    by_month = _bought_by_month(mine)
    items = list(
        PriceItem.objects.visible_to(user)
        .filter(Q(area=area) | Q(contract__in=contracts))
        .select_related("contract", "unit")
        .priced_on(on)
        .in_order()
    )
    first_day = min((each.valid_from for each in contracts), default=None)
    years, prices, earliest = _prices_by_year(items, on, first_day)
    quantities = {item.pk: item.yearly_quantity for item in items}
    parts, words, lacking = _basket(area, levels)
    price_factors, basket_factors, missing, preliminary = [], [], list(lacking), []
    for year in years[1:]:
        factor = rules.prices_changed(prices[year - 1], prices[year], quantities)
        if factor is None:
            missing.append(f"ett pris som gäller både {year - 1} och {year}")
        price_factors.append(factor)
        ratios: list[tuple[Decimal, Fraction | None]] = []
        for part in parts:
            until = part.period.moved(year - part.years_before - part.period.year)
            moved = levels.moved(part.series, until.moved(-1), until)
            ratios.append((part.weight, moved.ratio if moved else None))
            if moved is None:
                missing.append(_lacks(levels, part, until))
            elif moved.is_preliminary:
                preliminary.append(year)
        basket_factors.append(rules.basket_changed(ratios))
    bought: dict[int, Decimal] = {}
    for month, amount in by_month.items():
        bought[month.year] = bought.get(month.year, Decimal(0)) + amount
    compared = (
        rules.compared_years(years, rules.index_from_100(price_factors), rules.index_from_100(basket_factors), bought)
        if years
        else ()
    )
    return FixedPricePicture(
        decisions=_decision_rows(area, by_month),
        items=tuple(item for item in items if item.amount_sek is not None),  # type: ignore[attr-defined]
        contracts=tuple(each for each in contracts if _is_in_force(each, on)),
        protected=_protected(area, user, on),
        years=compared,
        left_out=_left_out(years, earliest, first_day),
        preliminary=tuple(sorted(set(preliminary))),
        basket_words=words,
        missing=tuple(dict.fromkeys(missing)),
        answer=_answer(compared),
        meant_words=_meant(compared),
    )


def _is_in_force(contract: Contract, on: date) -> bool:
    return contract.valid_from <= on and (contract.ends_on is None or contract.ends_on >= on)


def _counted_in(contracts: ContractQuerySet) -> dict[int, int]:
    """The areas that contracts' purchases are counted in, each in its first by code: contract id → area id."""
    first: dict[int, tuple[str, int]] = {}
    for contract, *area in contracts.order_by().values_list("pk", "areas__code", "areas"):
        first[contract] = min(first.get(contract, tuple(area)), tuple(area))
    return {contract: area for contract, (_, area) in first.items()}


def _protected(area: ContractArea, user: User, on: date) -> int:
    of_area = Contract.objects.filter(areas=area, buyer=area.category.buyer_id, price_model=PriceModel.FIXED)
    every = of_area.in_force_on(on)
    count: int = every.exclude(pk__in=Contract.objects.visible_to(user)).count()
    return count


def _bought_by_month(contracts: Sequence[int]) -> dict[date, Decimal]:
    found = ContractVolume.objects.filter(contract__in=list(contracts)).order_by().values("month")
    return dict(found.annotate(total=Sum("sum_sek")).values_list("month", "total"))


def _left_out(years: Sequence[int], earliest: int | None, first_day: date | None) -> str:
    """Which years of prices are not in the picture since nothing could be bought at them, in a sentence; else empty."""
    if not years or earliest is None or first_day is None or earliest >= years[0] or years[0] != first_day.year:
        return ""
    span = str(earliest) if earliest == years[0] - 1 else f"{earliest}–{years[0] - 1}"
    return (
        f"Bilden börjar {years[0]}: områdets första avtal gäller från {first_day}. "
        f"Priser som är registrerade för {span} är inte med."
    )


def _prices_by_year(
    items: Sequence[PriceItem], on: date, first_day: date | None
) -> tuple[list[int], dict[int, dict[int, Decimal]], int | None]:
    """What each line cost on the last day of each year, from the first year that has both a price and a contract.

    With the first year that any price counts in: years before the first contract are left out, for nothing was bought.
    """
    spans = list(
        Price.objects.standing()
        .filter(item__in=[item.pk for item in items])
        .order_by("item", "valid_from", "pk")
        .values_list("item", "valid_from", "valid_until", "amount_sek")
    )
    if not spans:
        return [], {}, None
    earliest = min(first.year for _, first, _, _ in spans)
    last = max(on.year, *(first.year for _, first, _, _ in spans))
    begins = max(earliest, first_day.year) if first_day else earliest
    first_year = min(max(begins, last - _MOST_YEARS), last)
    years = list(range(first_year, last + 1))
    found: dict[int, dict[int, Decimal]] = {year: {} for year in years}
    for item, first, until, amount in spans:
        for year in years:
            day = date(year, 12, 31)
            if first <= day and (until is None or until >= day):
                found[year][item] = amount
    return years, found, earliest


def _basket(area: ContractArea, levels: Levels) -> tuple[list[_Part], str, list[str]]:
    """What the area's prices would have followed: its own basket where it has one, else 80/20 of LCI and KPI."""
    clause = (
        PriceClause.objects.filter(area=area, kind=PriceClause.Kind.INDEX)
        .prefetch_related("components__series")
        .first()
    )
    if clause is not None:
        own = sorted(clause.components.all(), key=lambda part: (-part.weight, part.pk))
        parts = [
            _Part(part.weight, part.series_id, IndexPeriod.parse(part.base_period), part.years_before) for part in own
        ]
        return parts, f"områdets egen indexkorg: {_words(parts, levels)}", []
    parts, lacking = [], []
    for kind, weight in _DEFAULT:
        series = levels.first_of(kind)
        if series is None:
            lacking.append(f"en serie för {kind}")
            continue
        code = {"QUARTER": f"2000K{_QUARTER}", "MONTH": f"2000M{_MONTH:02}", "YEAR": "2000"}[series.frequency]
        parts.append(_Part(weight, series.pk, IndexPeriod.parse(code), _YEARS_BEFORE))
    if lacking:
        return [], "80 procent LCI och 20 procent KPI", lacking
    return parts, _words(parts, levels), []


def _words(parts: Sequence[_Part], levels: Levels) -> str:
    return " och ".join(
        f"{sek(part.weight * 100, 0)} procent {levels.series[part.series]} "
        f"({_part_words(part.period)} {_years_before_words(part.years_before)})"
        for part in parts
    )


def _years_before_words(years: int) -> str:
    if years == 0:
        return "samma år"
    return "året före" if years == 1 else f"{years} år före"


def _part_words(period: IndexPeriod) -> str:
    """Kvartal 2, augusti; or the whole year."""
    words = str(period.label).removesuffix(str(period.year)).strip()
    return words or "helåret"


def _lacks(levels: Levels, part: _Part, until: IndexPeriod) -> str:
    return f"{levels.series[part.series]} för {until.moved(-1).label} eller {until.label}"


def _decision_rows(area: ContractArea, by_month: dict[date, Decimal]) -> tuple[DecisionRow, ...]:
    published = ContractVolume.objects.aggregate(first=Min("month"), last=Max("month"))
    decisions = FixedPriceDecision.objects.filter(area=area).select_related("entered_by").order_by("-valid_from", "-pk")
    return tuple(_decision_row(each, by_month, published["first"], published["last"]) for each in decisions)


def _decision_row(
    decision: FixedPriceDecision, by_month: dict[date, Decimal], first: date | None, last: date | None
) -> DecisionRow:
    """With the twelve months before it, or the last twelve that are published."""
    if first is None or last is None:
        return DecisionRow(decision, None, None, None)
    period = rules.year_before(decision.valid_from, published=last)
    if period.first < first:
        return DecisionRow(decision, None, None, None)
    bought = sum((by_month.get(month, Decimal(0)) for month in period.months()), Decimal(0))
    return DecisionRow(decision, period, bought, decision_effect(bought, decision.percent))


def decision_effect(bought: Decimal, changed_percent: Decimal) -> Decimal:
    """What a change adds to a year's purchases: 2.5 per cent of 1 000 000 is 25 000.00."""
    return index_rules.half_up(Fraction(bought) * Fraction(changed_percent) / 100, 2)


def last_year_bought(*, area: ContractArea, user: User, changes_on: date) -> tuple[Period, Decimal] | None:
    """What was bought at the area's fixed prices in the twelve months that a change on a day rests on, as far as the
    person may see.
    """
    last = ContractVolume.objects.aggregate(last=Max("month"))["last"]
    if last is None:
        return None
    period = rules.year_before(changes_on, published=last)
    counted_in = _counted_in(_fixed_contracts(user, [area]))
    by_month = _bought_by_month([contract for contract, first in counted_in.items() if first == area.pk])
    return period, sum((by_month.get(month, Decimal(0)) for month in period.months()), Decimal(0))


def decision_effects(decisions: Sequence[FixedPriceDecision], *, user: User) -> dict[int, Decimal]:
    """What each decision added to the purchases of the twelve months before it: decision id → kronor.

    As far as the person may see the contracts; one that rests on months with no published volumes is left out, for what
    it added is not known. A contract of several areas is counted in its first, as on each area's page. Three questions.
    """
    if not decisions:
        return {}
    published = ContractVolume.objects.aggregate(first=Min("month"), last=Max("month"))
    if published["first"] is None:
        return {}
    areas = {each.area_id for each in decisions}
    of_areas = ContractArea.objects.filter(pk__in=areas)
    counted_in = _counted_in(_fixed_contracts(user, of_areas))
    periods = {each.pk: rules.year_before(each.valid_from, published=published["last"]) for each in decisions}
    by_area: defaultdict[int, defaultdict[date, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    volumes = ContractVolume.objects.filter(
        contract__in=list(counted_in),
        month__gte=min(each.first for each in periods.values()),
        month__lte=max(each.last for each in periods.values()),
    )
    for contract, month, amount in volumes.order_by("contract", "month", "pk").values_list(
        "contract", "month", "sum_sek"
    ):
        by_area[counted_in[contract]][month] += amount
    found = {}
    for decision in decisions:
        period = periods[decision.pk]
        if period.first >= published["first"]:
            bought = sum((by_area[decision.area_id][month] for month in period.months()), Decimal(0))
            found[decision.pk] = decision_effect(bought, decision.percent)
    return found


def _answer(years: Sequence[ComparedYear]) -> str:
    """Activity 2.5's question in a sentence."""
    known = [each for each in years[1:] if each.difference is not None]
    if not known:
        return ""
    last, since = known[-1], years[0].year
    assert last.difference is not None
    to = "" if last is years[-1] else f" till {last.year}"
    written = percent(abs(last.difference), 1).split("\N{NO-BREAK SPACE}")[0]
    if written == "0,0":
        return f"Fast pris har gett samma pris som indexkorgen sedan {since}{to}."
    side = "lägre" if last.difference < 0 else "högre"
    return f"Fast pris har gett {written} procent {side} pris än indexkorgen sedan {since}{to}."


def _meant(years: Sequence[ComparedYear]) -> str:
    known = [each for each in years[1:] if each.meant_sek is not None]  # the first year is where both begin
    if not known:
        return ""
    total = sum((each.meant_sek or Decimal(0) for each in known), Decimal(0))
    when = str(known[0].year) if len(known) == 1 else f"{known[0].year}–{known[-1].year}"
    side = "mindre" if total < 0 else "mer"
    return f"På det som köptes {when} är det {tkr(abs(total))} tkr {side} än indexkorgen hade kostat."
