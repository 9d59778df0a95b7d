"""What the pages of a contract and of a round say of it in one look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from contracts.register.models import Contract, Framework, Requirement
from contracts.register.reports import standing
from contracts.terms import rules
from contracts.terms.models import ExtensionOption, duration_of
from contracts.terms.reports.ceilings import Ceiling, ceilings_of, round_use
from contracts.terms.rules import CeilingUse, Notice, OptionState, Stage

_WIDE = 1000  # units across a time line

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


_OPEN_END = timedelta(days=730)  # how far on a term without end is drawn


@dataclass(frozen=True)
class OptionLine:
    """An option of a contract or of its round, where it stands, and whether this contract was left out of it."""

    option: ExtensionOption
    state: OptionState
    left_out: str = ""
    why_lapsed: str = ""
    has_begun: bool = False
    is_last: bool = False

    @property
    def can_be_taken_back(self) -> bool:
        """Whether a decision about it stands that nothing rests on yet."""
        return self.is_last and not self.has_begun and self.state in {OptionState.DECIDED, OptionState.DECLINED}

    @property
    def words(self) -> str:
        """Where it stands, in words."""
        if self.left_out:
            return f"gäller inte avtalet: {self.left_out}"
        return {
            OptionState.DECIDED: f"beslutad {self.option.decided_on}",
            OptionState.DECLINED: f"avstådd {self.option.declined_on}",
            OptionState.LAPSED: f"{self._decided}förfallen: {self.why_lapsed}",
            OptionState.OPEN: "ej beslutad",
        }[self.state]

    @property
    def _decided(self) -> str:
        """One that was decided after an earlier had been declined says so: it has no effect."""
        return f"beslutad {self.option.decided_on}, men " if self.option.decided_on else ""

    @property
    def is_open(self) -> bool:
        """Whether it can still be decided."""
        return self.state == OptionState.OPEN and not self.left_out


@dataclass(frozen=True)
class NextDecision:
    """What somebody has to decide next about a contract, and by when."""

    words: str
    by: date
    option: ExtensionOption | None = None


@dataclass(frozen=True)
class Bar:
    """A part of a time line, in units of its width. `href` is where its page tells of it."""

    label: str
    first: date
    last: date | None
    x: int
    width: int
    is_planned: bool
    href: str = ""

    @property
    def told(self) -> str:
        """What it is, from when and until when."""
        days = f"{self.first} tills vidare" if self.last is None else f"{self.first}–{self.last}"
        return f"{self.label}: {days}{' (ej beslutad)' if self.is_planned else ''}"

    @property
    def words_fit(self) -> bool:
        """Whether the label has room in the bar."""
        return self.width >= 11 * len(self.label)


@dataclass(frozen=True)
class TimeLine:
    """A contract's time as a picture. `today` is null outside it."""

    bars: tuple[Bar, ...]
    today: int | None
    on: date

    @property
    def words(self) -> str:
        """The picture in words, for those who do not see it."""
        return f"{'; '.join(bar.told for bar in self.bars)}. I dag är det {self.on}."


@dataclass(frozen=True)
class ContractFacts:
    """The answer in one look: in force, until when, next decision, used, loyal."""

    standing: str
    standing_colour: str
    ends_on: date | None
    term_until: date | None
    longest_until: date | None
    next_decision: NextDecision | None
    notice: Notice | None
    ceilings: tuple[Ceiling, ...]
    lacks_ceiling: bool
    options: tuple[OptionLine, ...]
    time_line: TimeLine
    differences: tuple[tuple[str, str, str], ...]
    requirements: tuple[tuple[str, str, str, bool], ...]


def contract_facts(*, contract: Contract, user: User | None, on: date) -> ContractFacts:
    """Everything a contract's page says of the contract itself."""
    prefetch_related_objects([contract], "options__decided_by", "framework__options__decided_by", "option_exceptions")
    duration = duration_of(contract)
    lines = _option_lines(contract, duration, on)
    word, colour = standing(contract, on)
    return ContractFacts(
        standing=word,
        standing_colour=colour,
        ends_on=contract.ends_on,
        term_until=duration.term_until,
        longest_until=None if contract.terminated_on else duration.longest_end(on=on),
        next_decision=_next_decision(contract, duration, lines, on),
        notice=_notice(contract, duration, on),
        ceilings=ceilings_of([contract], user=user)[contract.pk],
        lacks_ceiling=Contract.objects.filter(pk=contract.pk).without_ceiling(on=on).exists(),
        options=lines,
        time_line=_time_line(duration, ends_on=contract.ends_on, on=on),
        differences=_differences(contract),
        requirements=_requirements(contract),
    )


