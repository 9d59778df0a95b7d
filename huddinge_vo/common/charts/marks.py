"""What a part of a picture says, and where it leads: read by those who point at it, touch it or come to it by keyboard.

Vega writes what a mark is described as; `as_marks` turns that into a link with the words as its name, or into a mark
that only tells them where it leads nowhere. static/vo.js shows the words beside the mark.
"""

from __future__ import annotations

import re

THEN = "\N{INVISIBLE SEPARATOR}"  # between the words and the address
FIELD = "told"
# In a specification: its data have the words of each mark in this field.
CHANNEL = {"description": {"field": FIELD, "type": "nominal"}}
_MARK = re.compile(rf'<(\w+) aria-label="([^"{THEN}]*){THEN}([^"]*)"([^>]*)/>')


def told(words: str, href: str = "") -> str:
    """The words of a mark with the address of its rows, which is an address of ours."""
    return f"{words}{THEN}{href}"


def as_marks(drawn: str) -> tuple[str, bool]:
    """A drawing with its marks told, and whether it has any.

    One that leads nowhere is no stop on the keyboard's way until the script makes the picture one.
    """
    return _MARK.sub(_mark, drawn), bool(_MARK.search(drawn))


def _mark(found: re.Match[str]) -> str:
    shape, words, href, rest = found.groups()
    bare = f"<{shape}{rest}/>"
    if not href:
        return f'<g class="told" role="img" tabindex="-1" aria-label="{words}">{bare}</g>'
    return f'<a class="told" href="{href}" aria-label="{words}">{bare}</a>'
