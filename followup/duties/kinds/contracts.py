"""Contracts that renew themselves, and contracts that end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet

from contracts.register.models import Contract, Framework
from contracts.terms.rules import renewal_on
from followup.duties.kinds.kind import (
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


def _renewing(buyer: Organization, day: date) -> QuerySet[Contract]:
    """Contracts that renew themselves, of which no notice has been given."""
    return Contract.objects.filter(
        buyer=buyer, renewal_months__isnull=False, initial_until__isnull=False, terminated_on__isnull=True
    ).signed()


def _notices(renewing: QuerySet[Contract], buyer: Organization, day: date) -> Iterator[Facts]:
    """The last day to give notice before the next renewal.

    A day that was missed stays until the contract has been renewed by it, beside the one for the period after.
    """
    for contract in renewing:
        for notice_by in _notice_days(contract, day):
            yield Facts(
                (Contract, contract.pk),
                notice_by,
                f"Sista dag att säga upp: {contract}",
                contract.owner_id,
                contract.deputy_id,
                makes=is_new_enough(notice_by, day),
            )


def _notice_days(contract: Contract, day: date) -> list[date]:
    """The last missed notice day of a period that goes on, if any, and the next to come."""
    assert contract.initial_until is not None
    assert contract.renewal_months is not None
    first, every, notice = contract.initial_until, contract.renewal_months, contract.notice_months or 0
    renewal = renewal_on(first, every=every, notice_months=notice, on=day)
    missed: list[date] = []
    while renewal.notice_by < day:  # the notice may be longer than the periods
        missed = [renewal.notice_by]
        renewal = renewal_on(first, every=every, notice_months=notice, on=renewal.last + relativedelta(days=1))
    return [*missed, renewal.notice_by]


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
        undone=_renewing,
        facts=_notices,
        href=own_page,
        start_rules=(StartRule(role=BUYER, months=3, grace_days=0, is_decision=True),),
        by_hand=True,  # not to give notice is a decision that leaves no trace
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
        start_rules=tuple(StartRule(role=BUYER, months=months, grace_days=30) for months in (18, 12, 6, 3)),
        by_hand=True,
    )
)