def _option_lines(holder: Contract | Framework, duration: rules.Duration, on: date) -> tuple[OptionLine, ...]:
    """The holder's own options and those of a contract's round, and why some of them do not lengthen it."""
    reached = {(each.of_round, each.option.number): each.why_not for each in duration.reached(on=on)}
    holders: tuple[tuple[bool, Contract | Framework | None], ...] = ((False, holder),)
    if isinstance(holder, Contract):
        holders = (*holders, (True, holder.framework))
    begun = {(each.of_round, each.option.number) for each in duration.lengthenings() if each.first <= on}
    ends_on = duration.ends_on()
    found = []
    for of_round, each_holder in holders:
        settled = [
            each.number for each in (each_holder.options.all() if each_holder else ()) if each.as_rule().is_settled
        ]
        for option in sorted(each_holder.options.all() if each_holder else (), key=lambda each: each.number):
            rule = option.as_rule()
            state = duration.state(rule, on=on, of_round=of_round)
            why_lapsed = duration.why_lapsed(rule, on=on, of_round=of_round)
            is_over = option.declined_on is not None and ends_on is not None and ends_on < on
            found.append(
                OptionLine(
                    option,
                    state,
                    reached.get((of_round, option.number), ""),
                    why_lapsed,
                    has_begun=is_over or (of_round, option.number) in begun,
                    is_last=option.number == max(settled, default=0),
                )
            )
    return tuple(found)


def next_decision(contract: Contract, *, on: date) -> NextDecision | None:
    """What is to be decided next about a contract, for a list of them (`with_terms()`): as its own page says it."""
    duration = duration_of(contract)
    return _next_decision(contract, duration, _option_lines(contract, duration, on), on)


def _notice(contract: Contract, duration: rules.Duration, on: date) -> Notice | None:
    """The next day to give notice of a contract; a draft has none."""
    return None if contract.status == Contract.Status.DRAFT else duration.notice(on=on)


def _next_decision(
    contract: Contract, duration: rules.Duration, lines: Sequence[OptionLine], on: date
) -> NextDecision | None:
    if contract.status == Contract.Status.DRAFT or contract.terminated_on is not None:
        return None
    if contract.ends_on is not None and contract.ends_on < on:
        return None
    return _decision_of(duration, lines, on)


def _decision_of(duration: rules.Duration, lines: Sequence[OptionLine], on: date) -> NextDecision | None:
    """The nearest of the next option's day and the notice day; the option where they are the same."""
    found = []
    waiting = next((line.option for line in lines if line.is_open), None)
    if waiting is not None and duration.renews is None:
        found.append(NextDecision(f"Option {waiting.number}", waiting.decide_by, waiting))
    notice = duration.notice(on=on)
    if notice is not None:
        words = f"Säg upp för att sluta {notice.ends_on}" if notice.renews else f"Säg upp inför slutet {notice.ends_on}"
        found.append(NextDecision(words, notice.by))
    return min(found, key=lambda each: each.by, default=None)


def _time_line(duration: rules.Duration, *, ends_on: date | None, on: date) -> TimeLine:
    if duration.term_until is None:
        label = "Förlängs av sig självt" if duration.renews else "Tills vidare"
        parts = [Stage(label, duration.first, ends_on or date.max, OptionState.DECIDED)]
    else:
        parts = list(duration.stages(on=on))
    first = parts[0].first
    last = max((part.last for part in parts if part.last != date.max), default=max(first, on) + _OPEN_END)
    if parts[-1].last == date.max:
        last = max(first, on) + _OPEN_END
    days = max((last - first).days + 1, 1)

    def at(day: date) -> int:
        return round(_WIDE * (day - first).days / days)

    bars = tuple(
        Bar(
            part.label,
            part.first,
            None if part.last == date.max else part.last,
            at(part.first),
            max(at(min(part.last, last)) - at(part.first), 4),
            part.state == OptionState.OPEN,
            "#optioner" if at_part else "#uppgifter",
        )
        for at_part, part in enumerate(parts)
    )
    return TimeLine(bars, at(on) if first <= on <= last else None, on)


