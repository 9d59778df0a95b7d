"""The June report's goals and their measures. Plain and frozen, for they are kept as they were said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from activities.plan.models import CategoryPlan
from followup.measures.kinds import counting_of
from followup.measures.models import Measure
from followup.measures.reports import MeasureLine, ReportDays, goal_lines
from followup.measures.rules import Point, Signal, Trend
from followup.report.models import StatusReport


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


def goal_parts(plan: CategoryPlan | None, kept: StatusReport | None, *, days: ReportDays) -> tuple[GoalPart, ...]:
    """The goals with their measures as the report tells them, and comments."""
    if plan is None:
        return ()
    comments = {} if kept is None else {each.goal_id: each for each in kept.comments.select_related("by")}
    found = []
    for line in goal_lines(plan, report=days):
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
