"""Index series and prices over years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.utils.safestring import SafeString

from huddinge_vo.common.charts.drawing import (
    ACCENT,
    ASIDE,
    HEIGHT,
    INK,
    LINE,
    WIDTH,
    Spec,
    instant,
    svg,
    time_axis,
)
from huddinge_vo.common.charts.marks import CHANNEL, FIELD, told
from huddinge_vo.common.money import sek


def index_lines(
    *,
    first: tuple[str, Sequence[tuple[int, Decimal]]],
    second: tuple[str, Sequence[tuple[int, Decimal]]],
    title: str,
    description: str,
) -> SafeString:
    """Two indices over years, each named beside its last point: the first solid, the second dotted in the text's ink.

    Each is (its name, its years with values). Nothing is drawn of fewer than two years.
    """
    lines = [(name, sorted(points)) for name, points in (first, second) if points]
    years = sorted({year for _, points in lines for year, _ in points})
    if len(years) < 2:
        return SafeString()
    values = [value for _, points in lines for _, value in points]
    low, high = min(values), max(values)
    spread = max(high - low, Decimal(1))
    colours = {first[0]: ACCENT, second[0]: INK}
    missing = 0
    ends = [points[-1][1] for _, points in lines]
    if len(ends) == 2:
        missing = max(0, LINE - int(abs(ends[0] - ends[1]) * HEIGHT / (spread * Decimal("1.2"))))
    layers: list[Spec] = []
    for index, (name, points) in enumerate(lines):
        data = {
            "values": [
                {"year": year, "value": float(value), FIELD: told(f"{name}, {year}: {sek(value, 1)}")}
                for year, value in points
            ]
        }
        colour = colours[name]
        dotted = {"strokeDash": [1.5, 3], "strokeCap": "round", "strokeWidth": 2} if name == second[0] else {}
        above = -1 if len(ends) == 1 or ends[index] > ends[1 - index] or (ends[0] == ends[1] and index == 0) else 1
        layers += [
            {"data": data, "mark": {"type": "line", "stroke": colour, "strokeWidth": 2.5, **dotted}},
            {
                "data": data,
                "mark": {"type": "point", "filled": True, "fill": colour, "size": 30, "opacity": 1},
                "encoding": CHANNEL,
            },
            {
                "data": {"values": data["values"][-1:]},
                "mark": {
                    "type": "text",
                    "align": "left",
                    "baseline": "middle",
                    "dx": 9,
                    "dy": above * missing / 2,
                    "text": f"{name} {sek(points[-1][1], 1)}",
                },
            },
        ]
    return svg(
        {
            "width": WIDTH,
            "height": HEIGHT,
            "autosize": {"type": "fit-x", "contains": "padding"},
            "layer": layers,
            "encoding": {
                "x": {
                    "field": "year",
                    "type": "quantitative",
                    "scale": {
                        "domain": [years[0], years[-1]],
                        "nice": False,
                        "rangeMax": {"expr": f"width - {ASIDE}"},
                    },
                    "axis": {"title": None, "values": years[:: 1 if len(years) <= 12 else 2], "format": "d"},
                },
                "y": {
                    "field": "value",
                    "type": "quantitative",
                    "scale": {"zero": False, "nice": True, "padding": 12},
                    "axis": {"title": None, "tickCount": 5, "format": ",~r"},
                },
            },
        },
        title=title,
        description=description,
    )


@dataclass(frozen=True)
class CurvePoint:
    """A figure of a curve. A preliminary one may still change; `href` leads to what it is of."""

    on: date
    value: Decimal
    is_preliminary: bool = False
    href: str = ""


@dataclass(frozen=True)
class Curve:
    """A named curve, oldest point first. `href` leads to what it is of."""

    name: str
    points: tuple[CurvePoint, ...]
    href: str = ""


# Told apart by shape as well as by colour. More than these nobody can tell apart: the rest are left to the table.
_CURVES = (
    ("#00796b", "circle"),
    ("#c4512d", "square"),
    ("#3b6ea8", "triangle-up"),
    ("#d99a1c", "diamond"),
    ("#7b4fa3", "triangle-down"),
    ("#8494a0", "cross"),
)
MOST_CURVES = len(_CURVES)
_MOST_MARKED = 40  # points of a curve that are each marked; of more, those that are preliminary and the last


def index_curves(curves: Sequence[Curve], *, title: str, description: str) -> SafeString:
    """Curves of figures over time, in one picture. What is preliminary is dashed, with hollow points.

    At most MOST_CURVES are drawn. Nothing is drawn of nothing: an empty text when no curve has two points.
    """
    drawn = [curve for curve in curves if len(curve.points) > 1][:MOST_CURVES]
    if not drawn:
        return SafeString()
    names = [curve.name for curve in drawn]
    ways = _CURVES[: len(drawn)]
    values = [point.value for curve in drawn for point in curve.points]
    days = [point.on for curve in drawn for point in curve.points]
    first, last = min(days), max(days)
    air = (max(values) - min(values)) * Decimal("0.08") or Decimal(1)
    colour = {
        "field": "curve",
        "type": "nominal",
        "scale": {"domain": names, "range": [paint for paint, _ in ways]},
        "legend": {"columns": 3, "labelLimit": 260},
    }
    shape = {
        "field": "curve",
        "type": "nominal",
        "scale": {"domain": names, "range": [mark for _, mark in ways]},
        "legend": {"columns": 3, "labelLimit": 260},
    }
    layers = [
        *(
            {
                "data": {"values": [row for curve in drawn for row in _stretches(curve, preliminary=preliminary)]},
                "mark": {"type": "line", "strokeWidth": 2, "strokeJoin": "round", **dashes},
                "encoding": {"color": colour, "detail": {"field": "stretch", "type": "nominal"}},
            }
            for preliminary, dashes in ((False, {}), (True, {"strokeDash": [5, 4]}))
        ),
        *(
            {
                "data": {"values": [row for curve in drawn for row in _marked(curve, preliminary=preliminary)]},
                "mark": {"type": "point", "filled": not preliminary, "size": 42, "strokeWidth": 1.5, "opacity": 1},
                "encoding": {"color": colour, "shape": shape, **CHANNEL},
            }
            for preliminary in (False, True)
        ),
    ]
    return svg(
        {
            "width": WIDTH,
            "height": HEIGHT,
            "autosize": {"type": "fit-x", "contains": "padding"},
            "layer": layers,
            "encoding": {
                "x": {
                    "field": "on",
                    "type": "quantitative",
                    "axis": time_axis(first, last),
                    "scale": {"domain": [instant(first), instant(last)], "nice": False},
                },
                "y": {
                    "field": "value",
                    "type": "quantitative",
                    "scale": {
                        "domain": [float(min(values) - air), float(max(values) + air)],
                        "zero": False,
                        "nice": False,
                    },
                    "axis": {"title": None, "tickCount": 6, "format": ",~r"},
                },
            },
        },
        title=title,
        description=description,
    )


def _row(curve: Curve, point: CurvePoint) -> Spec:
    return {"curve": curve.name, "on": instant(point.on), "value": float(point.value)}


def _words(curve: Curve, point: CurvePoint) -> str:
    return f"{curve.name}, {point.on:%Y-%m}: {sek(point.value, 1)}{', preliminärt' if point.is_preliminary else ''}"


def _stretches(curve: Curve, *, preliminary: bool) -> list[Spec]:
    """The parts of a curve that lead to preliminary points, or those that do not; each an unbroken line."""
    rows: list[Spec] = []
    stretch = 0
    for before, after in pairwise(curve.points):
        if after.is_preliminary != preliminary:
            stretch += 1
            continue
        key = f"{curve.name} {stretch}"
        if not rows or rows[-1]["stretch"] != key:
            rows.append({**_row(curve, before), "stretch": key})
        rows.append({**_row(curve, after), "stretch": key})
    return rows


def _marked(curve: Curve, *, preliminary: bool) -> list[Spec]:
    all_of_them = preliminary or len(curve.points) <= _MOST_MARKED
    return [
        {**_row(curve, point), FIELD: told(_words(curve, point), point.href or curve.href)}
        for point in curve.points
        if point.is_preliminary == preliminary and (all_of_them or point is curve.points[-1])
    ]
