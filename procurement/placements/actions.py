"""Actions about placements outside contract: one person asks, another approves."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from contracts.terms.reports import ceilings_of
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import swedish_day
from procurement.placements.models import Placement

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class CannotApprove(Exception):
    """The deviation cannot be approved by this person, or needs no approval."""


@transaction.atomic
def request_placement(*, placement: Placement, by: User, at: datetime) -> Placement:
    """Register a placement, or a change of one, as asked for. Raises ValidationError for what cannot be held.

    A change asks again, and takes an approval back. Whoever asked first stays who asked; whoever changes it has written
    in it: none of them approves it.
    """
    require(by, "procurement.add_placement" if placement.pk is None else "procurement.change_placement", placement)
    _refuse_full(placement, by)
    stored = Placement.objects.select_for_update(of=("self",)).filter(pk=placement.pk).first()
    placement.requested_by = stored.requested_by if stored else by
    placement.approved_by = placement.approved_on = None
    placement.full_clean()
    placement.save()
    placement.writers.add(by)
    return placement


def _refuse_full(placement: Placement, by: User | None) -> None:
    """Nothing more is called off where a ceiling is reached, the contract's or its round's (C-23/20).

    One that is on the contract already may be changed: it is no new call-off.
    """
    contract = placement.contract
    if contract is None or Placement.objects.filter(pk=placement.pk, contract=contract).exists():
        return
    for ceiling in ceilings_of([contract], user=by)[contract.pk]:
        if ceiling.use.stops_call_offs:
            raise ValidationError({"contract": f"{ceiling.words} på {contract.number}. Välj ett annat avtal."})


@transaction.atomic
def approve_deviation(*, placement_id: int, by: User, at: datetime) -> Placement:
    """Approve a deviation, today. Whoever asked for it, or changed it, cannot; nor can it be approved twice.

    Raises CannotApprove.
    """
    placement = Placement.objects.select_for_update().get(pk=placement_id)
    require(by, "procurement.change_placement", placement)
    if placement.contract_id is not None:
        raise CannotApprove(f"{placement.number} är ett avrop på avtal och behöver inte godkännas.")
    if placement.approved_on is not None:
        raise CannotApprove(f"{placement.number} är redan godkänt {placement.approved_on}.")
    if placement.requested_by_id == by.pk:
        raise CannotApprove(f"Du begärde {placement.number} och kan inte själv godkänna det.")
    if placement.writers.filter(pk=by.pk).exists():
        raise CannotApprove(f"Du har ändrat {placement.number} och kan inte själv godkänna det.")
    placement.approved_by, placement.approved_on = by, swedish_day(at)
    placement.full_clean()
    placement.save(update_fields=["approved_by", "approved_on"])
    return placement
