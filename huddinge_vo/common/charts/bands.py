"""Shares against their targets: a bar each, on a ground that is banded by how far from the target it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from huddinge_vo.common.charts.drawing import BUCKET_COLOURS, INK, NARROW, WIDTH, Spec, svg
from huddinge_vo.common.charts.marks import CHANNEL, FIELD, told
from huddinge_vo.common.money import percent

# From nought and up: below the target, near it, and there. The colours and lines are those of the buckets.
_BANDS = {
    "Under målet": BUCKET_COLOURS["Utan avtal"],
    "Nära målet": BUCKET_COLOURS["Godkänt avsteg"],
    "Når målet": BUCKET_COLOURS["På avtal"],
}
_NO_TARGET = {"Inget mål satt": BUCKET_COLOURS["Undantaget"]}
_ROW, _BAR, _ASIDE = 30, 10, 148  # units: a row's height, its bar's, and the words to the right of it
_TALL, _ABOVE = 50, 12  # on a phone: a row's height, and how far its words are above the middle of its bar
_PALE = 0.3  # so that the bar and its target stand out from their ground


@dataclass(frozen=True)
class Banded:
    """A share between 0 and 1 with its target, if it has one.

    `near` is how far below the target is near it, `words` all that the row says, `href` its breakdown.
    """

    label: str
    value: Decimal
    target: Decimal | None
    near: Decimal
    words: str
    href: str = ""


def bands(
    rows: Sequence[Banded], *, goal: tuple[str, Decimal] | None, title: str, description: str, narrow: bool = False
) -> SafeString:
    """A bar for each share from nought, a stroke at its target, and bands behind that are told apart without colour.

    `goal` is a line through them all with its words, as what is decided for a later day. Of nothing nothing is drawn.
    `narrow` is for a phone: what each bar is called and says stands above it, and the bars have the whole width.
    """
    if not rows:
        return SafeString()
    behind = [band for row in rows for band in grounds(row)]
    shown = {
        name: colour for name, colour in (_BANDS | _NO_TARGET).items() if any(each["band"] == name for each in behind)
    }
    aimed = [row for row in rows if row.target is not None]
    y: Spec = {
        "field": "what",
        "type": "ordinal",
        "sort": [row.label for row in rows],
        "scale": {"paddingInner": 0.3, "paddingOuter": 0.1},
        "axis": None
        if narrow
        else {"title": None, "ticks": False, "domain": False, "labelLimit": 220, "labelColor": INK},
    }
    x: Spec = {
        "type": "quantitative",
        "scale": {"domain": [0, 1]} if narrow else {"domain": [0, 1], "rangeMax": {"expr": f"width - {_ASIDE}"}},
        "axis": {
            "title": None,
            "values": [0, 0.25, 0.5, 0.75, 1],
            "labelExpr": "format(datum.value * 100, ',.0f') + '\N{NO-BREAK SPACE}%'",
        },
    }
    layers: list[Spec] = [
        {
            "data": {"values": behind},
            "mark": {"type": "bar", "strokeWidth": 0, "opacity": _PALE, **({"height": 2 * _BAR} if narrow else {})},
            "encoding": {
                "y": y,
                "x": {**x, "field": "from"},
                "x2": {"field": "to"},
                "color": {
                    "field": "band",
                    "type": "nominal",
                    "scale": {"domain": list(shown), "range": list(shown.values())},
                    "legend": {
                        "symbolOpacity": 2 * _PALE,
                        "offset": 24 if goal else 8,  # clear of the line's words
                        **({"columns": 2} if narrow else {}),
                    },
                },
            },
        },
        _layer(rows, {"type": "bar", "height": _BAR, "fill": INK}, y, {**x, "field": "value"}),
        _layer(
            aimed,
            {"type": "tick", "orient": "vertical", "thickness": 3, "size": _ROW * 0.7, "color": INK, "opacity": 1},
            y,
            {**x, "field": "target"},
        ),
        *(_words_above(rows, y) if narrow else _words_aside(rows, y)),
    ]
    if goal is not None:
        layers += _goal(goal, rows, y, x, narrow=narrow)
    # What is pointed at is the whole row, which is easier to hit than its bar.
    whole = _layer(rows, {"type": "bar", "fill": INK, "fillOpacity": 0}, y, {**x, "field": "from"}, x2={"field": "to"})
    whole["encoding"] |= CHANNEL
    return svg(
        {
            "width": NARROW if narrow else WIDTH,
            "height": (_TALL if narrow else _ROW) * len(rows),
            "autosize": {"type": "fit-x", "contains": "padding"},
            "layer": [*layers, whole],
        },
        title=title,
        description=description,
        hatched=True,
    )


def _goal(goal: tuple[str, Decimal], rows: Sequence[Banded], y: Spec, x: Spec, *, narrow: bool) -> list[Spec]:
    """A line at what is decided for a later day, with its words above the picture.

    Where words stand above each bar it would go through them: there it is a dash across each bar.
    """
    words, at = goal
    style: Spec = {"stroke": INK, "strokeWidth": 1.5, "strokeDash": [1.5, 3], "strokeCap": "round"}
    at_goal = {**x, "field": "at"}
    place = {"values": [{"at": float(at), "words": words}]}
    line: Spec = {"data": place, "mark": {"type": "rule", **style}, "encoding": {"x": at_goal}}
    if narrow:
        across = {"field": "what", "type": "ordinal"}
        ends = {"y": {**y, **across, "bandPosition": 0.2}, "y2": {**across, "bandPosition": 0.8}}
        line["data"] = {"values": [{"at": float(at), "what": row.label} for row in rows]}
        line["encoding"] |= ends
    above: Spec = {"type": "text", "align": "right", "baseline": "bottom", "dy": -4}
    told_above = {"x": at_goal, "y": {"value": 0}, "text": {"field": "words"}}
    return [line, {"data": place, "mark": above, "encoding": told_above}]


def _words_aside(rows: Sequence[Banded], y: Spec) -> list[Spec]:
    """What each says, at the right of its bar; the axis has its name."""
    mark: Spec = {"type": "text", "align": "left", "baseline": "middle", "dx": 12}
    return [_layer(rows, mark, y, {"value": {"expr": f"width - {_ASIDE}"}}, text={"field": "aside"})]


def _words_above(rows: Sequence[Banded], y: Spec) -> list[Spec]:
    """The name of each above the left end of its bar, and what it says above the right."""
    mark: Spec = {"type": "text", "baseline": "bottom", "dy": -_ABOVE}
    return [
        _layer(rows, {**mark, "align": "left"}, y, {"value": 0}, text={"field": "what"}),
        _layer(rows, {**mark, "align": "right"}, y, {"value": "width"}, text={"field": "aside"}),
    ]


def grounds(row: Banded) -> list[Spec]:
    """The bands of a row, from the left; one that has no room is left out."""
    if row.target is None:
        return [{"what": row.label, "band": name, "from": 0, "to": 1} for name in _NO_TARGET]
    near = max(row.target - row.near, Decimal(0))
    ends = (Decimal(0), near, row.target, Decimal(1))
    return [
        {"what": row.label, "band": band, "from": float(begins), "to": float(end)}
        for band, begins, end in zip(_BANDS, ends, ends[1:], strict=False)
        if end > begins
    ]


def _layer(rows: Sequence[Banded], mark: Spec, y: Spec, x: Spec, **channels: Spec) -> Spec:
    values = [
        {
            "what": row.label,
            "from": 0,
            "to": 1,
            "value": float(min(max(row.value, Decimal(0)), Decimal(1))),
            "target": None if row.target is None else float(row.target),
            "aside": percent(row.value) if row.target is None else f"{percent(row.value)} (mål {percent(row.target)})",
            FIELD: told(row.words, row.href),
        }
        for row in rows
    ]
    return {"data": {"values": values}, "mark": mark, "encoding": {"y": y, "x": x, **channels}}
