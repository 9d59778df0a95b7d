"""Questions asked of the price control."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Count, DecimalField, F, Max, Min, Q, Sum, Value
from django.db.models.functions import Coalesce, ExtractYear

from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User
    from huddinge_vo.common.periods import Period

_ABOVE = ("ABOVE", "EARLY_INDEX", "QUANTITY")  # what can be asked back
_MONEY = DecimalField(max_digits=17, decimal_places=2)


def _sum(field: str, **only: object) -> Coalesce:
    return Coalesce(Sum(field, filter=Q(**only)), Value(Decimal(0), output_field=_MONEY), output_field=_MONEY)


class ItemMatchQuerySet(SecuredQuerySet):
    """What suppliers mean by their items."""

    seen_with: ClassVar[str] = "followup.view_pricedeviation"


class PriceClaimQuerySet(SecuredQuerySet):
    """What is asked back."""

    seen_with: ClassVar[str] = "followup.view_pricedeviation"

    def unanswered(self) -> Self:
        """Sent with a day to answer by, and neither answered nor credited."""
        return self.filter(status="SENT", answer_by__isnull=False)

    def by_year(self) -> Mapping[int, tuple[Decimal, Decimal]]:
        """What was claimed and recovered, by the year that the claim was sent; drafts and those dropped are none."""
        counted = self.filter(sent_on__isnull=False).exclude(status__in=["DRAFT", "DROPPED"])
        found = counted.order_by().annotate(year=ExtractYear("sent_on")).values_list("year")
        sums = found.annotate(claimed=_sum("claimed_sek"), recovered=_sum("recovered_sek"))
        return {year: (claimed, recovered) for year, claimed, recovered in sums}

    def sums_in(self, period: Period) -> tuple[Decimal, Decimal]:
        """What was claimed by those sent in a period, and recovered of it."""
        sent = self.filter(sent_on__range=(period.first, period.last)).exclude(status__in=["DRAFT", "DROPPED"])
        told = sent.order_by().aggregate(claimed=_sum("claimed_sek"), recovered=_sum("recovered_sek"))
        return told["claimed"], told["recovered"]


class PriceDeviationQuerySet(SecuredQuerySet):
    """What was not as agreed."""

    seen_with: ClassVar[str] = "followup.view_pricedeviation"

    def for_buyer(self, buyer: Organization | None) -> Self:
        """Those of a buyer."""
        return self.filter(buyer=buyer) if buyer else self.none()

    def for_list(self) -> Self:
        """With what a list shows."""
        return self.select_related("line__invoice__supplier", "item", "claim")

    def to_claim(self) -> Self:
        """What can be asked back: too much in kronor, in no claim yet. What is in no price list is a question first."""
        return self.filter(claim__isnull=True, kind__in=_ABOVE)

    def by_supplier(self) -> models.QuerySet:
        """Summed for each supplier, the most kronor first."""
        grouped = self.order_by().values("line__invoice__supplier", name=F("line__invoice__supplier__name"))
        return grouped.annotate(
            n=Count("pk"),
            above=_sum("difference_sek", kind__in=_ABOVE),
            below=_sum("difference_sek", kind="BELOW"),
            outside=_sum("difference_sek", kind="NOT_IN_CONTRACT"),
            free=_sum("difference_sek", kind__in=_ABOVE, claim__isnull=True),
            first=Min("line__invoice__issued_on"),
            last=Max("line__invoice__issued_on"),
        ).order_by("-above", "name", "line__invoice__supplier")

    def above_in(self, period: Period) -> Decimal:
        """What was asked above what was agreed by invoices of a period."""
        above = self.filter(kind__in=_ABOVE, line__invoice__issued_on__range=(period.first, period.last))
        total: Decimal = above.order_by().aggregate(total=_sum("difference_sek"))["total"]
        return total

    def found_by_year(self) -> Mapping[int, Decimal]:
        """What was asked above what was agreed, by the year of the invoice."""
        above = self.filter(kind__in=_ABOVE).order_by()
        found = above.annotate(year=ExtractYear("line__invoice__issued_on")).values_list("year")
        return dict(found.annotate(total=_sum("difference_sek")))


def unmatched_items(*, buyer: Organization, user: User) -> list[dict[str, object]]:
    """The items of suppliers that stand in no price list as far as the system can tell, the most kronor first.

    One for each supplier and item: with what the latest line calls it, for as long as that is kept.
    """
    from followup.price_control.models import PriceDeviation

    found = PriceDeviation.objects.visible_to(user).filter(buyer=buyer, kind="NOT_IN_CONTRACT", claim__isnull=True)
    grouped = found.order_by().values(
        "line__invoice__supplier", "line__item_key", supplier=F("line__invoice__supplier__name")
    )
    asked = grouped.annotate(
        n=Count("pk"),
        total=_sum("difference_sek"),
        called=Max("line__item_name"),
        called_id=Max("line__seller_item_id"),
        of_line=Max("line"),
    ).order_by("-total", "line__invoice__supplier", "line__item_key")[:200]
    return [dict(each) for each in asked]
