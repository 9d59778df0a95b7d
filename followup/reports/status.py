"""The yearly June report, with what the system knows so far, in the order the plan's readers expect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum

from activities.models import CategoryPlan
from contracts.models import Category, ContractArea
from followup.models import Bucket, LedgerImport, Reason, SpendMonth
from followup.querysets import Loyalty, SpendMonthQuerySet
from followup.reports.overview import (
    BucketMonth,
    Card,
    EndingContract,
    Freshness,
    LoyaltyLine,
    PlanComparison,
    bucket_months,
    bucket_sums,
    cards,
    ending_contracts,
    freshness,
    plan_comparisons,
    subcategory_lines,
)
from huddinge_vo.common.periods import Period

if TYPE_CHECKING:
    from huddinge_vo.common.models import User

_ENDING_WITHIN_MONTHS = 24
_MISSING = (
    (
        "Aktiviteter, upphandlingsplan, uppföljningar, leverantörskontroller, prisjusteringar och risker "
        "förs ännu inte i systemet och ingår därför inte."
    ),
    "Mått för effektmål 2–5 har ännu inget underlag i systemet.",
)


@dataclass(frozen=True)
class GoalLine:
    """How an effect goal stands: its measures so far, or that nothing measures it yet."""

    number: int
    name: str
    target_areas: str
    cards: tuple[Card, ...]

    @property
    def is_measured(self) -> bool:
        """Whether the system has any measure of the goal."""
        return bool(self.cards)


@dataclass(frozen=True)
class ReasonSum:
    """What was bought outside contract for one proposed reason, and from how many suppliers."""

    bucket: str
    reason: str
    sum_sek: Decimal
    suppliers: int


@dataclass(frozen=True)
class AreaPortfolio:
    """An area's contracts in force beside the number in the plan."""

    name: str
    category: str
    form: str
    in_plan: int | None
    in_force: int


@dataclass(frozen=True)
class UsedImport:
    """A file the figures rest on."""

    number: int
    name: str
    sha256: str
    loaded_on: date
    lines: int
    rejected: int
    amount_sek: Decimal


@dataclass(frozen=True)
class StatusReport:
    """Everything that the report says. Screen and PDF draw from it alone."""

    year: int
    title: str
    buyer: str
    category: str
    plan: str
    decided_by: str
    period: Period
    rolling: Period
    made_on: date
    freshness: Freshness
    proposals: tuple[str, ...]
    cards: tuple[Card, ...]
    goals: tuple[GoalLine, ...]
    whole: Loyalty
    buckets: tuple[tuple[str, Decimal, Decimal | None], ...]
    months: tuple[BucketMonth, ...]
    subcategories: tuple[LoyaltyLine, ...]
    areas: tuple[LoyaltyLine, ...]
    reasons: tuple[ReasonSum, ...]
    portfolio: tuple[AreaPortfolio, ...]
    ending: tuple[EndingContract, ...]
    comparisons: tuple[PlanComparison, ...]
    imports: tuple[UsedImport, ...]
    missing: tuple[str, ...]

    @property
    def has_data(self) -> bool:
        """Whether any ledger of the period is loaded."""
        return self.whole.count > 0


def report_period(year: int, last_month: date | None) -> Period:
    """What the report of a year covers: the twelve months before its June, or as far as there is data before that."""
    end = date(year, 5, 31)
    if last_month is not None and Period.containing(last_month).last < end:
        end = Period.containing(last_month).last
    return Period.rolling_12(end)


