"""Status reports as they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from contracts.plan.querysets import category_scope
from huddinge_vo.common.people.querysets import buyers_of

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class StatusReportQuerySet(models.QuerySet):
    """Status reports."""

    def visible_to(self, user: User) -> Self:
        """By buyer and category."""
        return self.filter(
            category_scope(user, category="category", buyer="category__buyer", may="followup.view_statusreport")
        )

    def to_approve_by(self, user: User) -> Self:
        """Those sent to be looked through that a person may approve: where his role gives it, and none he wrote in."""
        may = buyers_of(user, may="followup.approve_statusreport")
        sent = self.filter(status="REVIEW", category__buyer__in=may)
        return sent.exclude(written_by=user).exclude(writers=user)
