"""The June report's parts about goals, activities and checks: plain and frozen, for they are kept as they were said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Prefetch, Subquery, Sum

from activities.activities.models import Activity
from activities.activities.rules import Standing, standing
from activities.plan.models import CategoryPlan
from contracts.checks.models import SupplierCheck
from contracts.checks.querysets import check_counts
from contracts.index.models import IndexStatus
from contracts.plan.models import Category, ContractArea
from contracts.prices.models import (
    AdjustmentValue,
    FixedPriceDecision,
    PriceAdjustment,
    PriceDifference,
)
from contracts.register.models import Contract
from followup.measures.models import Measure
from followup.measures.reports import MeasureLine, ReportDays, goal_lines
from followup.measures.rules import Point, Signal, Trend
from followup.report.models import StatusReport
from followup.reviews.models import Depth, Finding, FollowUpClass, Review
from huddinge_vo.common.periods import Period
from procurement.plan.models import PlannedNeed
from procurement.projects.models import Project, Risk

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_CHECKS_WITHIN_DAYS = 90


@dataclass(frozen=True)
class MeasurePart:
    """A measure as the report says it.

    Words are in the measure's unit; series and targets are shares, for a picture.
    """

    name: str
    kind: str
    direction: str
    value: str
    target: str
    forecast: str
    signal: Signal
    trend: Trend
    missing: str
    until: date | None
    has_target: bool
    comment: str
    is_share: bool
    series: tuple[Point, ...]
    targets: tuple[Point, ...]
    forecast_on: date | None
    forecast_value: Decimal | None
    definition: str = ""
    formula: str = ""
    code: str = ""  # what it is known by, whatever it is called


@dataclass(frozen=True)
class GoalWords:
    """What a goal's owner says of the year."""

    outcome: str
    reason: str
    done: str
    ahead: str
    by: str
    steered: str = ""


@dataclass(frozen=True)
class GoalPart:
    """An effect goal: how it stands by its measures, and what is said of it."""

    number: int
    name: str
    target_areas: str
    signal: Signal
    measures: tuple[MeasurePart, ...]
    words: GoalWords | None
    wording: str = ""  # the goal as it was decided

    @property
    def is_measured(self) -> bool:
        """Whether any of its measures has a value."""
        return any(not measure.missing for measure in self.measures)


@dataclass(frozen=True)
class ActivityRow:
    """An activity as the report says it."""

    number: str
    title: str
    responsible: str
    standing: str
    colour: str
    ends_on: date | None
    late_reason: str
    effect: str
    effect_sek: Decimal | None


@dataclass(frozen=True)
class ActivityPart:
    """The plan's activities: how many stand where, and each."""

    counts: tuple[tuple[str, int], ...]
    rows: tuple[ActivityRow, ...]
    effect_sek: Decimal


@dataclass(frozen=True)
class CheckPart:
    """The checks of suppliers: contracts in force, those with every check valid, and checks that go out soon.

    `unclear` are the contracts that lack nothing known, where it is not known whether a permit is needed; they are not
    among the valid. Null in what was locked before it was asked.
    """

    in_force: int
    all_valid: int
    going_out: int
    within_days: int
    unclear: int | None = None


@dataclass(frozen=True)
class PlannedRow:
    """A row of the procurement plan, and the next milestone of its project; no day where there is no project."""

    year: int
    name: str
    status: str
    is_late: bool
    milestone: str
    milestone_on: date | None
    milestone_is_late: bool


@dataclass(frozen=True)
class ProcurementPart:
    """The plan against its milestones: how many rows stand where, and those of this year and later."""

    counts: tuple[tuple[str, int], ...]
    rows: tuple[PlannedRow, ...]


@dataclass(frozen=True)
class ClassRow:
    """A class of follow-up: its contracts in force, and those that are followed up in time."""

    name: str
    contracts: int
    in_time: int


@dataclass(frozen=True)
class ReviewPart:
    """Reviews against class, and findings by how they stand. `done` is over the report's period."""

    done: int
    classes: tuple[ClassRow, ...]
    findings: tuple[tuple[str, int], ...]
    overdue: int


