"""The June report's parts about goals, activities and checks: plain and frozen, for they are kept as they were said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery, Sum
from django.utils import timezone

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
from contracts.prices.reports import adjustment_effects, decision_effects
from contracts.register.models import Contract
from followup.measures.kinds import counting_of
from followup.measures.models import Measure
from followup.measures.reports import MeasureLine, ReportDays, goal_lines
from followup.measures.rules import Point, Signal, Trend
from followup.report.models import StatusReport
from followup.reviews.models import Depth, Finding, FollowUpClass, Review
from huddinge_vo.common.history.querysets import as_known_on
from huddinge_vo.common.money import share
from huddinge_vo.common.periods import Period, end_of
from procurement.plan.models import PlannedNeed
from procurement.projects.models import Milestone, Project, Risk

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
    judged_on: date | None = None  # the day somebody judged it, for what nobody computes
    figures: tuple[tuple[str, str], ...] = ()  # what a counted share is counted of, in words


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
    unmeasured: str = ""  # how many of its measures have no outcome, in words

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
    as_of: date | None = None  # the day it is told of: the period's last, or the day it was made


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
    as_of: date | None = None
    is_known: bool = True  # whether any check had been made by then: none is not the same as none that holds


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
    as_of: date | None = None


@dataclass(frozen=True)
class ClassRow:
    """A class of follow-up: its contracts in force, and those that are followed up in time."""

    name: str
    contracts: int
    in_time: int

    @property
    def share(self) -> Decimal | None:
        """The part followed up in time; unknown where there are no contracts."""
        return share(self.in_time, self.contracts)


@dataclass(frozen=True)
class ReviewPart:
    """Reviews against class, and findings by how they stand. `done` is over the report's period."""

    done: int
    classes: tuple[ClassRow, ...]
    findings: tuple[tuple[str, int], ...]
    overdue: int
    classes_as_of: date | None = None
    findings_as_of: date | None = None


_CLASS_ONE = "CLASS_ONE"


def review_part(
    root: Category, *, user: User, period: Period, made_on: date, goals: tuple[GoalPart, ...]
) -> ReviewPart:
    """How contracts were followed up and what had been found when a period ended, as a person may see it.

    Class 1 in time is also one of the plan's measures, and is told once: as the measure counts it.
    """
    last = period.last
    classes = FollowUpClass.objects.visible_to(user).filter(contract__buyer=root.buyer_id)
    as_measured = _class_one_as_measured(goals)
    measured = {} if as_measured is None else {Depth.ONE.value: as_measured}
    parts, classes_told = classes.in_time_by_level(last, levels=[each for each in Depth.values if each not in measured])
    measured |= {level: (part.whole, part.met) for level, part in parts.items()}
    rows = [ClassRow(str(name), *measured[level]) for level, name in Depth.choices]
    every = Finding.objects.visible_to(user).filter(buyer=root.buyer_id)
    findings, told = every.as_they_stood_on(last)
    late = Count("pk", distinct=True, filter=Q(late_then=True))
    by_status = findings.order_by().values_list("status_then").annotate(n=Count("pk", distinct=True), late=late)
    counted = {status: (n, late_ones) for status, n, late_ones in by_status}
    done = Review.objects.visible_to(user).filter(contract__buyer=root.buyer_id).done_in(period).count()
    stand = tuple((str(label), counted[code][0]) for code, label in Finding.Status.choices if code in counted)
    return ReviewPart(
        done,
        tuple(rows),
        stand,
        sum(late_ones for _, late_ones in counted.values()),
        last if classes_told else made_on,
        last if told or not counted else made_on,
    )


def _class_one_as_measured(goals: tuple[GoalPart, ...]) -> tuple[int, int] | None:
    """(in force, followed up in time) of class 1's contracts as the plan's measure has it; null without figures."""
    source = counting_of(_CLASS_ONE)
    figures = {
        words: value
        for goal in goals
        for measure in goal.measures
        if measure.code == _CLASS_ONE
        for words, value in measure.figures
    }
    if source is None or not {source.whole_is, source.part_is} <= figures.keys():
        return None
    return int(figures[source.whole_is]), int(figures[source.part_is])


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
    effect_sek: Decimal | None = None  # null where the twelve months before it are not all known


