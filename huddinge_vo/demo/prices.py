"""The demo's prices: invented index values that say so, clauses, price lists, and the years' adjustments by the real
engine.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import prod
from random import Random

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet, Sum

from contracts.index.models import IndexSeries, IndexValue
from contracts.index.reference import load_index_series
from contracts.plan.models import ContractArea
from contracts.prices.actions import (
    approve_adjustments,
    decide_fixed_price,
    find_differences,
    letters_to_mail,
    propose_adjustments,
    submit_adjustments,
)
from contracts.prices.models import (
    AdjustmentLetter,
    ClauseComponent,
    FixedPriceDecision,
    Price,
    PriceAdjustment,
    PriceClause,
    PriceItem,
    PriceRequest,
)
from contracts.register.models import Contract, ContractVolume, Framework
from huddinge_vo.common.index_periods import Frequency, IndexPeriod
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.workdays import working_day_from
from huddinge_vo.demo.care import CARE, Item
from huddinge_vo.demo.chance import stream
from huddinge_vo.demo.days import morning

_FIRST_YEAR = 2018
_FIRST_ADJUSTED = 2019  # the first autumn that a price could be adjusted in
_AUTUMN = (10, 15)
_SENT_AFTER = 20  # days from a proposal until it is sent to be approved
_SOURCE = "Påhittat demovärde"
_LCI_LAG, _KPI_LAG = timedelta(days=80), timedelta(days=14)
_FINAL_AFTER = timedelta(days=365)
# Yearly growth in per cent, invented: what matters is that pictures have something to show.
_WAGES = {2018: 2.4, 2019: 2.6, 2020: 2.1, 2021: 2.7, 2022: 2.9, 2023: 4.0, 2024: 3.8, 2025: 3.4, 2026: 3.3}
_PRICES = {2018: 2.0, 2019: 1.8, 2020: 0.5, 2021: 2.2, 2022: 8.4, 2023: 8.5, 2024: 2.8, 2025: 0.9, 2026: 0.6}
_OPI = {2022: ("2.6", "3.1"), 2023: ("3.5", "4.6"), 2024: ("3.9", "3.7"), 2025: ("3.2", "3.3"), 2026: ("3.1", "")}
_KPI_CHAIN = Decimal("3.3592")
_COUNCIL = {2023: "2.6", 2024: "3.0", 2025: "2.4", 2026: "2.7"}
_ENTERED_BEFORE = 20  # days before a contract begins that its prices are written in
_FEW = {"DAY": (5, 30), "HOUR": (20, 80), "MONTH": (1, 4), "VISIT": (5, 30), "PLACE": (5, 30)}
_NEGOTIATED, _SETTLES = "FO-LEDS", "IFO-VUX-BERO"


def load_prices(*, buyer: Organization, users: dict[str, User], on: date, at: datetime) -> None:
    """Index values up to a day, clauses, price lists, the adjustments of the last years, and what is to be done now."""
    series = _series(on, at)
    rounds = _clauses(buyer, series, on)
    _price_lists(rounds, users["upphandlare"], on)
    _fixed_prices(buyer, users["kategoriledare"], on)
    for year in range(_FIRST_ADJUSTED, on.year):
        _adjusted(buyer, users, working_day_from(date(year, *_AUTUMN)))
    # This autumn's are proposed on their own day too, when it has come; some have been sent on since.
    day = min(on, date(on.year, *_AUTUMN))
    _requests(buyer, users["controller"], day)
    propose_adjustments(buyer=buyer, on=day, at=morning(day))
    waiting = PriceAdjustment.objects.filter(contract__buyer=buyer, status="PROPOSED").order_by("pk")
    some = list(waiting.values_list("pk", flat=True)[:6])
    submit_adjustments(
        adjustment_ids=some, by=users["controller"], at=morning(min(on, day + timedelta(days=_SENT_AFTER)))
    )
    find_differences(buyer=buyer, at=at)


def _series(on: date, at: datetime) -> dict[str, IndexSeries]:
    """The known series, marked as holding invented values, with values up to a day."""
    load_index_series(at=at)
    IndexSeries.objects.update(is_invented=True)
    names = {"lci": "LCI-ARB-Q", "lci_office": "LCI-TJM-Q", "kpi_old": "KPI-1980", "kpi": "KPI-2020", "opi": "OPI"}
    found = {name: IndexSeries.objects.get(code=code) for name, code in names.items()}
    values = [*_wages(found["lci"], Decimal(132), on, at), *_wages(found["lci_office"], Decimal(136), on, at)]
    values += [*_consumer_prices(found["kpi_old"], found["kpi"], on, at), *_opi(found["opi"], on, at)]
    IndexValue.objects.bulk_create(values)
    return found


def _value(  # noqa: PLR0917 - one row of a table below
    of: IndexSeries, period: IndexPeriod, value: Decimal, status: str, published: date, at: datetime
) -> IndexValue:
    return IndexValue(
        series=of,
        period=period.code,
        first_on=period.first,
        status=status,
        value=value,
        published_on=published,
        fetched_at=at,
        source=_SOURCE,
    )


def _grown(level: Decimal, percent: float, parts: int) -> Decimal:
    return level * (1 + Decimal(str(percent)) / 100 / parts)


def _wages(of: IndexSeries, level: Decimal, on: date, at: datetime) -> list[IndexValue]:
    """Quarters: a preliminary figure after eighty days, and a final one, a little other, a year later."""
    found: list[IndexValue] = []
    chance = stream("index", of.code)
    for year in range(_FIRST_YEAR, on.year + 1):
        for quarter in range(1, 5):
            level = _grown(level, _WAGES.get(year, 3.0), 4)
            period = IndexPeriod(year, quarter, Frequency.QUARTER)
            published = period.last + _LCI_LAG
            if published > on:
                return found
            first = round(level + Decimal(chance.choice((-3, -1, 0, 2, 4))) / 10, 1)
            found.append(_value(of, period, first, "PRELIMINARY", published, at))
            if published + _FINAL_AFTER <= on:
                found.append(_value(of, period, round(level, 1), "FINAL", published + _FINAL_AFTER, at))
    return found


def _consumer_prices(old: IndexSeries, new: IndexSeries, on: date, at: datetime) -> list[IndexValue]:
    """Months: in the old base to the end of 2025, then in the new one."""
    found: list[IndexValue] = []
    level = Decimal(322)
    for year in range(_FIRST_YEAR, on.year + 1):
        for month in range(1, 13):
            level = _grown(level, _PRICES.get(year, 2.0), 12)
            period = IndexPeriod(year, month, Frequency.MONTH)
            published = period.last + _KPI_LAG
            if published > on:
                return found
            if year <= 2025:
                found.append(_value(old, period, round(level, 2), "FINAL", published, at))
            else:
                found.append(_value(new, period, round(level / _KPI_CHAIN, 2), "FINAL", published, at))
    return found


def _opi(of: IndexSeries, on: date, at: datetime) -> list[IndexValue]:
    found = []
    for year, (preliminary, final) in _OPI.items():
        period = IndexPeriod(year, 1, Frequency.YEAR)
        if year <= on.year:
            found.append(_value(of, period, Decimal(preliminary), "PRELIMINARY", date(year - 1, 12, 1), at))
        if final and year < on.year:
            found.append(_value(of, period, Decimal(final), "FINAL", date(year, 12, 1), at))
    return found


def _clauses(buyer: Organization, series: dict[str, IndexSeries], on: date) -> list[Framework]:
    """Each round of tendered prices that has contracts now gets the basket with values from before it began."""
    current = Contract.objects.signed().filter(buyer=buyer, price_model="TENDERED").in_force_on(on)
    rounds = list(
        Framework.objects.filter(pk__in=current.values("framework"), is_secret=False)
        .prefetch_related("areas")
        .order_by("number", "pk")
    )
    values = {
        (value.series_id, value.period): value.value
        for value in IndexValue.objects.filter(status="FINAL").order_by("pk")
    }
    for each in rounds:
        codes = {area.code for area in each.areas.all()}
        if _NEGOTIATED in codes:
            PriceClause.objects.create(framework=each, kind=PriceClause.Kind.NEGOTIATION)
            continue
        year = max(each.valid_from.year - 1, _FIRST_YEAR)
        clause = PriceClause.objects.create(
            framework=each,
            needs_request=stream("asks", each.number).random() < 0.3,
            lowest_percent=Decimal(0) if stream("floor", each.number).random() < 0.4 else None,
            settles_on_final=_SETTLES in codes,
        )
        quarter, month = f"{year}K2", f"{year}M06"
        ClauseComponent.objects.bulk_create(
            [
                ClauseComponent(
                    clause=clause,
                    series=series["lci"],
                    weight=Decimal("0.8"),
                    status="PRELIMINARY",
                    base_period=quarter,
                    base_value=_preliminary(series["lci"], quarter),
                    base_value_final=values.get((series["lci"].pk, quarter)),
                ),
                ClauseComponent(
                    clause=clause,
                    series=series["kpi_old"],
                    weight=Decimal("0.2"),
                    base_period=month,
                    base_value=values[series["kpi_old"].pk, month],
                ),
            ]
        )
    for area in ContractArea.objects.filter(category__buyer=buyer, price_model="FIXED").order_by("code", "pk"):
        PriceClause.objects.create(area=area, kind=PriceClause.Kind.COUNCIL)
    return rounds


def _preliminary(of: IndexSeries, period: str) -> Decimal:
    found: Decimal = IndexValue.objects.get(series=of, period=period, status="PRELIMINARY").value
    return found


def _price_lists(rounds: list[Framework], by: User, on: date) -> None:
    """Each contract of the rounds gets its prices from its first day, written in when it was signed."""
    contracts = (
        Contract.objects.signed()
        .filter(framework__in=rounds, supplier__is_secret=False, is_secret=False)
        .prefetch_related("areas")
        .order_by("number", "pk")
    )
    bought = _bought(contracts, on)
    items, prices = [], []
    for contract in contracts:
        chance = stream("prices", contract.number)
        area = min(area.code for area in contract.areas.all())
        level = chance.random()  # a cheap tenderer is cheap in all it sells
        risen = _risen(contract.valid_from.year, on.year)
        for told in CARE[area].items:
            amount = _tendered(told, level, chance)
            item = PriceItem(
                contract=contract,
                name=told.name,
                per=told.per,
                vat_percent=0,
                yearly_quantity=_quantity(told, bought.get(contract.pk), amount * risen, chance),
            )
            items.append(item)
            prices.append(
                Price(
                    item=item,
                    amount_sek=amount,
                    valid_from=contract.valid_from,
                    entered_by=by,
                    entered_at=morning(working_day_from(contract.valid_from - timedelta(days=_ENTERED_BEFORE))),
                )
            )
    PriceItem.objects.bulk_create(items, batch_size=1000)
    Price.objects.bulk_create(prices, batch_size=1000)


def _bought(contracts: QuerySet[Contract], on: date) -> dict[int, Decimal]:
    """What was bought on each contract in a year, by the twelve months before a day; those not called on are not there.

    What stands in a price list as the yearly quantity is what the buyer reckons with, and that is what it has bought.
    """
    until = on.replace(day=1)
    months = ContractVolume.objects.filter(
        contract__in=contracts, month__gte=until - relativedelta(months=12), month__lt=until
    )
    return dict(months.values("contract").annotate(sum=Sum("sum_sek")).filter(sum__gt=0).values_list("contract", "sum"))


def _risen(since: int, until: int) -> Decimal:
    """How many times its first price something costs now, by the usual basket: near enough to divide a year by."""
    whole = Decimal(1)
    for year in range(since, until):
        whole *= 1 + (Decimal(str(_WAGES.get(year, 3.0))) * 4 + Decimal(str(_PRICES.get(year, 2.0)))) / 500
    return whole


def _quantity(told: Item, bought: Decimal | None, price: Decimal, chance: Random) -> Decimal:
    """How many a year: what the year's purchases come to at the price, and a handful where nobody has called off."""
    if bought is None:
        return Decimal(chance.randint(*_FEW[told.per]))
    return max(Decimal(round(bought * Decimal(str(told.share)) / price)), Decimal(1))


