"""Where nobody new is placed, and how many live there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from contracts.suppliers.models import PlacementStop
from procurement.placements.models import Placement

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User


def stops_in_force(*, buyer: Organization, user: User, on: date) -> QuerySet[PlacementStop]:
    """The stops of a day with how many of a buyer's placements are open there (`residents`), the most first."""
    open_ = Placement.objects.visible_to(user).filter(buyer=buyer).open_on(on).order_by()
    at_unit = open_.filter(place=OuterRef("unit")).values("place").annotate(n=Count("pk")).values("n")
    at_supplier = open_.filter(supplier=OuterRef("supplier")).values("supplier").annotate(n=Count("pk")).values("n")
    found = PlacementStop.objects.visible_to(user).in_force_on(on)
    counted = found.annotate(
        at_unit=Coalesce(Subquery(at_unit, output_field=IntegerField()), 0),
        at_supplier=Coalesce(Subquery(at_supplier, output_field=IntegerField()), 0),
    ).annotate(residents=Case(When(unit__isnull=True, then="at_supplier"), default="at_unit"))
    return counted.order_by("-residents", "-valid_from", "pk")
