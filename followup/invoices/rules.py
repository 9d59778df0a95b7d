"""Judgements of e-invoices."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum


class Whose(Enum):
    """To whom an invoice is addressed, for whoever reads it in."""

    OURS = "ours"
    ANOTHERS = "anothers"
    UNNAMED = "unnamed"


def whose(named: Collection[str], ours: str) -> Whose:
    """Whether the buyer that a document names by Swedish organisation numbers is the one it is read in for.

    One that names none is nobody's until a person says that it is ours: never the reader's own by default.
    """
    if ours in named:
        return Whose.OURS
    return Whose.ANOTHERS if named else Whose.UNNAMED
