"""The status report that has been sent to be looked through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from followup.approvals.kinds.kind import KINDS, ApprovalKind
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


KINDS.add(
    ApprovalKind(
        code="STATUS_REPORT",
        number=8,
        model=StatusReport,
        permission="followup.approve_statusreport",
        one="statusrapport väntar på ditt godkännande",
        many="statusrapporter väntar på ditt godkännande",
        waiting=_waiting,
        href=_href,
    )
)
