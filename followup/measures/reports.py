"""What pages and reports say of the plan's measures and of how its goals are met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse

from activities.activities.models import Activity
from activities.activities.reports import Card as ActivityCard
from activities.activities.reports import cards as activity_cards
from activities.plan.models import CategoryPlan, EffectGoal
from followup.measures import rules
from followup.measures.kinds import KINDS, Counted, counting_of, ledger_of
from followup.measures.models import SCALE, Measure, Outcome
from followup.measures.querysets import rows_of
from followup.measures.rules import Point, Signal, Trend
from followup.spend.reports import rows_url
from huddinge_vo.common import charts
from huddinge_vo.common.money import percent
from huddinge_vo.common.periods import Period

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_WORDS = dict(SCALE)
_NEAR_ON_SCALE = Decimal(1)
# A goal is weighed by the worst standing among its measures that have a target; one measure in red is never hidden.
_WORST_FIRST = (Signal.OFF_TARGET, Signal.NEAR, Signal.ON_TARGET)


@dataclass(frozen=True)
class MeasureLine:
    """A measure as it stands: its latest outcome against the target for that period."""

    measure: Measure
    latest: Outcome | None
    series: tuple[Point, ...]
    targets: tuple[Point, ...]
    target: Decimal | None
    target_on: date | None  # the day of the target, where none is set for the period itself
    signal: Signal
    trend: Trend
    forecast: Decimal | None
    forecast_on: date | None
    href: str  # what the outcome rests on
    permission: str  # what one must be allowed to read to open it

    @property
    def value(self) -> Decimal | None:
        """The latest outcome; null when there is none, or it could not be had."""
        return self.latest.value if self.latest else None

    @property
    def value_words(self) -> str:
        """The outcome as it is read."""
        return in_words(self.measure, self.value)

    @property
    def target_words(self) -> str:
        """The target for the period as it is read."""
        if self.target is None:
            return "inget mål satt"
        day = f" den {self.target_on}" if self.target_on else ""
        return in_words(self.measure, self.target) + day

    @property
    def forecast_words(self) -> str:
        """The forecast as it is read."""
        return "–" if self.forecast is None else in_words(self.measure, self.forecast)

    @property
    def missing(self) -> str:
        """Why there is no number."""
        if self.latest is None:
            return "Inte bedömt ännu." if self.measure.kind != Measure.Kind.COMPUTED else "Inte beräknat ännu."
        return self.latest.missing


def in_words(measure: Measure, value: Decimal | None) -> str:
    """A value in the measure's unit: 84,3 %, or 3 av 4 (till stor del på plats)."""
    if value is None:
        return "–"
    if measure.unit == Measure.Unit.SHARE:
        return percent(value)
    word = _WORDS.get(int(value)) if value == int(value) else None
    return f"{value.normalize():f} av 4" + (f" ({word})" if word else "")


def measure_lines(
    measures: Sequence[Measure], plan: CategoryPlan, *, report: ReportDays | None = None
) -> tuple[MeasureLine, ...]:
    """Measures as they stand, or as a report tells them. They come with targets and outcomes prefetched."""
    return tuple(_line(measure, plan, report) for measure in measures)


@dataclass(frozen=True)
class ReportDays:
    """Up to when a year's report tells: what the ledger says, and the rest up to the end of the month it is made in."""

    ledger: date
    rest: date

    def tells(self, outcome: Outcome, measure: Measure) -> bool:
        """Whether an outcome is told. What is judged by hand is told once its period has begun, as a year is."""
        if ledger_of(measure.code):
            return outcome.last <= self.ledger
        return (outcome.last if measure.kind == Measure.Kind.COMPUTED else outcome.first) <= self.rest


def _line(measure: Measure, plan: CategoryPlan, report: ReportDays | None) -> MeasureLine:
    outcomes = sorted(measure.outcomes.all(), key=lambda outcome: outcome.last)
    if report is not None:
        outcomes = [outcome for outcome in outcomes if report.tells(outcome, measure)]
    latest = outcomes[-1] if outcomes else None
    series = tuple(Point(outcome.last, outcome.value) for outcome in outcomes if outcome.value is not None)
    targets = tuple(sorted((Point(t.on, t.value) for t in measure.targets.all()), key=lambda point: point.on))
    if measure.unit == Measure.Unit.SHARE:  # progress is asked for step by step, from where the plan began
        targets = rules.target_line(targets, series, plan.valid_from)
    target, target_day = _target(latest.last if latest else None, targets)
    wanted_high = measure.direction == Measure.Direction.UP
    near = rules.NEAR if measure.unit == Measure.Unit.SHARE else _NEAR_ON_SCALE
    forecast_on = targets[-1].on if targets else None
    is_share = measure.unit == Measure.Unit.SHARE
    kind = KINDS.get(measure.code)
    return MeasureLine(
        measure=measure,
        latest=latest,
        series=series,
        targets=targets,
        target=target,
        target_on=target_day,
        signal=rules.signal(latest.value if latest else None, target, wanted_high=wanted_high, near=near),
        trend=rules.trend(series, wanted_high=wanted_high),
        forecast=rules.forecast(series, forecast_on) if forecast_on and is_share else None,
        forecast_on=forecast_on,
        href=rows_href(measure, latest) if latest else "",
        permission=kind.source.permission if kind else "",
    )


