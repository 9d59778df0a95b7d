"""What a buyer's flags go by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from followup.flags.kinds import KINDS
from followup.flags.models import FlagSwitch, FlagTerm
from followup.flags.rules import BUDGET, BUDGET_NAME, BUDGET_PERCENT
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.rights import require

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_SET = "followup.change_flagterm"


def start_values(kind: str) -> dict[str, tuple[Decimal, Decimal, Decimal]]:
    """Of a kind, or of the budget: name → start value, lowest, highest."""
    if kind == BUDGET:
        return {BUDGET_NAME: (BUDGET_PERCENT, Decimal(0), Decimal(100))}
    return {each.name: (each.start, each.lowest, each.highest) for each in KINDS[kind].thresholds}


@transaction.atomic
def set_bounds(
    *, buyer: Organization, kind: str, values: Mapping[str, Decimal], by: User, at: datetime
) -> list[FlagTerm]:
    """Set a kind's bounds, or the budget. What is the start value again has no row of its own."""
    require(by, _SET, buyer)
    Organization.objects.select_for_update().get(pk=buyer.pk)  # one at a time: of two the last one's are kept
    kept = []
    for name, (start, lowest, highest) in start_values(kind).items():
        value = values.get(name, start)
        if not lowest <= value <= highest:
            raise ValidationError({name: f"Ange mellan {lowest} och {highest}."})
        found = FlagTerm.objects.filter(buyer=buyer, kind=kind, name=name).first()
        if value == start:
            if found is not None:
                found.delete()
            continue
        term = found or FlagTerm(buyer=buyer, kind=kind, name=name)
        if term.pk is None or term.value != value:
            term.value = value
            term.full_clean()
            term.save()
        kept.append(term)
    return kept


@transaction.atomic
def switch_kind(*, buyer: Organization, kind: str, is_on: bool, reason: str, by: User, at: datetime) -> FlagSwitch:
    """Decide whether a kind of flag is looked for, and why. Its open flags go with the next night's."""
    require(by, _SET, buyer)
    if kind not in KINDS:
        raise ValidationError("Det finns ingen sådan flagga.")
    if not reason.strip():
        raise ValidationError({"reason": "Skriv varför."})
    Organization.objects.select_for_update().get(pk=buyer.pk)
    switch = FlagSwitch.objects.filter(buyer=buyer, kind=kind).first() or FlagSwitch(buyer=buyer, kind=kind)
    switch.is_on, switch.reason, switch.decided_by, switch.decided_at = is_on, reason.strip(), by, at
    switch.full_clean()
    switch.save()
    return switch
