"""The demo's supplier ledger: files after "Specifikation för leverantörsreskontra" 1.1, and the rules that sort them.

What 2021 cost is the category plan's: 238, 170 and 97 million kronor in the subcategories, to the öre, and 67 million
that were booked on the whole category. Which suppliers each month's kronor go to is chance, steered by how much is to
be bought on contract. What came of it is for the loyalty computation to say.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from math import pi, sin
from random import Random

from activities.reference import PLAN_UNTIL
from followup.demo.chance import split, spread, stream
from followup.demo.register import DemoContract, register
from followup.demo.suppliers import DemoSupplier, in_segment, org_number

FIRST_YEAR = 2021
LAST_MONTH = PLAN_UNTIL.replace(day=1)  # the story ends with the plan
MONTHLY_FROM = 2026  # one file a year before, one a month from then on
_MILLION = 100_000_000  # in öre
TOTALS_2021 = {"IFO": 97 * _MILLION, "FO": 170 * _MILLION, "ÄO": 238 * _MILLION, "VO": 67 * _MILLION}
_GROWTH = 1.04

# Share bought on contract, by 1 July of each year; in between along a straight line.
_ON_CONTRACT = {
    "IFO": (0.790, 0.797, 0.806, 0.824, 0.846, 0.862, 0.870),
    "FO": (0.830, 0.836, 0.847, 0.864, 0.882, 0.892, 0.897),
    "ÄO": (0.930, 0.932, 0.935, 0.931, 0.934, 0.938, 0.940),
    "VO": (0.530, 0.555, 0.590, 0.620, 0.650, 0.680, 0.700),
}
# Of that, what the computation cannot place: the supplier's number is missing, wrong or struck out.
_UNREADABLE = {"IFO": 0.012, "FO": 0.008, "ÄO": 0.005, "VO": 0.020}
_INVOICES_A_MONTH = {"IFO": 213, "FO": 150, "ÄO": 116, "VO": 36}
# How money outside contract divides among the reasons for it, where there is anybody for that reason.
_OUTSIDE = {"never": 0.70, "ended": 0.14, "not begun": 0.06, "elsewhere": 0.04, "other area": 0.02, "direct": 0.04}
# How much is bought in an area beside what its suppliers' sizes say.
_NEED = {"IFO-HVB-BEH": 2.4, "IFO-HVB-AKUT": 1.6, "IFO-JOUR": 1.4, "IFO-OV-FAM": 0.6, "IFO-LOV-FAM": 0.15}
_NEED |= {"IFO-OV-DAG": 0.7, "FO-LSS": 1.3, "FO-LOV-DV": 0.8, "AO-LOV-SABO": 2.5, "AO-LOV-HEMTJ": 1.6, "AO-65": 0.7}


@dataclass(frozen=True)
class Account:
    """An account of the ledger, what it is for, and the rule that sorts it: a subcategory, an area, an exclusion."""

    number: str
    text: str
    category: str
    areas: tuple[str, ...] = ()
    area: str = ""
    exclusion: str = ""


ACCOUNTS = (
    Account("45120", "Ersättning till Försäkringskassan", "", exclusion="Betalning till Försäkringskassan"),
    Account("45130", "Personlig assistans", "", exclusion="Personlig assistans"),
    Account("46311", "HVB barn och unga", "IFO", ("IFO-HVB-BEH", "IFO-HVB-AKUT")),
    Account("46312", "Jourhem och behandlingsfamilj", "IFO", ("IFO-JOUR",), area="IFO-JOUR"),
    Account("46313", "Skyddat boende", "IFO", ("IFO-SKYDD", "IFO-AVHOPP")),
    Account("46321", "Öppenvård barn och unga", "IFO", ("IFO-OV-STOD", "IFO-OV-FAM")),
    Account("46322", "Dagbehandling med skola", "IFO", ("IFO-OV-DAG",)),
    Account("46331", "Dygnetruntinsatser vuxna", "IFO", ("IFO-VUX-PSYK", "IFO-VUX-BERO")),
    Account("46332", "Stödboende och natthärbärge", "IFO", ("IFO-STODBO", "IFO-NATT")),
    Account("46341", "Familjerådgivning", "IFO", ("IFO-LOV-FAM",), area="IFO-LOV-FAM"),
    Account("46411", "Bostad med särskild service LSS", "FO", ("FO-LSS",), area="FO-LSS"),
    Account("46412", "Särskilt boende under 65 år", "FO", ("FO-SOCPSYK", "FO-DEMSOM")),
    Account("46413", "Drift av gruppbostad", "FO", ("FO-GRUPP",), area="FO-GRUPP"),
    Account("46421", "Daglig verksamhet", "FO", ("FO-LOV-DV",), area="FO-LOV-DV"),
    Account("46422", "Korttidsvistelse", "FO", ("FO-LOV-KORT",), area="FO-LOV-KORT"),
    Account("46423", "Boendestöd", "FO", ("FO-LOV-BOST",), area="FO-LOV-BOST"),
    Account("46424", "Ledsagning och avlösning", "FO", ("FO-LEDS", "FO-LOV-LEDS")),
    Account("46511", "Särskilt boende för äldre", "ÄO", ("AO-LOV-SABO",), area="AO-LOV-SABO"),
    Account("46512", "Enstaka platser för äldre", "ÄO", ("AO-65",), area="AO-65"),
    Account("46521", "Hemtjänst", "ÄO", ("AO-LOV-HEMTJ",), area="AO-LOV-HEMTJ"),
    Account("46900", "Vård och omsorg, ej fördelat", "VO"),
)
_BY_AREA = {area: account for account in ACCOUNTS for area in account.areas}
_BY_CATEGORY = {
    code: tuple(account for account in ACCOUNTS if account.category == code) for code in ("IFO", "FO", "ÄO", "VO")
}
# Where most outside contract is bought, by subcategory: the commonest needs first.
_COMMON_NEEDS = {
    "IFO": ("46311", "46311", "46312", "46313", "46321", "46331", "46332"),
    "FO": ("46411", "46412", "46412", "46421", "46422", "46424"),
    "ÄO": ("46511", "46512", "46512", "46521"),
    "VO": ("46900",),
}
_BY_NUMBER = {account.number: account for account in ACCOUNTS}

SOF, BUF, KSF = "Socialförvaltningen", "Barn- och utbildningsförvaltningen", "Kommunstyrelsens förvaltning"
SOCIAL_INSURANCE = ("Försäkringskassan (demo)", org_number(90001))
STATE_HOMES = ("Statens institutionsstyrelse (demo)", org_number(90002))


@dataclass(frozen=True)
class DemoRule:
    """A classification rule, in the order they are tried. An empty condition matches everything."""

    order: int
    supplier_ref: str = ""
    account_from: str = ""
    account_to: str = ""
    unit: str = ""
    category: str = ""
    area: str = ""
    exclusion: str = ""


@cache
def rules() -> tuple[DemoRule, ...]:
    """What sorts the demo's ledger: exclusions, then areas by account, then subcategories, last the whole category."""
    found = [DemoRule(0, supplier_ref=STATE_HOMES[1], exclusion="Statens institutionsstyrelse")]
    found += [
        DemoRule(0, account_from=account.number, account_to=account.number, exclusion=account.exclusion)
        for account in ACCOUNTS
        if account.exclusion
    ]
    found.append(DemoRule(0, account_from="46300", account_to="46399", unit=BUF, category="IFO", area="IFO-OV-DAG"))
    found += [
        DemoRule(0, account_from=one.number, account_to=one.number, category=one.category, area=one.area)
        for one in ACCOUNTS
        if one.area
    ]
    found += [
        DemoRule(0, account_from="46300", account_to="46399", category="IFO"),
        DemoRule(0, account_from="46400", account_to="46499", category="FO"),
        DemoRule(0, account_from="46500", account_to="46599", category="ÄO"),
        DemoRule(0, account_from="46900", account_to="46999", category="VO"),
    ]
    return tuple(replace(rule, order=nr) for nr, rule in enumerate(found, 1))


