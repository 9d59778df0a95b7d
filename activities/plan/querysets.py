"""Every question asked of the category plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from contracts.plan.querysets import category_scope

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User


class CategoryPlanQuerySet(models.QuerySet):
    """Category plans."""

    def visible_to(self, user: User) -> Self:
        """By buyer and category."""
        return self.filter(
            category_scope(user, category="category", buyer="category__buyer", may="activities.view_categoryplan")
        )

    def current_for(self, buyer: Organization | None, *, on: date) -> Self:
        """A buyer's plans in force on a day, else the latest that began; the first of them is the plan."""
        return self.filter(category__buyer=buyer, valid_from__lte=on).order_by("-valid_from", "pk")


class OfPlanQuerySet(models.QuerySet):
    """What belongs to a plan. `seen_with` is the permission to see it."""

    seen_with = "activities.view_categoryplan"

    def visible_to(self, user: User) -> Self:
        """By the plan."""
        return self.filter(
            category_scope(
                user,
                category="plan__category",
                buyer="plan__category__buyer",
                may=self.seen_with,
            )
        )
