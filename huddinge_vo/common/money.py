"""The one place that reads, rounds and writes amounts. Kronor as Decimal, never float; money excludes VAT."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

_NBSP = "\N{NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"
_SPACES = re.compile(r"[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]")
_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d{1,2})?")
_GROUPED = re.compile(r"-?\d{1,3}(?: \d{3})+(?:\.\d{1,2})?")
_DOTTED = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?")


class NotAnAmount(ValueError):
    """A text that cannot be read as an amount. Its message says why, in Swedish."""


def parse_amount(text: str, decimal_sign: str = ",") -> Decimal:
    """Read an amount whose decimals follow `decimal_sign`, at most two of them.

    Thousands may be parted by spaces, and by full stops where the comma is the decimal sign. The minus may be any of
    the two signs, before or after. Raises NotAnAmount.
    """
    raw = text.strip()
    value = _SPACES.sub(" ", raw).replace(_MINUS, "-")
    if value.endswith("-") and not value.startswith("-"):
        value = f"-{value[:-1].rstrip()}"
    if value.startswith("- "):
        value = f"-{value[2:]}"
    if not value:
        raise NotAnAmount("Beloppet saknas.")
    if decimal_sign == ",":
        if _DOTTED.fullmatch(value):
            value = value.replace(".", "")
        elif "." in value:
            raise NotAnAmount(f"”{raw}” har decimalpunkt, men filen har decimalkomma.")
        value = value.replace(",", ".")
    elif "," in value:
        raise NotAnAmount(f"”{raw}” har decimalkomma, men filen har decimalpunkt.")
    if _GROUPED.fullmatch(value):
        value = value.replace(" ", "")
    if not _PLAIN.fullmatch(value):
        if re.fullmatch(r"-?\d+\.\d{3,}", value):
            raise NotAnAmount(f"”{raw}” har fler än två decimaler.")
        raise NotAnAmount(f"”{raw}” går inte att läsa som ett belopp.")
    return Decimal(value)


def share(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """A part of a whole. A share of nothing, or of less than nothing, is unknown and not nought.

    The one rule of shares: those computed in SQL (followup/judging/querysets/spend.py) are tested against it.
    """
    return Decimal(part) / Decimal(whole) if whole > 0 else None


def _grouped(value: Decimal, decimals: int) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    written = f"{abs(rounded):,.{decimals}f}".replace(",", _NBSP).replace(".", ",")
    return f"{_MINUS}{written}" if rounded < 0 else written


def sek(value: Decimal | None, decimals: int = 2) -> str:
    """1 234 567,89 in kronor, the unit left to the heading; a dash when unknown."""
    return "–" if value is None else _grouped(Decimal(value), decimals)


def tkr(value: Decimal | None) -> str:
    """Thousands of kronor, whole."""
    return "–" if value is None else _grouped(Decimal(value) / 1000, 0)


def mnkr(value: Decimal | None) -> str:
    """Millions of kronor, one decimal."""
    return "–" if value is None else _grouped(Decimal(value) / 1_000_000, 1)


def percent(share: Decimal | None, decimals: int = 1) -> str:
    """A share between 0 and 1 as 86,4 %; a dash when unknown."""
    return "–" if share is None else f"{_grouped(Decimal(share) * 100, decimals)}{_NBSP}%"


def percentage_points(difference: Decimal | None) -> str:
    """A difference between two shares in percentage points, with its sign: +1,2."""
    if difference is None:
        return "–"
    written = _grouped(Decimal(difference) * 100, 1)
    return written if difference <= 0 or written == "0,0" else f"+{written}"
