"""Questions asked of supplier meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Count, Q

from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class SupplierMeetingQuerySet(models.QuerySet):
    """Meetings."""

    def visible_to(self, user: User) -> Self:
        """Those of a person's buyers."""
        return self.filter(buyer__in=buyers_of(user, may="followup.view_suppliermeeting"))


class MeetingInvitationQuerySet(SecuredQuerySet):
    """Who is invited."""

    seen_with: ClassVar[str] = "followup.view_suppliermeeting"

    def by_meeting(self) -> dict[int, tuple[int, int]]:
        """Meeting → how many are invited, and came."""
        rows = self.order_by().values_list("meeting").annotate(n=Count("pk"), came=Count("pk", filter=Q(attended=True)))
        return {meeting: (n, came) for meeting, n, came in rows}


class MeetingTaskQuerySet(models.QuerySet):
    """What was agreed."""

    def visible_to(self, user: User) -> Self:
        """Those of a person's buyers."""
        return self.filter(meeting__buyer__in=buyers_of(user, may="followup.view_suppliermeeting"))

    def undone(self) -> Self:
        """What is still to be done."""
        return self.filter(done_on__isnull=True)
