"""Periods that indices are published for: years, quarters and months, as statistics offices write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from huddinge_vo.common.periods import MONTHS, Period, add_months

_FIRST_YEAR, _LAST_YEAR = 1950, 2199


class Frequency(StrEnum):
    """How often an index is published."""

    YEAR = "YEAR"
    QUARTER = "QUARTER"
    MONTH = "MONTH"


_MONTHS_IN = {Frequency.YEAR: 12, Frequency.QUARTER: 3, Frequency.MONTH: 1}
_WRITTEN = (
    (Frequency.YEAR, re.compile(r"(?P<year>[0-9]{4})")),
    (Frequency.QUARTER, re.compile(r"(?P<year>[0-9]{4}) ?(?:k|q|kv|kvartal) ?(?P<part>[0-9])")),
    (Frequency.QUARTER, re.compile(r"(?:kv|kvartal) ?(?P<part>[0-9]) (?P<year>[0-9]{4})")),
    (Frequency.MONTH, re.compile(r"(?P<year>[0-9]{4})(?: ?m ?|-)(?P<part>[0-9]{1,2})")),
    (Frequency.MONTH, re.compile(rf"(?P<name>{'|'.join(MONTHS)}) (?P<year>[0-9]{{4}})")),
)


@dataclass(frozen=True)
class IndexPeriod:
    """A year, a quarter or a month. `part` is 1–4 for a quarter, 1–12 for a month and 1 for a year.

    Raises ValueError, in Swedish, when there is no such part or the year is out of reach.
    """

    year: int
    part: int
    frequency: Frequency

    def __post_init__(self) -> None:
        if not _FIRST_YEAR <= self.year <= _LAST_YEAR:
            raise ValueError(f"År {self.year} ligger utanför åren {_FIRST_YEAR}–{_LAST_YEAR}.")
        if not 1 <= self.part <= 12 // _MONTHS_IN[self.frequency]:
            named = {Frequency.YEAR: "årsperiod", Frequency.QUARTER: "kvartal", Frequency.MONTH: "månad"}
            raise ValueError(f"Det finns inget {self.part} som {named[self.frequency]}.")

    @classmethod
    def parse(cls, text: str) -> IndexPeriod:
        """A period as it is written: 2026, 2026K2, 2026Q2, 2026 kv 2, kvartal 2 2026, 2026M08, 2026-08, augusti 2026.

        Case does not matter. Raises ValueError with the reason in Swedish.
        """
        plain = " ".join(text.lower().split())
        for frequency, pattern in _WRITTEN:
            if found := pattern.fullmatch(plain):
                groups = found.groupdict()
                part = MONTHS.index(groups["name"]) + 1 if "name" in groups else int(groups.get("part", "1"))
                try:
                    return cls(int(groups["year"]), part, frequency)
                except ValueError as error:
                    raise ValueError(f"”{text}” är ingen period. {error}") from None
        raise ValueError(f"”{text}” är ingen period. Skriv till exempel 2026, 2026K2 eller 2026M08.")

    @property
    def code(self) -> str:
        """As SCB writes it: 2026, 2026K2 or 2026M08. Codes of one frequency sort as the periods do."""
        if self.frequency == Frequency.QUARTER:
            return f"{self.year}K{self.part}"
        if self.frequency == Frequency.MONTH:
            return f"{self.year}M{self.part:02}"
        return f"{self.year}"

    @property
    def first(self) -> date:
        """The first day of it."""
        return date(self.year, (self.part - 1) * _MONTHS_IN[self.frequency] + 1, 1)

    @property
    def last(self) -> date:
        """The last day of it; it counts."""
        return Period.containing(add_months(self.first, _MONTHS_IN[self.frequency] - 1)).last

    @property
    def label(self) -> str:
        """As one says it: 2026, kvartal 2 2026 or augusti 2026."""
        if self.frequency == Frequency.QUARTER:
            return f"kvartal {self.part} {self.year}"
        if self.frequency == Frequency.MONTH:
            return f"{MONTHS[self.part - 1]} {self.year}"
        return f"{self.year}"

    def moved(self, years: int) -> IndexPeriod:
        """The same part so many years later, or earlier when negative."""
        return replace(self, year=self.year + years)

    def next(self) -> IndexPeriod:
        """The period after, of the same frequency."""
        if self.part < 12 // _MONTHS_IN[self.frequency]:
            return replace(self, part=self.part + 1)
        return replace(self, year=self.year + 1, part=1)

    def same_part_as(self, other: IndexPeriod) -> bool:
        """Whether both are, say, second quarters, of whatever years."""
        return (self.part, self.frequency) == (other.part, other.frequency)
