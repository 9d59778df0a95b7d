"""Every chart, drawn once for page and PDF: a Vega-Lite specification made to SVG by vl-convert.

An outcome is a solid line with points, a forecast the same colour dashed, a target a thin dotted line that ends in a
diamond with its words. Buckets always come in the same order and colours, named in words. Ink, muted and grid colours
become `currentColor`, so that the same drawing is readable on light, on dark and on paper. Texts come with the chart:
`<title>` and `<desc>` stand first in the SVG, and the page that shows it also gives the figures as a table.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Protocol

import vl_convert
from django.core.cache import cache as shared_cache
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from huddinge_vo.common.assets import inter
from huddinge_vo.common.money import percent, sek
from huddinge_vo.common.periods import MONTHS

# The labels of followup's buckets, in the order they are stacked and listed.
BUCKET_COLOURS = {
    "På avtal": "#00796b",
    "Godkänt avsteg": "#d99a1c",
    "Utan avtal": "#c4512d",
    "Kan inte bedömas": "#8494a0",
    "Undantaget": "#cdd6da",
}
_ACCENT = BUCKET_COLOURS["På avtal"]
_INK, _MUTED, _GRID, _DOMAIN = "#17211f", "#556562", "#e6ecea", "#c5d0cc"
# What each theme colour is as a share of the text's own colour.
_STRENGTH = {_INK: "1", _MUTED: ".75", _GRID: ".12", _DOMAIN: ".3"}
_CONFIG = {
    "font": "Inter",
    "background": None,
    "view": {"stroke": None},
    "axis": {
        "labelColor": _MUTED,
        "titleColor": _MUTED,
        "gridColor": _GRID,
        "domainColor": _DOMAIN,
        "tickColor": _DOMAIN,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": 500,
        "labelPadding": 6,
    },
    "legend": {
        "labelColor": _INK,
        "labelFontSize": 12,
        "orient": "top",
        "title": None,
        "symbolType": "square",
        "columnPadding": 14,
    },
    "text": {"fontSize": 12, "fontWeight": 600, "fill": _INK},
}
_NUMBERS = {"decimal": ",", "thousands": "\N{NO-BREAK SPACE}", "grouping": [3], "currency": ["", ""]}
_WIDTH, _HEIGHT = 680, 230
_ASIDE = 126
_LINE = 17
_DRAWING = 3  # goes up when the same specification shall be drawn in another way
_KEPT_FOR = 24 * 3600


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
) -> SafeString:
    """A share over time against its dated target, with a forecast drawn on from the latest outcome.

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
    x = {"field": "on", "type": "quantitative", "axis": _time_axis(first, last)}
    # The words of target and forecast stand to the right of their points, where no line passes.
    aside = {"expr": f"width - {_ASIDE}"} if goal or ahead else {"expr": "width"}
    x["scale"] = {"domain": [_instant(first), _instant(last)], "nice": False, "rangeMax": aside}
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
    layers: list[dict[str, Any]] = []
    if goal:
        dots = {"type": "line", "stroke": _INK, "strokeWidth": 1.5, "strokeDash": [1.5, 3], "strokeCap": "round"}
        layers.append(_layer(dots, [(point.on, point.value) for point in goal]))
    if outcome:
        line = {"type": "line", "stroke": _ACCENT, "strokeWidth": 2.5, "strokeJoin": "round"}
        points = [(point.on, point.value) for point in outcome]
        layers += [
            _layer(line, points),
            _layer({"type": "point", "filled": True, "fill": _ACCENT, "size": 26, "opacity": 1}, points),
        ]
        if ahead:
            layers += [
                _layer({**line, "strokeDash": [6, 4]}, [points[-1], *ahead]),
                _layer({"type": "point", "stroke": _ACCENT, "strokeWidth": 2, "size": 40, "opacity": 1}, ahead),
            ]
    if goal:
        end = [(goal[-1].on, goal[-1].value)]
        layers.append(
            _layer({"type": "point", "shape": "diamond", "filled": True, "fill": _INK, "size": 90, "opacity": 1}, end)
        )
    layers += _words(goal, ahead, per_pixel=(high - low) / _HEIGHT)
    return svg(
        {
            "width": _WIDTH,
            "height": _HEIGHT,
            "autosize": {"type": "fit-x", "contains": "padding"},
            "layer": layers,
            "encoding": {"x": x, "y": y},
        },
        title=title,
        description=description,
    )


