"""The arithmetic of price adjustment by index: pure and exact. domain.md §4 and docs/matt.md are its source.

Factors are fractions, so that nothing is rounded before the price is, and then once. The order is always the same: the
basket's factor, the threshold, the fixed share, the lowest and highest change, the rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from contracts.index.rules import half_up
from contracts.terms.rules import DAY, end_of_term
from huddinge_vo.common.index_periods import IndexPeriod
from huddinge_vo.common.money import percent, sek

# A price is fixed at least so long from the contract's start and from the last adjustment (the plan's section on
# prices).
FIXED_MONTHS = 12


LARGE_CHANGE_PERCENT = (
    20  # (start value) a price that changes by more than this is asked about: mostly it is a slip of the pen
)


FACTOR_DECIMALS = 6  # how a factor is shown; it is never rounded so before it is used


class Method(StrEnum):
    """Whether each adjustment starts from the last one, or always from the agreed base."""

    CHAINED = "CHAINED"
    FIXED_BASE = "FIXED_BASE"


class Rounding(StrEnum):
    """What the price is rounded to, half up."""

    ORE = "ORE"
    KRONA = "KRONA"


class Refusal(StrEnum):
    """Why a price is not adjusted."""

    BASES_DIFFER = "BASES_DIFFER"
    PRELIMINARY_MEETS_FINAL = "PRELIMINARY_MEETS_FINAL"
    PERIODS_DIFFER = "PERIODS_DIFFER"
    VALUE_MISSING = "VALUE_MISSING"
    NOT_AN_INDEX = "NOT_AN_INDEX"
    WEIGHTS = "WEIGHTS"
    TOO_SOON = "TOO_SOON"
    WINDOW_CLOSED = "WINDOW_CLOSED"
    NOT_ASKED_FOR = "NOT_ASKED_FOR"
    NO_PRICES = "NO_PRICES"


class Refused(ValueError):
    """A price that cannot be adjusted. `code` is a Refusal, the message says why, in Swedish."""

    def __init__(self, code: Refusal, message: str) -> None:
        self.code = code
        super().__init__(message)


@dataclass(frozen=True)
class Figure:
    """An index value. `base` is what the series is computed from, as 2008=100; `is_final` is its status.

    `period` is null where a clause only agreed on a value.
    """

    series: str
    base: str
    value: Decimal
    is_final: bool = True
    period: IndexPeriod | None = None

    @property
    def status(self) -> str:
        """In a word."""
        return "slutligt" if self.is_final else "preliminärt"


@dataclass(frozen=True)
class Component:
    """A series in a basket: its weight, the value it is compared with, and the new one."""

    weight: Decimal
    base: Figure
    new: Figure

    def ratio(self) -> Fraction:
        """The series' own factor. Raises Refused where the two values cannot be compared."""
        old, new = self.base, self.new
        if old.base != new.base:
            raise Refused(
                Refusal.BASES_DIFFER,
                f"{old.series} har basen {old.base} i avtalet men {new.base} i det nya värdet. "
                "De kan bara jämföras med en kedjefaktor som har källa.",
            )
        if old.is_final != new.is_final:
            raise Refused(
                Refusal.PRELIMINARY_MEETS_FINAL,
                f"{old.series}: ett {old.status} basvärde kan inte jämföras med ett {new.status} värde.",
            )
        if old.period and new.period and not old.period.same_part_as(new.period):
            raise Refused(
                Refusal.PERIODS_DIFFER,
                f"{old.series}: {old.period.label} kan inte jämföras med {new.period.label}. "
                "Jämför samma kvartal eller månad olika år.",
            )
        if old.value <= 0 or new.value <= 0:
            raise Refused(Refusal.NOT_AN_INDEX, f"{old.series}: ett indextal är alltid större än noll.")
        return Fraction(new.value) / Fraction(old.value)


