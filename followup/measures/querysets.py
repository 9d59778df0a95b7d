"""Questions asked of measures, of the ledger that some rest on, and of what others are counted of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from contracts.plan.querysets import category_scope
from followup.measures.kinds import Counted, counting_of
from followup.measures.rules import Monthly
from huddinge_vo.common.periods import Period

if TYPE_CHECKING:
    from followup.judging.querysets import SpendByMonth
    from followup.measures.models import Measure
    from huddinge_vo.common.people.models import User


class MeasureQuerySet(models.QuerySet):
    """The plan's measures."""

    def visible_to(self, user: User) -> Self:
        """By the plan."""
        return self.filter(
            category_scope(user, category="plan__category", buyer="plan__category__buyer", may="followup.view_measure")
        )


def monthly_parts(spend: SpendByMonth) -> Monthly:
    """On contract, purchasable and outside contract by category and month."""
    found: Monthly = {}
    for (month, category), loyalty in spend.parts.items():
        found.setdefault(category, {})[month] = (loyalty.on_contract, loyalty.purchasable, loyalty.outside_contract)
    return found


def rows_of(measure: Measure, period: Period, on: date, user: User | None = None) -> list[Counted] | None:
    """Those that a counted measure is a share of on a day, one by one; null for a measure that nothing counts.

    With a person, those that he may see; without, all that the share counts.
    """
    counting = counting_of(measure.code)
    return None if counting is None else list(counting.rows(measure.plan, period, on, user))
