"""What pages and reports say of the plan's measures and of how its goals are met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.urls import reverse

from activities.plan.models import CategoryPlan, EffectGoal
from followup.measures import rules
from followup.measures.kinds import KINDS, Counted, counting_of, ledger_of
from followup.measures.models import SCALE, Measure, Outcome
from followup.measures.querysets import rows_of
from followup.measures.rules import Point, Signal, Trend
from followup.spend.reports import rows_url
from huddinge_vo.common import charts
from huddinge_vo.common.history.querysets import as_known_on
from huddinge_vo.common.money import percent
from huddinge_vo.common.periods import Period

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_WORDS = dict(SCALE)
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
    """Up to when a year's report tells: what is computed up to the end of its period, and what is judged up to the end
    of the month it is made in, for the work with it is when its year is judged.
    """

    ends: date
    made_by: date

    def tells(self, outcome: Outcome, measure: Measure) -> bool:
        """Whether an outcome is told. What is judged by hand is told once its period has begun, as a year is."""
        if measure.kind == Measure.Kind.COMPUTED:
            return outcome.last <= self.ends
        return outcome.first <= self.made_by


def _line(measure: Measure, plan: CategoryPlan, report: ReportDays | None) -> MeasureLine:
    outcomes = sorted(measure.outcomes.all(), key=lambda outcome: outcome.last)
    if report is not None:
        outcomes = _told(measure, outcomes, report)
    latest = outcomes[-1] if outcomes else None
    series = tuple(Point(outcome.last, outcome.value) for outcome in outcomes if outcome.value is not None)
    targets = tuple(sorted((Point(t.on, t.value) for t in measure.targets.all()), key=lambda point: point.on))
    if measure.unit == Measure.Unit.SHARE:  # progress is asked for step by step, from where the plan began
        targets = rules.target_line(targets, series, plan.valid_from)
    target, target_day = _target(latest.last if latest else None, targets)
    wanted_high = measure.direction == Measure.Direction.UP
    near = rules.NEAR if measure.unit == Measure.Unit.SHARE else rules.NEAR_ON_SCALE
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
        href=rows_href(measure, latest) if latest and latest.pk else "",
        permission=kind.source.permission if kind else "",
    )


def _as_judged_then(outcome: Outcome) -> None:
    """Put back what a judgement said, where it has been changed since: in memory alone, for telling it."""
    for name in ("value", "comment", "first", "last", "at"):
        then = getattr(outcome, f"then_{name}", None)
        if then is not None:
            setattr(outcome, name, then)


def _told(measure: Measure, outcomes: Sequence[Outcome], report: ReportDays) -> list[Outcome]:
    """The outcomes that a report tells.

    What is counted one by one is told of the day that its period ends: as it was counted then, else counted now for
    that day. An older outcome would be of another day than the rest of the report.
    """
    for outcome in outcomes:
        _as_judged_then(outcome)
    found = [outcome for outcome in sorted(outcomes, key=lambda each: each.last) if report.tells(outcome, measure)]
    counting = counting_of(measure.code)
    if counting is not None and (not found or found[-1].last != report.ends):
        (basis,) = counting.bases(measure, {}, report.ends)
        found.append(
            Outcome(
                measure=measure,
                first=basis.period.first,
                last=basis.period.last,
                value=basis.value,
                missing=basis.missing,
                inputs=basis.inputs,
            )
        )
    return found


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
    """An effect goal, and how it stands by its measures."""

    goal: EffectGoal
    signal: Signal
    measures: tuple[MeasureLine, ...]

    @property
    def unmeasured(self) -> str:
        """How many of its measures have no outcome, in words; empty where all have."""
        return unmeasured_words(sum(line.value is None for line in self.measures), len(self.measures))


def unmeasured_words(lacking: int, measures: int) -> str:
    """1 av 3 mått saknar utfall; nothing where none does."""
    return f"{lacking} av {measures} mått saknar utfall" if lacking else ""


def weigh(lines: Sequence[MeasureLine]) -> Signal:
    """How a goal stands: the worst among its measures; unknown when none can be told.

    A goal with a measure that nobody has measured is not met, however well the others stand.
    """
    found = {line.signal for line in lines}
    worst = next((signal for signal in _WORST_FIRST if signal in found), Signal.UNKNOWN)
    return Signal.PARTLY if worst is Signal.ON_TARGET and Signal.UNKNOWN in found else worst


def _outcomes_told(plan: CategoryPlan, report: ReportDays | None) -> QuerySet[Outcome]:
    """The plan's outcomes; in a report what was judged is as it had been judged when the report was to be made.

    What is computed of the ledger is as the ledger says now, like all the report's kronor.
    """
    every = Outcome.objects.filter(measure__plan=plan)
    if report is None:
        return every
    computed = Q(measure__kind=Measure.Kind.COMPUTED)
    names = ("value", "comment", "first", "last", "at")
    judged, told = as_known_on(every.exclude(computed), report.made_by, *names)
    if not told:
        return every
    before = judged.filter(pk=OuterRef("pk"))
    return every.filter(computed | Exists(before)).annotate(
        **{f"then_{name}": Subquery(before.values(f"then_{name}")[:1]) for name in names}
    )


def goal_lines(plan: CategoryPlan, *, report: ReportDays | None = None) -> tuple[GoalLine, ...]:
    """The plan's goals in their order, in a constant number of questions; their measures as they stand, or as a report
    tells them.
    """
    measures = plan.measures.select_related("category", "owner", "plan__category").prefetch_related(
        "targets", Prefetch("outcomes", _outcomes_told(plan, report))
    )
    lines = measure_lines(list(measures.order_by("number", "pk")), plan, report=report)
    found = []
    for goal in plan.effect_goals.order_by("number", "pk"):
        of_goal = tuple(line for line in lines if line.measure.goal_id == goal.pk)
        found.append(GoalLine(goal, weigh(of_goal), of_goal))
    return tuple(found)


def measure_chart(line: MeasureLine, *, narrow: bool = False) -> object:
    """A share over time against its targets; nothing for a measure on the scale, whose table says it all."""
    if line.measure.unit != Measure.Unit.SHARE:
        return ""
    forecast = (line.forecast_on, line.forecast) if line.forecast is not None and line.forecast_on else None
    words = f"{line.measure.name} var {line.value_words}, mot målet {line.target_words}. {line.signal.label}."
    return charts.loyalty_trend(
        series=line.series,
        targets=line.targets,
        forecast=forecast,
        title=line.measure.name,
        description=words,
        narrow=narrow,
    )
