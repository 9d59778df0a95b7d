"""The whole that Översikt and the lists begin with: the buyer's root category and the latest months with spend."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from contracts.plan.models import Category
from followup.judging.models import SpendMonth
from huddinge_vo.common.periods import Period

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


def root_category(buyer: Organization) -> Category | None:
    """The category the buyer's plan is for."""
    return Category.objects.filter(buyer=buyer, parent__isnull=True).order_by("code", "pk").first()


def latest_period(root: Category, *, on: date) -> Period | None:
    """The twelve months that are measured; none when nothing is loaded."""
    return SpendMonth.objects.under_root(root).measured(on).period
