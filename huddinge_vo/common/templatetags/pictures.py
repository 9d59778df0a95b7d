"""Pictures that a template draws from what it also says in words."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from huddinge_vo.common.charts.drawing import BUCKET_COLOURS, hatch

register = template.Library()
_WHOLE = 1000  # units across
_GAP = 2
# Buckets that have lines over their colour, as in the charts: what is on contract is whole.
_STRIPED = {
    "approved_deviation": BUCKET_COLOURS["Godkänt avsteg"],
    "unexplained": BUCKET_COLOURS["Utan avtal"],
    "unknown": BUCKET_COLOURS["Kan inte bedömas"],
    "excluded": BUCKET_COLOURS["Undantaget"],
}


class Part(Protocol):
    """One bucket's share of a whole, as followup's reports have it."""

    @property
    def bucket(self) -> object:
        """The bucket; its code names the colour."""

    @property
    def share(self) -> Decimal | None:
        """Between 0 and 1; null when there is no whole."""


@register.simple_tag
def share_bar(parts: Sequence[Part]) -> SafeString:
    """A whole as one bar, parted in its buckets.

    It says nothing that the table under it does not, and is not read aloud.

    Empty when a part is unknown, or negative by credits: then there is no whole to part.
    """
    drawn, lines, patterns, at = [], [], [], Decimal(0)
    name = "andel-" + hashlib.sha256("|".join(f"{part.bucket}{part.share}" for part in parts).encode()).hexdigest()[:8]
    for part in parts:
        if part.share is None or part.share < 0:
            return SafeString()
        wide = part.share * _WHOLE
        if wide:
            code = str(part.bucket).lower()
            place = (f"{at:.1f}", f"{max(wide - _GAP, Decimal(1)):.1f}")
            drawn.append((code, *place))
            if colour := _STRIPED.get(code):
                lines.append((f"{name}-{code}", *place))
                patterns.append(mark_safe(hatch(f"{name}-{code}", colour)))  # noqa: S308 - made of our own codes alone
        at += wide
    if not drawn:
        return SafeString()
    return format_html(
        '<svg class="bar" viewBox="0 0 {} 16" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        "<defs>{}</defs>{}{}</svg>",
        _WHOLE,
        format_html_join("", "{}", ((each,) for each in patterns)),
        format_html_join("", '<rect class="b-{}" x="{}" width="{}" height="16"/>', drawn),
        format_html_join("", '<rect fill="url(#{})" x="{}" width="{}" height="16"/>', lines),
    )
