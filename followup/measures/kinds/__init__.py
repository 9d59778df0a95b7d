"""The plan's measures, one module for each matter.

A new measure is one object in a module here: see docs/hur/measure.md.
"""

from followup.measures.kinds.kind import (
    KINDS,
    Aim,
    Basis,
    Counted,
    Counting,
    Judged,
    Ledger,
    MeasureKind,
    Span,
)

KINDS.load(__name__, __path__)


def counting_of(code: str) -> Counting | None:
    """How a measure is counted; null for one that is not, and for one that the code does not know."""
    kind = KINDS.get(code)
    return kind.source if kind is not None and isinstance(kind.source, Counting) else None


def ledger_of(code: str) -> Ledger | None:
    """What of the ledger a measure is a share of; null for one that is no such share."""
    kind = KINDS.get(code)
    return kind.source if kind is not None and isinstance(kind.source, Ledger) else None


def counted_codes() -> list[str]:
    """The measures that are counted."""
    return [code for code in KINDS if counting_of(code)]


def card_codes() -> list[str]:
    """The measures that have a card on Översikt, in the order of the cards."""
    cards = {code: source.card for code in KINDS if (source := ledger_of(code)) and source.card}
    return sorted(cards, key=cards.__getitem__)


__all__ = [
    "KINDS",
    "Aim",
    "Basis",
    "Counted",
    "Counting",
    "Judged",
    "Ledger",
    "MeasureKind",
    "Span",
    "card_codes",
    "counted_codes",
    "counting_of",
    "ledger_of",
]
