"""The arithmetic of contract terms and ceilings: pure, both end days counted. domain.md §5 and §6 are its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from dateutil.relativedelta import relativedelta

DAY = timedelta(days=1)
# LOU 7:2: a framework outside chapter 19 may last four years at most, unless there are special reasons.
LONGEST_FRAMEWORK_MONTHS = 48
_NEAR, _HIGH, _REACHED = Decimal("0.7"), Decimal("0.9"), Decimal(1)


def end_of_term(first: date, months: int) -> date:
    """The last day of so many months from a first day: 2026-01-01 and 12 months is 2026-12-31."""
    return first + relativedelta(months=months) - DAY


def lengthened(until: date, months: int) -> date:
    """The last day when a term is lengthened. All months are added in one step, so that 60 + 12 is 72."""
    return end_of_term(until + DAY, months)


def notice_by(ends_on: date, months: int) -> date:
    """The last day to give notice so many months before an end: three months before 2026-12-31 is 2026-09-30."""
    return ends_on + DAY - relativedelta(months=months) - DAY


class OptionState(StrEnum):
    """Where an option stands on a day."""

    DECIDED = "decided"
    DECLINED = "declined"
    LAPSED = "lapsed"
    OPEN = "open"


@dataclass(frozen=True)
class Option:
    """A right to lengthen, as rules see it."""

    number: int
    months: int
    decide_by: date
    decided_on: date | None = None
    declined_on: date | None = None


def option_state(option: Option, *, ends_on: date | None, on: date) -> OptionState:
    """An option not decided lapses at the current end of what it would have lengthened."""
    if option.decided_on is not None:
        return OptionState.DECIDED
    if option.declined_on is not None:
        return OptionState.DECLINED
    if ends_on is not None and ends_on < on:
        return OptionState.LAPSED
    return OptionState.OPEN


def current_end(initial_until: date | None, options: Sequence[Option]) -> date | None:
    """The last day as it stands: the initial one lengthened by the decided options; none until further notice."""
    if initial_until is None:
        return None
    return lengthened(initial_until, sum(option.months for option in options if option.decided_on is not None))


def longest_end(initial_until: date | None, options: Sequence[Option], *, on: date) -> date | None:
    """The last day if every option that still can be decided is: what "longest possible" means."""
    if initial_until is None:
        return None
    now = current_end(initial_until, options)
    counted = (OptionState.DECIDED, OptionState.OPEN)
    months = sum(option.months for option in options if option_state(option, ends_on=now, on=on) in counted)
    return lengthened(initial_until, months)


@dataclass(frozen=True)
class Stage:
    """A part of a contract's time: the initial term, an option, or an automatic renewal. Both days count."""

    label: str
    first: date
    last: date
    state: OptionState


def stages(
    *, valid_from: date, initial_until: date, options: Sequence[Option], terminated_on: date | None, on: date
) -> tuple[Stage, ...]:
    """A contract's time as parts in order. Decided parts end at a termination; what cannot come is left out."""
    now = current_end(initial_until, options)
    end = min(now, terminated_on) if now and terminated_on else now
    months = _whole_months(valid_from, initial_until)
    found = [
        Stage(f"Grundtid {_length(months)}" if months else "Grundtid", valid_from, initial_until, OptionState.DECIDED)
    ]
    taken = 0
    ordered = sorted(options, key=lambda option: (option.decided_on is None, option.number))
    for option in ordered:
        state = option_state(option, ends_on=end, on=on)
        if state in {OptionState.DECLINED, OptionState.LAPSED} or (terminated_on and state == OptionState.OPEN):
            continue
        first = lengthened(initial_until, taken) + DAY
        taken += option.months
        found.append(Stage(f"Option {option.number}", first, lengthened(initial_until, taken), state))
    if terminated_on is None:
        return tuple(found)
    return tuple(
        Stage(stage.label, stage.first, min(stage.last, terminated_on), stage.state)
        for stage in found
        if stage.first <= terminated_on
    )


def _whole_months(first: date, last: date) -> int | None:
    difference = relativedelta(last + DAY, first)
    return None if difference.days else difference.years * 12 + difference.months


def _length(months: int) -> str:
    if months % 12 == 0:
        return f"{months // 12} år"
    return f"{months} månader" if months != 1 else "1 månad"


@dataclass(frozen=True)
class Renewal:
    """The period an automatically renewed contract is in: its last day, and the last day to stop the next."""

    last: date
    notice_by: date


def renewal_on(initial_until: date, *, every: int, notice_months: int, on: date) -> Renewal:
    """Where an automatically renewed contract stands on a day: periods of `every` months follow the initial term."""
    periods = 0
    while lengthened(initial_until, periods * every) < on:
        periods += 1
    last = lengthened(initial_until, periods * every)
    return Renewal(last, notice_by(last, notice_months))


