"""Questions asked of the ladder, of reports to authorities and of suppliers' answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Self

from django.db.models import Q, Sum
from django.db.models.functions import ExtractYear

from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class FindingStepQuerySet(SecuredQuerySet):
    """Steps of the ladder."""

    seen_with: ClassVar[str] = "followup.view_finding"

    def to_decide_by(self, user: User) -> Self:
        """Penalties that another has proposed, where a person may decide them, and none of whose hand he had a part."""
        may = buyers_of(user, may="followup.decide_findingstep")
        return self.filter(state="PROPOSED", finding__buyer__in=may).exclude(taken_by=user)

    def unanswered(self) -> Self:
        """Letters that are to be answered and are not; of findings that are not settled."""
        return self.filter(
            state="TAKEN",
            sent_on__isnull=False,
            answer_by__isnull=False,
            answers__isnull=True,
            finding__status__in=("REPORTED", "OPEN", "FIXED"),
        )

    def for_list(self) -> Self:
        """With what a list shows, the first step first."""
        people = ("taken_by", "decided_by", "sent_by")
        return self.select_related("finding", *people).order_by("taken_on", "pk")

    def penalties_by_year(self) -> Mapping[int, Decimal]:
        """Kronor of penalties that hold, by the year they were decided."""
        found = self.filter(step="PENALTY", state="TAKEN").order_by().annotate(year=ExtractYear("decided_on"))
        return dict(found.values_list("year").annotate(total=Sum("penalty_sek")))


class AuthorityReportQuerySet(SecuredQuerySet):
    """What authorities were told."""

    seen_with: ClassVar[str] = "followup.view_finding"


class AnswerLinkQuerySet(SecuredQuerySet):
    """Links by which suppliers answer."""

    seen_with: ClassVar[str] = "followup.view_finding"

    def usable_at(self, at: datetime) -> Self:
        """Those that open at a moment: neither used nor gone out, and about nothing that is secret or settled."""
        open_finding = Q(step__finding__status__in=("REPORTED", "OPEN", "FIXED"), step__state="TAKEN")
        open_review = Q(review__status__in=("PLANNED", "ONGOING"))
        return self.public().filter(open_finding | open_review, used_at__isnull=True, expires_at__gt=at)


class SupplierAnswerQuerySet(SecuredQuerySet):
    """What suppliers answered."""

    seen_with: ClassVar[str] = "followup.view_finding"

    def for_list(self) -> Self:
        """With what a list shows, the latest first."""
        found = self.select_related("registered_by").prefetch_related("files", "lines__requirement")
        return found.order_by("-received_at", "-pk")


class FindingFileQuerySet(SecuredQuerySet):
    """Photos and what suppliers sent."""

    seen_with: ClassVar[str] = "followup.view_finding"


def unreported(day: date) -> Q:
    """Of findings: irregularities that were confirmed up to a day and that no authority has been told of."""
    confirmed = Q(is_irregularity=True, confirmed_on__lte=day, reported_on__isnull=True)
    return confirmed & ~Q(status="DISMISSED")