def basket_factor(components: Sequence[Component]) -> Fraction:
    """F = Σ wᵢ · Iᵢ,new / Iᵢ,base. Raises Refused, also for weights that do not sum to one."""
    total = sum((component.weight for component in components), Decimal(0))
    if total != 1 or any(component.weight < 0 for component in components):
        raise Refused(Refusal.WEIGHTS, f"Vikterna ska tillsammans vara 1, men är {total}.".replace(".", ",", 1))
    return sum((Fraction(component.weight) * component.ratio() for component in components), Fraction(0))


@dataclass(frozen=True)
class Terms:
    """A clause as the computing needs it. Shares are between 0 and 1: a threshold of 2 per cent is 0.02.

    `threshold` is the least change of the basket that moves the price; a change exactly so large does. One that is
    smaller is kept for the next time when it `carries_over`, and is lost when not. `lowest` and `highest` bound the
    price's own change from what it is now: a `lowest` of 0 is that it never falls. What they kept from a chained price
    is caught up later where it `catches_up`: base values and base price stay until the price is where the index has it.
    Where it does not, the base moves all the same and what was kept is lost.
    """

    method: Method = Method.CHAINED
    fixed_share: Decimal = Decimal(0)
    threshold: Decimal | None = None
    carries_over: bool = True
    lowest: Decimal | None = None
    highest: Decimal | None = None
    catches_up: bool = True
    rounding: Rounding = Rounding.ORE
    factor_decimals: int | None = None


@dataclass(frozen=True)
class Step:
    """One adjustment before any price.

    `basket` is F from the base, `change` what the price has not had of it, `factor` what the index gives from the base
    after the fixed share, and `reached` how far from the base the price comes within floor and cap. `base_stays` is
    whether a chained clause's next adjustment starts from the same base, because floor or cap held this one.
    """

    basket: Fraction
    change: Fraction
    factor: Fraction
    is_below_threshold: bool
    reached: Fraction
    base_stays: bool


def step(
    terms: Terms,
    components: Sequence[Component],
    *,
    last_basket: Fraction = Fraction(1),
    reached: Fraction = Fraction(1),
) -> Step:
    """Compute an adjustment's factor. Raises Refused.

    `last_basket` is the basket's factor at the last adjustment by a fixed base; a chained clause starts from 1, since
    its components are compared with the values of the last adjustment. Where floor or cap held that one, they are
    compared with the base that stayed, and `reached` is how far from it the price has come.
    """
    basket = basket_factor(components)
    if terms.factor_decimals is not None:
        basket = Fraction(half_up(basket, terms.factor_decimals))
    share = Fraction(terms.fixed_share)
    is_chained = terms.method == Method.CHAINED
    change = basket / (_basket_of(reached, share) if is_chained else last_basket) - 1
    is_below = terms.threshold is not None and abs(change) < Fraction(terms.threshold)
    factor = share + (1 - share) * basket
    comes_to = reached if is_below else bounded(terms, factor, reached) if is_chained else factor
    base_stays = is_chained and terms.catches_up and not is_below and comes_to != factor
    return Step(basket, change, factor, is_below, comes_to, base_stays)


def _basket_of(factor: Fraction, share: Fraction) -> Fraction:
    """What the basket is where the price has come so far: the fixed share taken out again. 1 where none would do."""
    basket = (factor - share) / (1 - share) if share != 1 else Fraction(1)
    return basket if basket > 0 else Fraction(1)


def bounded(terms: Terms, wanted: Fraction, now: Fraction) -> Fraction:
    """A price, or how far it has come, within floor and cap from what it is now. Not rounded."""
    if terms.lowest is not None:
        wanted = max(wanted, now * (1 + Fraction(terms.lowest)))
    if terms.highest is not None:
        wanted = min(wanted, now * (1 + Fraction(terms.highest)))
    return wanted


def reached_of_lines(terms: Terms, factor: Fraction, lines: Sequence[tuple[Decimal, Decimal]]) -> Fraction:
    """How far a chained adjustment's prices came, where it was not written down: what floor and cap explain.

    `lines` are (base price, price by the clause). What the bounds, as they are now, do not explain was
    not held by them.
    """
    came_to = bounded(terms, factor, Fraction(1))
    free = all(rounded_price(Fraction(base) * factor, terms.rounding) == price for base, price in lines)
    held = all(rounded_price(Fraction(base) * came_to, terms.rounding) == price for base, price in lines)
    return came_to if held and not free else factor


