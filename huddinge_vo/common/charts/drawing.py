"""How a chart is drawn and what all charts share: colours, sizes, an axis of days, and a text of its own in the SVG."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, lru_cache

import vl_convert
from django.core.cache import cache as shared_cache
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from huddinge_vo.common.charts.marks import THEN, as_marks
from huddinge_vo.common.fonts import inter
from huddinge_vo.common.periods import MONTHS
from huddinge_vo.common.untyped import Context

# The labels of followup's buckets, in the order they are stacked and listed.
BUCKET_COLOURS = {
    "På avtal": "#00796b",
    "Godkänt avsteg": "#d99a1c",
    "Utan avtal": "#c4512d",
    "Kan inte bedömas": "#8494a0",
    "Undantaget": "#cdd6da",
}
ACCENT = BUCKET_COLOURS["På avtal"]
INK, _MUTED, _GRID, _DOMAIN = "#17211f", "#556562", "#e6ecea", "#c5d0cc"
# What each theme colour is as a share of the text's own colour.
_STRENGTH = {INK: "1", _MUTED: ".75", _GRID: ".12", _DOMAIN: ".3"}
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
        "labelColor": INK,
        "labelFontSize": 12,
        "orient": "top",
        "title": None,
        "symbolType": "square",
        "columnPadding": 14,
    },
    "text": {"fontSize": 12, "fontWeight": 600, "fill": INK},
}
_NUMBERS = {"decimal": ",", "thousands": "\N{NO-BREAK SPACE}", "grouping": [3], "currency": ["", ""]}
WIDTH, HEIGHT = 680, 230
NARROW = 330  # what a phone holds in the size that is drawn
ASIDE = 126
LINE = 17
_DRAWING = 5  # goes up when the same specification shall be drawn in another way
_KEPT_FOR = 24 * 3600

Spec = Context  # a part of a Vega-Lite specification, which is JSON


def svg(spec: Spec, *, title: str, description: str, hatched: bool = False, ahead: bool = False) -> SafeString:
    """Draw a specification in our style, with its texts, kept by what it is made of.

    With `hatched` the colours of buckets have lines over them: of bars, which are large enough. What lies `ahead`, and
    bars that are named at the left, are read from the left also on a screen that does not hold them.
    """
    written = json.dumps({**spec, "config": _CONFIG}, sort_keys=True, ensure_ascii=False)
    from_left = ahead or _has_rows(spec)
    return finished(_drawn(written), title=title, description=description, hatched=hatched, from_left=from_left)


def _has_rows(spec: Spec) -> bool:
    """Whether its bars lie, each named at the left: on a narrow screen it is then read from there."""
    parts = (spec, *spec.get("layer", ()))
    return any(part.get("encoding", {}).get("y", {}).get("type") in {"ordinal", "nominal"} for part in parts)


@lru_cache(maxsize=256)
def _drawn(written: str) -> str:
    """The bare drawing. Kept in this process, and in the cache for the other processes and the next start."""
    key = f"chart-{_DRAWING}-{hashlib.sha256(written.encode()).hexdigest()}"
    kept: str | None = shared_cache.get(key)
    if kept is None:
        _learn_inter()
        drawn = vl_convert.vegalite_to_svg(json.loads(written), format_locale=_NUMBERS, allowed_base_urls=[])
        kept = _lightened(drawn)
        shared_cache.set(key, kept, _KEPT_FOR)
    return kept


# What Vega writes and nobody sees: grounds and covers without a size, that what is seen is seen, and lengths to a
# millionth of a pixel.
_UNSEEN = re.compile(
    r'<path class="background" d="M0,0h0v0h0Z"[^>]*/>|<path class="foreground" d=""[^>]*/>| opacity="1"(?=[ />])'
)
_LENGTHS = re.compile(r'(?<= )(?:d|transform|[xy][12]?|width|height)="[^"]*"')
_TOO_FINE = re.compile(r"(\.\d\d)\d+(?!e)")


def _lightened(drawn: str) -> str:
    """The same drawing in fewer letters: a page may have several, and each has hundreds of marks."""
    return _LENGTHS.sub(lambda found: _TOO_FINE.sub(r"\1", found[0]), _UNSEEN.sub("", drawn))


@cache
def _learn_inter() -> None:
    """Let the renderer measure and name our typeface; once in a process."""
    vl_convert.register_font_directory(str(inter().parent))


_PAINT = re.compile(rf'\b(fill|stroke)="({"|".join(_STRENGTH)})"')
_OPENING = re.compile(r"<svg\b([^>]*)>")
_NAMED = re.compile(r'(\bid="|url\(#|href="#)')
# Vega's own roles and labels are in English; what our marks tell is kept.
_VEGAS_WORDS = re.compile(rf' (?:role|aria-[a-z]+)="[^"{THEN}]*"')
# Told apart without colour too: lines over the bars of each bucket but the first, which is whole. By its colour, the
# side of the square that is repeated, and the lines in it.
HATCHES = {
    BUCKET_COLOURS["Godkänt avsteg"]: (7, "M-1,8L8,-1M-1,1L1,-1M6,8L8,6"),
    BUCKET_COLOURS["Utan avtal"]: (5, "M-1,-1L6,6M-1,4L1,6M4,-1L6,1"),
    BUCKET_COLOURS["Kan inte bedömas"]: (6, "M0,3H6"),
    BUCKET_COLOURS["Undantaget"]: (6, "M3,0V6"),
}
_FILLED = re.compile(rf'fill="({"|".join(HATCHES)})"')


def finished(drawn: str, *, title: str, description: str, hatched: bool = False, from_left: bool = False) -> SafeString:
    """The drawing with its texts first, ids of its own on the page, and ink that follows the text around it.

    With `from_left` it says that it is read from there, which static/theme.css begins it at.
    """
    name = f"diagram-{hashlib.sha256(f'{drawn}{title}{description}'.encode()).hexdigest()[:10]}"
    drawn, has_marks = as_marks(_VEGAS_WORDS.sub("", drawn))
    drawn = _NAMED.sub(rf"\g<1>{name}-", drawn)
    drawn = _PAINT.sub(_in_current_colour, drawn)
    texts = f'<title id="{name}-t">{escape(title)}</title>'
    labels = f"{name}-t"
    if description:
        texts += f'<desc id="{name}-d">{escape(description)}</desc>'
        labels += f" {name}-d"
    if hatched:
        texts += _hatches(drawn, name)
        drawn = _FILLED.sub(lambda found: f'fill="url(#{name}-{found[1][1:]})"', drawn)
    # What is one picture with one text hides its parts; one with marks is gone into.
    role = "group" if has_marks else "img"
    begins = ' data-from-left=""' if from_left else ""
    opening = rf'<svg\g<1> data-drawn=""{begins} role="{role}" aria-labelledby="{labels}">'
    # Our own drawing with escaped texts: nothing in it comes from anybody unescaped.
    return mark_safe(_OPENING.sub(lambda found: found.expand(opening) + texts, drawn, count=1))  # noqa: S308


def _hatches(drawn: str, name: str) -> str:
    """The patterns of the colours that a drawing has."""
    used = set(_FILLED.findall(drawn))
    found = [hatch(f"{name}-{colour[1:]}", colour, ground=colour) for colour in HATCHES if colour in used]
    return f"<defs>{''.join(found)}</defs>" if found else ""


def hatch(name: str, colour: str, *, ground: str = "none") -> str:
    """The lines that go with a bucket's colour as a pattern, on a ground or for what has its own."""
    side, lines = HATCHES[colour]
    return (
        f'<pattern id="{name}" width="{side}" height="{side}" patternUnits="userSpaceOnUse">'
        f'<rect width="{side}" height="{side}" fill="{ground}"/>'
        f'<path class="hatch" d="{lines}" fill="none" stroke="#ffffff" stroke-opacity=".6"/></pattern>'
    )


