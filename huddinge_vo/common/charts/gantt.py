"""Work over time as a picture that is a table too: a row has words, days and a bar; nothing is told by the bar
alone. The bar says its row to who points at it, and opens what the row is of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH = 1000  # of a bar's picture, in its own units


@dataclass(frozen=True)
class Work:
    """What is drawn: from a first to a last day, both counted. `kind` is one of planned, held, done, late."""

    label: str
    first: date
    last: date
    kind: str
    words: str
    href: str = ""
    marks: tuple[date, ...] = ()

    @property
    def told(self) -> str:
        """All that its bar says."""
        days = str(self.first) if self.first == self.last else f"{self.first}–{self.last}"
        steps = "".join(f", steg {day}" for day in self.marks if day not in {self.first, self.last})
        return f"{self.label}: {self.words[:1].lower()}{self.words[1:]}, {days}{steps}"


@dataclass(frozen=True)
class Bar:
    """A row of the picture. Places are in thousandths of its width."""

    work: Work
    x: int
    width: int
    marks: tuple[int, ...]


@dataclass(frozen=True)
class Gantt:
    """A picture. `ticks` are (place, year); `today` is null when it lies outside."""

    first: date
    last: date
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[int, int], ...]
    today: int | None


def gantt(work: Iterable[Work], *, first: date, last: date, today: date) -> Gantt:
    """Draw what touches the span; bars are cut at its ends and are never too thin to see."""
    span = (last - first).days + 1

    def place(day: date) -> int:
        return min(max(round((day - first).days * WIDTH / span), 0), WIDTH)

    bars = []
    for each in work:
        if each.last < first or each.first > last:
            continue
        begins = place(each.first)
        width = max(place(each.last) + round(WIDTH / span) - begins, 6)
        begins = min(begins, WIDTH - 6)
        marks = tuple(place(day) for day in each.marks if first <= day <= last)
        bars.append(Bar(each, begins, min(width, WIDTH - begins), marks))
    years = range(first.year, last.year + 1)
    ticks = tuple((place(max(date(year, 1, 1), first)), year) for year in years)
    return Gantt(first, last, tuple(bars), ticks, place(today) if first <= today <= last else None)


def span_of(work: Sequence[Work], *, today: date) -> tuple[date, date]:
    """Whole years around some work and today."""
    firsts = [each.first for each in work] + [today]
    lasts = [each.last for each in work] + [today]
    return date(min(firsts).year, 1, 1), date(max(lasts).year, 12, 31)