def _words(goal: Sequence[Dated], ahead: Sequence[tuple[date, Decimal]], *, per_pixel: Decimal) -> list[dict[str, Any]]:
    """What the target and the forecast are, written beside their points and moved apart when they would collide."""
    words: list[tuple[date, Decimal, str, int]] = []
    if goal:
        on, value = goal[-1].on, goal[-1].value
        words.append((on, value, f"Mål {_short_percent(value)} {MONTHS[on.month - 1][:3]} {on.year}", -1))
    if ahead:
        on, value = ahead[0]
        words.append((on, value, f"Prognos {percent(value)}", 1))
    missing = 0
    if len(words) == 2:
        missing = max(0, _LINE - int(abs(words[0][1] - words[1][1]) / per_pixel))
    down = -1 if len(words) == 2 and words[0][1] < words[1][1] else 1
    return [
        _layer(
            {
                "type": "text",
                "align": "left",
                "baseline": "middle",
                "dx": 9,
                "dy": down * side * missing / 2,
                "text": text,
            },
            [(on, value)],
        )
        for on, value, text, side in words
    ]


def spend_by_bucket(
    rows: Iterable[tuple[date, str, Decimal]], *, title: str, description: str, height: int = _HEIGHT
) -> SafeString:
    """Kronor by month, stacked in the buckets' order, in millions. Credits go below the line.

    `rows` are (first day of the month, the bucket's label, kronor). A bucket without kronor is left out of the legend.
    """
    data = [(month, bucket, amount) for month, bucket, amount in rows if amount]
    if not data:
        return SafeString()
    order = list(BUCKET_COLOURS)
    shown = [bucket for bucket in order if any(row[1] == bucket for row in data)]
    first, last = min(row[0] for row in data), max(row[0] for row in data)
    months = _months(first, last)
    every = 1 if len(months) <= 14 else 3 if len(months) <= 42 else 12
    labelled = [month for month in months if (month.month - 1) % every == 0]
    labels = {
        month.isoformat(): [MONTHS[month.month - 1][:3], str(month.year)]
        if month.month == 1 or month == labelled[0]
        else [MONTHS[month.month - 1][:3]]
        for month in labelled
    }
    return svg(
        {
            "width": _WIDTH,
            "height": height,
            "autosize": {"type": "fit-x", "contains": "padding"},
            "data": {
                "values": [
                    {
                        "month": month.isoformat(),
                        "bucket": bucket,
                        "place": order.index(bucket),
                        "mnkr": float(amount / 1_000_000),
                    }
                    for month, bucket, amount in data
                ]
            },
            "mark": {"type": "bar", "strokeWidth": 0},
            "encoding": {
                "x": {
                    "field": "month",
                    "type": "ordinal",
                    "scale": {"domain": [month.isoformat() for month in months], "paddingInner": 0.18},
                    "axis": {
                        "title": None,
                        "labelAngle": 0,
                        "ticks": False,
                        "values": list(labels),
                        "labelExpr": f"({json.dumps(labels, ensure_ascii=False)})[datum.value]",
                        "labelOverlap": False,
                    },
                },
                "y": {
                    "field": "mnkr",
                    "type": "quantitative",
                    "stack": "zero",
                    "axis": {
                        "title": "mnkr",
                        "titleAngle": 0,
                        "titleAlign": "left",
                        "titleAnchor": "end",
                        "titleY": -8,
                        "titleX": -28,
                        "format": ",~r",
                        "tickCount": 5,
                    },
                },
                "color": {
                    "field": "bucket",
                    "type": "nominal",
                    "scale": {"domain": shown, "range": [BUCKET_COLOURS[bucket] for bucket in shown]},
                },
                "order": {"field": "place", "type": "quantitative"},
            },
        },
        title=title,
        description=description,
    )


