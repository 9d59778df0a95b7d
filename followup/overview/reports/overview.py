"""The category leader's first page: frozen, so that screen and PDF cannot say different things."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from contracts.plan.models import Category
from contracts.terms.reports import CeilingWatch, ceiling_watch
from followup.judging.models import SupplierMonth
from followup.judging.querysets import Loyalty
from followup.judging.reports import PlanSpend, plan_spend
from followup.missing.reports import DeviationFigures, deviation_figures
from followup.overview.reports.cards import Card, cards
from followup.overview.reports.ending import (
    EndingContract,
    EndingGroup,
    ending_contracts,
    ending_groups,
)
from followup.overview.reports.plan_figures import PlanComparison, plan_comparisons
from followup.spend.reports import (
    BucketMonth,
    BucketSum,
    Freshness,
    LoyaltyLine,
    OutsideSupplier,
    bucket_lines,
    bucket_months,
    freshness,
    outside_suppliers,
    subcategory_lines,
)
from huddinge_vo.common.periods import Period

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


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
    ceilings: CeilingWatch
    without_choice_systems: Loyalty
    comparisons: tuple[PlanComparison, ...]
    freshness: Freshness
    deviations: DeviationFigures

    @property
    def ending_groups(self) -> tuple[EndingGroup, ...]:
        """The ending contracts by day and area."""
        return ending_groups(self.ending)


def overview(*, root: Category, user: User, period: Period, on: date, read: PlanSpend | None = None) -> Overview:
    """Everything on Översikt for a period of whole months, with what the user may not see pooled in one line.

    `read` is the category's spend, where it has been read already.
    """
    read = read or plan_spend(root, user)
    spend, tree = read.reached, read.tree
    plan = root.plans.telling(period.last)
    chosen = spend.in_period(period)
    whole = chosen.loyalty()
    of_suppliers = SupplierMonth.objects.under_root(root).within_reach_of(user).in_period(period)
    return Overview(
        buyer=root.buyer.name,
        category=root.name,
        period=period,
        cards=cards(root=root, plan=plan, tree=tree, spend=spend, period=period),
        whole=whole,
        buckets=bucket_lines(whole, period),
        months=bucket_months(chosen.by_month(), period),
        subcategories=subcategory_lines(root, tree, chosen.by_category(), period),
        outside=outside_suppliers(root=root, user=user, period=period),
        ending=ending_contracts(buyer_id=root.buyer_id, user=user, on=on),
        ceilings=ceiling_watch(buyer_id=root.buyer_id, user=user, on=on),
        without_choice_systems=whole.less(of_suppliers.filter(contract__form="CHOICE_SYSTEM").loyalty()),
        comparisons=plan_comparisons(root=root, plan=plan, tree=tree, spend=spend, user=user),
        freshness=freshness(root=root, last_month=spend.last_month),
        deviations=deviation_figures(root=root, user=user, period=period, on=on),
    )
