"""Actions about those who stay on: that somebody belongs to another area, and what is decided."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import swedish_day
from procurement.placements.choices import StayCause
from procurement.placements.models import Placement, StayOn

if TYPE_CHECKING:
    from contracts.plan.models import ContractArea
    from huddinge_vo.common.people.models import User


class CannotStay(Exception):
    """Nobody stays on here, or it is decided otherwise; and why."""


@transaction.atomic
def register_changed_area(
    *, placement_id: int, since: date, area_after: ContractArea, by: User, at: datetime, note: str = ""
) -> StayOn:
    """Write down that somebody belongs to another area from a day on, and stays. Never how old somebody is.

    Raises CannotStay, ValidationError.
    """
    placement = Placement.objects.select_for_update(of=("self",)).get(pk=placement_id)
    require(by, "procurement.add_placement", placement)
    if placement.contract_id is None:
        raise CannotStay(f"{placement.number} är ett avsteg. Gör ett nytt avsteg för det nya området.")
    if since < placement.valid_from or (placement.valid_until is not None and since > placement.valid_until):
        raise ValidationError({"since": "Ange en dag då placeringen pågår."})
    if placement.area_id == area_after.pk:
        raise ValidationError({"area_after": "Placeringen är redan i det avtalsområdet."})
    stay = StayOn(
        placement=placement,
        cause=StayCause.AREA_CHANGED,
        since=since,
        area_after=area_after,
        note=note,
        registered_by=by,
    )
    stay.full_clean()
    stay.save()
    return stay


@transaction.atomic
def decide_contract_ended(*, placement_id: int, decision: str, note: str, by: User, at: datetime) -> StayOn:
    """Decide what becomes of somebody who stays on a contract that has ended. A later decision replaces the earlier.

    Raises CannotStay.
    """
    placement = Placement.objects.select_for_update(of=("self",)).select_related("contract").get(pk=placement_id)
    ends_on = placement.contract.ends_on if placement.contract else None
    if ends_on is None or ends_on >= swedish_day(at):
        raise CannotStay(f"Avtalet för {placement.number} har inte upphört.")
    since = ends_on + timedelta(days=1)
    stay = StayOn.objects.filter(placement=placement, cause=StayCause.CONTRACT_ENDED, since=since).first()
    stay = stay or StayOn(placement=placement, cause=StayCause.CONTRACT_ENDED, since=since, registered_by=by)
    return _decide(stay, decision, note, by, at)


@transaction.atomic
def decide_changed_area(*, stay_id: int, decision: str, note: str, by: User, at: datetime) -> StayOn:
    """The same of somebody who belongs to another area."""
    stay = StayOn.objects.select_for_update(of=("self",)).select_related("placement").get(pk=stay_id)
    return _decide(stay, decision, note, by, at)


def _decide(stay: StayOn, decision: str, note: str, by: User, at: datetime) -> StayOn:
    require(by, "procurement.change_stayon", stay.placement)
    stay.decision, stay.note = decision, note
    stay.decided_by, stay.decided_on = by, swedish_day(at)
    stay.full_clean()
    stay.save()
    return stay
