"""The whole that Översikt and the lists begin with: the buyer's root category and the latest months with spend."""

from __future__ import annotations

from datetime import date

from contracts.plan.models import Category
from followup.judging.models import SpendTotal
from followup.judging.reports import root_category
from huddinge_vo.common.periods import Period

__all__ = ["latest_period", "root_category"]


def latest_period(root: Category, *, on: date) -> Period | None:
    """The twelve months that are measured; none when nothing is loaded."""
    return SpendTotal.objects.under_root(root).measured(on).period