def new_price(terms: Terms, computed: Step, *, base_price: Decimal, price_now: Decimal) -> Decimal:
    """P₁ = P₀ · (f + (1 − f) · F), within the bounds from the price now, rounded once.

    `base_price` is the agreed one for a fixed base, and the price now for a chained clause; where floor or cap held it,
    the price that the base values belong to.
    """
    if computed.is_below_threshold:
        return price_now
    wanted = Fraction(base_price) * computed.factor
    return rounded_price(bounded(terms, wanted, Fraction(price_now)), terms.rounding)


def base_price_of(price_now: Decimal, reached: Fraction) -> Decimal:
    """The base price of a line that was settled otherwise than by the clause, or priced anew, while the base stayed.

    As if the clause had brought it to what it is now, so that only what the other lines have left is still to come:
    1 020.00 where the cap let prices come to 1.03 is counted from 990.29.
    """
    return half_up(Fraction(price_now) / reached, 2)


def rounded_price(value: Fraction, rounding: Rounding) -> Decimal:
    """To öre or krona, half up. A price always has two decimals."""
    return half_up(value, 0 if rounding == Rounding.KRONA else 2).quantize(Decimal("0.01"))


def share_of_change(old: Decimal, new: Decimal) -> Decimal | None:
    """How much a price changed, as a share with six decimals; null from nothing."""
    return None if old == 0 else half_up(Fraction(new) / Fraction(old) - 1, 6)


def is_large_change(old: Decimal, new: Decimal, *, limit_percent: int) -> bool:
    """Whether a price changes by more than a limit, up or down; just the limit is not more."""
    return abs(Fraction(new) - Fraction(old)) * 100 > Fraction(old) * limit_percent


def large_change(old: Decimal, new: Decimal, *, limit_percent: int, of: str = "") -> str:
    """That a price changes by more than the limit, as a clause without full stop; empty where it does not.

    361.00 → 1 845.00 at 20 %: "priset ändras med +411,1 %, från 361,00 till 1 845,00 kr, mer än gränsen 20 %".
    """
    if not is_large_change(old, new, limit_percent=limit_percent):
        return ""
    what = f"priset på {of}" if of else "priset"
    return (
        f"{what} ändras med {signed_percent(old, new)}, från {sek(old)} till {sek(new)} kr, mer än gränsen "
        f"{limit_percent} %"
    )


def signed_percent(old: Decimal, new: Decimal) -> str:
    """How much a price changed, with its sign: +411,1 %; "från noll" where there was none."""
    share = share_of_change(old, new)
    if share is None:
        return "från noll"
    return f"{'+' if share > 0 else ''}{percent(share)}"


def begins_early(*, valid_from: date, first_day: date | None, of_area: bool) -> str:
    """That a price counts before anything can be bought at it, as a clause without full stop; empty where it does not.

    `first_day` is the contract's, or that of the area's first contract; null where there is none to compare with.
    """
    if first_day is None or valid_from >= first_day:
        return ""
    whose = "områdets första avtal började" if of_area else "avtalets första dag"
    return f"priset gäller från {valid_from}, före {'dagen då ' if of_area else ''}{whose}, {first_day}"


def comparison_period(base: IndexPeriod, *, adjusted_on: date, years_before: int) -> IndexPeriod:
    """The period an adjustment is compared by: the base's own quarter or month, so many years before the
    adjustment's.
    """
    return base.moved(adjusted_on.year - years_before - base.year)


@dataclass(frozen=True)
class Window:
    """When a price can be adjusted, by whom and until when. All days count.

    A supplier asks from `opens_on` to `ask_by`, and what came before it opened counts from then on (rules/requests.py);
    it is told by `tell_by` of the price from `effective_on`.
    """

    effective_on: date
    opens_on: date
    ask_by: date
    tell_by: date


