"""What a contract's page and its papers say: frozen, computed once, drawn on screen and in PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from contracts.register.models import Contract, Framework, Requirement
from contracts.register.reports import standing
from contracts.suppliers.models import Supplier, SupplierUnit
from contracts.terms import rules
from contracts.terms.models import ExtensionOption, duration_of
from contracts.terms.rules import CeilingUse, OptionState, Stage
from huddinge_vo.common import org_numbers

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


_WIDE = 1000  # units across a time line


_OPEN_END = timedelta(days=730)  # how far on a term without end is drawn


@dataclass(frozen=True)
class OptionLine:
    """An option of a contract or of its round, where it stands, and whether this contract was left out of it."""

    option: ExtensionOption
    state: OptionState
    left_out: str = ""

    @property
    def words(self) -> str:
        """Where it stands, in words."""
        if self.left_out:
            return f"gäller inte avtalet: {self.left_out}"
        return {
            OptionState.DECIDED: f"beslutad {self.option.decided_on}",
            OptionState.DECLINED: f"avstådd {self.option.declined_on}",
            OptionState.LAPSED: "förfallen, avtalstiden har gått ut",
            OptionState.OPEN: "ej beslutad",
        }[self.state]

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
    """A part of a time line, in units of its width."""

    label: str
    first: date
    last: date | None
    x: int
    width: int
    is_planned: bool

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
        parts = [
            f"{bar.label} {bar.first}–{bar.last or 'tills vidare'}{' (ej beslutad)' if bar.is_planned else ''}"
            for bar in self.bars
        ]
        return f"{'; '.join(parts)}. I dag är det {self.on}."


@dataclass(frozen=True)
class ContractFacts:
    """The answer in one look: in force, until when, next decision, used, loyal."""

    standing: str
    standing_colour: str
    ends_on: date | None
    longest_until: date | None
    next_decision: NextDecision | None
    ceiling: CeilingUse | None
    options: tuple[OptionLine, ...]
    time_line: TimeLine
    differences: tuple[tuple[str, str, str], ...]
    requirements: tuple[tuple[str, str, str, bool], ...]


def contract_facts(*, contract: Contract, used_sek: Decimal, on: date) -> ContractFacts:
    """Everything a contract's page says of the contract itself."""
    prefetch_related_objects([contract], "options", "framework__options", "option_exceptions")
    duration = duration_of(contract)
    lines = _option_lines(contract, duration, on)
    word, colour = standing(contract, on)
    return ContractFacts(
        standing=word,
        standing_colour=colour,
        ends_on=contract.ends_on,
        longest_until=None if contract.terminated_on else duration.longest_end(on=on),
        next_decision=_next_decision(contract, lines, on),
        ceiling=None if contract.ceiling_sek is None else rules.ceiling_use(used_sek, contract.ceiling_sek),
        options=lines,
        time_line=_time_line(duration, ends_on=contract.ends_on, renews=contract.renewal_months is not None, on=on),
        differences=_differences(contract),
        requirements=_requirements(contract),
    )


def _option_lines(contract: Contract, duration: rules.Duration, on: date) -> tuple[OptionLine, ...]:
    """The contract's own options and its round's, and why some of them do not lengthen it."""
    reached = {(each.of_round, each.option.number): each.why_not for each in duration.reached(on=on)}
    found = []
    for of_round, holder in ((False, contract), (True, contract.framework)):
        for option in sorted(holder.options.all() if holder else (), key=lambda each: each.number):
            state = duration.state(option.as_rule(), on=on, of_round=of_round)
            found.append(OptionLine(option, state, reached.get((of_round, option.number), "")))
    return tuple(found)


def _next_decision(contract: Contract, lines: Sequence[OptionLine], on: date) -> NextDecision | None:
    if contract.status == Contract.Status.DRAFT or contract.terminated_on is not None:
        return None
    return _decision_of(contract, lines, on)


def _decision_of(terms: Contract | Framework, lines: Sequence[OptionLine], on: date) -> NextDecision | None:
    if terms.renewal_months is not None and terms.initial_until is not None:
        renewal = rules.renewal_on(
            terms.initial_until, every=terms.renewal_months, notice_months=terms.notice_months or 0, on=on
        )
        return NextDecision(f"Säg upp för att sluta {renewal.last}", renewal.notice_by)
    waiting = next((line.option for line in lines if line.is_open), None)
    if waiting is not None:
        return NextDecision(f"Option {waiting.number}", waiting.decide_by, waiting)
    return None


def _time_line(duration: rules.Duration, *, ends_on: date | None, renews: bool, on: date) -> TimeLine:
    if duration.until is None:
        label = "Förlängs av sig självt" if renews else "Tills vidare"
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
        )
        for part in parts
    )
    return TimeLine(bars, at(on) if first <= on <= last else None, on)


_INHERITED = ("form", "valid_from", "initial_until", "notice_months", "renewal_months", "owner", "deputy")


def _differences(contract: Contract) -> tuple[tuple[str, str, str], ...]:
    """Where the contract differs from its round: the field, the round's value, the contract's."""
    framework = contract.framework
    if framework is None:
        return ()
    found = []
    for name in _INHERITED:
        theirs, ours = getattr(framework, name), getattr(contract, name)
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
    ceiling: CeilingUse | None
    options: tuple[OptionLine, ...]
    time_line: TimeLine
    requirements: tuple[tuple[str, str, str, bool], ...]


