"""Questions asked of user surveys."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Count, DecimalField, ExpressionWrapper, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User

_SHARE = ExpressionWrapper(
    F("mean") * Value(Decimal(100)) / F("scale"), output_field=DecimalField(max_digits=6, decimal_places=2)
)


class SurveyQuerySet(models.QuerySet):
    """Surveys."""

    def visible_to(self, user: User) -> Self:
        """Those of a person's buyers."""
        return self.filter(buyer__in=buyers_of(user, may="followup.view_survey"))

    def for_list(self, user: User) -> Self:
        """With how many results each has that a person may see."""
        from followup.surveys.models import SurveyResult

        seen = SurveyResult.objects.visible_to(user).filter(survey=OuterRef("pk")).order_by().values("survey")
        counted = Subquery(seen.annotate(n=Count("pk")).values("n"))
        return self.select_related("area", "made_by").annotate(n=Coalesce(counted, 0))


class SurveyResultQuerySet(SecuredQuerySet):
    """Results of one question at one supplier or unit."""

    seen_with: ClassVar[str] = "followup.view_survey"

    def counted(self, buyer: Organization | None, *, fewest: int) -> Self:
        """Those of a buyer's surveys that are read in, and of so many answers that nobody can be told by them."""
        found = self.filter(survey__buyer=buyer, survey__state="LOADED", answers__gte=fewest) if buyer else self.none()
        return found.annotate(share=_SHARE)

    def low(self, percent: int) -> Self:
        """Those under so many per cent of the scale."""
        return self.filter(share__lt=percent)

    def lowest_first(self) -> Self:
        """Of those that are counted, the lowest share first."""
        return self.order_by(F("share").asc(), "pk")

    def for_list(self) -> Self:
        """With what a list shows."""
        return self.select_related("survey__area", "supplier", "unit", "finding", "proposal")

    def at(self, supplier_id: int) -> Self:
        """Those of a supplier and its units."""
        return self.filter(Q(supplier=supplier_id))


class RequirementProposalQuerySet(SecuredQuerySet):
    """Requirements that results have led to."""

    seen_with: ClassVar[str] = "followup.view_survey"
