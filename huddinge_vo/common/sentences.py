"""Sentences of what people have written: one full stop at the end, whether they set one or not."""

from __future__ import annotations

_ENDS = (".", "!", "?", "…")


def missing_stop(text: object) -> str:
    """The full stop that a text lacks to be a sentence; empty where it ends with a mark already, as a name may do."""
    return "" if str(text).rstrip().endswith(_ENDS) else "."


def sentence(text: str) -> str:
    """A text as a sentence: stripped, and with one mark at its end."""
    text = text.strip()
    return f"{text}{missing_stop(text)}"
