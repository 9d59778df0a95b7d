"""Kronor by month or year."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString

from huddinge_vo.common.charts.drawing import ACCENT, BUCKET_COLOURS, HEIGHT, WIDTH, Spec, months_between, svg
from huddinge_vo.common.charts.marks import CHANNEL, FIELD, told
from huddinge_vo.common.money import mnkr, sek
from huddinge_vo.common.periods import MONTHS


def _axis_of(unit: str) -> Spec:
    """An axis of kronor, with its unit above it and not along it."""
    return {
        "title": unit,
        "titleAngle": 0,
        "titleAlign": "left",
        "titleAnchor": "end",
        "titleY": -8,
        "titleX": -28,
        "format": ",~r",
        "tickCount": 5,
    }


def spend_by_bucket(
    rows: Iterable[tuple[date, str, Decimal]],
    *,
    title: str,
    description: str,
    height: int = HEIGHT,
    leads: Callable[[date, str], str] | None = None,
) -> SafeString:
    """Kronor by month, stacked in the buckets' order, in millions. Credits go below the line.

    `rows` are (first day of the month, the bucket's label, kronor). A bucket without kronor is left out of the legend.
    `leads` tells where the rows of a month and bucket are.
    """
    data = [(month, bucket, amount) for month, bucket, amount in rows if amount]
    if not data:
        return SafeString()
    order = list(BUCKET_COLOURS)
    shown = [bucket for bucket in order if any(row[1] == bucket for row in data)]
    first, last = min(row[0] for row in data), max(row[0] for row in data)
    months = months_between(first, last)
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
            "width": WIDTH,
            "height": height,
            "autosize": {"type": "fit-x", "contains": "padding"},
            "data": {
                "values": [
                    {
                        "month": month.isoformat(),
                        "bucket": bucket,
                        "place": order.index(bucket),
                        "mnkr": float(amount / 1_000_000),
                        FIELD: told(
                            f"{MONTHS[month.month - 1]} {month.year}, {bucket}: {mnkr(amount)} mnkr",
                            leads(month, bucket) if leads else "",
                        ),
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
                    "axis": _axis_of("mnkr"),
                },
                "color": {
                    "field": "bucket",
                    "type": "nominal",
                    "scale": {"domain": shown, "range": [BUCKET_COLOURS[bucket] for bucket in shown]},
                },
                "order": {"field": "place", "type": "quantitative"},
                **CHANNEL,
            },
        },
        title=title,
        description=description,
        hatched=True,
    )


def yearly_kronor(
    rows: Sequence[tuple[str, str, Decimal]], *, title: str, description: str, height: int = HEIGHT
) -> SafeString:
    """Kronor a year, two ways of computing side by side. Less than nothing goes below the line.

    `rows` are (year, which way, kronor); the way that comes first is what is, and grey, the second what might be.
    """
    if not rows:
        return SafeString()
    ways = list(dict.fromkeys(way for _, way, _ in rows))
    large = max(abs(amount) for _, _, amount in rows) >= 1_000_000
    per = Decimal(1_000_000 if large else 1000)
    return svg(
        {
            "width": WIDTH,
            "height": height,
            "autosize": {"type": "fit-x", "contains": "padding"},
            "data": {
                "values": [
                    {
                        "year": year,
                        "way": way,
                        "amount": float(amount / per),
                        FIELD: told(f"{year}, {way}: {sek(amount)} kr"),
                    }
                    for year, way, amount in rows
                ]
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
                    "axis": _axis_of("mnkr" if large else "tkr"),
                },
                "color": {
                    "field": "way",
                    "type": "nominal",
                    "scale": {"domain": ways, "range": [BUCKET_COLOURS["Kan inte bedömas"], ACCENT][: len(ways)]},
                    "legend": {"offset": 24},  # clear of the axis' own words
                },
                **CHANNEL,
            },
        },
        title=title,
        description=description,
        hatched=True,
    )


_BAR = 30  # units high, with the space below it


def kronor_by(rows: Sequence[tuple[str, Decimal]], *, title: str, description: str) -> SafeString:
    """Kronor by what they were for: a bar for each, from the top in the order that they come, in millions."""
    if not rows:
        return SafeString()
    order = [label for label, _ in rows]
    return svg(
        {
            "width": WIDTH,
            "height": _BAR * len(rows),
            "autosize": {"type": "fit-x", "contains": "padding"},
            "data": {
                "values": [
                    {"what": label, "mnkr": float(amount / 1_000_000), FIELD: told(f"{label}: {sek(amount)} kr")}
                    for label, amount in rows
                ]
            },
            "mark": {"type": "bar", "strokeWidth": 0, "color": ACCENT},
            "encoding": {
                "y": {
                    "field": "what",
                    "type": "ordinal",
                    "sort": order,
                    "scale": {"paddingInner": 0.3},
                    "axis": {"title": None, "ticks": False, "labelLimit": 340},
                },
                "x": {
                    "field": "mnkr",
                    "type": "quantitative",
                    "axis": {"title": "mnkr", "format": ",~r", "tickCount": 5},
                },
                **CHANNEL,
            },
        },
        title=title,
        description=description,
    )


@dataclass(frozen=True)
class Stair:
    """A bar of a waterfall: from where to where, in kronor; a whole one begins at nought. `href` leads to its rows."""

    words: str
    begins: Decimal
    ends: Decimal
    is_whole: bool = False
    href: str = ""


def waterfall(stairs: Sequence[Stair], *, mark: tuple[str, Decimal] | None, title: str, description: str) -> SafeString:
    """How some parts make a whole, a bar for each from where the one before ended; in millions.

    `mark` is a line with its words, as a target. Wholes begin at the left edge and parts do not: they are told apart
    without colour too.
    """
    if not stairs:
        return SafeString()
    order = [each.words for each in stairs]
    values = [
        {
            "what": each.words,
            "from": float(each.begins / 1_000_000),
            "to": float(each.ends / 1_000_000),
            "kind": "hela" if each.is_whole else "del",
            FIELD: told(f"{each.words}: {mnkr(each.ends - each.begins)} mnkr", each.href),
        }
        for each in stairs
    ]
    y = {
        "field": "what",
        "type": "ordinal",
        "sort": order,
        "scale": {"paddingInner": 0.3},
        "axis": {"title": None, "ticks": False, "labelLimit": 340},
    }
    layers: list[Spec] = [
        {
            "data": {"values": values},
            "mark": {"type": "bar", "strokeWidth": 1.5},
            "encoding": {
                "y": y,
                "x": {
                    "field": "from",
                    "type": "quantitative",
                    "axis": {"title": "mnkr", "format": ",~r", "tickCount": 6},
                },
                "x2": {"field": "to"},
                "color": {
                    "field": "kind",
                    "type": "nominal",
                    "scale": {"domain": ["hela", "del"], "range": [ACCENT, BUCKET_COLOURS["Utan avtal"]]},
                    "legend": None,
                },
                **CHANNEL,
            },
        }
    ]
    if mark is not None:
        words, at = mark
        place = {"values": [{"at": float(at / 1_000_000), "words": words}]}
        x = {"field": "at", "type": "quantitative"}
        layers += [
            {"data": place, "mark": {"type": "rule", "strokeDash": [2, 3], "strokeWidth": 1.5}, "encoding": {"x": x}},
            {
                "data": place,
                "mark": {"type": "text", "align": "right", "dx": -6, "dy": -6, "baseline": "bottom", "fontWeight": 600},
                "encoding": {"x": x, "y": {"value": 0}, "text": {"field": "words"}},
            },
        ]
    return svg(
        {
            "width": WIDTH,
            "height": _BAR * len(stairs),
            "autosize": {"type": "fit-x", "contains": "padding"},
            "layer": layers,
        },
        title=title,
        description=description,
        hatched=True,
    )
