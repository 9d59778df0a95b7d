"""Options to decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.urls import reverse

from contracts.register.models import Contract
from contracts.terms.models import ExtensionOption, duration_of
from contracts.terms.rules import OptionState
from followup.duties.kinds.kind import AHEAD_MONTHS, CHIEF, KINDS, Facts, ReminderKind, StartRule

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


def _undecided(buyer: Organization, day: date) -> QuerySet[ExtensionOption]:
    """Options that nobody has decided or declined."""
    found = ExtensionOption.objects.filter(
        Q(framework__buyer=buyer) | Q(contract__buyer=buyer), decided_on__isnull=True, declined_on__isnull=True
    ).select_related("framework", "contract__framework")
    own = ("contract__options", "contract__option_exceptions", "contract__framework__options")
    return found.prefetch_related("framework__options", *own)


def _facts(undecided: QuerySet[ExtensionOption], buyer: Organization, day: date) -> Iterator[Facts]:
    """Those that still can be decided, of what has not ended: what has been terminated cannot be lengthened."""
    running = Contract.objects.filter(buyer=buyer, terminated_on__isnull=True).signed().not_ended_on(day)
    still = set(running.values_list("framework_id", flat=True))
    for option in undecided:
        holder = option.framework or option.contract
        assert holder is not None
        if option.framework_id and option.framework_id not in still:
            continue
        if option.contract and (option.contract.status == Contract.Status.DRAFT or option.contract.terminated_on):
            continue
        if duration_of(holder).state(option.as_rule(), on=day) is not OptionState.OPEN:
            continue
        yield Facts(
            (ExtensionOption, option.pk),
            option.decide_by,
            f"Besluta om option {option.number}: {holder}",
            holder.owner_id,
            holder.deputy_id,
        )


def _href(option: ExtensionOption) -> str:
    """The page of its contract or round, where it is decided."""
    if option.framework_id is None:
        return reverse("contracts:contract-detail", args=[option.contract_id])
    return reverse("contracts:framework-detail", args=[option.framework_id])


KINDS.add(
    ReminderKind(
        code="OPTION_DECISION",
        number=1,
        words="beslut om option",
        about=(ExtensionOption,),
        undone=_undecided,
        facts=_facts,
        href=_href,
        start_rules=(
            *(StartRule(role=CHIEF, months=months, grace_days=0, is_decision=True) for months in AHEAD_MONTHS),
            StartRule(role=CHIEF, days=14, grace_days=0, is_decision=True),
        ),
    )
)
