"""Contracts that notice can be given of, and contracts that end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from contracts.register.models import Contract, Framework
from contracts.terms.models import duration_of
from followup.duties.kinds.kind import (
    AHEAD_MONTHS,
    BUYER,
    KEPT,
    KINDS,
    Facts,
    ReminderKind,
    StartRule,
    is_new_enough,
    own_page,
)

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


def _under_notice(buyer: Organization, day: date) -> QuerySet[Contract]:
    """Contracts that go on or are to begin, of which no notice has been given, and which ask for one."""
    noticed = Q(renewal_months__isnull=False) | Q(notice_months__gt=0)
    of_round = Q(framework__renewal_months__isnull=False) | Q(framework__notice_months__gt=0)
    return (
        Contract.objects.filter(noticed | Q(of_round, initial_until__isnull=True), buyer=buyer)
        .filter(terminated_on__isnull=True)
        .signed()
        .not_ended_on(day)
        .with_terms()
    )


def _notices(under_notice: QuerySet[Contract], buyer: Organization, day: date) -> Iterator[Facts]:
    """The last day to give notice: before the next renewal, or before the end.

    A day that was missed stays until the contract has been renewed by it, and says which day is the next.
    """
    for contract in under_notice:
        notice = duration_of(contract).notice(on=day)
        if notice is None:
            continue
        people = contract.owner_id, contract.deputy_id
        about = (Contract, contract.pk)
        if notice.missed is not None:
            words = f"Dagen att säga upp har passerat, nästa är {notice.by}: {contract}"
            yield Facts(about, notice.missed, words, *people, makes=is_new_enough(notice.missed, day))
        yield Facts(about, notice.by, f"Sista dag att säga upp: {contract}", *people)


def _ending(buyer: Organization, day: date) -> QuerySet[Contract]:
    """Contracts that end or have ended not too long ago, by termination too; one that is lengthened ends later."""
    return (
        Contract.objects.filter(buyer=buyer, ends_on__gte=day - KEPT)
        .signed()
        .select_related("supplier", "framework")
        .order_by("number", "pk")
    )


def _ends(ending: QuerySet[Contract], buyer: Organization, day: date) -> Iterator[Facts]:
    """One for a round and a day, however many its suppliers. One that was terminated ends by itself, not its round."""
    told: set[tuple[int, date]] = set()
    for contract in ending:
        assert contract.ends_on is not None
        round_ = contract.framework
        if round_ is None or contract.ends_on != contract.current_until:
            yield Facts(
                (Contract, contract.pk),
                contract.ends_on,
                f"Avtalet slutar: {contract}",
                contract.owner_id,
                contract.deputy_id,
                makes=is_new_enough(contract.ends_on, day),
            )
        elif (round_.pk, contract.ends_on) not in told:
            told.add((round_.pk, contract.ends_on))
            yield Facts(
                (Framework, round_.pk),
                contract.ends_on,
                f"Avtalen slutar: {round_}",
                round_.owner_id or contract.owner_id,
                round_.deputy_id or contract.deputy_id,
                makes=is_new_enough(contract.ends_on, day),
            )


KINDS.add(
    ReminderKind(
        code="NOTICE_DAY",
        number=2,
        words="sista dag för uppsägning",
        about=(Contract,),
        undone=_under_notice,
        facts=_notices,
        href=own_page,
        start_rules=tuple(
            StartRule(role=BUYER, months=months, grace_days=0, is_decision=True) for months in AHEAD_MONTHS
        ),
    )
)
KINDS.add(
    ReminderKind(
        code="CONTRACT_END",
        number=3,
        words="avtal slutar",
        about=(Contract, Framework),
        undone=_ending,
        facts=_ends,
        href=own_page,
        start_rules=tuple(StartRule(role=BUYER, months=months, grace_days=30) for months in AHEAD_MONTHS),
    )
)