def _tendered(item: Item, level: float, chance: Random) -> Decimal:
    """What one tenderer asks for: between the item's bounds, near its own level, in whole fives."""
    at = min(max(level + chance.uniform(-0.15, 0.15), 0.0), 1.0)
    return Decimal(round((item.low + at * (item.high - item.low)) / 5) * 5)


def _fixed_prices(buyer: Organization, by: User, on: date) -> None:
    """Areas where the council sets the price: a list of each, and a decision every year, entered when it was made."""
    held = Contract.objects.signed().filter(buyer=buyer, price_model="FIXED", is_secret=False)
    bought = _bought(held, on)
    of_area: dict[int, Decimal] = defaultdict(Decimal)
    for contract, area_id in held.filter(pk__in=bought).values_list("pk", "areas").order_by("areas", "pk"):
        of_area[area_id] += bought[contract]
    risen = prod(1 + Decimal(percent) / 100 for year, percent in _COUNCIL.items() if year <= on.year)
    for area in ContractArea.objects.filter(category__buyer=buyer, price_model="FIXED").select_related("category"):
        chance = stream("fixed", area.code)
        for told in CARE[area.code].items:
            amount = Decimal(chance.randint(told.low, told.high))
            quantity = _quantity(told, of_area[area.pk], amount * risen, chance) if of_area.get(area.pk) else None
            item = PriceItem.objects.create(
                area=area, name=told.name, per=told.per, vat_percent=0, yearly_quantity=quantity
            )
            Price.objects.create(
                item=item,
                amount_sek=amount,
                valid_from=date(2022, 1, 1),
                entered_by=by,
                entered_at=morning(date(2021, 11, 22)),
            )
        for year, percent in _COUNCIL.items():
            if year <= on.year:
                decision = FixedPriceDecision(
                    area=area,
                    valid_from=date(year, 1, 1),
                    percent=Decimal(percent),
                    decided_on=date(year - 1, 11, 20),
                    note="Påhittat beslut i demon",
                )
                decide_fixed_price(decision=decision, rounding="KRONA", by=by, at=morning(decision.decided_on))


