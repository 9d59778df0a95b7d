"""Questions asked of search words, feeds and hits."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Count, F, Max, Q

from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User
    from huddinge_vo.common.periods import Period


class SearchWordQuerySet(SecuredQuerySet):
    """What is looked for."""

    seen_with: ClassVar[str] = "followup.view_mediahit"


class FeedQuerySet(models.QuerySet):
    """Where it is looked for."""

    def visible_to(self, user: User) -> Self:
        """Those of a person's buyers."""
        return self.filter(buyer__in=buyers_of(user, may="followup.view_mediahit"))


class MediaHitQuerySet(SecuredQuerySet):
    """What was found."""

    seen_with: ClassVar[str] = "followup.view_mediahit"

    def for_buyer(self, buyer: Organization | None) -> Self:
        """Those of a buyer."""
        return self.filter(buyer=buyer) if buyer else self.none()

    def for_list(self) -> Self:
        """With what a list shows."""
        return self.select_related("supplier", "word", "feed", "finding", "judged_by")

    def found_in(self, period: Period) -> Self:
        """Those found on a day of a period; both end days count."""
        return self.filter(found_on__range=(period.first, period.last))

    def by_supplier(self) -> models.QuerySet:
        """How many there are of each supplier, by what was said of them; the most relevant first."""
        grouped = self.order_by().values("supplier", name=F("supplier__name"))
        return grouped.annotate(
            n=Count("pk"),
            waiting=Count("pk", filter=Q(verdict="NEW")),
            relevant=Count("pk", filter=Q(verdict="RELEVANT")),
            not_relevant=Count("pk", filter=Q(verdict="NOT_RELEVANT")),
            findings=Count("pk", filter=Q(verdict="FINDING")),
            last=Max("found_on"),
        ).order_by("-findings", "-relevant", "-n", "name", "supplier")