def _target(day: date | None, targets: Sequence[Point]) -> tuple[Decimal | None, date | None]:
    """The target for a day, else the first that is to come and its day: what has not begun is still on its way to
    it.
    """
    if not targets:
        return None, None
    found = rules.target_on(day, targets) if day else None
    return (targets[0].value, targets[0].on) if found is None else (found, None)


def rows_href(measure: Measure, outcome: Outcome) -> str:
    """Where an outcome's rows are: the ledger's, or those that are counted; empty for what somebody has judged."""
    if counting_of(measure.code):
        return reverse("followup:outcome-rows", args=(outcome.pk,))
    ledger = ledger_of(measure.code)
    if ledger is None:
        return ""
    category = None if measure.category_id in (None, measure.plan.category_id) else measure.category_id
    outside = ["APPROVED_DEVIATION", "UNEXPLAINED"] if ledger.is_outside else None
    return rows_url(Period(outcome.first, outcome.last), underkategori=category, utfall=outside)


@dataclass(frozen=True)
class CountedRows:
    """What a counted outcome rests on: the rows that whoever asks may see, and how they stand to the outcome kept."""

    outcome: Outcome
    on: date  # the day the rows are of
    rows: tuple[Counted, ...]
    met: int  # of all that the share counts, seen or not, as the outcome itself
    whole: int

    @property
    def unseen(self) -> bool:
        """Whether the share counts something that whoever asks may not see. How many is not told."""
        return self.whole > len(self.rows)

    @property
    def has_changed(self) -> bool:
        """Whether the rows no longer come to the outcome: something was registered or mended since it was computed."""
        counting = counting_of(self.outcome.measure.code)
        return counting is not None and self.outcome.inputs != counting.figures(self.met, self.whole)


def counted_rows(outcome: Outcome, *, user: User, today: date) -> CountedRows | None:
    """The rows behind an outcome, as of its last day, or of today if that is to come; null where nothing is counted.

    The part and the whole count also what the person may not see, as the outcome does.
    """
    on = min(outcome.last, today)
    period = Period(outcome.first, outcome.last)
    everything = rows_of(outcome.measure, period, on)
    if everything is None:
        return None
    seen = sorted(rows_of(outcome.measure, period, on, user) or (), key=lambda row: row.is_met)
    return CountedRows(outcome, on, tuple(seen), sum(row.is_met for row in everything), len(everything))


@dataclass(frozen=True)
class GoalLine:
    """An effect goal, how it stands by its measures, and what is done for it."""

    goal: EffectGoal
    signal: Signal
    measures: tuple[MeasureLine, ...]
    activities: tuple[ActivityCard, ...]


def weigh(lines: Sequence[MeasureLine]) -> Signal:
    """How a goal stands: the worst among its measures; unknown when none can be told."""
    found = {line.signal for line in lines}
    return next((signal for signal in _WORST_FIRST if signal in found), Signal.UNKNOWN)


def goal_lines(plan: CategoryPlan, *, user: User, on: date, report: ReportDays | None = None) -> tuple[GoalLine, ...]:
    """The plan's goals in their order, in a constant number of questions; their measures as they stand, or as a report
    tells them.
    """
    measures = plan.measures.select_related("category", "owner").prefetch_related("targets", "outcomes")
    lines = measure_lines(list(measures.order_by("number", "pk")), plan, report=report)
    activities = Activity.objects.visible_to(user).filter(plan=plan).prefetch_related("goals").in_plan_order()
    told = activity_cards(activities, on=on)
    found = []
    for goal in plan.effect_goals.order_by("number", "pk"):
        of_goal = tuple(line for line in lines if line.measure.goal_id == goal.pk)
        done = tuple(card for card in told if any(each.pk == goal.pk for each in card.activity.goals.all()))
        found.append(GoalLine(goal, weigh(of_goal), of_goal, done))
    return tuple(found)


def measure_chart(line: MeasureLine) -> object:
    """A share over time against its targets; nothing for a measure on the scale, whose table says it all."""
    if line.measure.unit != Measure.Unit.SHARE:
        return ""
    forecast = (line.forecast_on, line.forecast) if line.forecast is not None and line.forecast_on else None
    words = f"{line.measure.name} var {line.value_words}, mot målet {line.target_words}. {line.signal.label}."
    return charts.loyalty_trend(
        series=line.series, targets=line.targets, forecast=forecast, title=line.measure.name, description=words
    )
