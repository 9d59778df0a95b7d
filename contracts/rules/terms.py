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


def lengthened_term(first: date, until: date, months: int) -> date:
    """The last day when a whole term is lengthened by so many months in all.

    A term of whole months is counted from its first day: 31 January and one month is 27 February, and one more month is
    30 March, just as two months from the start would have been. Any other term is counted from its last day, so that
    a month's last day stays a month's last day. Both ways never differ unless a short month has cut a day off.
    """
    whole = _whole_months(first, until)
    return lengthened(until, months) if whole is None else end_of_term(first, whole + months)


def _whole_months(first: date, last: date) -> int | None:
    """How many whole months a term is; null when it is not a number of whole months."""
    after = last + DAY
    months = 12 * (after.year - first.year) + after.month - first.month
    return months if first + relativedelta(months=months) == after else None


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


@dataclass(frozen=True)
class Lengthening:
    """The days that an option adds. Both count."""

    option: Option
    first: date
    last: date


@dataclass(frozen=True)
class Stage:
    """A part of a contract's time: the initial term, an option, or an automatic renewal. Both days count."""

    label: str
    first: date
    last: date
    state: OptionState


@dataclass(frozen=True)
class Duration:
    """How long a contract or a round lasts: its first term, and what can lengthen or end it.

    No `until` is until further notice, or renewed by itself: then nothing is there to lengthen.
    """

    first: date
    until: date | None
    options: Sequence[Option] = ()
    terminated_on: date | None = None

    def lengthenings(self, *, on: date | None = None) -> tuple[Lengthening, ...]:
        """What the decided options add, one after the other; with a day, also what those still open on it would."""
        if self.until is None:
            return ()
        found: list[Lengthening] = []
        taken = 0
        for option in self._in_order(on):
            begins = lengthened_term(self.first, self.until, taken) + DAY
            taken += option.months
            found.append(Lengthening(option, begins, lengthened_term(self.first, self.until, taken)))
        return tuple(found)

    def _in_order(self, on: date | None) -> list[Option]:
        counted = [
            option
            for option in self.options
            if option.decided_on is not None
            or (on is not None and self.terminated_on is None and self.state(option, on=on) == OptionState.OPEN)
        ]
        return sorted(counted, key=lambda option: (option.decided_on is None, option.number))

    def current_end(self) -> date | None:
        """The last day as it stands, but for a termination: the initial one lengthened by the decided options."""
        return next((each.last for each in reversed(self.lengthenings())), self.until)

    def current_end_with(self, option: Option) -> date | None:
        """The last day as it would stand if one more option were decided."""
        if self.until is None:
            return None
        taken = sum(each.option.months for each in self.lengthenings())
        return lengthened_term(self.first, self.until, taken + option.months)

    def longest_end(self, *, on: date) -> date | None:
        """The last day if every option that still can be decided is: what "longest possible" means."""
        return next((each.last for each in reversed(self.lengthenings(on=on))), self.until)

    def state(self, option: Option, *, on: date) -> OptionState:
        """Where one of its options stands on a day."""
        ends = [day for day in (self.current_end(), self.terminated_on) if day is not None]
        return option_state(option, ends_on=min(ends, default=None), on=on)

    def stages(self, *, on: date) -> tuple[Stage, ...]:
        """Its time as parts in order. A termination ends it; what cannot come is left out. Needs an end."""
        assert self.until is not None
        months = _whole_months(self.first, self.until)
        label = f"Grundtid {_length(months)}" if months else "Grundtid"
        found = [Stage(label, self.first, self.until, OptionState.DECIDED)]
        for each in self.lengthenings(on=on):
            found.append(Stage(f"Option {each.option.number}", each.first, each.last, self.state(each.option, on=on)))
        last = self.terminated_on or date.max
        return tuple(
            Stage(stage.label, stage.first, min(stage.last, last), stage.state)
            for stage in found
            if stage.first <= last
        )


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
