"""What measures rest on, counted in SQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef

from contracts.models import Contract, Requirement
from contracts.querysets import category_scope
from followup.rules import rolling_share
from huddinge_vo.common.periods import Period, add_months
from procurement.models import ChecklistItem, Project

if TYPE_CHECKING:
    from activities.models import CategoryPlan
    from followup.models import Measure
    from followup.querysets.spend import SpendMonthQuerySet
    from huddinge_vo.common.models import User

# For each category (null: none told) and month: on contract, purchasable, outside contract, in kronor.
Monthly = dict[int | None, dict[date, tuple[Decimal, Decimal, Decimal]]]


class MeasureQuerySet(models.QuerySet):
    """The plan's measures."""

    def visible_to(self, user: User) -> Self:
        """By the plan."""
        return self.filter(category_scope(user, category="plan__category", buyer="plan__category__buyer"))


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


def _share(period: Period, part: int, whole: int, *, part_is: str, whole_is: str) -> Basis:
    """A share of a count; of nothing it is unknown and not nought."""
    inputs = {part_is: str(part), whole_is: str(whole)}
    if whole == 0:
        return Basis(period, None, f"Underlag saknas: inga {whole_is}.", inputs)
    return Basis(period, Decimal(part) / Decimal(whole), "", inputs)


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


def redundancy(plan: CategoryPlan, period: Period, on: date) -> Basis:
    """Critical contracts in force whose redundancy is required, in the contract or in its round."""
    critical = Contract.objects.filter(buyer=plan.category.buyer_id, is_critical=True).in_force_on(on)
    required = Requirement.objects.filter(kind="REDUNDANCY", answer="YES")
    own = required.filter(contract=OuterRef("pk"))
    inherited = required.filter(framework=OuterRef("framework"))
    answered = Requirement.objects.filter(kind="REDUNDANCY", contract=OuterRef("pk"))
    with_it = critical.filter(Exists(own) | (Exists(inherited) & ~Exists(answered)))
    return _share(
        period,
        with_it.count(),
        critical.count(),
        part_is="samhällsviktiga avtal med krav på redundans",
        whole_is="samhällsviktiga avtal i kraft",
    )


def _asked_in_procurements(kind: str) -> Any:
    """How a requirement was answered in the procurements that were awarded over the period, where it is relevant."""

    def count(plan: CategoryPlan, period: Period, on: date) -> Basis:
        awarded = Project.objects.filter(
            buyer=plan.category.buyer_id,
            status__in=("AWARDED", "DONE"),
            milestones__code="AWARD",
            milestones__done_on__gte=plan.valid_from,
        )
        relevant = ChecklistItem.objects.filter(project__in=awarded, kind=kind).exclude(answer="NOT_RELEVANT")
        return _share(
            period,
            relevant.filter(answer="SET").count(),
            relevant.count(),
            part_is="tilldelade upphandlingar där kravet ställs",
            whole_is="tilldelade upphandlingar under planen där kravet är relevant",
        )

    return count


def _irregularities(plan: CategoryPlan, period: Period, on: date) -> Basis:
    from followup.models import Finding

    part = Finding.objects.filter(buyer=plan.category.buyer_id).irregularities()
    return _share(
        period, part.met, part.whole, part_is="anmälda oegentligheter", whole_is="konstaterade oegentligheter"
    )


def _by_routine(plan: CategoryPlan, period: Period, on: date) -> Basis:
    from followup.models import Review

    part = Review.objects.filter(contract__buyer=plan.category.buyer_id).reviews_by_routine(period)
    part_is = "uppföljningar enligt rutinen som omfattade hållbarhet"
    return _share(period, part.met, part.whole, part_is=part_is, whole_is="genomförda uppföljningar under perioden")


def _class_one(plan: CategoryPlan, period: Period, on: date) -> Basis:
    from followup.models import FollowUpClass

    part = FollowUpClass.objects.filter(contract__buyer=plan.category.buyer_id).class_one_in_time(on)
    part_is = "avtal i klass 1 som är uppföljda i tid"
    return _share(period, part.met, part.whole, part_is=part_is, whole_is="avtal i klass 1 i kraft")


def basis_of(measure: Measure, period: Period, on: date) -> Basis | None:
    """What a counted measure comes to now; null for one that nothing counts."""
    counted: dict[str, Any] = {
        "REDUNDANCY": redundancy,
        "TECHNOLOGY": _asked_in_procurements("TECHNOLOGY"),
        "IRREGULARITIES": _irregularities,
        "ROUTINE": _by_routine,
        "CLASS_ONE": _class_one,
        "SUSTAINABILITY": _asked_in_procurements("SUSTAINABILITY"),
    }
    count = counted.get(measure.code)
    return None if count is None else count(measure.plan, period, on)