def months_between(first: date, last: date) -> int:
    """The months of a term, a begun month counted whole."""
    difference = relativedelta(last + DAY, first)
    return difference.years * 12 + difference.months + (difference.days > 0)


def is_longer_than_allowed(*, valid_from: date, longest_until: date | None, all_annex_2: bool) -> bool:
    """Whether a framework may come to last above four years although chapter 19 of LOU does not excuse it."""
    if all_annex_2 or longest_until is None:
        return False
    return end_of_term(valid_from, LONGEST_FRAMEWORK_MONTHS) < longest_until


@dataclass(frozen=True)
class CeilingUse:
    """How much of a ceiling is used. `code` is for colour, `words` is what it says."""

    used_sek: Decimal
    ceiling_sek: Decimal
    share: Decimal | None
    code: str
    words: str

    @property
    def left_sek(self) -> Decimal:
        """What can still be called off; negative when the ceiling is passed."""
        return self.ceiling_sek - self.used_sek

    @property
    def stops_call_offs(self) -> bool:
        """Whether nothing more may be called off: a framework has no effect past its ceiling (C-23/20)."""
        return self.code == "reached"


def ceiling_use(used: Decimal, ceiling: Decimal) -> CeilingUse:
    """Warned at 70 and at 90 per cent, stopped at 100. A ceiling of nought is used up from the start."""
    if ceiling == 0:
        return CeilingUse(used, ceiling, None, "reached", "Takvolymen är nådd: inga fler avrop")
    share = used / ceiling
    if share >= _REACHED:
        return CeilingUse(used, ceiling, share, "reached", "Takvolymen är nådd: inga fler avrop")
    if share >= _HIGH:
        return CeilingUse(used, ceiling, share, "high", "Över 90 procent av takvolymen")
    if share >= _NEAR:
        return CeilingUse(used, ceiling, share, "near", "Över 70 procent av takvolymen")
    return CeilingUse(used, ceiling, share, "free", "Inom takvolymen")


@dataclass(frozen=True)
class CheckTerms:
    """How many days a check holds, and the lowest score a rating must have."""

    valid_days: int
    lowest_score: int | None = None


# The plan's start values; an administrator may set others (CheckTerm).
CHECK_TERMS = {
    "PERMIT": CheckTerms(90),
    "IVO_REGISTER": CheckTerms(90),
    "TAXES": CheckTerms(90),
    "RATING": CheckTerms(30, 40),
    "EU_2022_576": CheckTerms(365),
    "NONPROFIT_REGISTER": CheckTerms(365),
    "COMPANY_STATUS": CheckTerms(30),
}
CHECKED_ALWAYS = ("TAXES", "RATING", "EU_2022_576", "COMPANY_STATUS")
EXPIRES_SOON_DAYS = 30


def check_holds_until(checked_on: date, terms: CheckTerms) -> date:
    """The last day that a check is relied upon: the day it was made and so many more."""
    return checked_on + timedelta(days=terms.valid_days)


def rating_passes(score: int | None, terms: CheckTerms) -> bool:
    """Whether a rating is what is asked for. One that is missing never is: null is not nought."""
    return score is not None and (terms.lowest_score is None or score >= terms.lowest_score)


class CheckState(StrEnum):
    """How a check that is asked for stands on a day."""

    VALID = "valid"
    SOON = "soon"
    EXPIRED = "expired"
    FAILED = "failed"
    MISSING = "missing"


def check_state(*, is_accepted: bool | None, valid_until: date | None, on: date) -> CheckState:
    """Of the latest check; null for both is that there is none."""
    if is_accepted is None or valid_until is None:
        return CheckState.MISSING
    if valid_until < on:
        return CheckState.EXPIRED
    if not is_accepted:
        return CheckState.FAILED
    return CheckState.SOON if (valid_until - on).days <= EXPIRES_SOON_DAYS else CheckState.VALID


@dataclass(frozen=True)
class Traffic:
    """All of a supplier's checks as one word and the colour that helps it."""

    words: str
    colour: str


def traffic(states: Sequence[CheckState]) -> Traffic:
    """What the checks that are asked for say together."""
    if not states:
        return Traffic("Inga kontroller krävs", "none")
    bad = [state for state in states if state in {CheckState.MISSING, CheckState.EXPIRED, CheckState.FAILED}]
    if bad:
        return Traffic(f"{len(bad)} av {len(states)} behöver göras om", "off")
    if CheckState.SOON in states:
        return Traffic("Giltiga, någon går snart ut", "near")
    return Traffic("Alla giltiga", "good")
