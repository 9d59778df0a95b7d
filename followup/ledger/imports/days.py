"""Days in a ledger file: ISO days, and those of a profile's own format."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from followup.ledger.imports.how import is_month_only, last_day, period_in

FIRST_YEAR, LAST_YEAR = 1990, 2099
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_SWEDISH_MONTHS = (
    *(("januari", "january"), ("februari", "february"), ("mars", "march"), ("maj", "may"), ("juni", "june")),
    *(("juli", "july"), ("augusti", "august"), ("oktober", "october"), ("okt", "oct")),
)
_IN_FAST_LANE = {"%Y": r"\d{4}", "%m": r"\d{2}", "%d": r"\d{2}"}


@lru_cache(maxsize=20_000)
def read_day(text: str, date_format: str = "") -> date:
    """A day of a file. Raises ValueError with the reason in Swedish.

    Without a format an ISO day, also without hyphens or with a time behind. What tells only a month is its last day.
    """
    value = text.strip()
    if not value:
        raise ValueError("Datumet saknas.")
    if not date_format:
        return _iso_day(value)
    if _ISO.fullmatch(value) and not date_format.startswith("%Y-%m-%d"):
        return _iso_day(value)  # a spreadsheet's own date, or one that cannot be read in another way
    spoken = value.lower()
    for swedish, english in _SWEDISH_MONTHS:
        spoken = spoken.replace(swedish, english)
    try:
        day = datetime.strptime(spoken, date_format).date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        raise ValueError(f"”{value}” går inte att läsa som datum på det sätt som är valt.") from None
    if is_month_only(date_format):
        day = last_day(day.year, day.month)
    return _within(day, value)


def _iso_day(value: str) -> date:
    found = _ISO.fullmatch(value) or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", value)
    if found is None:
        if re.fullmatch(r"\d{4}-?\d{2}", value):
            raise ValueError(f"”{value}” är en månad. Datumet ska vara en dag: ÅÅÅÅ-MM-DD.")
        raise ValueError(f"”{value}” går inte att läsa som datum. Skriv ÅÅÅÅ-MM-DD.")
    year, month, day = (int(part) for part in found.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"”{value}” ligger utanför åren {FIRST_YEAR}–{LAST_YEAR}.")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"”{value}” är ingen dag i almanackan.") from None


def _within(day: date, value: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"”{value}” ligger utanför åren {FIRST_YEAR}–{LAST_YEAR}.")
    return day


def constant_day(text: str) -> date:
    """The day or month that a profile gives all rows. Raises ValueError."""
    try:
        return _iso_day(text.strip())
    except ValueError:
        return period_in(text)


def plain_pattern(date_format: str) -> str | None:
    """What a day of a format looks like where all is figures of a fixed number; null for other formats."""
    pattern = ""
    for part in re.findall(r"%.|[^%]", date_format):
        if part.startswith("%"):
            if part not in _IN_FAST_LANE:
                return None
            pattern += _IN_FAST_LANE[part]
        else:
            pattern += re.escape(part)
    return f"^{pattern}$"