def _adjusted(buyer: Organization, users: dict[str, User], on: date) -> None:
    """One autumn's adjustments: asked for, proposed, sent by one and approved by another, and told of by mail."""
    at = morning(on)
    _requests(buyer, users["controller"], on)
    propose_adjustments(buyer=buyer, on=on, at=at)
    ready = list(PriceAdjustment.objects.filter(contract__buyer=buyer, status="PROPOSED").values_list("pk", flat=True))
    submit_adjustments(adjustment_ids=ready, by=users["controller"], at=at)
    approve_adjustments(adjustment_ids=ready, by=users["kategoriledare"], at=at + timedelta(days=14))
    by, told = users["avtalscontroller"], at + timedelta(days=21)
    AdjustmentLetter.objects.bulk_create(
        AdjustmentLetter(adjustment=adjustment, address=address, asked_by=by, asked_at=told, sent_at=told)
        for adjustment, address in letters_to_mail(adjustment_ids=ready, by=by).letters
    )
    PriceAdjustment.objects.filter(contract__buyer=buyer, status="WAITING").delete()  # that autumn is over


def _requests(buyer: Organization, by: User, on: date) -> None:
    """Most suppliers that have to ask, and whose prices have been fixed a year by New Year, have asked in time."""
    clauses = {
        clause.framework_id: clause.calendar()
        for clause in PriceClause.objects.filter(kind="INDEX", needs_request=True, framework__buyer=buyer)
    }
    contracts = (
        Contract.objects.signed()
        .filter(buyer=buyer, framework__in=clauses, valid_from__lte=date(on.year, 1, 1))
        .in_force_on(on)
        .order_by("number", "pk")
    )
    received = min(on, date(on.year, 10, 12))
    asked_for = date(on.year + 1, 1, 1)
    PriceRequest.objects.bulk_create(
        PriceRequest(
            contract=contract,
            received_on=received,
            note="Begäran enligt avtalets klausul",
            asked_for_on=asked_for,
            ask_by=clauses[contract.framework_id].window(asked_for).ask_by,
            registered_by=by,
            registered_at=morning(received),
        )
        for contract in contracts
        if stream("request", contract.number, on.year).random() < 0.8
    )
