"""The status report that has been sent to be looked through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from followup.approvals.kinds.kind import KINDS, SHOWN, Answer, ApprovalKind
from followup.report.models import StatusReport
from followup.report.querysets import StatusReportQuerySet

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User


def _waiting(user: User) -> StatusReportQuerySet:
    return StatusReport.objects.visible_to(user).to_approve_by(user)


def _href(user: User, buyer: Organization) -> str:
    """The page of the first year that waits."""
    years = _waiting(user).filter(category__buyer=buyer).order_by("year", "pk").values_list("year", flat=True)
    page = reverse("followup:status-report")
    return "".join(f"{page}?ar={year}" for year in years[:1]) or page


def _returned(user: User, since: datetime) -> Iterator[Answer]:
    """Reports that a person wrote in or approved, and another made a draft again."""
    found = StatusReport.objects.visible_to(user).filter(returned_at__gte=since).exclude(returned_by=user)
    his = found.filter(Q(written_by=user) | Q(writers=user) | Q(events__approved_by=user)).distinct()
    for each in his.order_by("-returned_at", "-pk")[:SHOWN]:
        assert each.returned_at is not None
        yield Answer(
            each.returned_at,
            str(each),
            each.get_absolute_url(),
            is_yes=False,
            reason=each.returned_reason,
            says="Åter utkast",
        )


KINDS.add(
    ApprovalKind(
        code="STATUS_REPORT",
        number=8,
        model=StatusReport,
        permission="followup.approve_statusreport",
        one="statusrapport väntar på ditt godkännande",
        many="statusrapporter väntar på ditt godkännande",
        waiting=_waiting,
        answers=_returned,
        href=_href,
    )
)
