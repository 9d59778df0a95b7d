"""A year's postings: invoices dealt out among the sellers by chance, credits, and what cannot be purchased beside
them.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from math import pi, sin
from random import Random

from huddinge_vo.common.workdays import add_working_days, working_day_from
from huddinge_vo.demo.chance import split, spread, stream
from huddinge_vo.demo.ledger import unsorted
from huddinge_vo.demo.ledger.accounts import (
    BUF,
    BY_NUMBER,
    KSF,
    SOCIAL_INSURANCE,
    SOF,
    STATE_HOMES,
    Account,
)
from huddinge_vo.demo.ledger.sellers import Seller, sellers_on_contract, sellers_outside
from huddinge_vo.demo.ledger.volumes import (
    INVOICES_A_MONTH,
    MILLION,
    OUTSIDE,
    TOTALS_2021,
    UNREADABLE,
    growth,
    on_contract,
    year_total,
)
from huddinge_vo.demo.register.stories import CREDITED_ON, FAILED_ON, FAILED_UNTIL
from huddinge_vo.demo.register.whole import register
from huddinge_vo.demo.suppliers import DemoSupplier, in_segment

_IN_TIME = 0.85  # of the invoices that come on the days that their sender uses to
_LETTER = {"IFO": "1", "FO": "2", "ÄO": "3", "VO": "9", "": "7", "unsorted": "6"}  # the first of an invoice's number


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


@cache
def year_postings(year: int) -> tuple[tuple[Posting, ...], ...]:
    """A year's postings, month by month. Credits of an invoice may stand in the month after it, never a year after."""
    months: list[list[Posting]] = [[] for _ in range(12)]
    for category in TOTALS_2021:
        chance = stream("ledger", year, category)
        ore = year_total(category, year, chance)
        weights = [
            (1 + 0.05 * sin(2 * pi * (month - 3) / 12) + (0.06 if month == 12 else 0)) * chance.uniform(0.96, 1.04)
            for month in range(1, 13)
        ]
        for month, part in enumerate(split(ore, weights), 1):
            _month(months, year, month, category, part)
    for month in range(1, 13):
        months[month - 1] += _excluded(year, month)
        months[month - 1] += _unsorted(year, month)
        months[month - 1] += _paid_back(months, year, month)
        months[month - 1].sort(key=lambda one: (one.booked_on, one.invoice, one.account.number, -one.ore))
    return tuple(tuple(month) for month in months)


