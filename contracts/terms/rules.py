"""The arithmetic of contract terms and ceilings: pure, both end days counted. domain.md §5 and §6 are its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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
    """The days that an option adds, both counted; or why it adds none, and then they are the days it was for."""

    option: Option
    of_round: bool
    first: date
    last: date
    why_not: str = ""


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

    No `until` is until further notice, or renewed by itself: then nothing is there to lengthen. A contract has its own
    options and those of its round, `under`; `left_out` are the round's options that it is left out of: number → reason.
    """

    first: date
    until: date | None
    options: Sequence[Option] = ()
    under: Duration | None = None
    left_out: Mapping[int, str] = field(default_factory=dict)
    terminated_on: date | None = None

    def reached(self, *, on: date | None = None) -> tuple[Lengthening, ...]:
        """What each decided option does, in the order they were decided; with a day, also those still open on it.

        A round's option is for the days after the round's own end. It never bridges a gap: a contract that has ended
        before them is not revived, and neither is one that was terminated. A contract that ends with the round follows
        it to the day; one that ends later is lengthened from its own end. The trigger on contracts computes the same.
        """
        if self.until is None:
            return ()
        spans = {} if self.under is None else {each.option.number: each for each in self.under.reached(on=on)}
        found: list[Lengthening] = []
        counted_from, counted_until, months, until = self.first, self.until, 0, self.until
        for of_round, option in self._in_order(on):
            span = spans.get(option.number) if of_round else None
            begins = until + DAY
            if why_not := self._why_not(option, span, until=until, of_round=of_round):
                days = (span.first, span.last) if span else (begins, lengthened(until, option.months))
                found.append(Lengthening(option, of_round, *days, why_not))
                continue
            if self.under is not None and self.under.until is not None and span is not None and span.first == begins:
                # From here on as the round counts, so that the two never drift apart.
                counted_from, counted_until = self.under.first, self.under.until
                months = sum(each.option.months for each in spans.values() if each.first < span.first)
            months += option.months
            until = lengthened_term(counted_from, counted_until, months)
            found.append(Lengthening(option, of_round, begins, until))
        return tuple(found)

    def _why_not(self, option: Option, span: Lengthening | None, *, until: date, of_round: bool) -> str:
        """Why an option does not lengthen this; empty when it does."""
        first = until + DAY if span is None else span.first
        if of_round and option.number in self.left_out:
            return self.left_out[option.number]
        if self.terminated_on is not None and (option.decided_on is None or self.terminated_on < first):
            return f"uppsagt, sista dag {self.terminated_on}"
        if until + DAY < first:
            return f"slutar {until}, innan optionen börjar {first}"
        if of_round and span is None and option.decided_on is not None and until < option.decided_on:
            return f"slutade {until}, innan optionen beslutades"
        return ""

    def _in_order(self, on: date | None) -> list[tuple[bool, Option]]:
        """Decided options as they were decided, never before one with a lower number; then open ones, own first."""
        keyed = []
        for of_round, options in ((False, self.options), (True, self.under.options if self.under else ())):
            settled = date.min
            for option in sorted(options, key=lambda each: each.number):
                if option.decided_on is not None:
                    settled = max(settled, option.decided_on)
                    keyed.append(((settled, of_round, option.number), (of_round, option)))
                elif on is not None and self.state(option, on=on, of_round=of_round) == OptionState.OPEN:
                    keyed.append(((date.max, of_round, option.number), (of_round, option)))
        return [each for _, each in sorted(keyed, key=lambda pair: pair[0])]

    def lengthenings(self, *, on: date | None = None) -> tuple[Lengthening, ...]:
        """What the decided options add, one after the other; with a day, also what those still open on it would."""
        return tuple(each for each in self.reached(on=on) if not each.why_not)

    def current_end(self) -> date | None:
        """The last day as it stands, but for a termination: the initial one lengthened by the decided options."""
        return next((each.last for each in reversed(self.lengthenings())), self.until)

    def ends_on(self) -> date | None:
        """The last day of all, a termination counted. The column of the same name is computed in the database."""
        return min((day for day in (self.current_end(), self.terminated_on) if day is not None), default=None)

    def longest_end(self, *, on: date) -> date | None:
        """The last day if every option that still can be decided is: what "longest possible" means."""
        return next((each.last for each in reversed(self.lengthenings(on=on))), self.until)

    def state(self, option: Option, *, on: date, of_round: bool = False) -> OptionState:
        """Where one of its options stands on a day. A round's option lapses with the round, if that has an end."""
        if of_round and self.under is not None and self.under.until is not None:
            return self.under.state(option, on=on)
        return option_state(option, ends_on=self.ends_on(), on=on)

    def deciding(self, option: Option, *, of_round: bool) -> Duration:
        """As it would be if an option, its own or its round's, stood as it is given."""
        if of_round:
            return self if self.under is None else replace(self, under=self.under.deciding(option, of_round=False))
        return replace(self, options=[option if each.number == option.number else each for each in self.options])

    def stages(self, *, on: date) -> tuple[Stage, ...]:
        """Its time as parts in order. A termination ends it; what cannot come is left out. Needs an end."""
        assert self.until is not None
        months = _whole_months(self.first, self.until)
        label = f"Grundtid {_length(months)}" if months else "Grundtid"
        found = [Stage(label, self.first, self.until, OptionState.DECIDED)]
        for each in self.lengthenings(on=on):
            state = self.state(each.option, on=on, of_round=each.of_round)
            found.append(Stage(f"Option {each.option.number}", each.first, each.last, state))
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
