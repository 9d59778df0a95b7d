"""How many there are, by what and of which kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.safestring import SafeString

from huddinge_vo.common.charts.drawing import ACCENT, BUCKET_COLOURS, HEIGHT, WIDTH, Spec, svg
from huddinge_vo.common.charts.marks import CHANNEL, FIELD, told

# The first kind is the one that is looked for, the others are what it is held to.
_COLOURS = (
    ACCENT,
    BUCKET_COLOURS["Kan inte bedömas"],
    BUCKET_COLOURS["Godkänt avsteg"],
    BUCKET_COLOURS["Undantaget"],
)


def counts_by(
    rows: Sequence[tuple[str, str, int]],
    *,
    title: str,
    description: str,
    stacked: bool = False,
    height: int = HEIGHT,
    leads: Callable[[str, str], str] | None = None,
    ahead: bool = False,
) -> SafeString:
    """A bar for each count, of at most four kinds: beside one another, or on one another where they are parts of one.

    `rows` are (by what, of which kind, how many), in the order that they are drawn. Of nothing nothing is drawn.
    `leads` tells where those of a bar are; they are `ahead` where they are planned.
    """
    if not any(count for _, _, count in rows):
        return SafeString()
    labels, kinds = (list(dict.fromkeys(row[at] for row in rows)) for at in (0, 1))
    encoding: Spec = {
        "x": {
            "field": "what",
            "type": "ordinal",
            "sort": labels,
            "scale": {"paddingInner": 0.3, "paddingOuter": 0.2},
            "axis": {"title": None, "labelAngle": 0, "ticks": False},
        },
        "y": {
            "field": "count",
            "type": "quantitative",
            "stack": "zero" if stacked else None,
            "axis": {"title": None, "format": "d", "tickMinStep": 1, "tickCount": 5},
        },
        "color": {
            "field": "kind",
            "type": "nominal",
            "scale": {"domain": kinds, "range": list(_COLOURS[: len(kinds)])},
        },
    }
    if stacked:
        encoding["order"] = {"field": "place", "type": "quantitative"}
    else:
        encoding["xOffset"] = {"field": "kind", "type": "nominal", "scale": {"domain": kinds, "paddingInner": 0.06}}
    encoding |= CHANNEL
    values = [
        {
            "what": what,
            "kind": kind,
            "count": count,
            "place": kinds.index(kind),
            FIELD: told(f"{what}, {kind}: {count}", leads(what, kind) if leads else ""),
        }
        for what, kind, count in rows
        if count or not stacked
    ]
    return svg(
        {
            "width": WIDTH,
            "height": height,
            "autosize": {"type": "fit-x", "contains": "padding"},
            "data": {"values": values},
            "mark": {"type": "bar", "strokeWidth": 0},
            "encoding": encoding,
        },
        title=title,
        description=description,
        hatched=True,
        ahead=ahead,
    )
