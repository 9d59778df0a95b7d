"""The one place that reads, rounds and writes amounts. Kronor as Decimal, never float; money excludes VAT."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal

_NBSP = "\N{NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"
# White space that people and systems part thousands with: hard, narrow, thin and figure spaces, and the plain one.
_SPACES = re.compile("[ \t\u00a0\u2007\u2008\u2009\u200a\u202f]+")
# Other signs that stand for a minus: minus, hyphens, dashes, the full-width hyphen.
_MINUSES = re.compile("[\u2212\u2010\u2011\u2012\u2013\ufe63\uff0d]")
_UNIT = re.compile(r"\s*(?:kr|sek)\.?$", re.IGNORECASE)
_CREDIT = re.compile(r"\s*cr$", re.IGNORECASE)
_NUMBER = {
    sign: re.compile(rf"([0-9]*|[0-9]{{1,3}}(?:[ {other}][0-9]{{3}})+)(?:\{sign}([0-9]*))?")
    for sign, other in ((",", "."), (".", ","))
}
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,2})?")
_MANY_DIGITS = 15
_IN_WORDS = {",": "decimalkomma", ".": "decimalpunkt"}


class NotAnAmount(ValueError):
    """A text that cannot be read as an amount. Its message says why, in Swedish."""


class TwoReadings(NotAnAmount):
    """An amount, or a whole file of them, in which a sign may part thousands or decimals, and nothing tells which."""


def _unsigned(raw: str) -> tuple[str, bool]:
    """An amount's figures and parting signs, and whether it is negative: -1, 1-, (1), 1 CR."""
    value = _MINUSES.sub("-", _SPACES.sub(" ", raw.strip()))
    value = _UNIT.sub("", value)
    if value.startswith("(") and value.endswith(")"):
        return _UNIT.sub("", value[1:-1].strip()), True
    if _CREDIT.search(value):
        return _CREDIT.sub("", value), True
    if value.startswith("-"):
        return value[1:].lstrip(), True
    if value.endswith("-"):
        return value[:-1].rstrip(), True
    return value.removeprefix("+").lstrip(), False


def parse_amount(text: str, decimal_sign: str = ",") -> Decimal:
    """Read an amount whose decimals follow `decimal_sign`, at most two of them; noughts after those are exact.

    Thousands may be parted by spaces or by the other sign. The minus may be any of the signs for it, before or after,
    or parentheses, or CR. Raises NotAnAmount.
    """
    if _PLAIN.fullmatch(text):  # nearly all of a million rows
        return Decimal(text.replace(",", ".")) if decimal_sign in text or text.isdigit() else _parse(text, decimal_sign)
    return _parse(text, decimal_sign)


def _parse(text: str, decimal_sign: str) -> Decimal:
    raw = text.strip()
    value, is_negative = _unsigned(raw)
    if not value:
        raise NotAnAmount("Beloppet saknas.")
    found = _NUMBER[decimal_sign].fullmatch(value)
    if found is None or not (found[1] or found[2]):
        raise NotAnAmount(_why_not(raw, value, decimal_sign))
    whole = re.sub(r"\D", "", found[1])
    decimals = (found[2] or "").rstrip("0")
    if len(decimals) > 2:
        raise NotAnAmount(f"”{raw}” har fler än två decimaler.")
    if len(whole) > _MANY_DIGITS:
        raise NotAnAmount(f"”{raw}” är för stort för att vara ett belopp.")
    amount = Decimal(f"{whole or 0}.{decimals or 0}")
    return -amount if is_negative else amount


def _why_not(raw: str, value: str, decimal_sign: str) -> str:
    """Why a text is no amount in a file whose decimals follow a sign."""
    other = "." if decimal_sign == "," else ","
    if value.count(decimal_sign) > 1 and _NUMBER[other].fullmatch(value):
        return f"”{raw}” delar tusental med samma tecken som filen har före decimaler."
    if _NUMBER[other].fullmatch(value) and any(figure.isdigit() for figure in value):
        if "," in value and "." in value:
            return (
                f"”{raw}” kan läsas på två sätt: det ser ut att ha {_IN_WORDS[other]}, men filen har "
                f"{_IN_WORDS[decimal_sign]}."
            )
        return f"”{raw}” har {_IN_WORDS[other]}, men filen har {_IN_WORDS[decimal_sign]}."
    return f"”{raw}” går inte att läsa som ett belopp."


