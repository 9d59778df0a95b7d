"""Every question asked of the plan and its activities."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Q

from contracts.querysets import category_scope

if TYPE_CHECKING:
    from huddinge_vo.common.models import Organization, User


class CategoryPlanQuerySet(models.QuerySet):
    """Category plans."""

    def visible_to(self, user: User) -> Self:
        """By buyer and category."""
        return self.filter(category_scope(user, category="category", buyer="category__buyer"))

    def current_for(self, buyer: Organization | None, *, on: date) -> Self:
        """A buyer's plans in force on a day, else the latest that began; the first of them is the plan."""
        return self.filter(category__buyer=buyer, valid_from__lte=on).order_by("-valid_from", "pk")


class OfPlanQuerySet(models.QuerySet):
    """What belongs to a plan."""

    def visible_to(self, user: User) -> Self:
        """By the plan."""
        return self.filter(category_scope(user, category="plan__category", buyer="plan__category__buyer"))


class ActivityQuerySet(OfPlanQuerySet):
    """The plan's activities."""

    def for_list(self) -> Self:
        """With goals, steps done of all, and who is responsible, in a constant number of queries."""
        return (
            self.select_related("responsible_person")
            .prefetch_related("goals")
            .annotate(
                step_count=Count("steps", distinct=True),
                steps_done=Count("steps", filter=Q(steps__done_on__isnull=False), distinct=True),
            )
        )

    def open(self) -> Self:
        """Neither done nor stopped."""
        return self.filter(status__in=("NOT_STARTED", "ONGOING"))

    def late_on(self, day: date) -> Self:
        """Those not done after their last day, and those not begun after their first."""
        return self.filter(
            Q(status__in=("NOT_STARTED", "ONGOING"), ends_on__lt=day) | Q(status="NOT_STARTED", starts_on__lt=day)
        )

    def of_person(self, user: User) -> Self:
        """Those a person is responsible for, or has a step in."""
        return self.filter(Q(responsible_person=user) | Q(steps__responsible=user)).distinct()
