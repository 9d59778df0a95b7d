"""Status reports as they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from contracts.plan.querysets import category_scope

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class StatusReportQuerySet(models.QuerySet):
    """Status reports."""

    def visible_to(self, user: User) -> Self:
        """By buyer and category."""
        return self.filter(
            category_scope(user, category="category", buyer="category__buyer", may="followup.view_statusreport")
        )
