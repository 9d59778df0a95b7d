"""Organisation numbers: ten digits, the last a check digit (Luhn). A third digit under 2 makes it a personal number.

Half the suppliers in published Swedish ledgers carry a wrong or no number: the raw value is always kept, and a wrong
one never rejects a row. It only means that the supplier cannot be told.
"""

from __future__ import annotations

import re

from stdnum import luhn

_CENTURIES = ("16", "18", "19", "20")
MASKED = "Personnummer, maskerat"


def normalise(raw: str | None) -> str | None:
    """Ten digits, or null when the value is no valid number.

    Hyphens and spaces are ignored; so is the 16 that twelve-digit numbers of organisations begin with, and the century
    of a sole trader's personal number.
    """
    digits = re.sub(r"[\s  -]", "", raw or "")
    if len(digits) == 12 and digits.startswith(_CENTURIES):
        digits = digits[2:]
    if not re.fullmatch(r"[0-9]{10}", digits) or digits == "0000000000" or not luhn.is_valid(digits):
        return None
    return digits


def is_personal(number: str) -> bool:
    """Whether a normalised number is a person's: the third digit of an organisation's is never under 2."""
    return number[2] < "2"


def display(number: str | None, *, may_see_personal: bool = False) -> str:
    """556677-8899 as people write it; a person's number only for those with need of it."""
    if not number:
        return ""
    if is_personal(number) and not may_see_personal:
        return MASKED
    return f"{number[:6]}-{number[6:]}"


def display_raw(raw: str | None) -> str:
    """A value as it stood in a file, unless it is a person's number."""
    number = normalise(raw)
    if number is not None and is_personal(number):
        return MASKED
    return raw or ""


# Ten figures, or twelve with the century, however they are parted; not within a longer number.
_IN_TEXT = re.compile(r"(?<![0-9])(?:[0-9]{2})?[0-9]{6}[\s  +\-\u2010-\u2015]{0,3}[0-9]{4}(?![0-9])")


def mask_in(text: str) -> str:
    """A text as it stood in a file, with each personal number in it masked: a cell may hold more than its number."""
    return _IN_TEXT.sub(lambda found: MASKED if _is_a_persons(found.group()) else found.group(), text)


def _is_a_persons(written: str) -> bool:
    number = normalise(re.sub(r"[^0-9]", "", written))
    return number is not None and is_personal(number)
