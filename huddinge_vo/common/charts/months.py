"""Months as cells of a calendar, each with what falls in it in words and as a bar: a picture that is its own table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WHOLE = 100  # units that the longest bar is


@dataclass(frozen=True)
class Month:
    """How many fall in a month. `words` say it shortly, `told` wholly; `href` opens them."""

    month: date
    count: int
    words: str
    told: str
    href: str = ""


@dataclass(frozen=True)
class Cell:
    """A month and how long its bar is."""

    of: Month
    bar: int


@dataclass(frozen=True)
class Year:
    """A calendar year's cells."""

    year: int
    cells: tuple[Cell, ...]


def calendar_of(months: Sequence[Month]) -> tuple[Year, ...]:
    """Months that follow one another, year by year. The one that most falls in has the longest bar."""
    most = max((each.count for each in months), default=0)
    years: dict[int, list[Cell]] = {}
    for each in months:
        bar = max(round(each.count * WHOLE / most), 3) if each.count else 0
        years.setdefault(each.month.year, []).append(Cell(each, bar))
    return tuple(Year(year, tuple(cells)) for year, cells in years.items())
