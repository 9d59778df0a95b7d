"""Swedish personal numbers in free text.

Clients are never in the data: what looks like one is refused with the reason.
"""

from __future__ import annotations

import re
from datetime import date

from django.core.exceptions import ValidationError
from stdnum import luhn

# Six or eight digits of a birthday, a sign or a space perhaps, and four more; never inside a longer number.
_LIKE_ONE = re.compile(r"(?<![0-9])(?:[0-9]{2})?([0-9]{2})([0-9]{2})([0-9]{2})\s?[-+–]?\s?([0-9]{4})(?![0-9])")
_COORDINATION = 60  # is added to the day in a coordination number


def personal_number_in(text: str) -> str | None:
    """The first personal or coordination number in a text, as it is written there; null when there is none.

    A number counts when its day is in the calendar and its check digit is right, so that an organisation number
    (third digit two or more) and nearly all telephone and invoice numbers pass.
    """
    for found in _LIKE_ONE.finditer(text):
        year, month, day, last = found.groups()
        of_month = int(day) - _COORDINATION if int(day) > _COORDINATION else int(day)
        try:
            date(2000 + int(year), int(month), of_month)
        except ValueError:
            continue
        if luhn.is_valid(f"{year}{month}{day}{last}"):
            return found.group()
    return None


def refuse_personal_numbers(text: str) -> None:
    """A validator of free text."""
    if isinstance(text, str) and personal_number_in(text):
        raise ValidationError(
            "Texten innehåller något som ser ut som ett personnummer. Uppgifter om enskilda får inte finnas här: "
            "skriv ärendets nummer i stället.",
            code="personal_number",
        )