def _month(months: list[list[Posting]], year: int, month: int, category: str, ore: int) -> None:
    """A month's purchases in a subcategory: some unreadable, the rest on and outside contract, to the öre."""
    chance = stream("month", year, month, category)
    first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    within = sellers_on_contract(category, first, last)
    outside = sellers_outside(category, first, last)
    share = on_contract(category, year, month)
    unreadable = int(ore * UNREADABLE[category] * chance.uniform(0.6, 1.4))
    on = int((ore - unreadable) * share)
    off = ore - unreadable - on
    invoices = INVOICES_A_MONTH[category]
    few = max(1, invoices // 60)
    many_off = round(invoices * (0.10 + 0.9 * (1 - share)))
    kinds = [kind for kind in outside if outside[kind]]
    amounts = split(off, [OUTSIDE[kind] for kind in kinds])
    counts = [max(1, count) for count in spread(many_off, [OUTSIDE[kind] for kind in kinds], chance)]
    batches = [
        (within, on, invoices - few - many_off, True),
        (within, unreadable, few, False),
        *((outside[kind], *batch, True) for kind, batch in zip(kinds, zip(amounts, counts, strict=True), strict=True)),
    ]
    nr = 0
    for sellers, amount, count, readable in batches:
        for seller, sum_ore in _dealt(_giving(sellers, year, month), amount, count, chance):
            nr += 1
            _invoice(
                months, seller, sum_ore, f"{_LETTER[category]}{year % 100}{month:02d}{nr:04d}", first, chance, readable
            )


def _dealt(sellers: list[Seller], ore: int, count: int, chance: Random) -> list[tuple[Seller, int]]:
    """Invoices that make up the amount: one at least from each where there are so many, more from the large ones.

    What a supplier is paid in a month is much like what it was paid in the month before. Where a day costs much, fewer
    invoices come to the same.
    """
    each = 1 if count >= len(sellers) else 0
    more = spread(count - each * len(sellers), [seller.size / seller.bill for seller in sellers], chance)
    drawn, weights = [], []
    for seller, extra in zip(sellers, more, strict=True):
        times = each + extra
        if not times:
            continue
        parts = [chance.lognormvariate(0, 0.35) for _ in range(times)]
        whole = seller.size * chance.lognormvariate(0, 0.12) / sum(parts) * (1 if each else times)
        drawn += [seller] * len(parts)
        weights += [whole * part for part in parts]
    return list(zip(drawn, split(ore, weights), strict=True))


def _giving(sellers: list[Seller], year: int, month: int) -> list[Seller]:
    """Those with somebody in their care in a month, who therefore send an invoice. Somebody always has."""
    return [seller for seller in sellers if seller.gives_care_in(year, month)] or sellers


def _booked_on(first: date, seller: Seller, chance: Random) -> date:
    """The working day an invoice is booked: most come in the first half of the month, each sender on its own days."""
    usual = stream("day", seller.supplier.serial).randint(2, 14)
    ahead = usual + chance.randint(-1, 3) if chance.random() < _IN_TIME else chance.randint(1, 28)
    return working_day_in(first, ahead)


def working_day_in(first: date, ahead: int) -> date:
    """The working day so many days into a month, or the last one before it where the month would be over."""
    day = working_day_from(
        first + timedelta(days=min(max(ahead, 1), calendar.monthrange(first.year, first.month)[1]) - 1)
    )
    return day if day.month == first.month else add_working_days(day, -1)


def _invoice(  # noqa: PLR0917 - what an invoice has, in the order it is written
    months: list[list[Posting]],
    seller: Seller,
    ore: int,
    number: str,
    first: date,
    chance: Random,
    readable: bool,  # noqa: FBT001 - the last of them
) -> None:
    """Book an invoice that comes to `ore` once its credit, if any, has been taken away."""
    day = _booked_on(first, seller, chance)
    sender = register().stories.billed_as(seller.supplier, day)
    ref = sender.ledger_ref if readable else _spoilt(sender, chance)
    unit = BUF if seller.account.number == "46322" else KSF if seller.account.category == "VO" else SOF
    posting = Posting(day, sender.ledger_name, ref, seller.account, unit, ore, number)
    if readable and seller.names and chance.random() < 0.04:
        posting = replace(posting, contract=seller.names)
    book = months[first.month - 1]
    roll = chance.random()
    if roll < 0.022 and first.month < 12:
        # Too much was billed: part of it comes back, soon or in the month after; half of the credits name their
        # invoice.
        back = ore * chance.randint(5, 60) // 100
        names_it = chance.random() < 0.5
        later = working_day_from(posting.booked_on + timedelta(days=chance.randint(3, 24)))
        credit = replace(posting, booked_on=later, ore=-back, invoice=number if names_it else f"K{number}")
        book.append(replace(posting, ore=ore + back))
        months[later.month - 1].append(credit)
    elif roll < 0.14:
        part = ore * chance.randint(15, 45) // 100
        book += [replace(posting, ore=ore - part), replace(posting, ore=part)]
    else:
        book.append(posting)


def _paid_back(months: list[list[Posting]], year: int, month: int) -> list[Posting]:
    """What comes back from the supplier that failed: the days of its last invoice that it never gave care on."""
    if (year, month) != (CREDITED_ON.year, CREDITED_ON.month):
        return []
    failed = register().stories.failed
    name = failed.supplier.ledger_name
    last = max(
        (one for one in months[month - 2] if one.supplier_name == name), key=lambda one: (one.booked_on, one.ore)
    )
    days = (FAILED_UNTIL - FAILED_ON).days
    return [replace(last, booked_on=CREDITED_ON, ore=-(last.ore * days // FAILED_UNTIL.day))]


def _spoilt(supplier: DemoSupplier, chance: Random) -> str:
    """How a number comes out when nobody can tell whose it is."""
    number = supplier.org_number
    wrong = number[:9] + str((int(number[9]) + chance.randint(1, 9)) % 10)
    return chance.choice(
        ("", "", wrong, wrong, "**********", f"{number[:6]}-****", f"DK{10_000_000 + supplier.serial * 7}")
    )


def _excluded(year: int, month: int) -> list[Posting]:
    """Some 60 million kronor a year beside the purchases: kept and shown, but no share of loyalty."""
    chance = stream("excluded", year, month)
    first = date(year, month, 1)
    made: list[Posting] = []

    def add(name: str, ref: str, account: Account, mkr: float) -> None:
        ore = int(mkr * growth(year) * chance.uniform(0.93, 1.07) * MILLION / 12)
        number = f"{_LETTER['']}{year % 100}{month:02d}{len(made) + 1:04d}"
        made.append(Posting(working_day_in(first, chance.randint(5, 27)), name, ref, account, SOF, ore, number))

    add(*SOCIAL_INSURANCE, BY_NUMBER["45120"], 22.0)
    for one, mkr in zip(in_segment("ASSISTANCE"), (8.0, 6.5, 5.0, 4.0, 2.5, 2.0, 1.0), strict=True):
        add(one.ledger_name, one.ledger_ref, BY_NUMBER["45130"], mkr)
    for account, mkr in (("46311", 6.0), ("46331", 3.0)):
        add(*STATE_HOMES, BY_NUMBER[account], mkr)
    return made


def _unsorted(year: int, month: int) -> list[Posting]:
    """What no rule takes, and suppliers to sort out; none before there was any."""
    if year < unsorted.SINCE:
        return []
    made: list[Posting] = []
    for place, one in enumerate(unsorted.bought(), 1):
        chance = stream("unsorted", place, year, month)
        if chance.random() >= one.chance:
            continue
        a_month = one.yearly_sek / 12 / one.chance * growth(year) / growth(unsorted.SINCE)
        ore = int(100 * a_month * chance.uniform(0.8, 1.2))
        number = f"{_LETTER['unsorted']}{year % 100}{month:02d}{place:04d}"
        day = working_day_in(date(year, month, 1), chance.randint(3, 26))
        made.append(Posting(day, one.name, one.ref, one.account, one.unit, ore, number))
    return made