def review_part(root: Category, *, user: User, on: date, period: Period) -> ReviewPart:
    """How contracts are followed up and what was found, as a person may see it."""
    classes = FollowUpClass.objects.visible_to(user).filter(contract__buyer=root.buyer_id)
    rows = []
    for level, name in Depth.choices:
        part = classes.in_time(on, level=level)
        rows.append(ClassRow(str(name), part.whole, part.met))
    findings = Finding.objects.visible_to(user).filter(buyer=root.buyer_id)
    counted = dict(findings.order_by().values_list("status").annotate(n=Count("pk")))
    done = Review.objects.visible_to(user).filter(contract__buyer=root.buyer_id).done_in(period).count()
    stand = tuple((str(label), counted[code]) for code, label in Finding.Status.choices if counted.get(code))
    return ReviewPart(done, tuple(rows), stand, findings.overdue_on(on).count())


@dataclass(frozen=True)
class PriceRow:
    """Prices of an area that changed on a day: how many contracts, what it costs a year, and by which figures."""

    effective_on: date
    area: str
    contracts: int
    effect_sek: Decimal
    figures: str


@dataclass(frozen=True)
class FixedPriceRow:
    """A council's decision on an area's fixed prices."""

    valid_from: date
    area: str
    percent: Decimal


@dataclass(frozen=True)
class PricePart:
    """Price adjustments of the period, fixed prices decided in it, and differences against final figures by state."""

    rows: tuple[PriceRow, ...]
    effect_sek: Decimal
    fixed: tuple[FixedPriceRow, ...]
    differences: tuple[tuple[str, Decimal], ...]
    open: int


def price_part(root: Category, *, user: User, period: Period) -> PricePart:
    """How prices moved, as a person may see it. A contract for several areas stands under its first."""
    first = ContractArea.objects.filter(contracts=OuterRef("contract")).order_by("code", "pk")
    preliminary = AdjustmentValue.objects.filter(adjustment=OuterRef("pk"), status=IndexStatus.PRELIMINARY)
    visible = PriceAdjustment.objects.visible_to(user).filter(contract__buyer=root.buyer_id)
    found = (
        visible.approved()
        .filter(effective_on__range=(period.first, period.last))
        .annotate(area=Subquery(first.values("name")[:1]), is_preliminary=Exists(preliminary))
        .order_by()
        .values("effective_on", "area", "is_preliminary")
        .annotate(n=Count("pk"), effect=Sum("yearly_effect_sek"))
        .order_by("effective_on", "area", "is_preliminary")
    )
    rows = tuple(
        PriceRow(
            row["effective_on"],
            row["area"] or "Utan avtalsområde",
            row["n"],
            row["effect"] or Decimal(0),
            "preliminära" if row["is_preliminary"] else "slutliga",
        )
        for row in found
    )
    decisions = (
        FixedPriceDecision.objects.visible_to(user)
        .filter(area__category__buyer=root.buyer_id, valid_from__range=(period.first, period.last))
        .select_related("area")
        .order_by("valid_from", "area__sort_name", "pk")
    )
    owed = PriceDifference.objects.visible_to(user).filter(line__adjustment__contract__buyer=root.buyer_id)
    sums = dict(owed.order_by().values_list("status").annotate(total=Sum("difference_sek")))
    return PricePart(
        rows,
        sum((row.effect_sek for row in rows), Decimal(0)),
        tuple(FixedPriceRow(each.valid_from, each.area.name, each.percent) for each in decisions),
        tuple((str(label), sums[code]) for code, label in PriceDifference.Status.choices if code in sums),
        visible.open().count(),
    )


@dataclass(frozen=True)
class RiskRow:
    """A risk of a procurement that goes on. `weight` is likelihood times consequence, 1 to 9."""

    project: str
    text: str
    measure: str
    weight: int


def procurement_part(root: Category, *, user: User, on: date) -> ProcurementPart:
    """The procurement plan, as a person may see it."""
    needs = (
        PlannedNeed.objects.visible_to(user)
        .filter(buyer=root.buyer_id)
        .prefetch_related(
            Prefetch(
                "projects",
                Project.objects.visible_to(user).filter(buyer=root.buyer_id).prefetch_related("milestones"),
                to_attr="shown",
            )
        )
        .order_by("year", "name", "pk")
    )
    rows, counted = [], Counter[str]()
    for need in needs:
        counted[need.get_status_display()] += 1
        waiting = [
            milestone
            for project in need.shown
            if project.status == Project.Status.ONGOING
            for milestone in project.milestones.all()
            if milestone.done_on is None
        ]
        following = min(waiting, key=lambda each: (each.planned_on, each.order), default=None)
        if need.year < on.year and following is None:
            continue
        rows.append(
            PlannedRow(
                need.year,
                need.name,
                need.get_status_display(),
                need.status == PlannedNeed.Status.PLANNED and need.year < on.year,
                following.name if following else "",
                following.planned_on if following else None,
                following is not None and following.planned_on < on,
            )
        )
    return ProcurementPart(tuple(sorted(counted.items())), tuple(rows))


