"""Permits from IVO: kept with where they were looked up, and nobody new is placed where one is lost or changed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from contracts.suppliers.models import Permit, PlacementStop, SupplierUnit
from contracts.suppliers.rules import PermitFacts, what_became
from huddinge_vo.common.periods import swedish_day

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


def facts_of(permit: Permit) -> PermitFacts:
    """What a permit says, to be compared."""
    return PermitFacts(
        ground=permit.legal_ground,
        form=permit.form,
        places=permit.places,
        valid_until=permit.valid_until,
        status=permit.status,
    )


def standing_of(unit: SupplierUnit) -> dict[str, Permit]:
    """The last decided permit of a unit for each legal ground: what was decided before it no longer counts."""
    found = unit.permits.order_by("decided_on", "pk")
    return {permit.legal_ground: permit for permit in found}


@transaction.atomic
def keep_permit(*, permit: Permit, by: User | None, at: datetime) -> PlacementStop | None:
    """Add or change a permit as somebody has looked it up today, and stop new placements where it has been lost.

    Raises ValidationError for what the register cannot hold. Returns the stop that it brought, if any.
    """
    unit = SupplierUnit.objects.select_for_update(of=("self",)).get(pk=permit.unit_id)
    before = standing_of(unit)
    if permit.source:
        permit.looked_up_on = permit.looked_up_on or swedish_day(at)
        permit.looked_up_by = by
    permit.full_clean()
    permit.save()
    return stop_where_lost(unit=unit, before=before, after=standing_of(unit), at=at).get(permit.legal_ground)


def stop_where_lost(
    *, unit: SupplierUnit, before: dict[str, Permit], after: dict[str, Permit], at: datetime
) -> dict[str, PlacementStop]:
    """Stop new placements at a unit for each legal ground whose permit was lost or became less: ground → stop.

    Nobody decides it: the permit does. A stop of the same permit that is still in force is enough. Who lifts it is a
    person, who has looked into what it means.
    """
    today, stops = swedish_day(at), {}
    for ground, permit in before.items():
        now = after.get(ground)
        words = what_became(facts_of(permit), facts_of(now) if now else None, on=today)
        if not words:
            continue
        of = now or permit
        here = PlacementStop.objects.in_force_on(today).filter(unit=unit, permit=of)
        if here.exists():
            continue
        source = f" ({of.source})" if now and of.source else ""
        stops[ground] = PlacementStop.objects.create(
            supplier_id=unit.supplier_id,
            unit=unit,
            permit=of,
            reason=f"{words}{source}"[:300],
            valid_from=today,
        )
    return stops