@dataclass(frozen=True)
class PricePart:
    """Price adjustments of the period, fixed prices decided in it, and differences against final figures by state."""

    rows: tuple[PriceRow, ...]
    effect_sek: Decimal
    fixed: tuple[FixedPriceRow, ...]
    differences: tuple[tuple[str, Decimal], ...]
    open: int
    fixed_effect_sek: Decimal | None = None  # of the decisions whose effect is known
    differences_as_of: date | None = None


def price_part(root: Category, *, user: User, period: Period, made_on: date) -> PricePart:
    """How prices moved, as a person may see it. A contract for several areas stands under its first.

    A change is told in the year when it both counts and is decided: one decided afterwards comes in the next report,
    and is in no report twice. What it costs a year rests on the twelve months before it, which a proposal made in time
    could not know all of.
    """
    first = ContractArea.objects.filter(contracts=OuterRef("contract")).order_by("code", "pk")
    preliminary = AdjustmentValue.objects.filter(adjustment=OuterRef("pk"), status=IndexStatus.PRELIMINARY)
    visible = PriceAdjustment.objects.visible_to(user).filter(contract__buyer=root.buyer_id)
    found = (
        visible.approved()
        .told_in(period)
        .annotate(area=Subquery(first.values("name")[:1]), is_preliminary=Exists(preliminary))
        .order_by("effective_on", "area", "is_preliminary", "pk")
    )
    adjusted = list(found)
    effects = adjustment_effects(adjusted)
    grouped: dict[tuple[date, str, bool], list[Decimal]] = {}
    for each in adjusted:
        key = (each.effective_on, each.area or "Utan avtalsområde", each.is_preliminary)
        grouped.setdefault(key, []).append(effects[each.pk])
    rows = tuple(
        PriceRow(day, area, len(costs), sum(costs, Decimal(0)), "preliminära" if preliminary_ else "slutliga")
        for (day, area, preliminary_), costs in grouped.items()
    )
    decisions = list(
        FixedPriceDecision.objects.visible_to(user)
        .filter(area__category__buyer=root.buyer_id)
        .told_in(period)
        .select_related("area")
        .order_by("valid_from", "area__sort_name", "pk")
    )
    added = decision_effects(decisions, user=user)
    known = PriceDifference.objects.visible_to(user).filter(
        line__adjustment__contract__buyer=root.buyer_id, found_at__lt=end_of(period.last)
    )
    owed, told = as_known_on(known, period.last, "status", "difference_sek")
    sums = dict(owed.order_by().values_list("then_status").annotate(total=Sum("then_difference_sek")))
    return PricePart(
        rows,
        sum((row.effect_sek for row in rows), Decimal(0)),
        tuple(FixedPriceRow(each.valid_from, each.area.name, each.percent, added.get(each.pk)) for each in decisions),
        tuple((str(label), sums[code]) for code, label in PriceDifference.Status.choices if code in sums),
        visible.undecided_on(period.last).count(),
        sum(added.values(), Decimal(0)) if added else None,
        period.last if told else made_on,
    )


@dataclass(frozen=True)
class RiskRow:
    """A risk of a procurement that goes on. `weight` is likelihood times consequence, 1 to 9."""

    project: str
    text: str
    measure: str
    weight: int


