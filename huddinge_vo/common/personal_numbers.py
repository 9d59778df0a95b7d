"""Swedish personal numbers in free text.

Clients are never in the data: what looks like one is refused with the reason.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from django.core.exceptions import ValidationError
from stdnum import luhn

# A birthday of six or eight figures and four more, never inside a longer number, in one of these ways of writing:
_WAYS = (
    # the birthday in one, with next to anything before the four; not a day and the next one's year
    re.compile(r"(?<!\d)(?:\d\d)?\d{6}[\W_]{0,3}\d\d[ .]?\d\d(?!\d)(?!-\d\d-\d\d)"),
    # the birthday parted by signs, with a sign before the four too, so that a day and an amount are none
    re.compile(r"(?<!\d)(?:\d\d)?\d\d([-./:_ ])\d\d\1\d\d ?[-+./:_] ?\d\d ?\d\d(?![-./:]?\d)"),
    # spaces alone
    re.compile(r"(?<!\d)(?<!\d )(?:\d\d)?\d\d \d\d \d\d \d{4}(?! ?\d)"),
    # by twos or one by one, with the same sign between
    re.compile(r"(?<!\d)(?<!\d[-./ ])\d\d([-./ ])(?:\d\d\1){3,4}\d\d(?![-./ ]?\d)"),
    re.compile(r"(?<!\d)(?<!\d[-./ ])\d([-./ ])(?:\d\1){8}(?:\d\1\d\1)?\d(?![-./ ]?\d)"),
)
# Beside what Unicode itself counts as dashes.
_HYPHENS = {
    *("\N{MINUS SIGN}", "\N{HYPHEN BULLET}", "\N{MODIFIER LETTER MINUS SIGN}", "\N{MACRON}", "\N{SOFT HYPHEN}", "~"),
}
_DOTS = {
    *("\N{MIDDLE DOT}", "\N{BULLET}", "\N{ONE DOT LEADER}", "\N{HYPHENATION POINT}", "\N{BULLET OPERATOR}"),
    "\N{DOT OPERATOR}",
}
# Born in the last century, said in full: no invoice and no case has a number like that, so that one with a wrong check
# digit is a personal number that was mistyped.
_SAID_IN_FULL = re.compile(r"(?<!\d)19 ?(\d\d)(\d\d)(\d\d) ?[-+] ?\d{4}(?!\d)")
_COORDINATION = 60  # is added to the day in a coordination number


def plain_signs(text: str) -> str:
    """A text as it is meant to be read: other alphabets' figures, wide letters, kinds of hyphens and spaces as our own.

    What is not seen at all (zero width, accents by themselves) is taken away.
    """
    if text.isascii():
        return re.sub(r"\s", " ", text)
    return "".join(_plain_sign(sign) for sign in unicodedata.normalize("NFKC", text))


def _plain_sign(sign: str) -> str:
    category = unicodedata.category(sign)
    if sign in _HYPHENS or category == "Pd":
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category in {"Cf", "Mn", "Me"}:
        return ""
    if sign.isspace():
        return " "
    return "." if sign in _DOTS else sign


def personal_number_in(text: str) -> str | None:
    """The first personal or coordination number in a text, in plain signs; null when there is none.

    A number counts when its day is in the calendar and its check digit is right, so that an organisation number
    (third digit two or more) and nearly all telephone and invoice numbers pass. One of the last century that is written
    in full counts whatever its check digit is.
    """
    plain = plain_signs(text)
    for found in _SAID_IN_FULL.finditer(plain):
        if _is_day(*(int(part) for part in found.groups())):
            return found.group()
    for way in _WAYS:
        for found in way.finditer(plain):
            figures = "".join(sign for sign in found.group() if sign.isdecimal())[-10:]
            if _is_one(figures):
                return found.group()
    return None


def _is_one(figures: str) -> bool:
    return _is_day(*(int(figures[at : at + 2]) for at in (0, 2, 4))) and bool(luhn.is_valid(figures))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(2000 + year, month, day - _COORDINATION if day > _COORDINATION else day)
    except ValueError:
        return False
    return True


def refuse_personal_numbers(text: object) -> None:
    """A validator of free text."""
    if isinstance(text, str) and personal_number_in(text):
        raise ValidationError(
            "Texten innehåller något som ser ut som ett personnummer. Uppgifter om enskilda får inte finnas här: "
            "skriv ärendets nummer i stället.",
            code="personal_number",
        )
