"""How long contracts last, when notice is given and what options do: pure, both end days counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import count

from dateutil.relativedelta import relativedelta

DAY = timedelta(days=1)


# LOU 7:2: a framework outside chapter 19 may last four years at most, unless there are special reasons.
LONGEST_FRAMEWORK_MONTHS = 48


TERM_IS_OVER = "avtalstiden har gått ut"


@lru_cache(maxsize=4096)  # many contracts are of the same days
def end_of_term(first: date, months: int) -> date:
    """The last day of so many months from a first day: the day before the same-numbered day so many months on.

    Where that month has no such day, its last day: 31 January and one month is 28 February, and two are 30 March. So
    by analogy with lag 1930:173 § 1. The database has it as `contracts_end_of_term`.
    """
    same = first + relativedelta(months=months)
    return same if same.day < first.day else same - DAY


def lengthened(until: date, months: int) -> date:
    """The last day so many months after a day. All months are added in one step, so that 60 + 12 is 72."""
    return end_of_term(until + DAY, months)


def lengthened_term(first: date, until: date, months: int) -> date:
    """The last day when a whole term is lengthened by so many months in all.

    A term of whole months is counted from its first day, always: 31 January and one month is 28 February, and one more
    month is 30 March, just as two months from the start would have been. Any other term is counted from its last day,
    so that a month's last day stays a month's last day.
    """
    whole = _whole_months(first, until)
    return lengthened(until, months) if whole is None else end_of_term(first, whole + months)


def _whole_months(first: date, last: date) -> int | None:
    """How many whole months a term is; null when it is not a number of whole months."""
    months = 12 * (last.year - first.year) + last.month - first.month + (first.day == 1)
    return months if months > 0 and end_of_term(first, months) == last else None


def notice_by(ends_on: date, months: int) -> date:
    """The last day to give notice so many months before an end: three months before 2026-12-31 is 2026-09-30.

    It is the last day from which a notice of so many months, counted from the day after, has run out at the end.
    """
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

    @property
    def is_settled(self) -> bool:
        """Whether somebody has decided or declined it."""
        return self.decided_on is not None or self.declined_on is not None


def why_lapsed(option: Option, row: Sequence[Option], *, ends_on: date | None, on: date) -> str:
    """Why an option can no longer be used, of the row of options that it belongs to; empty when it has not lapsed.

    Options come in a row, by number. A declined one ends it: those after it lapse, whatever is written on them. One
    that was skipped, undecided when a later one was decided, lapses with that decision and adds nothing. Any other
    that is not decided lapses at the current end of what it would have lengthened.
    """
    declined = min((each.number for each in row if each.declined_on is not None), default=option.number)
    if declined < option.number:
        return f"option {declined} är avstådd"
    if option.is_settled:
        return ""
    decided = (each.number for each in row if each.decided_on is not None and each.number > option.number)
    if skipped_by := min(decided, default=None):
        return f"överhoppad, option {skipped_by} är beslutad"
    return TERM_IS_OVER if ends_on is not None and ends_on < on else ""


def option_state(option: Option, *, ends_on: date | None, on: date, row: Sequence[Option] = ()) -> OptionState:
    """Where an option of a row stands on a day: see `why_lapsed` for how one goes out."""
    if why_lapsed(option, row, ends_on=ends_on, on=on):
        return OptionState.LAPSED
    if option.decided_on is not None:
        return OptionState.DECIDED
    return OptionState.OPEN if option.declined_on is None else OptionState.DECLINED


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
class Renewing:
    """A term that goes on by itself for so many months at a time, from the end of its first term."""

    first: date
    until: date
    every: int

    def ends(self) -> Iterator[date]:
        """The last day of each period, the first term's before all."""
        return (lengthened_term(self.first, self.until, number * self.every) for number in count())