@dataclass(frozen=True)
class Calendar:
    """A clause's yearly rhythm: the day of the year prices change, and how long before it the window opens and
    closes.
    """

    month: int
    day: int
    opens_months: int
    ask_days: int
    tell_days: int
    fixed_months: int = FIXED_MONTHS

    def window(self, effective_on: date) -> Window:
        """The window of an adjustment from a day."""
        return Window(
            effective_on,
            effective_on - relativedelta(months=self.opens_months),
            effective_on - timedelta(days=self.ask_days),
            effective_on - timedelta(days=self.tell_days),
        )

    def first_allowed(self, *, starts_on: date, adjusted_on: date | None) -> date:
        """The first day a price may change: so many months after the contract's start and the last adjustment."""
        held_until = end_of_term(starts_on, self.fixed_months)
        if adjusted_on is not None:
            held_until = max(held_until, end_of_term(adjusted_on, self.fixed_months))
        return held_until + DAY

    def next_adjustment(self, *, starts_on: date, adjusted_on: date | None, on: date) -> date:
        """The first day of the year's kind, on or after a day, that prices may change."""
        earliest = max(self.first_allowed(starts_on=starts_on, adjusted_on=adjusted_on), on)
        found = self._in(earliest.year)
        return found if found >= earliest else self._in(earliest.year + 1)

    def _in(self, year: int) -> date:
        # 29 February is the month's last day in the years that lack it.
        return date(year, self.month, 1) + relativedelta(day=self.day)


def refuse_too_soon(calendar: Calendar, *, starts_on: date, adjusted_on: date | None, effective_on: date) -> None:
    """Raises Refused for a day on which the price is still fixed."""
    first = calendar.first_allowed(starts_on=starts_on, adjusted_on=adjusted_on)
    if effective_on < first:
        since = "den senaste justeringen" if adjusted_on and adjusted_on > starts_on else "avtalsstart"
        raise Refused(
            Refusal.TOO_SOON,
            f"Priset ligger fast {calendar.fixed_months} månader från {since} och kan ändras tidigast {first}.",
        )


def difference(*, bought_sek: Decimal, paid_price: Decimal, final_price: Decimal) -> Decimal:
    """What is owed when the final figure gives another price than was paid: kronor, to the öre; negative is to get
    back.

    Bought for 1 035 000 at 1 035.00 where the final price is 1 046.00: 11 000.00 to pay.
    """
    if paid_price == 0:
        return Decimal("0.00")
    return half_up(Fraction(bought_sek) * (Fraction(final_price) / Fraction(paid_price) - 1), 2)


def apportioned(whole: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """A sum parted by weights, to the öre, the parts adding up to it; equal parts where no weight is above nought."""
    if not weights:
        return ()
    total = sum(weights, Decimal(0))
    shares = [Fraction(each) / Fraction(total) if total else Fraction(1, len(weights)) for each in weights]
    return in_whole_ore([Fraction(whole) * share for share in shares])


def in_whole_ore(parts: Sequence[Fraction]) -> tuple[Decimal, ...]:
    """Exact parts of a sum of whole öre, each to the öre and together still the sum.

    The öre that rounding leaves over go to the parts that lost most by it, the first ones first.
    """
    exact = [part * 100 for part in parts]
    down = [int(each // 1) for each in exact]
    left = int(sum(exact, Fraction(0))) - sum(down)
    for index in sorted(range(len(exact)), key=lambda at: (down[at] - exact[at], at))[:left]:
        down[index] += 1
    return tuple(Decimal(each).scaleb(-2) for each in down)


_HUNDRED = Decimal(100)


def level_of_changes(changes: Sequence[Decimal]) -> Decimal:
    """Yearly changes in per cent, one after the other, as a level from 100: 3.5 is 103.5, then 2.0 is 105.57.

    Raises Refused where there are none: a year without its change is no year without change.
    """
    if not changes:
        raise Refused(Refusal.VALUE_MISSING, "Det finns ingen årlig förändring att räkna med.")
    level = _HUNDRED
    for change in changes:
        level = level * (_HUNDRED + change) / _HUNDRED
    return level
