"""Every question asked of the procurement plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Min

from contracts.plan.querysets import category_scope
from contracts.register.models import Contract

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class PlannedNeedQuerySet(models.QuerySet):
    """Rows of the plan. The plan is public; rows follow the buyer and the categories of the membership."""

    def visible_to(self, user: User) -> Self:
        """By buyer and category."""
        return self.filter(
            category_scope(user, category="category", buyer="buyer", may="procurement.view_plannedneed")
            | category_scope(user, category="area__category", buyer="buyer", may="procurement.view_plannedneed")
        )


def first_ends(user: User, areas: Iterable[int], *, on: date) -> dict[int, date]:
    """For each area, when the first of its buyer's contracts that still hold ends, of those the person may see."""
    found = (
        Contract.objects.visible_to(user)
        .signed()
        .filter(areas__in=areas, buyer=F("areas__category__buyer"), ends_on__gte=on)
        .order_by()
        .values_list("areas")
        .annotate(first=Min("ends_on"))
    )
    wanted = set(areas)
    return {area: end for area, end in found if area in wanted}
