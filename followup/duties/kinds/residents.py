"""People who live where nobody new may be placed any more, for a permit was lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.urls import reverse

from contracts.suppliers.models import PlacementStop
from followup.duties.kinds.kind import FOLLOWER, KINDS, Facts, ReminderKind, StartRule, is_new_enough
from procurement.placements.models import Placement

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


def _living_there(buyer: Organization, day: date) -> QuerySet[Placement]:
    """Open placements at a unit that a lost permit has stopped. Done when they end, or somebody lifts the stop."""
    stops = PlacementStop.objects.in_force_on(day).filter(permit__isnull=False, unit=OuterRef("place"))
    since = stops.order_by().values("unit").annotate(first=Min("valid_from")).values("first")
    found = Placement.objects.filter(buyer=buyer, place__isnull=False).open_on(day)
    return found.annotate(stopped_on=Subquery(since)).filter(stopped_on__isnull=False)


def _facts(found: QuerySet[Placement], buyer: Organization, day: date) -> Iterator[Facts]:
    """Due the day that the permit was lost: whoever is in charge is told the same day, and what to do is his."""
    for placement in found.order_by("pk"):
        due: date = placement.stopped_on  # type: ignore[attr-defined]  # annotated
        yield Facts(
            (Placement, placement.pk),
            due,
            f"Tillståndet är förlorat där {placement.number} bor",
            placement.responsible_id or placement.requested_by_id,
            makes=is_new_enough(due, day),
        )


def _page(placement: Placement) -> str:
    """Where everybody who lives there is, with where each could go."""
    return reverse("procurement:supplier-failure", args=[placement.supplier_id])


KINDS.add(
    ReminderKind(
        code="PERMIT_LOST",
        number=43,
        words="tillståndet är förlorat där någon bor",
        about=(Placement,),
        undone=_living_there,
        facts=_facts,
        href=_page,
        start_rules=(StartRule(role=FOLLOWER, days=0, grace_days=3, is_decision=True),),
    )
)