def risk_rows(root: Category, *, user: User) -> tuple[RiskRow, ...]:
    """The open risks of procurements that go on, the heaviest first."""
    going_on = Project.objects.visible_to(user).filter(buyer=root.buyer_id, status__in=("ONGOING", "AWARDED"))
    risks = Risk.objects.filter(project__in=going_on, status=Risk.Status.OPEN).select_related("project")
    rows = [RiskRow(str(each.project), each.text, each.measure, each.likelihood * each.consequence) for each in risks]
    return tuple(sorted(rows, key=lambda row: (-row.weight, row.project, row.text)))


def goal_parts(
    plan: CategoryPlan | None, kept: StatusReport | None, *, user: User, on: date, days: ReportDays
) -> tuple[GoalPart, ...]:
    """The goals with their measures as the report tells them, and comments."""
    if plan is None:
        return ()
    comments = {} if kept is None else {each.goal_id: each for each in kept.comments.select_related("by")}
    found = []
    for line in goal_lines(plan, user=user, on=on, report=days):
        said = comments.get(line.goal.pk)
        words = (
            GoalWords(said.outcome, said.reason, said.done, said.ahead, str(said.by), said.steered) if said else None
        )
        found.append(
            GoalPart(
                line.goal.number,
                line.goal.name,
                line.goal.target_areas,
                line.signal,
                tuple(_measure(each) for each in line.measures),
                words,
                line.goal.wording,
            )
        )
    return tuple(found)


def _measure(line: MeasureLine) -> MeasurePart:
    measure = line.measure
    return MeasurePart(
        name=measure.name,
        kind=measure.get_kind_display(),
        direction=measure.get_direction_display(),
        value=line.value_words,
        target=line.target_words,
        forecast=line.forecast_words,
        signal=line.signal,
        trend=line.trend,
        missing=line.missing if line.value is None else "",
        until=line.latest.last if line.latest else None,
        has_target=bool(line.targets),
        comment=line.latest.comment if line.latest else "",
        is_share=measure.unit == Measure.Unit.SHARE,
        series=line.series,
        targets=line.targets,
        forecast_on=line.forecast_on,
        forecast_value=line.forecast,
        definition=measure.definition,
        formula=measure.formula,
        code=measure.code,
    )


def activity_part(plan: CategoryPlan | None, *, user: User, on: date) -> ActivityPart:
    """The plan's activities in its order."""
    if plan is None:
        return ActivityPart((), (), Decimal(0))
    rows = []
    for each in Activity.objects.visible_to(user).filter(plan=plan).in_plan_order():
        found = standing(each.status, each.starts_on, each.ends_on, on=on)
        rows.append(
            ActivityRow(
                each.number,
                each.title,
                each.responsible,
                found.label,
                found.colour,
                each.ends_on,
                each.late_reason if found is Standing.LATE else "",
                each.achieved_effect,
                each.achieved_effect_sek,
            )
        )
    counted = Counter(row.standing for row in rows)
    counts = tuple((each.label, counted[each.label]) for each in Standing if counted[each.label])
    return ActivityPart(counts, tuple(rows), sum((row.effect_sek or Decimal(0) for row in rows), Decimal(0)))


def check_part(root: Category, *, user: User, on: date) -> CheckPart:
    """How the checks stand on a day."""
    from datetime import timedelta

    in_force = Contract.objects.visible_to(user).filter(buyer=root.buyer_id).in_force_on(on)
    last = on + timedelta(days=_CHECKS_WITHIN_DAYS)
    going_out = (
        SupplierCheck.objects.visible_to(user)
        .relied_upon_on(on)
        .filter(supplier__in=in_force.values("supplier"), valid_until__lte=last)
    )
    counted = check_counts(in_force, on=on)
    return CheckPart(counted.contracts, counted.all_valid, going_out.count(), _CHECKS_WITHIN_DAYS, counted.unclear)