def _round_standing(framework: Framework, ends_on: date | None, on: date) -> tuple[str, str]:
    if framework.valid_from > on:
        return "Börjar senare", "none"
    return ("Avslutad", "off") if ends_on is not None and ends_on < on else ("I kraft", "good")


def framework_facts(*, framework: Framework, used_sek: Decimal, on: date) -> FrameworkFacts:
    """What a round's page says. `used_sek` is what was bought on all its contracts, secret ones too."""
    options = list(framework.options.order_by("number", "pk"))
    duration = duration_of(framework)
    ends_on, longest = duration.current_end(), duration.longest_end(on=on)
    areas = list(framework.areas.all())
    is_framework = framework.form == "FRAMEWORK"
    lines = tuple(
        OptionLine(option, rules.option_state(option.as_rule(), ends_on=ends_on, on=on)) for option in options
    )
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
        next_decision=_decision_of(framework, lines, on),
        ceiling=None if framework.ceiling_sek is None else rules.ceiling_use(used_sek, framework.ceiling_sek),
        options=lines,
        time_line=_time_line(duration, ends_on=ends_on, renews=framework.renewal_months is not None, on=on),
        requirements=requirement_lines({each.kind: each for each in framework.requirements.all()}),
    )


@dataclass(frozen=True)
class SupplierSide:
    """One supplier beside another: what a person compares before saying that they are one."""

    supplier: Supplier
    parent: Supplier | None
    numbers: tuple[str, ...]
    contracts_in_force: int
    contracts: int
    units: tuple[str, ...]


def supplier_side(*, supplier: Supplier, user: User, on: date) -> SupplierSide:
    """What the user may see of a supplier, for comparison."""
    contracts = Contract.objects.visible_to(user).filter(supplier=supplier)
    return SupplierSide(
        supplier=supplier,
        parent=Supplier.objects.visible_to(user).filter(pk=supplier.parent_id or 0).first(),
        numbers=tuple(
            org_numbers.display_raw(value)
            for value in supplier.identifiers.order_by("scheme", "value", "pk").values_list("value", flat=True)
        ),
        contracts_in_force=contracts.in_force_on(on).count(),
        contracts=contracts.count(),
        units=tuple(
            SupplierUnit.objects.visible_to(user)
            .filter(supplier=supplier)
            .order_by("sort_name", "pk")
            .values_list("name", flat=True)
        ),
    )


@dataclass(frozen=True)
class OptionEffect:
    """What an option would do to a contract: its new last day, or why it is not lengthened."""

    contract: Contract
    until: date | None
    why_not: str


@dataclass(frozen=True)
class OptionChoice:
    """The contracts that an option is for, as far as somebody may see them: those it would lengthen, and the rest."""

    option: ExtensionOption
    lengthened: tuple[OptionEffect, ...]
    rest: tuple[OptionEffect, ...]


def option_choice(*, option: ExtensionOption, user: User, on: date) -> OptionChoice:
    """What deciding an option on a day would do, contract by contract, in the suppliers' order."""
    found = Contract.objects.visible_to(user)
    own = Contract.objects.filter(options=option)
    found = found.filter(framework=option.framework) if option.framework else found.filter(pk__in=own)
    contracts = found.for_list().prefetch_related("options", "framework__options", "option_exceptions")
    effects = []
    for contract in contracts.order_by("supplier__sort_name", "number", "pk"):
        effect = option.effect_on(contract, decided_on=on)
        why_not = option.why_not(contract, decided_on=on)
        effects.append(OptionEffect(contract, None if effect is None or why_not else effect.last, why_not))
    return OptionChoice(
        option,
        tuple(each for each in effects if not each.why_not),
        tuple(each for each in effects if each.why_not),
    )


@dataclass(frozen=True)
class Letter:
    """The message to one supplier that its contract is lengthened. `ends_on` is its new last day."""

    buyer: str
    supplier: str
    org_number: str | None
    number: str
    title: str
    option: int
    months: int
    begins_on: date
    ends_on: date
    decided_on: date
    registry_number: str = ""


def extension_letters(*, option: ExtensionOption, user: User) -> tuple[Letter, ...]:
    """A letter for each contract that a decided option lengthened and the user may see, in the suppliers' order.

    Not to those that have been terminated since: what the letter says would no longer be so.
    """
    if option.decided_on is None:
        return ()
    holder = option.framework or option.contract
    assert holder is not None
    chosen = (
        Contract.objects.filter(framework=option.framework)
        if option.framework
        else Contract.objects.filter(pk=holder.pk)
    )
    contracts = (
        chosen.visible_to(user)
        .signed()
        .filter(terminated_on__isnull=True)
        .select_related("supplier", "buyer", "framework")
        .prefetch_related("options", "framework__options", "option_exceptions")
        .order_by("supplier__sort_name", "number", "pk")
    )
    letters = []
    for contract in contracts:
        added = option.effect_on(contract, decided_on=option.decided_on)
        if added is None or added.why_not:
            continue
        letters.append(
            Letter(
                buyer=contract.buyer.name,
                supplier=contract.supplier.name,
                org_number=contract.supplier.org_number,
                number=contract.number,
                title=contract.title,
                option=option.number,
                months=option.months,
                begins_on=added.first,
                ends_on=added.last,
                decided_on=option.decided_on,
                registry_number=contract.registry_number
                or (option.framework.registry_number if option.framework else ""),
            )
        )
    return tuple(letters)
