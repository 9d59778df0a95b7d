"""What those who stay on are narrowed by."""

from __future__ import annotations

import django_filters as filters
from django.db.models import QuerySet

from contracts.plan.models import ContractArea
from contracts.register.models import Contract
from huddinge_vo.common.pages.filters import FilterSet
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.request import user_of
from procurement.placements.choices import StayCause
from procurement.placements.models import Placement
from procurement.placements.querysets import PlacementQuerySet
from procurement.staying.querysets import because_of, undecided


def _areas(request: object) -> QuerySet:
    found = ContractArea.objects.visible_to(user_of(request)).filter(category__buyer=current_buyer(request))  # type: ignore[arg-type]
    return found.order_by("sort_name", "pk")


def _contracts(request: object) -> QuerySet:
    found = Contract.objects.visible_to(user_of(request)).filter(buyer=current_buyer(request), placements__isnull=False)  # type: ignore[arg-type]
    return found.distinct().order_by("number", "pk")


class StayingFilter(FilterSet):
    """By cause, whether it is decided, contract and area."""

    orsak = filters.ChoiceFilter(label="Orsak", choices=StayCause, method="because", empty_label="alla")
    beslut = filters.ChoiceFilter(
        label="Beslut", choices=[("vantar", "saknas"), ("fattat", "fattat")], method="standing", empty_label="alla"
    )
    avtal = filters.ModelChoiceFilter(label="Avtal", field_name="contract", queryset=_contracts, empty_label="alla")
    omrade = filters.ModelChoiceFilter(label="Avtalsområde", field_name="area", queryset=_areas, empty_label="alla")

    class Meta:
        model = Placement
        fields: list[str] = []

    def because(self, found: PlacementQuerySet, _name: str, value: str) -> PlacementQuerySet:
        """The contract is over, or the person belongs elsewhere."""
        return because_of(found, value)

    def standing(self, found: PlacementQuerySet, _name: str, value: str) -> PlacementQuerySet:
        """Whether something is still to be decided."""
        waits = undecided(found)
        return waits if value == "vantar" else found.exclude(pk__in=waits.values("pk"))
