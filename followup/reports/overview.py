"""The category leader's first page: frozen, so that screen and PDF cannot say different things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from contracts.models import Category
from followup.models import SpendMonth
from followup.querysets import Loyalty
from followup.reports.cards import Card, cards
from followup.reports.ending import EndingContract, EndingGroup, ending_contracts, ending_groups
from followup.reports.loyalty import (
    BucketMonth,
    BucketSum,
    Freshness,
    LoyaltyLine,
    bucket_lines,
    bucket_months,
    freshness,
    subcategory_lines,
)
from followup.reports.plan_figures import PlanComparison, plan_comparisons
from followup.reports.suppliers import OutsideSupplier, outside_suppliers
from huddinge_vo.common.periods import Period

if TYPE_CHECKING:
    from huddinge_vo.common.models import Organization, User


@dataclass(frozen=True)
class Overview:
    """The category leader's first page."""

    buyer: str
    category: str
    period: Period
    cards: tuple[Card, ...]
    whole: Loyalty
    buckets: tuple[BucketSum, ...]
    months: tuple[BucketMonth, ...]
    subcategories: tuple[LoyaltyLine, ...]
    outside: tuple[OutsideSupplier, ...]
    ending: tuple[EndingContract, ...]
    without_choice_systems: Loyalty
    comparisons: tuple[PlanComparison, ...]
    freshness: Freshness

    @property
    def ending_groups(self) -> tuple[EndingGroup, ...]:
        """The ending contracts by day and area."""
        return ending_groups(self.ending)


def root_category(buyer: Organization) -> Category | None:
    """The category the buyer's plan is for."""
    return Category.objects.filter(buyer=buyer, parent__isnull=True).order_by("code", "pk").first()


def latest_period(root: Category) -> Period | None:
    """The twelve months up to the latest one with spend; none when nothing is loaded."""
    last = SpendMonth.objects.under_root(root).last_month()
    return Period.rolling_12(last) if last else None


def overview(*, root: Category, user: User, period: Period, on: date) -> Overview:
    """Everything on Översikt for a period of whole months, with what the user may not see pooled in one line."""
    spend = SpendMonth.objects.under_root(root).within_reach_of(user)
    chosen = spend.in_period(period)
    whole = chosen.loyalty()
    return Overview(
        buyer=root.buyer.name,
        category=root.name,
        period=period,
        cards=cards(root=root, spend=spend, period=period),
        whole=whole,
        buckets=bucket_lines(whole, period),
        months=bucket_months(chosen, period),
        subcategories=subcategory_lines(root, chosen, period),
        outside=outside_suppliers(root=root, user=user, period=period),
        ending=ending_contracts(user=user, on=on),
        without_choice_systems=chosen.exclude(contract__form="CHOICE_SYSTEM").loyalty(),
        comparisons=plan_comparisons(root=root, spend=spend, user=user),
        freshness=freshness(root=root, spend=spend),
    )
