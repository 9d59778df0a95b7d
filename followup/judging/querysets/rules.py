"""Questions asked of the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from huddinge_vo.common.people.querysets import buyers_of

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class ClassificationRuleQuerySet(models.QuerySet):
    """What rows are bought for."""

    def visible_to(self, user: User) -> Self:
        """The rules of a person's buyers."""
        return self.filter(buyer__in=buyers_of(user, may="followup.view_classificationrule"))

    def with_use(self) -> Self:
        """With how many rows and kronor each rule decides alone."""
        from followup.judging.models import SpendMonth

        taken = SpendMonth.objects.filter(rule=OuterRef("pk")).order_by().values("rule")
        return self.annotate(
            row_count=Coalesce(Subquery(taken.annotate(total=Sum("n")).values("total")), 0),
            sum_sek=Subquery(taken.annotate(total=Sum("sum_sek")).values("total")),
        )