_INHERITED = ("form", "valid_from", "initial_until", "notice_months", "renewal_months", "owner", "deputy")


_FOLLOWED = ("initial_until", "notice_months", "renewal_months")


def _differences(contract: Contract) -> tuple[tuple[str, str, str], ...]:
    """Where the contract differs from its round: the field, the round's value, the contract's."""
    framework = contract.framework
    if framework is None:
        return ()
    found = []
    for name in _INHERITED:
        theirs, ours = getattr(framework, name), getattr(contract, name)
        if name in _FOLLOWED and contract.initial_until is None and ours is None:
            continue  # it has them from its round
        if theirs is not None and ours != theirs:
            field = contract._meta.get_field(name)
            shown = [
                getattr(each, f"get_{name}_display")() if getattr(field, "choices", None) else value
                for each, value in ((framework, theirs), (contract, ours))
            ]
            found.append((str(field.verbose_name), *("–" if value is None else str(value) for value in shown)))  # type: ignore[union-attr]
    return tuple(found)  # type: ignore[arg-type]


def _requirements(contract: Contract) -> tuple[tuple[str, str, str, bool], ...]:
    """Every requirement with its answer and note; what the contract says itself goes before its round."""
    answers = {each.kind: each for each in contract.framework.requirements.all()} if contract.framework else {}
    own = {each.kind: each for each in contract.requirements.all()}
    return requirement_lines(answers | own)


def requirement_lines(answers: dict[str, Requirement]) -> tuple[tuple[str, str, str, bool], ...]:
    """Every kind of requirement: its name, the answer or a dash, the note, and whether it is met."""
    return tuple(
        (
            f"{kind.label[:1].upper()}{kind.label[1:]}",
            answers[kind].get_answer_display() if kind in answers else "–",
            answers[kind].note if kind in answers else "",
            kind in answers and answers[kind].answer == Requirement.Answer.YES,
        )
        for kind in Requirement.Kind
    )


@dataclass(frozen=True)
class FrameworkFacts:
    """A round's terms: whether it is in force, how long it lasts and may last, what is decided next, how much is
    used.
    """

    standing: str
    standing_colour: str
    ends_on: date | None
    longest_until: date | None
    too_long: bool
    next_decision: NextDecision | None
    notice: Notice | None
    ceiling: CeilingUse | None
    lacks_ceiling: bool
    options: tuple[OptionLine, ...]
    time_line: TimeLine
    requirements: tuple[tuple[str, str, str, bool], ...]


def _round_standing(framework: Framework, ends_on: date | None, on: date) -> tuple[str, str]:
    if framework.valid_from > on:
        return "Börjar senare", "none"
    return ("Avslutad", "off") if ends_on is not None and ends_on < on else ("I kraft", "good")


def framework_facts(*, framework: Framework, user: User | None, on: date) -> FrameworkFacts:
    """What a round's page says to a person."""
    prefetch_related_objects([framework], "options__decided_by")
    duration = duration_of(framework)
    ends_on, longest = duration.current_end(), duration.longest_end(on=on)
    areas = list(framework.areas.all())
    is_framework = framework.form == "FRAMEWORK"
    lines = _option_lines(framework, duration, on)
    word, colour = _round_standing(framework, ends_on, on)
    return FrameworkFacts(
        standing=word,
        standing_colour=colour,
        ends_on=ends_on,
        longest_until=longest,
        too_long=is_framework
        and rules.is_longer_than_allowed(
            valid_from=framework.valid_from, longest_until=longest, all_annex_2=all(area.annex_2 for area in areas)
        ),
        next_decision=_decision_of(duration, lines, on),
        notice=duration.notice(on=on),
        ceiling=round_use(framework, user=user),
        lacks_ceiling=Framework.objects.filter(pk=framework.pk).without_ceiling(on=on).exists(),
        options=lines,
        time_line=_time_line(duration, ends_on=ends_on, on=on),
        requirements=requirement_lines({each.kind: each for each in framework.requirements.all()}),
    )
