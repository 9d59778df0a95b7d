"""What an option does, contract by contract, and the letters that tell the suppliers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from contracts.register.models import Contract, Framework
from contracts.register.reports import LetterHead, letter_head
from contracts.terms.models import ExtensionOption
from huddinge_vo.common.secrecy.changes import Change, changes_in, changes_of

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


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
    contracts = found.for_list().with_terms()
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

    head: LetterHead
    number: str
    title: str
    option: int
    months: int
    begins_on: date
    ends_on: date
    decided_on: date


def extension_letters(*, option: ExtensionOption, user: User) -> tuple[Letter, ...]:
    """A letter for each contract that a decided option lengthened and the user may see, in the suppliers' order.

    Not to those that have been terminated since: what the letter says would no longer be so. Nor to those that began
    after the decision: they were told of it when they joined.
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
        .filter(terminated_on__isnull=True, valid_from__lte=option.decided_on)
        .select_related("supplier", "buyer", "owner", "framework__owner")
        .prefetch_related("supplier__contacts")
        .with_terms()
        .order_by("supplier__sort_name", "number", "pk")
    )
    letters = []
    for contract in contracts:
        added = option.effect_on(contract, decided_on=option.decided_on)
        if added is None or added.why_not:
            continue
        letters.append(
            Letter(
                head=letter_head(
                    buyer=contract.buyer, supplier=contract.supplier, contract=contract, signed_by=option.decided_by
                ),
                number=contract.number,
                title=contract.title,
                option=option.number,
                months=option.months,
                begins_on=added.first,
                ends_on=added.last,
                decided_on=option.decided_on,
            )
        )
    return tuple(letters)


def changes_with_options(holder: Framework | Contract, *, user: User, limit: int = 50) -> list[Change]:
    """The history of a contract or a round with that of its options, a contract's with its round's: the latest first.

    It is there that one looks for who decided to lengthen it. Also of options that are gone.
    """
    events = ExtensionOption.pgh_event_model.objects.order_by("pgh_id")  # type: ignore[attr-defined]
    if isinstance(holder, Framework):
        events = events.filter(framework=holder.pk)
    elif holder.framework_id is None:
        events = events.filter(contract=holder.pk)
    else:
        events = events.filter(Q(contract=holder.pk) | Q(framework=holder.framework_id))
    found = list(events)
    told = changes_in(ExtensionOption, found, user=user)
    of_options = [
        replace(change, field=", ".join(filter(None, (f"option {event.number}", change.field))))
        for event in reversed(found)
        for change in reversed(told[event.pgh_id])
    ]
    both = [*changes_of(holder, user=user, limit=limit), *of_options]
    return sorted(both, key=lambda change: change.at, reverse=True)[:limit]
