"""Every question asked of activities."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Prefetch, Q

from activities.activities.rules import LATE_AFTER, OPEN
from activities.plan.querysets import OfPlanQuerySet
from contracts.plan.querysets import category_scope
from huddinge_vo.common.order import numbered_order

if TYPE_CHECKING:
    from activities.plan.models import CategoryPlan
    from huddinge_vo.common.people.models import User


class OfActivityQuerySet(models.QuerySet):
    """What belongs to an activity."""

    def visible_to(self, user: User) -> Self:
        """By the activity's plan."""
        return self.filter(
            category_scope(
                user,
                category="activity__plan__category",
                buyer="activity__plan__category__buyer",
                may="activities.view_activity",
            )
        )


class SignalPointQuerySet(models.QuerySet):
    """Points of steering signals."""

    def visible_to(self, user: User) -> Self:
        """By the signal's plan."""
        return self.filter(
            category_scope(
                user,
                category="signal__plan__category",
                buyer="signal__plan__category__buyer",
                may="activities.view_categoryplan",
            )
        )

    def of_plan(self, plan: CategoryPlan) -> Self:
        """A plan's, with their signals, in the order of its page."""
        return (
            self.filter(signal__plan=plan)
            .select_related("signal")
            .order_by("signal__kind", "signal__title", "number", "pk")
        )

    def with_answers(self) -> Self:
        """In their order, with what answers them. Measures come by the name that followup gives its link."""
        in_order = [
            Prefetch(name, self.model._meta.get_field(name).related_model.objects.in_plan_order())  # type: ignore[union-attr]
            for name in ("strategies", "activities")
        ]
        return self.prefetch_related(*in_order, "measures").order_by("number", "pk")


class ActivityQuerySet(OfPlanQuerySet):
    """The plan's activities."""

    seen_with = "activities.view_activity"

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

    def in_plan_order(self) -> Self:
        """In the plan's order, where 2.10 comes after 2.9; `sort_number` is what a table sorts by."""
        return self.annotate(sort_number=numbered_order("number")).order_by("sort_number", "pk")

    def open(self) -> Self:
        """Neither done nor stopped."""
        return self.filter(status__in=OPEN)

    def late_on(self, day: date) -> Self:
        """Those not done after their last day, and those not begun after their first: made from rules.LATE_AFTER."""
        late = (Q(**{f"{name}__lt": day, "status__in": statuses}) for name, statuses in LATE_AFTER.items())
        return self.filter(reduce(or_, late))

    def of_person(self, user: User) -> Self:
        """Those a person is responsible for, or has a step in."""
        return self.filter(Q(responsible_person=user) | Q(steps__responsible=user)).distinct()
