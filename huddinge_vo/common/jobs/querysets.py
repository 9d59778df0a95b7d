"""Questions asked of jobs that have not succeeded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.people.rights import of_buyers

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class UnfinishedJobQuerySet(QuerySet):
    """Jobs that have not succeeded."""

    def visible_to(self, user: User) -> Self:
        """Those about what belongs to a buyer where a person may see them, and those that are done for all."""
        return self.filter(of_buyers(self.model, buyers_of(user, may="common.view_unfinishedjob")))

    def felt_by(self, user: User) -> Self:
        """Those that have failed and left something undone at a buyer that a person works for, or at all."""
        return self.filter(of_buyers(self.model, buyers_of(user)), failed_at__isnull=False)


def failure_of(name: str, parameter: str, field: str) -> Subquery:
    """The `field` of the failed job that is about a row, to annotate rows with; null where none has failed.

    `parameter` is what the job calls the row's id.
    """
    from huddinge_vo.common.jobs.models import UnfinishedJob

    subject = Concat(Value(f"{parameter}="), Cast(OuterRef("pk"), CharField()))
    failed = UnfinishedJob.objects.filter(name=name, subject=subject, failed_at__isnull=False)
    return Subquery(failed.values(field)[:1])
