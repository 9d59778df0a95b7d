"""What measures rest on, counted in SQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models

from contracts.plan.querysets import category_scope
from followup.measures.querysets.counted import COUNTINGS, Counted
from followup.measures.rules import rolling_share
from huddinge_vo.common.periods import Period, add_months

if TYPE_CHECKING:
    from followup.judging.querysets import SpendMonthQuerySet
    from followup.measures.models import Measure
    from huddinge_vo.common.people.models import User

# For each category (null: none told) and month: on contract, purchasable, outside contract, in kronor.
Monthly = dict[int | None, dict[date, tuple[Decimal, Decimal, Decimal]]]


class MeasureQuerySet(models.QuerySet):
    """The plan's measures."""

    def visible_to(self, user: User) -> Self:
        """By the plan."""
        return self.filter(
            category_scope(user, category="plan__category", buyer="plan__category__buyer", may="followup.view_measure")
        )


def monthly_parts(spend: SpendMonthQuerySet) -> Monthly:
    """On contract, purchasable and outside contract by category and month, in one question."""
    found: Monthly = {}
    for (category, month), loyalty in spend.loyalty_by("category", "month"):
        found.setdefault(category, {})[month] = (loyalty.on_contract, loyalty.purchasable, loyalty.outside_contract)
    return found


def parts_of(monthly: Monthly, categories: set[int | None]) -> list[tuple[date, Decimal, Decimal, Decimal]]:
    """The months from the first to the last with spend, in order, for some categories together; gaps are noughts."""
    months = sorted({month for by_month in monthly.values() for month in by_month})
    if not months:
        return []
    summed = []
    month = months[0]
    while month <= months[-1]:
        rows = [monthly[c][month] for c in categories if c in monthly and month in monthly[c]]
        summed.append((month, *(sum((row[i] for row in rows), Decimal(0)) for i in range(3))))
        month = add_months(month, 1)
    return summed  # type: ignore[return-value]


@dataclass(frozen=True)
class Basis:
    """What an outcome rests on: a period, its value or why there is none, and the figures behind it in words."""

    period: Period
    value: Decimal | None
    missing: str = ""
    inputs: dict[str, str] = field(default_factory=dict)


def loyalty_bases(measure: Measure, monthly: Monthly) -> list[Basis]:
    """A loyalty measure, or the share outside contract, over twelve months for every month that has eleven before it."""
    plan_root = measure.plan.category_id
    of_all = measure.category_id in (None, plan_root)
    categories: set[int | None] = set(monthly) if of_all else {measure.category_id}
    parts = parts_of(monthly, categories)
    is_outside = measure.code == "OUTSIDE_SHARE"
    shares = [(month, outside if is_outside else on, whole) for month, on, whole, outside in parts]
    points = {point.on: point for point in rolling_share(shares)}
    found = []
    for index in range(11, len(parts)):
        window = parts[index - 11 : index + 1]
        period = Period.rolling_12(parts[index][0])
        inputs = {
            "på avtal, kr": str(sum((row[1] for row in window), Decimal(0))),
            "utan avtal, kr": str(sum((row[3] for row in window), Decimal(0))),
            "upphandlingsbart, kr": str(sum((row[2] for row in window), Decimal(0))),
        }
        point = points.get(period.last)
        if point is None:
            found.append(Basis(period, None, "Underlag saknas: inget upphandlingsbart är köpt under perioden.", inputs))
        else:
            found.append(Basis(period, point.value, "", inputs))
    return found


def rows_of(measure: Measure, period: Period, on: date, user: User | None = None) -> list[Counted] | None:
    """Those that a counted measure is a share of on a day, one by one; null for a measure that nothing counts.

    With a person, those that he may see; without, all that the share counts.
    """
    counting = COUNTINGS.get(measure.code)
    return None if counting is None else list(counting.rows(measure.plan, period, on, user))


def basis_of(measure: Measure, on: date) -> Basis | None:
    """What a counted measure comes to on a day; null for one that nothing counts. A share of nothing is unknown.

    Its last day is the month's: one outcome a month, which is counted anew until the month is over.
    """
    counting = COUNTINGS.get(measure.code)
    if counting is None:
        return None
    period = counting.period(measure.plan, Period.containing(on).last)
    rows = list(counting.rows(measure.plan, period, on, None))
    met, whole = sum(row.is_met for row in rows), len(rows)
    inputs = {counting.part_is: str(met), counting.whole_is: str(whole)}
    if whole == 0:
        return Basis(period, None, f"Underlag saknas: inga {counting.whole_is}.", inputs)
    return Basis(period, Decimal(met) / Decimal(whole), "", inputs)
