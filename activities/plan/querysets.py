"""Every question asked of the category plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self, cast

from django.db import models

from contracts.plan.querysets import category_scope
from huddinge_vo.common.order import numbered_order

if TYPE_CHECKING:
    from activities.plan.models import CategoryPlan
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

    def telling(self, day: date) -> CategoryPlan | None:
        """The category's plan whose measures and figures tell of a day: the one in force, else the first to come."""
        return cast("CategoryPlan | None", self.told_on(day).first() or self.order_by("valid_from", "pk").first())

    def told_on(self, day: date) -> Self:
        """A category's plans that had begun by a day, the latest first: a report up to that day tells the first."""
        return self.filter(valid_from__lte=day).order_by("-valid_from", "pk")


class OfPlanQuerySet(models.QuerySet):
    """What belongs to a plan. `seen_with` is the permission to see it."""

    seen_with = "activities.view_categoryplan"

    def visible_to(self, user: User) -> Self:
        """By the plan."""
        return self.filter(
            category_scope(user, category="plan__category", buyer="plan__category__buyer", may=self.seen_with)
        )


class StrategyQuerySet(OfPlanQuerySet):
    """The sections of a plan's strategy."""

    def in_plan_order(self) -> Self:
        """In the plan's order, where 2.10 comes after 2.9."""
        return self.order_by(numbered_order("number"), "pk")