def _in_current_colour(found: re.Match[str]) -> str:
    kind, colour = found.groups()
    strength = _STRENGTH[colour]
    return f'{kind}="currentColor"' + (f' {kind}-opacity="{strength}"' if strength != "1" else "")


def layer(mark: Spec, points: Iterable[tuple[date, Decimal]]) -> Spec:
    """A mark for each day and its value."""
    values = [{"on": instant(on), "value": float(value)} for on, value in points]
    return {"data": {"values": values}, "mark": mark}


def instant(day: date) -> int:
    """Milliseconds, so that no time zone of the renderer moves a day."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def months_between(first: date, last: date) -> list[date]:
    """The first day of each month from one day to another."""
    return [
        date(number // 12, number % 12 + 1, 1)
        for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    ]


def time_axis(first: date, last: date) -> Spec:
    """Ticks at turns of years; at quarters too when that is needed to see where one is."""
    starts = months_between(first, last)
    every = 12 if len(starts) > 30 else 6 if len(starts) > 18 else 3 if len(starts) > 8 else 1
    ticks = [day for day in starts if first <= day and (day.month - 1) % every == 0]
    labels = {
        str(instant(day)): [str(day.year)]
        if every == 12
        else [MONTHS[day.month - 1][:3], *([str(day.year)] if day.month == 1 or day == ticks[0] else [])]
        for day in ticks
    }
    return {
        "title": None,
        "values": [instant(day) for day in ticks],
        "labelExpr": f"({json.dumps(labels, ensure_ascii=False)})[datum.value]",
        "gridDash": [2, 3],
    }