def _told_sign(text: str) -> str:
    """The decimal sign that an amount tells of: comma or point; ? where it may be either; empty where it has none."""
    value, _ = _unsigned(text)
    signs = [sign for sign in value if sign in ",."]
    if not signs or not any(figure.isdigit() for figure in value):
        return ""
    last = signs[-1]
    other = "." if last == "," else ","
    if other in signs:  # both: the last parts the decimals, the first the thousands
        return last if _NUMBER[last].fullmatch(value) else ""
    if len(signs) > 1:  # the same sign twice parts thousands
        return other if _NUMBER[other].fullmatch(value) else ""
    if not _NUMBER[last].fullmatch(value):
        return ""
    head, tail = value.split(last)
    is_thousands = len(tail) == 3 and 1 <= len(head) <= 3 and not head.startswith("0")
    return "?" if is_thousands else last


def decimal_sign_of(texts: Iterable[str]) -> str:
    """The decimal sign that most of a file's amounts tell of, comma where none tells. Raises TwoReadings.

    245.500 tells nothing by itself: where no other amount settles it, both readings are given, with the sum that each
    would make of all of them.
    """
    told = Counter[str]()
    sums = {",": Decimal(0), ".": Decimal(0)}
    example = ""
    for text in texts:
        sign = _told_sign(text)
        told[sign] += 1
        if sign == "?" and not example:
            example = text.strip()
        if not told[","] and not told["."]:  # so far it may yet be for a person to choose
            for each in sums:
                with suppress(NotAnAmount):
                    sums[each] += parse_amount(text, each)
    if example and not told[","] and not told["."]:
        raise TwoReadings(_both_readings(example, sums))
    return "." if told["."] > told[","] else ","


def _both_readings(example: str, sums: Mapping[str, Decimal]) -> str:
    words = [f"{_reading(example, sign)} ({_IN_WORDS[sign]}, summa {sek(sums[sign])} kr)" for sign in (",", ".")]
    return f"”{example}” kan läsas på två sätt: {words[0]} eller {words[1]}. Inget annat belopp avgör vilket."


def _reading(example: str, sign: str) -> str:
    try:
        return sek(parse_amount(example, sign))
    except NotAnAmount:
        return "fler än två decimaler"


def amount_typed(text: str) -> Decimal:
    """An amount that stands alone, as a person writes it: its own signs tell which parts decimals.

    Raises NotAnAmount.
    """
    try:
        return parse_amount(text, decimal_sign_of([text]))
    except TwoReadings:
        readings = " eller ".join(_reading(text.strip(), sign) for sign in (",", "."))
        raise TwoReadings(f"”{text.strip()}” kan läsas på två sätt: {readings}. Skriv med decimalkomma.") from None


def share(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """A part of a whole. A share of nothing, or of less than nothing, is unknown and not nought.

    The one rule of shares.
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


def short_percent(share: Decimal) -> str:
    """A share that is often whole, as a target is: 90 %, and 87,5 % where it is not."""
    return percent(share, 0 if share * 100 == int(share * 100) else 1)


def share_difference(share: Decimal | None, other: Decimal | None) -> Decimal | None:
    """How much one share is above another, of both as `percent` shows them; null where one is unknown.

    A difference stands beside what it is of: 85,8 % and 84,2 % are 1,6 apart, whatever their further decimals say.
    """
    return None if share is None or other is None else _as_shown(share) - _as_shown(other)


def _as_shown(share: Decimal) -> Decimal:
    return Decimal(share).quantize(Decimal("0.001"), ROUND_HALF_UP)


def percentage_points(difference: Decimal | None) -> str:
    """A difference between two shares in percentage points, with its sign: +1,2."""
    if difference is None:
        return "–"
    written = _grouped(Decimal(difference) * 100, 1)
    return written if difference <= 0 or written == "0,0" else f"+{written}"