def yearly_kronor(
    rows: Sequence[tuple[str, str, Decimal]], *, title: str, description: str, height: int = _HEIGHT
) -> SafeString:
    """Kronor a year, two ways of reckoning side by side. Less than nothing goes below the line.

    `rows` are (year, which way, kronor); the way that comes first is what is, and grey, the second what might be.
    """
    if not rows:
        return SafeString()
    ways = list(dict.fromkeys(way for _, way, _ in rows))
    large = max(abs(amount) for _, _, amount in rows) >= 1_000_000
    per = Decimal(1_000_000 if large else 1000)
    return svg(
        {
            "width": _WIDTH,
            "height": height,
            "autosize": {"type": "fit-x", "contains": "padding"},
            "data": {
                "values": [{"year": year, "way": way, "amount": float(amount / per)} for year, way, amount in rows]
            },
            "mark": {"type": "bar", "strokeWidth": 0},
            "encoding": {
                "x": {
                    "field": "year",
                    "type": "ordinal",
                    "scale": {"paddingInner": 0.35, "paddingOuter": 0.2},
                    "axis": {"title": None, "labelAngle": 0, "ticks": False},
                },
                "xOffset": {"field": "way", "type": "nominal", "scale": {"domain": ways, "paddingInner": 0.06}},
                "y": {
                    "field": "amount",
                    "type": "quantitative",
                    "axis": {
                        "title": "mnkr" if large else "tkr",
                        "titleAngle": 0,
                        "titleAlign": "left",
                        "titleAnchor": "end",
                        "titleY": -8,
                        "titleX": -28,
                        "format": ",~r",
                        "tickCount": 5,
                    },
                },
                "color": {
                    "field": "way",
                    "type": "nominal",
                    "scale": {"domain": ways, "range": [BUCKET_COLOURS["Kan inte bedömas"], _ACCENT][: len(ways)]},
                    "legend": {"offset": 24},  # clear of the axis' own words
                },
            },
        },
        title=title,
        description=description,
    )


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
    colours = {first[0]: _ACCENT, second[0]: _INK}
    missing = 0
    ends = [points[-1][1] for _, points in lines]
    if len(ends) == 2:
        missing = max(0, _LINE - int(abs(ends[0] - ends[1]) * _HEIGHT / (spread * Decimal("1.2"))))
    layers: list[dict[str, Any]] = []
    for index, (name, points) in enumerate(lines):
        data = {"values": [{"year": year, "value": float(value)} for year, value in points]}
        colour = colours[name]
        dotted = {"strokeDash": [1.5, 3], "strokeCap": "round", "strokeWidth": 2} if name == second[0] else {}
        above = -1 if len(ends) == 1 or ends[index] > ends[1 - index] or (ends[0] == ends[1] and index == 0) else 1
        layers += [
            {"data": data, "mark": {"type": "line", "stroke": colour, "strokeWidth": 2.5, **dotted}},
            {"data": data, "mark": {"type": "point", "filled": True, "fill": colour, "size": 30, "opacity": 1}},
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
            "width": _WIDTH,
            "height": _HEIGHT,
            "autosize": {"type": "fit-x", "contains": "padding"},
            "layer": layers,
            "encoding": {
                "x": {
                    "field": "year",
                    "type": "quantitative",
                    "scale": {
                        "domain": [years[0], years[-1]],
                        "nice": False,
                        "rangeMax": {"expr": f"width - {_ASIDE}"},
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
    """A figure of a curve. A preliminary one may still change."""

    on: date
    value: Decimal
    is_preliminary: bool = False


@dataclass(frozen=True)
class Curve:
    """A named curve, oldest point first."""

    name: str
    points: tuple[CurvePoint, ...]


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
                "encoding": {"color": colour, "shape": shape},
            }
            for preliminary in (False, True)
        ),
    ]
    return svg(
        {
            "width": _WIDTH,
            "height": _HEIGHT,
            "autosize": {"type": "fit-x", "contains": "padding"},
            "layer": layers,
            "encoding": {
                "x": {
                    "field": "on",
                    "type": "quantitative",
                    "axis": _time_axis(first, last),
                    "scale": {"domain": [_instant(first), _instant(last)], "nice": False},
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


def _row(curve: Curve, point: CurvePoint) -> dict[str, Any]:
    return {"curve": curve.name, "on": _instant(point.on), "value": float(point.value)}


def _stretches(curve: Curve, *, preliminary: bool) -> list[dict[str, Any]]:
    """The parts of a curve that lead to preliminary points, or those that do not; each an unbroken line."""
    rows: list[dict[str, Any]] = []
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


def _marked(curve: Curve, *, preliminary: bool) -> list[dict[str, Any]]:
    all_of_them = preliminary or len(curve.points) <= _MOST_MARKED
    return [
        _row(curve, point)
        for point in curve.points
        if point.is_preliminary == preliminary and (all_of_them or point is curve.points[-1])
    ]


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
        f'<polyline points="{path}" fill="none" stroke="{_ACCENT}" stroke-width="2" stroke-linejoin="round" '
        f'stroke-linecap="round"/><circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{_ACCENT}"/></svg>'
    )
    return _finished(drawn, title=title, description="")


def svg(spec: dict[str, Any], *, title: str, description: str) -> SafeString:
    """Draw a specification in our style, with its texts, kept by what it is made of."""
    written = json.dumps({**spec, "config": _CONFIG}, sort_keys=True, ensure_ascii=False)
    return _finished(_drawn(written), title=title, description=description)


@lru_cache(maxsize=256)
def _drawn(written: str) -> str:
    """The bare drawing. Kept in this process, and in the cache for the other processes and the next start."""
    key = f"chart-{_DRAWING}-{hashlib.sha256(written.encode()).hexdigest()}"
    kept: str | None = shared_cache.get(key)
    if kept is None:
        _learn_inter()
        kept = vl_convert.vegalite_to_svg(json.loads(written), format_locale=_NUMBERS, allowed_base_urls=[])
        shared_cache.set(key, kept, _KEPT_FOR)
    return kept


@cache
def _learn_inter() -> None:
    """Let the renderer measure and name our typeface; once in a process."""
    vl_convert.register_font_directory(str(inter().parent))


_PAINT = re.compile(rf'\b(fill|stroke)="({"|".join(_STRENGTH)})"')
_OPENING = re.compile(r"<svg\b([^>]*)>")
_NAMED = re.compile(r'(\bid="|url\(#|href="#)')
# Vega's own roles and labels are in English, and the chart is one picture with one text.
_VEGAS_WORDS = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')


def _finished(drawn: str, *, title: str, description: str) -> SafeString:
    """The drawing with its texts first, ids of its own on the page, and ink that follows the text around it."""
    name = f"diagram-{hashlib.sha256(f'{drawn}{title}{description}'.encode()).hexdigest()[:10]}"
    drawn = _VEGAS_WORDS.sub("", drawn)
    drawn = _NAMED.sub(rf"\g<1>{name}-", drawn)
    drawn = _PAINT.sub(_in_current_colour, drawn)
    texts = f'<title id="{name}-t">{escape(title)}</title>'
    labels = f"{name}-t"
    if description:
        texts += f'<desc id="{name}-d">{escape(description)}</desc>'
        labels += f" {name}-d"
    opening = rf'<svg\g<1> role="img" aria-labelledby="{labels}">'
    # Our own drawing with escaped texts: nothing in it comes from anybody unescaped.
    return mark_safe(_OPENING.sub(lambda found: found.expand(opening) + texts, drawn, count=1))  # noqa: S308


def _in_current_colour(found: re.Match[str]) -> str:
    kind, colour = found.groups()
    strength = _STRENGTH[colour]
    return f'{kind}="currentColor"' + (f' {kind}-opacity="{strength}"' if strength != "1" else "")


def _layer(mark: dict[str, Any], points: Iterable[tuple[date, Decimal]]) -> dict[str, Any]:
    values = [{"on": _instant(on), "value": float(value)} for on, value in points]
    return {"data": {"values": values}, "mark": mark}


def _instant(day: date) -> int:
    """Milliseconds, so that no time zone of the renderer moves a day."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def _short_percent(value: Decimal) -> str:
    return percent(value, 0 if value * 100 == int(value * 100) else 1)


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


def _months(first: date, last: date) -> list[date]:
    return [
        date(number // 12, number % 12 + 1, 1)
        for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    ]


def _time_axis(first: date, last: date) -> dict[str, Any]:
    """Ticks at turns of years; at quarters too when that is needed to see where one is."""
    starts = _months(first, last)
    every = 12 if len(starts) > 30 else 6 if len(starts) > 18 else 3 if len(starts) > 8 else 1
    ticks = [day for day in starts if first <= day and (day.month - 1) % every == 0]
    labels = {
        str(_instant(day)): [str(day.year)]
        if every == 12
        else [MONTHS[day.month - 1][:3], *([str(day.year)] if day.month == 1 or day == ticks[0] else [])]
        for day in ticks
    }
    return {
        "title": None,
        "values": [_instant(day) for day in ticks],
        "labelExpr": f"({json.dumps(labels, ensure_ascii=False)})[datum.value]",
        "gridDash": [2, 3],
    }