@dataclass(frozen=True)
class Posting:
    """One row of the ledger. `ore` is the amount in öre, negative for a credit."""

    booked_on: date
    supplier_name: str
    supplier_ref: str
    account: Account
    unit: str
    ore: int
    invoice: str
    contract: str = ""


@dataclass(frozen=True)
class Seller:
    """Somebody to buy from in a month: who, on which account, and what the row may name."""

    supplier: DemoSupplier
    account: Account
    names: str = ""
    need: float = 1.0

    @property
    def size(self) -> float:
        """How much it sells."""
        return self.supplier.size * self.need


@dataclass(frozen=True)
class DemoFile:
    """A ledger file: what it is called and its bytes."""

    name: str
    content: bytes


def files(*, buyer_number: str, buyer_name: str, until: date) -> Iterator[DemoFile]:
    """The ledger up to and including the month of `until`: a file a year, from 2026 a file a month."""
    until = min(max(until.replace(day=1), date(FIRST_YEAR, 12, 1)), LAST_MONTH)
    for year in range(FIRST_YEAR, until.year + 1):
        months = [[*range(1, 13)]] if year < MONTHLY_FROM else [[month] for month in range(1, 13)]
        postings = year_postings(year)
        for group in months:
            if date(year, group[0], 1) > until:
                return
            label = f"{year}" if len(group) == 12 else f"{year}-{group[0]:02d}"
            yield DemoFile(
                f"demo-leverantorsreskontra-{label}.csv",
                _written([one for month in group for one in postings[month - 1]], buyer_number, buyer_name),
            )


