"""How a ledger file is to be read: what a mapping profile says, and what is said of the file afterwards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from huddinge_vo.common.files.tabular import UnreadableFile

# What a profile may say of the sign of amounts: credits are negative in our ledger, always.
CREDITS = {"negative": "krediter är negativa", "positive": "krediter är positiva, köp är negativa"}
MONTH_FORMAT = "%Y%m"
# The ways that days are written which a page offers. A terminal may name others.
DATE_FORMATS = {
    "%Y-%m-%d": "2026-03-31 (år-månad-dag)",
    "%Y%m%d": "20260331",
    "%d/%m/%Y": "31/03/2026 (dag/månad/år)",
    "%m/%d/%Y": "03/31/2026 (månad/dag/år)",
    "%d.%m.%Y": "31.03.2026",
    "%d-%m-%Y": "31-03-2026",
    "%d/%m/%y": "31/03/26 (dag/månad/år)",
    "%m/%d/%y": "03/31/26 (månad/dag/år)",
    "%y%m%d": "260331",
    "%d-%b-%Y": "31-Mar-2026",
    "%d-%b-%y": "31-Mar-26",
    "%d %B %Y": "31 March 2026",
    "%Y/%m/%d": "2026/03/31",
    "%Y%m": "202603 (bara månad)",
    "%Y-%m": "2026-03 (bara månad)",
    "%m/%Y": "03/2026 (bara månad)",
}
_DIRECTIVES = frozenset("YymdbBHMS%")
_PERIOD = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_. ]?(0[1-9]|1[0-2])(?!\d)")
_PERIOD_LAST = re.compile(r"(?<!\d)(0[1-9]|1[0-2])[-_. ]((?:19|20)\d{2})(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ENGLISH = {"may": 5, "oct": 10}
_WORDS = re.compile(r"(?<![a-zåäö])([a-zåäö]{3,9})[-_. ]*((?:19|20)\d{2})(?!\d)", re.IGNORECASE)


class UnknownFormat(ValueError):
    """A way to write days that has no year or no month, or a part that is not known."""


@dataclass(frozen=True)
class Note:
    """Something that a reader of a file decided or left out, for whoever sent it. `lines` are the first of them."""

    kind: str
    text: str
    lines: tuple[int, ...] = ()

    def as_json(self) -> dict[str, object]:
        """As it is kept, and as the terminal gives it."""
        return {"kind": self.kind, "text": self.text, **({"lines": list(self.lines)} if self.lines else {})}


@dataclass(frozen=True, kw_only=True)
class How:
    """How a file is read where it does not follow the national specification. What is empty is found in the file.

    `mapping` leads from our field to the file's own heading; `constants` from our field to what all rows have.
    """

    name: str = ""
    headings: tuple[str, ...] = ()  # by which a file of this kind is recognised
    mapping: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    skip_lines: int = 0  # lines above the headings
    sheets: tuple[str, ...] = ()
    delimiter: str = ""
    encoding: str = ""
    decimal_sign: str = ""
    date_format: str = ""
    credits: str = "negative"
    period_from_name: bool = False
    mends_text: bool = False
    leaves_out_totals: bool = False


def check_format(text: str) -> str:
    """A way to write days, if it tells at least year and month. Raises UnknownFormat."""
    found = re.findall(r"%(.)", text)
    if unknown := [f"%{each}" for each in found if each not in _DIRECTIVES]:
        raise UnknownFormat(f"”{text}”: {', '.join(unknown)} går inte att använda. Använd %Y, %m, %d, %y, %b och %B.")
    if not {"Y", "y"} & set(found) or not {"m", "b", "B"} & set(found):
        raise UnknownFormat(f"”{text}” säger inte både år och månad. Skriv till exempel %d/%m/%Y.")
    return text


def is_month_only(date_format: str) -> bool:
    """Whether days are told only by their month."""
    return bool(date_format) and "%d" not in date_format


def last_day(year: int, month: int) -> date:
    """The last day of a month: what is known only by its month is booked on it."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def period_in(text: str) -> date:
    """The last day of the one month that a text names: 2020-03, 202003, mars 2020. Raises ValueError."""
    found = {(int(year), int(month)) for year, month in _PERIOD.findall(text)}
    found |= {(int(year), int(month)) for month, year in _PERIOD_LAST.findall(text)}
    for word, year in _WORDS.findall(text):
        start = word.lower()[:3]
        month = _MONTHS.index(start) + 1 if start in _MONTHS else _ENGLISH.get(start)
        if month:
            found.add((int(year), month))
    if len(found) != 1:
        raise ValueError("ingen månad" if not found else "flera månader")
    return last_day(*found.pop())


def period_of_name(file_name: str) -> date:
    """The last day of the month that a file's name tells. Raises UnreadableFile."""
    try:
        return period_in(file_name)
    except ValueError as error:
        raise UnreadableFile(
            f"Filens namn ”{file_name}” säger {error}. Döp om filen, till exempel till reskontra-2026-03.csv, eller "
            "ange perioden."
        ) from None
