"""Questions asked of jobs that have not succeeded."""

from __future__ import annotations

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat


def failure_of(name: str, parameter: str, field: str) -> Subquery:
    """The `field` of the failed job that is about a row, to annotate rows with; null where none has failed.

    `parameter` is what the job calls the row's id.
    """
    from huddinge_vo.common.jobs.models import UnfinishedJob

    subject = Concat(Value(f"{parameter}="), Cast(OuterRef("pk"), CharField()))
    failed = UnfinishedJob.objects.filter(name=name, subject=subject, failed_at__isnull=False)
    return Subquery(failed.values(field)[:1])