@cache
def year_postings(year: int) -> tuple[tuple[Posting, ...], ...]:
    """A year's postings, month by month. Credits of an invoice may stand in the month after it, never a year after."""
    months: list[list[Posting]] = [[] for _ in range(12)]
    for category, total in TOTALS_2021.items():
        chance = stream("ledger", year, category)
        ore = total if year == FIRST_YEAR else _grown(total, year, chance)
        weights = [
            (1 + 0.05 * sin(2 * pi * (month - 3) / 12) + (0.06 if month == 12 else 0)) * chance.uniform(0.96, 1.04)
            for month in range(1, 13)
        ]
        for month, part in enumerate(split(ore, weights), 1):
            _month(months, year, month, category, part)
    for month in range(1, 13):
        months[month - 1] += _excluded(year, month)
        months[month - 1].sort(key=lambda one: (one.booked_on, one.invoice, one.account.number, -one.ore))
    return tuple(tuple(month) for month in months)


def _grown(ore: int, year: int, chance: Random) -> int:
    return int(ore * _GROWTH ** (year - FIRST_YEAR) * chance.uniform(0.985, 1.015)) // 100 * 100


def on_contract(category: str, year: int, month: int) -> float:
    """The share that is to be bought on contract in a month: the line of the years, less in the summer."""
    anchors = _ON_CONTRACT[category]
    at = year - FIRST_YEAR + (month - 7) / 12
    low = max(0, min(int(at), len(anchors) - 2))
    line = anchors[low] + (anchors[low + 1] - anchors[low]) * (min(max(at - low, 0.0), 1.0))
    summer = -0.018 if month in (7, 8) else 0.0036
    return line + summer + stream("noise", category, year, month).gauss(0, 0.009)


