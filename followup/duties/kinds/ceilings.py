"""Framework contracts that do not say how much may be called off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from contracts.register.models import Contract, Framework
from followup.duties.kinds.kind import BUYER, KINDS, Facts, ReminderKind, StartRule, is_new_enough, own_page
from huddinge_vo.common.secrecy.querysets import is_secret

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


def _lacking(buyer: Organization, day: date) -> QuerySet[Contract]:
    """Signed framework contracts in force or to begin that neither they nor their round say a ceiling of."""
    lacking = Contract.objects.filter(buyer=buyer).signed().without_ceiling(on=day)
    return (
        lacking.select_related("framework").annotate(hidden=is_secret(Contract)).order_by("valid_from", "number", "pk")
    )


def _facts(lacking: QuerySet[Contract], buyer: Organization, day: date) -> Iterator[Facts]:
    """One for a round and a first day, however many its suppliers, for its ceiling is theirs: to be said by that day.

    What is not said then stays to be done till it is. What began long ago is told by Översikt and the lists, and not
    dug up when a register is loaded. What is secret stands by itself: the round must not tell of it.
    """
    told: set[tuple[int, date]] = set()
    for contract in lacking:
        round_ = contract.framework
        if round_ is None or contract.hidden:  # type: ignore[attr-defined]
            yield Facts(
                (Contract, contract.pk),
                contract.valid_from,
                f"Takvolym saknas: {contract}",
                contract.owner_id,
                contract.deputy_id,
                makes=is_new_enough(contract.valid_from, day),
            )
        elif (round_.pk, contract.valid_from) not in told:
            told.add((round_.pk, contract.valid_from))
            yield Facts(
                (Framework, round_.pk),
                contract.valid_from,
                f"Takvolym saknas: {round_}",
                round_.owner_id or contract.owner_id,
                round_.deputy_id or contract.deputy_id,
                makes=is_new_enough(contract.valid_from, day),
            )


KINDS.add(
    ReminderKind(
        code="CEILING_MISSING",
        number=17,
        words="takvolym saknas",
        about=(Contract, Framework),
        undone=_lacking,
        facts=_facts,
        href=own_page,
        start_rules=(StartRule(role=BUYER, months=3, grace_days=90),),
    )
)