def procurement_part(root: Category, *, user: User, on: date, made_on: date) -> ProcurementPart:
    """The procurement plan as it stood on a day, as a person may see it."""
    found, told = as_known_on(PlannedNeed.objects.visible_to(user).filter(buyer=root.buyer_id), on, "status")
    projects, _ = as_known_on(Project.objects.visible_to(user).filter(buyer=root.buyer_id), on, "status")
    milestones, _ = as_known_on(Milestone.objects.filter(project__buyer=root.buyer_id), on, "planned_on")
    needs = found.prefetch_related(
        Prefetch("projects", projects.prefetch_related(Prefetch("milestones", milestones)), to_attr="shown")
    ).order_by("year", "name", "pk")
    words = dict(PlannedNeed.Status.choices)
    rows, counted = [], Counter[str]()
    for need in needs:
        status = str(words[need.then_status])
        counted[status] += 1
        waiting = [
            milestone
            for project in need.shown
            if project.then_status == Project.Status.ONGOING
            for milestone in project.milestones.all()
            if milestone.done_on is None or milestone.done_on > on
        ]
        following = min(waiting, key=lambda each: (each.then_planned_on, each.order), default=None)
        if need.year < on.year and following is None:
            continue
        rows.append(
            PlannedRow(
                need.year,
                need.name,
                status,
                need.then_status == PlannedNeed.Status.PLANNED and need.year < on.year,
                following.name if following else "",
                following.then_planned_on if following else None,
                following is not None and following.then_planned_on < on,
            )
        )
    return ProcurementPart(tuple(sorted(counted.items())), tuple(rows), on if told else made_on)


def risk_rows(root: Category, *, user: User, on: date, made_on: date) -> tuple[tuple[RiskRow, ...], date]:
    """The risks that were open on a day of procurements that went on, the heaviest first; and the day they are of."""
    projects, _ = as_known_on(Project.objects.visible_to(user).filter(buyer=root.buyer_id), on, "status")
    going_on = projects.filter(then_status__in=("ONGOING", "AWARDED"))
    every = Risk.objects.filter(project__buyer=root.buyer_id, project__in=going_on.values("pk"))
    risks, told = as_known_on(every, on, "status", "text", "measure", "likelihood", "consequence")
    risks = risks.filter(then_status=Risk.Status.OPEN).select_related("project")
    rows = [
        RiskRow(str(each.project), each.then_text, each.then_measure, each.then_likelihood * each.then_consequence)
        for each in risks
    ]
    ordered = tuple(sorted(rows, key=lambda row: (-row.weight, row.project, row.text)))
    return ordered, on if told else made_on


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
                line.unmeasured,
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
        judged_on=_day_judged(line),
        figures=tuple((line.latest.inputs if line.latest else {}).items()) if counting_of(measure.code) else (),
    )


def _day_judged(line: MeasureLine) -> date | None:
    if line.latest is None or line.measure.kind == Measure.Kind.COMPUTED:
        return None
    return timezone.localdate(line.latest.at)


_OF_ACTIVITY = (
    "status",
    "starts_on",
    "ends_on",
    "late_reason",
    "achieved_effect",
    "achieved_effect_sek",
    "responsible",
)


def activity_part(plan: CategoryPlan | None, *, user: User, on: date, made_on: date) -> ActivityPart:
    """The plan's activities in its order, as they stood on a day."""
    if plan is None:
        return ActivityPart((), (), Decimal(0))
    rows = []
    every, told = as_known_on(Activity.objects.visible_to(user).filter(plan=plan), on, *_OF_ACTIVITY)
    for each in every.in_plan_order():
        # Its day tells what history does not.
        was_going_on = not told and each.done_on is not None and each.done_on > on
        found = standing("ONGOING" if was_going_on else each.then_status, each.then_starts_on, each.then_ends_on, on=on)
        rows.append(
            ActivityRow(
                each.number,
                each.title,
                each.then_responsible,
                found.label,
                found.colour,
                each.then_ends_on,
                each.then_late_reason if found is Standing.LATE else "",
                "" if was_going_on else each.then_achieved_effect,
                None if was_going_on else each.then_achieved_effect_sek,
            )
        )
    counted = Counter(row.standing for row in rows)
    counts = tuple((each.label, counted[each.label]) for each in Standing if counted[each.label])
    effect = sum((row.effect_sek or Decimal(0) for row in rows), Decimal(0))
    return ActivityPart(counts, tuple(rows), effect, on if told else made_on)


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
    is_known = (
        SupplierCheck.objects.visible_to(user)
        .filter(supplier__in=in_force.values("supplier"), checked_on__lte=on)
        .exists()
    )
    return CheckPart(
        counted.contracts, counted.all_valid, going_out.count(), _CHECKS_WITHIN_DAYS, counted.unclear, on, is_known
    )
