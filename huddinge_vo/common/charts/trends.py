"""A measure over time against its target, large and small."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Protocol

from django.utils.safestring import SafeString

from huddinge_vo.common.charts.drawing import (
    ACCENT,
    ASIDE,
    HEIGHT,
    INK,
    LINE,
    NARROW,
    WIDTH,
    Spec,
    finished,
    instant,
    layer,
    svg,
    time_axis,
)
from huddinge_vo.common.charts.marks import CHANNEL, FIELD, told
from huddinge_vo.common.money import percent, short_percent
from huddinge_vo.common.periods import MONTHS

_PART_UNDER_WORDS = 0.65  # of the time that a narrow picture shows: after that words may stand
_POINT = 8  # from the middle of the last point to where what is drawn of it ends


class Dated(Protocol):
    """A share, between 0 and 1, on a day."""

    @property
    def on(self) -> date:
        """The day."""

    @property
    def value(self) -> Decimal:
        """The share."""


def loyalty_trend(
    *,
    series: Sequence[Dated],
    targets: Sequence[Dated],
    forecast: tuple[date, Decimal] | None,
    title: str,
    description: str,
    leads: Callable[[date], str] | None = None,
    narrow: bool = False,
) -> SafeString:
    """A share over time against its dated target, with a forecast drawn on from the latest outcome.

    `leads` tells where the rows of an outcome's day are. `narrow` is for a phone, which holds all of it: what target
    and forecast are stands over and under their points, and the curve has the whole width.
    Nothing is drawn of nothing: an empty text when there is neither outcome nor target.
    """
    outcome = sorted(series, key=lambda point: point.on)
    goal = sorted(targets, key=lambda point: point.on)
    ahead = [forecast] if forecast and outcome else []
    values = [point.value for point in (*outcome, *goal)] + [value for _, value in ahead]
    if not values:
        return SafeString()
    low, high, step = _share_axis(values)
    days = [point.on for point in (*outcome, *goal)] + [on for on, _ in ahead]
    first, last = min(days), max(days)
    x = {"field": "on", "type": "quantitative", "axis": time_axis(first, last)}
    # The words of target and forecast stand to the right of their points, where no line passes.
    aside = {"expr": f"width - {_POINT if narrow else ASIDE}"} if goal or ahead else {"expr": "width"}
    x["scale"] = {"domain": [instant(first), instant(last)], "nice": False, "rangeMax": aside}
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [float(low), float(high)], "zero": False, "nice": False},
        "axis": {
            "title": None,
            "values": _steps(low, high, step),
            "labelExpr": "format(datum.value * 100, ',.0f') + '\N{NO-BREAK SPACE}%'",
        },
    }
    layers: list[Spec] = []
    if goal:
        dots = {"type": "line", "stroke": INK, "strokeWidth": 1.5, "strokeDash": [1.5, 3], "strokeCap": "round"}
        layers.append(layer(dots, [(point.on, point.value) for point in goal]))
    if outcome:
        line = {"type": "line", "stroke": ACCENT, "strokeWidth": 2.5, "strokeJoin": "round"}
        points = [(point.on, point.value) for point in outcome]
        layers += [
            layer(line, points),
            _told(
                layer({"type": "point", "filled": True, "fill": ACCENT, "size": 26, "opacity": 1}, points),
                [told(f"{_month(on)}: {percent(value)}", leads(on) if leads else "") for on, value in points],
            ),
        ]
        if ahead:
            layers += [
                layer({**line, "strokeDash": [6, 4]}, [points[-1], *ahead]),
                _told(
                    layer({"type": "point", "stroke": ACCENT, "strokeWidth": 2, "size": 40, "opacity": 1}, ahead),
                    [told(f"Prognos {_month(on)}: {percent(value)}") for on, value in ahead],
                ),
            ]
    if goal:
        end = [(goal[-1].on, goal[-1].value)]
        diamond = {"type": "point", "shape": "diamond", "filled": True, "fill": INK, "size": 90, "opacity": 1}
        layers.append(
            _told(layer(diamond, end), [told(f"Mål {_month(on)}: {short_percent(value)}") for on, value in end])
        )
    said = _said(goal, ahead)
    if narrow:
        under_words = first + _PART_UNDER_WORDS * (last - first)
        layers += _words_over_and_under(said, [point.value for point in outcome if point.on >= under_words])
    else:
        layers += _words_aside(said, per_pixel=(high - low) / HEIGHT)
    return svg(
        {
            "width": NARROW if narrow else WIDTH,
            "height": HEIGHT,
            "autosize": {"type": "fit-x", "contains": "padding"},
            "layer": layers,
            "encoding": {"x": x, "y": y},
        },
        title=title,
        description=description,
    )


def _told(drawn: Spec, words: Sequence[str]) -> Spec:
    """A layer whose marks say something."""
    values = [{**each, FIELD: said} for each, said in zip(drawn["data"]["values"], words, strict=True)]
    return {**drawn, "data": {"values": values}, "encoding": CHANNEL}


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _said(goal: Sequence[Dated], ahead: Sequence[tuple[date, Decimal]]) -> list[tuple[date, Decimal, str]]:
    """What the target and the forecast are, with their points."""
    said = []
    if goal:
        on, value = goal[-1].on, goal[-1].value
        said.append((on, value, f"Mål {short_percent(value)} {MONTHS[on.month - 1][:3]} {on.year}"))
    return said + [(on, value, f"Prognos {percent(value)}") for on, value in ahead]


def _words_aside(said: Sequence[tuple[date, Decimal, str]], *, per_pixel: Decimal) -> list[Spec]:
    """Written beside their points, and moved apart when they would collide: the target up, where it is not lower."""
    missing, down = 0, 1
    if len(said) == 2:
        missing = max(0, LINE - int(abs(said[0][1] - said[1][1]) / per_pixel))
        down = -1 if said[0][1] < said[1][1] else 1
    return [
        _written(text, on, value, align="left", dx=9, dy=down * side * missing / 2)
        for (on, value, text), side in zip(said, (-1, 1), strict=False)
    ]


def _words_over_and_under(said: Sequence[tuple[date, Decimal, str]], passed: Sequence[Decimal]) -> list[Spec]:
    """The higher written over its point and the other under its own, and both clear of the curve that has `passed`."""
    if not said:
        return []
    *lower, higher = sorted(said, key=lambda each: each[1])
    places = [(higher, max([higher[1], *passed]), -1), *((each, min([each[1], *passed]), 1) for each in lower)]
    return [_written(text, on, at, align="right", dx=_POINT, dy=side * LINE) for (on, _, text), at, side in places]


def _written(text: str, on: date, value: Decimal, *, align: str, dx: int, dy: float) -> Spec:
    return layer(
        {"type": "text", "align": align, "baseline": "middle", "dx": dx, "dy": dy, "text": text}, [(on, value)]
    )


def _share_axis(values: Sequence[Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    """From, to and step of an axis that holds the shares with some air, on even steps, within 0 and 1."""
    spread = max(values) - min(values)
    step = next(
        (Decimal(each) for each in ("0.01", "0.02", "0.05", "0.1") if spread <= 6 * Decimal(each)), Decimal("0.2")
    )
    air = step / 2
    low = ((min(values) - air) / step).to_integral_value(ROUND_FLOOR) * step
    high = ((max(values) + air) / step).to_integral_value(ROUND_CEILING) * step
    return max(low, Decimal(0)), min(high, Decimal(1)), step


def _steps(low: Decimal, high: Decimal, step: Decimal) -> list[float]:
    count = int((high - low) / step)
    return [float(low + step * index) for index in range(count + 1)]


def sparkline(values: Sequence[Decimal], title: str) -> SafeString:
    """A small curve without axes, its last value marked. The words beside it carry the numbers."""
    if len(values) < 2:
        return SafeString()
    width, height, edge = Decimal(104), Decimal(36), Decimal(5)
    low, high = min(values), max(values)
    spread = high - low or Decimal(1)
    across = (width - 2 * edge) / (len(values) - 1)
    points = [
        (edge + across * index, height - edge - (height - 2 * edge) * (value - low) / spread)
        for index, value in enumerate(values)
    ]
    if low == high:
        points = [(x, height / 2) for x, _ in points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<polyline points="{path}" fill="none" stroke="{ACCENT}" stroke-width="2" stroke-linejoin="round" '
        f'stroke-linecap="round"/><circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{ACCENT}"/></svg>'
    )
    return finished(drawn, title=title, description="")
