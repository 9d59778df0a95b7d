"""Questions asked of jobs that have not succeeded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import connection
from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value
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

    def broken_off(self, before: datetime) -> Self:
        """Those asked for or begun before a time that have not failed since, and that are tried again by themselves."""
        has_not_failed = Q(failed_at__isnull=True) | Q(failed_at__lt=F("begun_at"))
        return self.filter(has_not_failed, begun_at__lt=before, is_given_up=False)

    def felt_by(self, user: User) -> Self:
        """Those that have failed and left something undone at a buyer that a person works for, or at all."""
        return self.filter(of_buyers(self.model, buyers_of(user)), failed_at__isnull=False)


class AskedJobQuerySet(QuerySet):
    """Jobs that persons have asked for."""

    def visible_to(self, user: User) -> Self:
        """One's own, at the buyers that one works for."""
        return self.filter(of_buyers(self.model, buyers_of(user, may="common.view_askedjob")), asked_by=user)

    def of_job(self, name: str, subject: str) -> Self:
        """Of all who have asked for one job and have not been told that it went."""
        return self.filter(name=name, subject=subject, outcome__in=("", "FAILED"))

    def under_way(self) -> Self:
        """Those that are not over."""
        return self.filter(outcome="")

    def to_tell(self) -> Self:
        """Those that are over, which whoever asked has not been told."""
        return self.filter(ended_at__isnull=False, seen_at__isnull=True)

    def failed(self) -> Self:
        """Those that did not go, and have not gone since."""
        return self.filter(outcome="FAILED")


def failure_of(name: str, parameter: str, field: str) -> Subquery:
    """The `field` of the failed job that is about a row, to annotate rows with; null where none has failed.

    `parameter` is what the job calls the row's id.
    """
    from huddinge_vo.common.jobs.models import UnfinishedJob

    subject = Concat(Value(f"{parameter}="), Cast(OuterRef("pk"), CharField()))
    failed = UnfinishedJob.objects.filter(name=name, subject=subject, failed_at__isnull=False)
    return Subquery(failed.values(field)[:1])


def lock_of(name: str, subject: str) -> str:
    """What a job's lock is told by."""
    return f"job {name} {subject}"


@dataclass(frozen=True)
class Standing:
    """Where a job is: being done; else, where it was begun and has not succeeded, broken off or failed for a reason."""

    is_being_done: bool = False
    is_broken_off: bool = False
    failed_for: str = ""


_STANDING = """
SELECT EXISTS (
        SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND (classid::bigint << 32) | objid::bigint = hashtextextended(%s, 0)
    ), tried.begun_at, tried.failed_at, tried.reason
FROM (VALUES (1)) one
LEFT JOIN common_unfinishedjob tried ON tried.name = %s AND tried.subject = %s AND tried.tries > 0
"""


def standing_of(name: str, subject: str) -> Standing:
    """Where a job is, told by the lock that whoever does it holds, and that is gone with a worker that dies."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [lock_of(name, subject), name, subject])
        is_being_done, begun_at, failed_at, reason = cursor.fetchone()
    if is_being_done or begun_at is None:
        return Standing(is_being_done=is_being_done)
    # A try that was begun after the last one that failed, and that nobody is at, was broken off.
    if failed_at is None or failed_at < begun_at:
        return Standing(is_broken_off=True)
    return Standing(failed_for=reason)
