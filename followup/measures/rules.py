"""Arithmetic and judgements about measures: signals, targets, trends and forecasts. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from dateutil.relativedelta import relativedelta

from contracts.plan.rules import measured
from huddinge_vo.common.money import share
from huddinge_vo.common.periods import Period, add_months

# For each category (null: none told) and month: on contract, purchasable, outside contract, in kronor.
Monthly = dict[int | None, dict[date, tuple[Decimal, Decimal, Decimal]]]

NEAR = Decimal("0.01")  # within one percentage point of the target is near it
NEAR_ON_SCALE = Decimal("0.5")  # and within half a step of the scale: what is a whole step below is below


FORECAST_POINTS = 12


FORECAST_RULE = "rak linje genom de tolv senaste månadernas värden (minsta kvadrat)"


_STEADY = Decimal("0.001")  # a change within this share of the earlier sum is no change


class Signal(Enum):
    """How an outcome stands to its target. The word is always shown; a colour only helps."""

    ON_TARGET = ("on_target", "Når målet")
    NEAR = ("near", "Nära målet")
    OFF_TARGET = ("off_target", "Under målet")
    NO_TARGET = ("none", "Inget mål satt")
    PARTLY = ("none", "Delvis mätt")
    UNKNOWN = ("none", "Underlag saknas")
    FALLING = ("on_target", "Minskar")
    STEADY = ("near", "Oförändrat")
    RISING = ("off_target", "Ökar")

    def __init__(self, code: str, label: str) -> None:
        self.code = code
        self.label = label

    @property
    def colour(self) -> str:
        """What a tag with the word is drawn in."""
        return {"on_target": "good", "near": "near", "off_target": "off"}.get(self.code, "none")

    def __str__(self) -> str:
        return self.code


def signal(value: Decimal | None, target: Decimal | None, *, wanted_high: bool = True, near: Decimal = NEAR) -> Signal:
    """An outcome against its target for the period; `near` is how far off is near, in the measure's own unit."""
    if value is None:
        return Signal.UNKNOWN
    if target is None:
        return Signal.NO_TARGET
    short = target - value if wanted_high else value - target
    if short <= 0:
        return Signal.ON_TARGET
    return Signal.NEAR if short <= near else Signal.OFF_TARGET


class Trend(Enum):
    """Which way an outcome goes, in a word. Fewer than ten points say nothing."""

    TOO_FEW = ("none", "För få mätpunkter")
    BETTER = ("good", "Går åt rätt håll")
    STEADY = ("near", "Oförändrat")
    WORSE = ("off", "Går åt fel håll")

    def __init__(self, colour: str, label: str) -> None:
        self.colour = colour
        self.label = label


TREND_POINTS = 10


TREND_RULE = "rak linje genom de senaste tio till tolv värdena; mindre än en halv procentenhets ändring är oförändrat"


_NO_TREND = Decimal("0.005")


def trend(series: Sequence[Point], *, wanted_high: bool = True) -> Trend:
    """Which way the latest values go: how much the least-squares line through the last twelve changes over their
    span.
    """
    points = sorted(series, key=lambda point: point.on)[-FORECAST_POINTS:]
    if len(points) < TREND_POINTS:
        return Trend.TOO_FEW
    rise = _slope(points) * (points[-1].on - points[0].on).days
    if abs(rise) < _NO_TREND:
        return Trend.STEADY
    return Trend.BETTER if (rise > 0) == wanted_high else Trend.WORSE


def _slope(points: Sequence[Point]) -> Decimal:
    """How much the least-squares line through some points rises in a day."""
    days = [Decimal((point.on - points[0].on).days) for point in points]
    mean_day = sum(days, Decimal(0)) / len(days)
    mean_value = sum((point.value for point in points), Decimal(0)) / len(points)
    spread = sum(((day - mean_day) ** 2 for day in days), Decimal(0))
    covered = sum(
        ((day - mean_day) * (point.value - mean_value) for day, point in zip(days, points, strict=True)), Decimal(0)
    )
    return covered / spread


def trend_signal(now: Decimal, before: Decimal | None) -> Signal:
    """A sum that is wanted low against the same months a year earlier."""
    if before is None:
        return Signal.UNKNOWN
    if abs(now - before) <= abs(before) * _STEADY:
        return Signal.STEADY
    return Signal.FALLING if now < before else Signal.RISING


@dataclass(frozen=True)
class Point:
    """A value on a day. Shares between 0 and 1."""

    on: date
    value: Decimal


def target_line(targets: Sequence[Point], series: Sequence[Point], plan_begins: date) -> tuple[Point, ...]:
    """Dated targets in order, from the outcome of the twelve months in which the plan began, where there is one.

    What was first measured later has no line: it is held against the target itself, and not against its own beginning.
    """
    ordered = sorted(targets, key=lambda point: point.on)
    start = min((point for point in series if point.on >= plan_begins), key=lambda point: point.on, default=None)
    if not ordered or start is None or start.on >= min(ordered[0].on, plan_begins + relativedelta(years=1)):
        return tuple(ordered)
    return (start, *ordered)


def target_on(day: date, targets: Sequence[Point]) -> Decimal | None:
    """The target for a day: straight between dated targets, level after the last, none before the first.

    The first point is the outcome when the plan began, so that progress is asked for step by step.
    """
    ordered = sorted(targets, key=lambda point: point.on)
    if not ordered or day < ordered[0].on:
        return None
    for earlier, later in itertools.pairwise(ordered):
        if earlier.on <= day <= later.on:
            elapsed, whole = (day - earlier.on).days, (later.on - earlier.on).days
            return earlier.value + (later.value - earlier.value) * elapsed / whole
    return ordered[-1].value


def forecast(series: Sequence[Point], on: date) -> Decimal | None:
    """Where the latest values point on a day: the least-squares line through the last twelve, within 0 and 1.

    Null with fewer than twelve values, or for a day before the last of them.
    """
    points = sorted(series, key=lambda point: point.on)[-FORECAST_POINTS:]
    if len(points) < FORECAST_POINTS or on < points[-1].on:
        return None
    mean_value = sum((point.value for point in points), Decimal(0)) / len(points)
    mean_day = sum((Decimal((point.on - points[0].on).days) for point in points), Decimal(0)) / len(points)
    value = mean_value + _slope(points) * (Decimal((on - points[0].on).days) - mean_day)
    return min(max(value, Decimal(0)), Decimal(1))


def rolling_share(parts: Sequence[tuple[date, Decimal, Decimal]]) -> list[Point]:
    """Monthly (first day, part, whole) to the share over the twelve months that end with each month.

    Only months with eleven before them have a value, and only where the whole is above nought. Months without spend
    are to be in the list with noughts. The value is dated by the month's last day, when the twelve months are over.
    """
    ordered = sorted(parts)
    found = []
    for index in range(11, len(ordered)):
        window = ordered[index - 11 : index + 1]
        part = sum((row[1] for row in window), Decimal(0))
        value = share(part, sum((row[2] for row in window), Decimal(0)))
        if value is not None:
            found.append(Point(Period.containing(ordered[index][0]).last, value))
    return found


def measured_until(monthly: Monthly, on: date) -> date | None:
    """The last month that is measured, of all categories together; null where none is."""
    months: dict[date, Decimal] = {}
    for by_month in monthly.values():
        for month, parts in by_month.items():
            months[month] = months.get(month, Decimal(0)) + parts[1]
    return measured(months, on).until


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