@dataclass(frozen=True)
class Notice:
    """The next day to give notice, the last one for it, and the end that notice then brings. Both are days that count.

    `missed` is the notice day of the period that goes on, where it has passed: the term has come to go on without it.
    """

    by: date
    ends_on: date
    renews: bool
    missed: date | None = None


@dataclass(frozen=True)
class Duration:
    """How long a contract or a round lasts: its first term, and what can lengthen or end it. It rules on all its days.

    No `until` is the end of its round, `under`, where that has one; else until further notice, or renewed by itself,
    `renews`: then nothing is there to lengthen. A contract has its own options and those of its round; `left_out` are
    the round's options that it is left out of: number → reason.
    """

    first: date
    until: date | None
    options: Sequence[Option] = ()
    under: Duration | None = None
    left_out: Mapping[int, str] = field(default_factory=dict)
    terminated_on: date | None = None
    renews: Renewing | None = None
    notice_months: int | None = None

    @cached_property
    def _counted(self) -> tuple[date, date, int] | None:
        """What its first term is counted as: a first day, a last day, and the months that were added to those.

        Null when it has no end. One that has its end from its round is counted as the round is. One that begins after
        the round's first term has the end that the round had come to by then, with the options decided; what begins
        after all of the round has no end from it.
        """
        if self.renews is not None:
            return None
        if self.until is not None or self.under is None:
            return None if self.until is None else (self.first, self.until, 0)
        of_round = self.under._counted  # noqa: SLF001 - another of the same
        if of_round is None:
            return None
        months = 0
        for added, last in self.under._ends(of_round):  # noqa: SLF001 - another of the same
            months += added
            if last >= self.first:
                return of_round[0], of_round[1], months
        return None

    def _ends(self, counted: tuple[date, date, int]) -> Iterator[tuple[int, date]]:
        """The ends that it has come to, each with the months that it took: its first term's, and each decided one's."""
        yield 0, counted[1]
        for each in self.lengthenings():
            yield each.option.months, each.last

    @property
    def term_until(self) -> date | None:
        """The last day of its first term: its own, or the one it has from its round."""
        return None if self._counted is None else lengthened_term(*self._counted)

    def reached(self, *, on: date | None = None) -> tuple[Lengthening, ...]:
        """What each decided option does, in the order they were decided; with a day, also those still open on it.

        A round's option is for the days after the round's own end. It never bridges a gap: a contract that has ended
        before them is not revived, and neither is one that was terminated. A contract that ends with the round follows
        it to the day; one that ends later is lengthened from its own end. One that joined the round, beginning after
        it did, has only the options that begin after its own end: those before are in that end already. The database
        has it as `contracts_current_end`.
        """
        return self._decided if on is None else self._reach(on)

    @cached_property
    def _decided(self) -> tuple[Lengthening, ...]:
        return self._reach(None)

    def _reach(self, on: date | None) -> tuple[Lengthening, ...]:
        if self._counted is None:
            return ()
        spans = {} if self.under is None else {each.option.number: each for each in self.under.reached(on=on)}
        found: list[Lengthening] = []
        counted_from, counted_until, months = self._counted
        until = lengthened_term(counted_from, counted_until, months)
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
        return self._why_not_of_round(option, span, until=until) if of_round else ""

    def _why_not_of_round(self, option: Option, span: Lengthening | None, *, until: date) -> str:
        """Why an option of the round, which the contract still holds at, is not for it all the same."""
        assert self.under is not None
        assert self.term_until is not None
        if span is not None:
            joined = self.under.first < self.first
            is_in_it = joined and span.first <= self.term_until
            return f"börjar {span.first}, före avtalets egen sista dag {self.term_until}" if is_in_it else ""
        if option.decided_on is not None and option.decided_on < self.first:
            return f"började {self.first}, efter att optionen beslutades"
        if option.decided_on is not None and until < option.decided_on:
            return f"slutade {until}, innan optionen beslutades"
        return ""

    def _in_order(self, on: date | None) -> list[tuple[bool, Option]]:
        """Decided options as they were decided, never before one with a lower number; then open ones, own first."""
        keyed = []
        for of_round, options in ((False, self.options), (True, self.under.options if self.under else ())):
            settled = date.min
            for option in sorted(options, key=lambda each: each.number):
                if option_state(option, ends_on=None, on=date.min, row=options) is OptionState.DECIDED:
                    assert option.decided_on is not None
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
        return next((each.last for each in reversed(self.lengthenings())), self.term_until)

    def ends_on(self) -> date | None:
        """The last day of all, a termination counted. The column of the same name is computed in the database."""
        return self._last

    @cached_property
    def _last(self) -> date | None:
        return min((day for day in (self.current_end(), self.terminated_on) if day is not None), default=None)

    def longest_end(self, *, on: date) -> date | None:
        """The last day if every option that still can be decided is: what "longest possible" means."""
        return next((each.last for each in reversed(self.lengthenings(on=on))), self.term_until)

    def state(self, option: Option, *, on: date, of_round: bool = False) -> OptionState:
        """Where one of its options stands on a day. A round's option lapses with the round, if that has an end."""
        holder, ends_on = self._holder(of_round=of_round)
        return option_state(option, ends_on=ends_on, on=on, row=holder.options)

    def why_lapsed(self, option: Option, *, on: date, of_round: bool = False) -> str:
        """Why one of its options has lapsed by a day; empty when it has not."""
        holder, ends_on = self._holder(of_round=of_round)
        return why_lapsed(option, holder.options, ends_on=ends_on, on=on)

    def _holder(self, *, of_round: bool) -> tuple[Duration, date | None]:
        """Whose an option is, and the end that it lapses at."""
        if of_round and self.under is not None:
            ends_on = self.under.ends_on()
            return self.under, self.ends_on() if ends_on is None else ends_on
        return self, self.ends_on()

    def notice(self, *, on: date) -> Notice | None:
        """The next notice day from a day on. Null without notice, without an end, and when it has been terminated.

        Notice counts from the current end. A term that renews itself has a notice day for each of its periods, at its
        very end where no notice is agreed; after a tacit renewal, or when a notice day was missed, the next one is that
        of the end after it. A term that has a last day has one notice day, and none after that.
        """
        if self.terminated_on is not None:
            return None
        if self.renews is None:
            ends_on = self.current_end()
            if ends_on is None or not self.notice_months or (by := notice_by(ends_on, self.notice_months)) < on:
                return None
            return Notice(by, ends_on, renews=False)
        missed = None
        for ends_on in self.renews.ends():  # pragma: no branch - there is always one more
            by = notice_by(ends_on, self.notice_months or 0)
            if by >= on:
                return Notice(by, ends_on, renews=True, missed=missed)
            # The notice may be longer than the periods: of several that were missed the latest counts.
            missed = by if ends_on >= on else None
        raise AssertionError

    def deciding(self, option: Option, *, of_round: bool) -> Duration:
        """As it would be if an option, its own or its round's, stood as it is given."""
        if of_round:
            return self if self.under is None else replace(self, under=self.under.deciding(option, of_round=False))
        return replace(self, options=[option if each.number == option.number else each for each in self.options])

    def stages(self, *, on: date) -> tuple[Stage, ...]:
        """Its time as parts in order. A termination ends it; what cannot come is left out. Needs an end."""
        until = self.term_until
        assert until is not None
        months = _whole_months(self.first, until)
        label = f"Ursprunglig avtalstid {_length(months)}" if months else "Ursprunglig avtalstid"
        found = [Stage(label, self.first, until, OptionState.DECIDED)]
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


def is_longer_than_allowed(*, valid_from: date, longest_until: date | None, all_annex_2: bool) -> bool:
    """Whether a framework may come to last above four years although chapter 19 of LOU does not excuse it."""
    if all_annex_2 or longest_until is None:
        return False
    return end_of_term(valid_from, LONGEST_FRAMEWORK_MONTHS) < longest_until
