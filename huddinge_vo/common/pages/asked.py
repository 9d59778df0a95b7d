"""What an address or a ticked box names, read so that nothing anybody can type there breaks the page."""

from __future__ import annotations

from collections.abc import Iterable

# The largest id that a table can have has nineteen digits. Python refuses to read a number of thousands of them at all.
_MOST_DIGITS = 19


def read_id(raw: str | None) -> int:
    """An id; nought, which no row has, where there is no number that could be one."""
    text = raw or ""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else 0


def misread(what: str, shown: str) -> str:
    """What a page says above all else, as `misread`, where its address asks for what cannot be understood."""
    return f"Urvalet går inte att förstå: {what}. Här visas i stället {shown}."


def read_ids(raw: Iterable[str]) -> list[int]:
    """The ids among some texts; what could be none is left out."""
    return [pk for pk in map(read_id, raw) if pk]