def _month(months: list[list[Posting]], year: int, month: int, category: str, ore: int) -> None:
    """A month's purchases in a subcategory: some unreadable, the rest on and outside contract, to the öre."""
    chance = stream("month", year, month, category)
    first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    within = _within(category, first, last)
    outside = _outside(category, first, last)
    share = on_contract(category, year, month)
    unreadable = int(ore * _UNREADABLE[category] * chance.uniform(0.6, 1.4))
    on = int((ore - unreadable) * share)
    off = ore - unreadable - on
    invoices = _INVOICES_A_MONTH[category]
    few = max(1, invoices // 60)
    many_off = round(invoices * (0.10 + 0.9 * (1 - share)))
    kinds = [kind for kind in outside if outside[kind]]
    amounts = split(off, [_OUTSIDE[kind] for kind in kinds])
    counts = [max(1, count) for count in spread(many_off, [_OUTSIDE[kind] for kind in kinds], chance)]
    batches = [
        (within, on, invoices - few - many_off, True),
        (within, unreadable, few, False),
        *((outside[kind], *batch, True) for kind, batch in zip(kinds, zip(amounts, counts, strict=True), strict=True)),
    ]
    nr = 0
    for sellers, amount, count, readable in batches:
        for seller, sum_ore in _dealt(sellers, amount, count, chance):
            nr += 1
            _invoice(
                months, seller, sum_ore, f"{_LETTER[category]}{year % 100}{month:02d}{nr:04d}", first, chance, readable
            )


_LETTER = {"IFO": "1", "FO": "2", "ÄO": "3", "VO": "9", "": "7"}


def _dealt(sellers: list[Seller], ore: int, count: int, chance: Random) -> list[tuple[Seller, int]]:
    """So many invoices that make up the amount: large suppliers send more of them, and larger ones."""
    counts = spread(count, [seller.size**0.6 for seller in sellers], chance)
    drawn = [seller for seller, times in zip(sellers, counts, strict=True) for _ in range(times)]
    weights = [seller.size**0.4 * chance.lognormvariate(0, 0.45) for seller in drawn]
    return list(zip(drawn, split(ore, weights), strict=True))


def _invoice(
    months: list[list[Posting]],
    seller: Seller,
    ore: int,
    number: str,
    first: date,
    chance: Random,
    readable: bool,
) -> None:
    """Book an invoice that comes to `ore` once its credit, if any, has been taken away."""
    day = first + timedelta(days=chance.randint(0, calendar.monthrange(first.year, first.month)[1] - 1))
    ref = seller.supplier.ledger_ref if readable else _spoilt(seller.supplier, chance)
    unit = BUF if seller.account.number == "46322" else KSF if seller.account.category == "VO" else SOF
    posting = Posting(day, seller.supplier.ledger_name, ref, seller.account, unit, ore, number)
    if readable and seller.names and chance.random() < 0.04:
        posting = replace(posting, contract=seller.names)
    book = months[first.month - 1]
    roll = chance.random()
    if roll < 0.022 and first.month < 12:
        # Too much was billed: part of it comes back, soon or in the month after; half of the credits name their invoice.
        back = ore * chance.randint(5, 60) // 100
        names_it = chance.random() < 0.5
        later = posting.booked_on + timedelta(days=chance.randint(3, 27))
        credit = replace(posting, booked_on=later, ore=-back, invoice=number if names_it else f"K{number}")
        book.append(replace(posting, ore=ore + back))
        months[later.month - 1].append(credit)
    elif roll < 0.14:
        part = ore * chance.randint(15, 45) // 100
        book += [replace(posting, ore=ore - part), replace(posting, ore=part)]
    else:
        book.append(posting)


def _spoilt(supplier: DemoSupplier, chance: Random) -> str:
    """How a number comes out when nobody can tell whose it is."""
    number = supplier.org_number
    wrong = number[:9] + str((int(number[9]) + chance.randint(1, 9)) % 10)
    return chance.choice(
        ("", "", wrong, wrong, "**********", f"{number[:6]}-****", f"DK{10_000_000 + supplier.serial * 7}")
    )


# -------------------------------------------------------------------------------------------- who is bought from


@cache
def _signed() -> tuple[DemoContract, ...]:
    return tuple(contract for contract in register().contracts if not contract.is_draft)


@cache
def _lingering() -> dict[str, tuple[date, date]]:
    """Contracts with a placement that outlives them: until when purchases are still theirs."""
    ends = {contract.number: contract for contract in _signed() if contract.survives}
    return {
        one.contract: (one.valid_from, one.valid_until)
        for one in register().placements
        if one.contract in ends and one.valid_until is not None
    }


@cache
def _used(serial: int, year: int) -> bool:
    """Some hold a contract and are not called on in a year; a few more as time goes."""
    return stream("used", serial, year).random() < 0.86 - 0.018 * (year - FIRST_YEAR)


def _on_contract_in(category: str, first: date, last: date) -> list[DemoContract]:
    return [
        contract
        for contract in _signed()
        if contract.category == category and contract.form != "DIRECT_AWARD" and contract.holds_through(first, last)
    ]


def _within(category: str, first: date, last: date) -> list[Seller]:
    """Whom one can buy from on contract, on the account of the contract's area."""
    if category == "VO":
        account = _BY_CATEGORY["VO"][0]
        holders = {
            contract.supplier.serial: contract.supplier
            for code in ("IFO", "FO", "ÄO")
            for contract in _on_contract_in(code, first, last)
            if contract.supplier.serial % 9 == 0 and not contract.is_secret
        }
        return [Seller(one, account) for _serial, one in sorted(holders.items())]
    found = []
    for contract in _on_contract_in(category, first, last):
        if _used(contract.supplier.serial, first.year) or contract.is_secret:
            need = _NEED.get(contract.area, 1.0)
            found.append(Seller(contract.supplier, _BY_AREA[contract.area], contract.number, need))
    for contract in _signed():
        placed = _lingering().get(contract.number)
        if (
            placed
            and contract.category == category
            and contract.ends_on
            and contract.ends_on < first <= last <= placed[1]
        ):
            found.append(Seller(contract.supplier, _BY_AREA[contract.area]))
    # In July 2026 the round of IFO-OV-DAG ended, and what was then given directly stands beside nothing.
    found += [
        Seller(contract.supplier, _BY_AREA[contract.area], contract.number)
        for contract in _signed()
        if contract.form == "DIRECT_AWARD"
        and contract.area == "IFO-OV-DAG"
        and contract.category == category
        and contract.holds_through(first, last)
    ]
    return found


def _outside(category: str, first: date, last: date) -> dict[str, list[Seller]]:
    """Whom one buys from without a contract that covers it, by the reason why."""
    chance = stream("outside", category, first.year)
    outsiders = in_segment(f"OUTSIDE_{category}")
    holders = {contract.supplier.serial for contract in _signed() if contract.form == "DIRECT_AWARD"}
    never = [
        Seller(one, _BY_NUMBER[stream("need", one.serial).choice(_COMMON_NEEDS[category])], _deviation_of(one, first))
        for one in outsiders
        if first.year in one.years and one.serial not in holders
    ]
    if category == "VO":
        return {"never": never}
    covered = {contract.supplier.serial for contract in _signed() if _may_cover(contract, category, first, last)}
    own = [contract for contract in _signed() if contract.category == category and contract.form != "DIRECT_AWARD"]
    in_category = {contract.supplier.serial for contract in own}
    ended = [
        contract
        for contract in own
        if contract.supplier.serial not in covered
        and contract.ends_on
        and contract.ends_on < first
        and (first - contract.ends_on).days < 700
    ]
    coming = [
        contract
        for contract in own
        if contract.supplier.serial not in covered
        and contract.valid_from > last
        and (contract.valid_from - last).days < 400
    ]
    elsewhere = [
        contract.supplier
        for code in ("IFO", "FO", "ÄO")
        if code != category
        for contract in _on_contract_in(code, first, last)
        if contract.supplier.serial not in in_category
        and not contract.is_secret
        and stream("elsewhere", category, contract.supplier.serial).random() < 0.06
    ]
    with_area = [account for account in _BY_CATEGORY[category] if account.area]
    other_area = []
    areas_of: dict[int, set[str]] = {}
    for contract in own:
        areas_of.setdefault(contract.supplier.serial, set()).add(contract.area)
    for contract in _on_contract_in(category, first, last):
        one = contract.supplier
        if not contract.is_secret and stream("other area", one.serial).random() < 0.12:
            foreign = [account for account in with_area if account.area not in areas_of[one.serial]]
            if foreign:
                other_area.append(Seller(one, stream("foreign", one.serial).choice(foreign)))
    direct = [
        contract
        for contract in _signed()
        if contract.form == "DIRECT_AWARD"
        and contract.category == category
        and contract.area != "IFO-OV-DAG"
        and contract.holds_through(first, last)
    ]
    return {
        "never": never,
        "ended": _few([Seller(one.supplier, _BY_AREA[one.area]) for one in ended], 0.45, "ended"),
        "not begun": _few([Seller(one.supplier, _BY_AREA[one.area]) for one in coming], 0.3, "coming"),
        "elsewhere": [
            Seller(one, _BY_NUMBER[chance.choice(_COMMON_NEEDS[category])])
            for one in sorted(set(elsewhere), key=lambda one: one.serial)
        ],
        "other area": other_area,
        "direct": [Seller(one.supplier, _BY_AREA[one.area], one.number) for one in direct],
    }


def _may_cover(contract: DemoContract, category: str, first: date, last: date) -> bool:
    """Whether some purchase of the month in the subcategory could be on this contract."""
    if contract.category != category or contract.valid_from > last:
        return False
    if contract.ends_on is None or contract.ends_on >= first:
        return True
    placed = _lingering().get(contract.number)
    return placed is not None and placed[1] >= first


def _few(sellers: list[Seller], share: float, why: str) -> list[Seller]:
    """Some of them, the same from month to month."""
    return [one for one in sellers if stream(why, one.supplier.serial).random() < share]


@cache
def _deviations() -> dict[int, Callable[[date], str]]:
    found: dict[int, list[tuple[date, date | None, str]]] = {}
    for one in register().placements:
        if not one.contract and one.approved_on:
            found.setdefault(one.supplier.serial, []).append((one.valid_from, one.valid_until, one.number))

    def finder(spans: list[tuple[date, date | None, str]]) -> Callable[[date], str]:
        return lambda day: next((nr for begins, ends, nr in spans if begins <= day and (not ends or day <= ends)), "")

    return {serial: finder(spans) for serial, spans in found.items()}


def _deviation_of(one: DemoSupplier, day: date) -> str:
    find = _deviations().get(one.serial)
    return find(day) if find else ""


# ------------------------------------------------------------------------------------- what cannot be purchased


def _excluded(year: int, month: int) -> list[Posting]:
    """Some 60 million kronor a year beside the purchases: kept and shown, but no share of loyalty."""
    chance = stream("excluded", year, month)
    growth = _GROWTH ** (year - FIRST_YEAR)
    first = date(year, month, 1)
    made: list[Posting] = []

    def add(name: str, ref: str, account: Account, mkr: float) -> None:
        ore = int(mkr * growth * chance.uniform(0.93, 1.07) * _MILLION / 12)
        number = f"{_LETTER['']}{year % 100}{month:02d}{len(made) + 1:04d}"
        made.append(Posting(first + timedelta(days=chance.randint(4, 26)), name, ref, account, SOF, ore, number))

    add(*SOCIAL_INSURANCE, _BY_NUMBER["45120"], 22.0)
    for one, mkr in zip(in_segment("ASSISTANCE"), (8.0, 6.5, 5.0, 4.0, 2.5, 2.0, 1.0), strict=True):
        add(one.ledger_name, one.ledger_ref, _BY_NUMBER["45130"], mkr)
    for account, mkr in (("46311", 6.0), ("46331", 3.0)):
        add(*STATE_HOMES, _BY_NUMBER[account], mkr)
    return made


# ---------------------------------------------------------------------------------------------------- the file

_COLUMNS = (
    "kopare_id;kopare;verifikationsnummer;leverantor;leverantor_id;konto_nr;konto_text;belopp;datum;"
    "forvaltning;fakturanummer;grund;avtal;kommun_id;s_kod_nr"
)


def _kronor(ore: int) -> str:
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100},{abs(ore) % 100:02d}"


def _written(postings: list[Posting], buyer_number: str, buyer_name: str) -> bytes:
    """The file's bytes: UTF-8, semicolons, decimal commas. Postings of one invoice on a day share a voucher."""
    lines = [_COLUMNS]
    voucher, before = 0, ("", date.min)
    for one in postings:
        if (one.invoice, one.booked_on) != before:
            voucher += 1
            before = (one.invoice, one.booked_on)
        lines.append(
            ";".join(
                (
                    buyer_number,
                    buyer_name,
                    f"D{one.booked_on:%y%m}-{voucher:05d}",
                    one.supplier_name,
                    one.supplier_ref,
                    one.account.number,
                    one.account.text,
                    _kronor(one.ore),
                    one.booked_on.isoformat(),
                    one.unit,
                    one.invoice,
                    "",
                    one.contract,
                    "0126",
                    "",
                )
            )
        )
    return ("\n".join(lines) + "\n").encode()
