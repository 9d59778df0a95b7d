"""Every question asked of direct awards and of needs that come back."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Self

from django.db import models

from contracts.plan.choices import Form
from contracts.plan.models import ContractArea
from contracts.plan.querysets import category_scope
from contracts.register.querysets import ContractQuerySet
from procurement.deviations.choices import Outcome
from procurement.placements.querysets import PlacementQuerySet

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User


class ForeseenNeedQuerySet(models.QuerySet):
    """Needs that come back. They are reckoned of what is no secret, so that whoever reads deviations may read them."""

    def visible_to(self, user: User) -> Self:
        """By buyer and category."""
        return self.filter(
            category_scope(user, category="category", buyer="buyer", may="procurement.view_foreseenneed")
        )

    def unanswered(self) -> Self:
        """Those that wait for a line of the plan or a reason."""
        return self.filter(answered_at__isnull=True)


def annexes_of_categories(buyer: Organization) -> dict[int, frozenset[bool]]:
    """By subcategory whether its areas are within annex 2 of LOU: both where they differ, and none where none is."""
    found: defaultdict[int, set[bool]] = defaultdict(set)
    areas = ContractArea.objects.filter(category__buyer=buyer).order_by("pk")
    for category, annex_2 in areas.values_list("category", "annex_2"):
        found[category].add(annex_2)
    return {category: frozenset(annexes) for category, annexes in found.items()}


def bought_directly(placements: PlacementQuerySet) -> PlacementQuerySet:
    """The deviations that count: those that are approved, and those that wait, for they may be."""
    counted = ("", Outcome.APPROVED)
    found = placements.outside_contract().filter(form__outcome__in=counted)
    return found.select_related("form__decided_as", "supplier", "category", "area", "place", "target_group").order_by(
        "valid_from", "number", "pk"
    )


def awarded_directly(contracts: ContractQuerySet) -> ContractQuerySet:
    """The contracts that count: signed, and made without a procurement."""
    found = contracts.signed().filter(form=Form.DIRECT_AWARD)
    return found.select_related("supplier").prefetch_related("areas__category").order_by("valid_from", "number", "pk")


def carried_on(buyer: Organization) -> dict[int, int]:
    """Of each placement that carries on from another, which: ids alone, which tell nothing of either."""
    from procurement.placements.models import Placement

    found = Placement.objects.filter(buyer=buyer).values_list("pk", "follows")
    return {pk: before for pk, before in found.exclude(follows=None) if before is not None}
