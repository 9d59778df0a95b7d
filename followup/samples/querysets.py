"""Questions asked of random checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Count, Q

from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User


class SampleQuerySet(models.QuerySet):
    """Random checks."""

    def visible_to(self, user: User) -> Self:
        """Those of a person's buyers."""
        return self.filter(buyer__in=buyers_of(user, may="followup.view_sample"))

    def for_buyer(self, buyer: Organization | None) -> Self:
        """Those of a buyer."""
        return self.filter(buyer=buyer) if buyer else self.none()

    def for_list(self) -> Self:
        """With how many are drawn and looked at."""
        return self.select_related("reviewer", "buyer").annotate(
            drawn=Count("purchases"), looked_at=Count("purchases", filter=~Q(purchases__outcome=""))
        )

    def unfinished(self) -> Self:
        """Those with purchases that nobody has looked at."""
        from followup.samples.models import SampledPurchase

        return self.filter(pk__in=SampledPurchase.objects.filter(outcome="").values("sample"))


class SampledPurchaseQuerySet(SecuredQuerySet):
    """What was drawn."""

    seen_with: ClassVar[str] = "followup.view_sample"
