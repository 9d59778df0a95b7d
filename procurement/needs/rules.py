"""The arithmetic of direct awards and of needs that come back: pure. domain.md §6 and §8, LOU ch. 5 and 19 a.

A need is the contract area where it is known, else the subcategory (docs/adr/0016). What is bought directly of a need
during the twelve months up to a day is one sum, whoever it is bought from. An extension, a move and a change belong to
what they carry on from: a chain of them counts once, with its whole value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from contracts.law.rules import Limit, Verdict, below_all
from huddinge_vo.common.money import share
from huddinge_vo.common.periods import Period, add_months, month_start
from huddinge_vo.common.workdays import working_day_from

HALF, NEAR = Decimal("0.5"), Decimal("0.9")
# What the plan says could be saved in a year if its contracts alone were used (the category plan's chapter 2; start
# value): a figure of the plan, shown beside what is computed and never added to it.
PLAN_SAVING_SEK = Decimal(20_000_000)
_A_DAY = timedelta(days=1)
_QUARTER = 3


def twelve_months(day: date) -> Period:
    """The twelve months up to a day, both end days counted: to 2026-11-29 from 2025-11-30. LOU 5:11."""
    return Period(day + _A_DAY - relativedelta(months=12), day)


def root_of(number: int, follows: Mapping[int, int]) -> int:
    """The first of the chain that something belongs to; `follows` says of each what it carries on from."""
    while number in follows:
        number = follows[number]
    return number


@dataclass(frozen=True)
class Bought:
    """One direct award as it counts: its chain, its first day, and its value with extensions; null is not known."""

    chain: tuple[str, int]
    first_on: date
    value_sek: Decimal | None


@dataclass(frozen=True)
class Total:
    """What was bought, in how many chains, and how many of them nobody knows the value of."""

    sum_sek: Decimal
    count: int
    unknown: int


def total(bought: Iterable[Bought]) -> Total:
    """The sum of what was bought. Each chain counts once: each of its forms says the whole, and the greatest holds."""
    chains: dict[tuple[str, int], Decimal | None] = {}
    for each in bought:
        before = chains.get(each.chain)
        values = [value for value in (before, each.value_sek) if value is not None]
        chains[each.chain] = max(values, default=None)
    known = [value for value in chains.values() if value is not None]
    return Total(sum(known, Decimal(0)), len(chains), len(chains) - len(known))


class Level(StrEnum):
    """How much of a limit is used."""

    UNKNOWN = "unknown"
    FREE = "free"
    HALF = "half"
    NEAR = "near"
    REACHED = "reached"


@dataclass(frozen=True)
class Standing:
    """What is bought of a need against what limits it that day.

    `limit_sek` is null where nobody knows which figure counts, or what it is; then so are `left_sek` and `share`.
    """

    total: Total
    limits: tuple[Limit, ...]
    verdict: Verdict
    limit_sek: Decimal | None
    left_sek: Decimal | None
    share: Decimal | None
    level: Level

    @property
    def drawn(self) -> Decimal | None:
        """The share as a bar can show it: no more than the whole."""
        return None if self.share is None else min(self.share, Decimal(1))


def standing(bought: Total, limits: Sequence[Limit]) -> Standing:
    """How a sum stands to its limits: half from 50 per cent, near from 90; reached where it is not strictly below.

    What has no known value makes the sum a least sum: it can be said to be above, and never to be below.
    """
    verdict = below_all(bought.sum_sek, limits)
    if bought.unknown and verdict == Verdict.BELOW:
        verdict = Verdict.UNDECIDED
    figures = {limit.sek for limit in limits}
    limit = figures.pop() if len(figures) == 1 else None
    used = None if limit is None else share(bought.sum_sek, limit)
    left = None if limit is None or bought.unknown else max(limit - bought.sum_sek, Decimal(0))
    return Standing(bought, tuple(limits), verdict, limit, left, used, _level(verdict, used, unknown=bought.unknown))


def _level(verdict: Verdict, used: Decimal | None, *, unknown: int) -> Level:
    if verdict == Verdict.ABOVE:
        return Level.REACHED
    if used is not None and used >= HALF:
        return Level.NEAR if used >= NEAR else Level.HALF
    return Level.UNKNOWN if used is None or unknown else Level.FREE


@dataclass(frozen=True)
class Documented:
    """What is written down of a direct award."""

    need: str
    reason: str
    ground: str
    ground_is_explained: bool
    asked: int
    value_sek: Decimal | None
    price_sek: Decimal | None
    contract_price_sek: Decimal | None
    checks: int
    is_decided: bool
    registry_number: str


def is_documented_by_law(value_sek: Decimal | None, above_sek: Decimal | None) -> bool | None:
    """Whether the law asks for documentation: over its figure, which itself is not over. Null: cannot be decided."""
    return None if value_sek is None or above_sek is None else value_sek > above_sek


def lacking(each: Documented) -> tuple[str, ...]:
    """What is not written down of a direct award, in the order that auditors ask for it."""
    there = (
        ("behov", bool(each.need)),
        ("orsak", bool(each.reason)),
        ("laglig grund", bool(each.ground) and each.ground_is_explained),
        ("vilka som tillfrågades", each.asked > 0),
        ("värde", each.value_sek is not None),
        ("jämförelse av pris", each.price_sek is not None and each.contract_price_sek is not None),
        ("kontroller", each.checks > 0),
        ("beslut", each.is_decided),
        ("diarienummer", bool(each.registry_number)),
    )
    return tuple(words for words, is_there in there if not is_there)


@dataclass(frozen=True)
class NoticeDays:
    """The last day of an award notice by itself, and gathered with the others of its quarter where that is allowed."""

    single: date
    gathered: date | None

    @property
    def latest(self) -> date:
        """The last day there is."""
        return self.gathered or self.single


def notice_days(decided_on: date, days: int, *, annex_2: bool) -> NoticeDays:
    """When the award notice of a decision is due: so many days after it, or, for what is within annex 2, after the
    quarter's end. A last day that is no working day moves to the next that is.
    """
    last_month = add_months(month_start(decided_on), (_QUARTER - decided_on.month) % _QUARTER)
    quarter_ends = Period.containing(last_month).last
    after = timedelta(days=days)
    return NoticeDays(working_day_from(decided_on + after), working_day_from(quarter_ends + after) if annex_2 else None)


def is_foreseen(
    group: Total, need: Total, *, is_largest: bool, limit_sek: Decimal | None, count: int, percent: int
) -> bool:
    """Whether deviations alike have come so often, or to so much, that the need is foreseeable.

    By number always. By value where the limit is known: when they alone have come to so many per cent of it, or when
    all that is bought of the need has, and they are the most of it: many small groups together reach the limit too.
    """
    if group.count >= count:
        return True
    if limit_sek is None:
        return False
    enough = limit_sek * percent / 100
    return group.sum_sek >= enough or (is_largest and need.sum_sek >= enough)


def has_doubled(now: Total, then: Total) -> bool:
    """Whether a group that was answered comes back: it is twice as many, or twice as much, as when it was answered."""
    return now.count >= 2 * max(then.count, 1) or (then.sum_sek > 0 and now.sum_sek >= 2 * then.sum_sek)


def days_within(valid_from: date, valid_until: date | None, period: Period) -> int:
    """How many days of a placement fall in a period; all end days count, and an open placement goes on."""
    first, last = max(valid_from, period.first), min(valid_until or period.last, period.last)
    return max((last - first).days + 1, 0)


def premium_within(
    *,
    price_sek: Decimal | None,
    contract_price_sek: Decimal | None,
    is_by_day: bool,
    valid_from: date,
    valid_until: date | None,
    period: Period,
) -> Decimal | None:
    """What was paid above the area's contract price during a period; below it is negative.

    Null where a price is not known, or where it is not by the day: nobody has said how much was bought.
    """
    if price_sek is None or contract_price_sek is None or not is_by_day:
        return None
    return (price_sek - contract_price_sek) * days_within(valid_from, valid_until, period)
