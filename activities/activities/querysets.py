"""Every question asked of activities."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Count, Q

from activities.plan.querysets import OfPlanQuerySet

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


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