def status_report(*, root: Category, user: User, year: int, on: date) -> StatusReport:
    """The report of a year for a category, as the user may see it."""
    reach = SpendMonth.objects.under_root(root).within_reach_of(user)
    period = report_period(year, reach.last_month())
    spend = reach.in_period(period)
    whole = spend.loyalty()
    plan = CategoryPlan.objects.filter(category=root, valid_from__lte=period.last).order_by("-valid_from", "pk").first()
    made = cards(root=root, spend=reach, period=period)
    return StatusReport(
        year=year,
        title=f"Statusrapport {year}, {root.name}",
        buyer=root.buyer.name,
        category=root.name,
        plan=plan.title if plan else "",
        decided_by=plan.decided_by if plan else "",
        period=period,
        rolling=Period.rolling_12(period.last),
        made_on=on,
        freshness=freshness(root=root, spend=reach),
        proposals=_proposals(root, made),
        cards=made,
        goals=_goals(plan, made),
        whole=whole,
        buckets=tuple(
            (bucket.label, value, value / whole.ledger if whole.ledger > 0 else None)
            for bucket, value in bucket_sums(whole).items()
        ),
        months=bucket_months(spend, period),
        subcategories=subcategory_lines(root, spend, period),
        areas=_areas(spend),
        reasons=_reasons(spend),
        portfolio=_portfolio(root, user, period.last),
        ending=ending_contracts(user=user, on=on, months=_ENDING_WITHIN_MONTHS),
        comparisons=plan_comparisons(root=root, spend=reach),
        imports=_imports(root, period),
        missing=_MISSING,
    )


def _proposals(root: Category, made: tuple[Card, ...]) -> tuple[str, ...]:
    """What the steering group is asked to decide; a measure below its target asks for measures against it."""
    below = [card.title for card in made if card.signal.code == "off_target" and not card.is_money]
    first = f"Statusrapporten för {root.name} godkänns."
    if not below:
        return (first,)
    return (first, f"Åtgärder tas fram för {' och '.join(below)}, som ligger under målet för perioden.")


def _goals(plan: CategoryPlan | None, made: tuple[Card, ...]) -> tuple[GoalLine, ...]:
    """Loyalty and spend outside contract measure the first goal; the other goals' measures come later."""
    if plan is None:
        return ()
    return tuple(
        GoalLine(goal.number, goal.name, goal.target_areas, made if goal.number == 1 else ())
        for goal in plan.effect_goals.order_by("number", "pk")
    )


def _areas(spend: SpendMonthQuerySet) -> tuple[LoyaltyLine, ...]:
    found = spend.loyalty_by("area", "area__code", "area__name")
    return tuple(
        LoyaltyLine(code or "–", name or "Utan avtalsområde", loyalty, "") for (_, code, name), loyalty in found
    )


def _reasons(spend: SpendMonthQuerySet) -> tuple[ReasonSum, ...]:
    found = (
        spend.filter(bucket__in=[Bucket.APPROVED_DEVIATION, Bucket.UNEXPLAINED])
        .order_by()
        .values("bucket", "reason")
        .annotate(total=Sum("sum_sek"), suppliers=Count("supplier", distinct=True))
        .order_by("bucket", "-total", "reason")
    )
    return tuple(
        ReasonSum(Bucket(row["bucket"]).label, Reason(row["reason"]).label, row["total"], row["suppliers"])
        for row in found
    )


def _portfolio(root: Category, user: User, on: date) -> tuple[AreaPortfolio, ...]:
    areas = (
        ContractArea.objects.filter(category__in=Category.objects.filter(pk=root.pk).with_descendants())
        .for_list(user, on=on)
        .order_by("category__code", "sort_name", "pk")
    )
    return tuple(
        AreaPortfolio(
            area.name, area.category.code, area.get_form_display(), area.contracts_in_plan, area.contracts_in_force
        )
        for area in areas
    )


def _imports(root: Category, period: Period) -> tuple[UsedImport, ...]:
    used = (
        LedgerImport.objects.filter(
            Q(deliveries__is_active=True, deliveries__month__gte=period.first, deliveries__month__lte=period.last),
            buyer=root.buyer_id,
        )
        .distinct()
        .order_by("pk")
    )
    return tuple(
        UsedImport(
            each.pk,
            each.original_name,
            each.sha256,
            each.loaded_at.date() if each.loaded_at else each.received_at.date(),
            each.lines,
            each.rejected,
            each.amount_sek,
        )
        for each in used
    )
