"""Questions asked of what was seen in the field, and of key figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count

from huddinge_vo.common.periods import add_months
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

if TYPE_CHECKING:
    from contracts.register.models import Contract
    from huddinge_vo.common.people.models import Organization, User


class FieldQuerySet(SecuredQuerySet):
    """What belongs to a review, and is seen by whoever sees the review."""

    seen_with = "followup.view_review"


class PayslipQuerySet(FieldQuerySet):
    """Payslips held to the agreement."""

    def with_figures(self) -> Self:
        """Those whose day has not come."""
        return self.filter(hours__isnull=False)


class KpiQuerySet(FieldQuerySet):
    """Key figures of contracts."""

    def of_contract(self, contract: Contract) -> Self:
        """A contract's, each with its values."""
        return self.filter(contract=contract).prefetch_related("values").order_by("name", "pk")


def activity_by_quarter(contract: Contract, quarters: list[date]) -> dict[date, Decimal]:
    """Kronor bought on a contract in each of some quarters, by its first day. A quarter without any is not there."""
    first, last = min(quarters), add_months(max(quarters), 3)
    rows = contract.volumes.filter(month__gte=first, month__lt=last).exclude(sum_sek=0).order_by("month", "pk")
    found: dict[date, Decimal] = {}
    for month, kronor in rows.values_list("month", "sum_sek"):
        quarter = date(month.year, (month.month - 1) // 3 * 3 + 1, 1)
        found[quarter] = found.get(quarter, Decimal(0)) + kronor
    return found


def with_few_kpis(buyer: Organization, *, user: User, on: date, least: int) -> models.QuerySet:
    """Class 1 contracts in force that a person may see and that have fewer key figures than they should, as their
    classes.
    """
    from followup.reviews.models import FollowUpClass

    found = FollowUpClass.objects.visible_to(user).in_force_on(on).filter(contract__buyer=buyer, effective=1)
    return (
        found.annotate(kpis=Count("contract__kpis"))
        .filter(kpis__lt=least)
        .select_related("contract__supplier")
        .order_by("contract__number", "pk")
    )
