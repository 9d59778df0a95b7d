"""Spans of days. Both end days count, always."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_SWEDEN = ZoneInfo("Europe/Stockholm")
FIRST_YEAR, LAST_YEAR = 1950, 2199  # a day outside them is a slip of the pen, and breaks what is computed from it
MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)


def swedish_day(at: datetime) -> date:
    """The day that a point in time falls on in Sweden."""
    return at.astimezone(_SWEDEN).date()


def start_of(day: date) -> datetime:
    """The moment that a day begins in Sweden."""
    return datetime(day.year, day.month, day.day, tzinfo=_SWEDEN)


def end_of(day: date) -> datetime:
    """The moment that a day is over in Sweden, when the next begins."""
    return start_of(day + timedelta(days=1))


def month_start(day: date) -> date:
    """The first day of the month that a day is in."""
    return day.replace(day=1)


def add_months(month: date, months: int) -> date:
    """The first day of the month so many months later, or earlier when negative."""
    total = month.year * 12 + month.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)


@dataclass(frozen=True, order=True)
class Period:
    """A span from a first to a last day. Raises ValueError when the last comes before the first."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("Periodens sista dag kan inte ligga före den första.")

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """One month."""
        return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    @classmethod
    def containing(cls, day: date) -> Period:
        """The month that a day is in."""
        return cls.month(day.year, day.month)

    @classmethod
    def year(cls, year: int) -> Period:
        """One calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def rolling_12(cls, last: date) -> Period:
        """The twelve whole months that end with the month of a day."""
        return cls(add_months(month_start(last), -11), cls.containing(last).last)

    @property
    def whole_months(self) -> bool:
        """Whether it begins and ends where months do."""
        return self.first.day == 1 and (self.last + timedelta(days=1)).day == 1

    def months(self) -> Iterator[date]:
        """The first day of each month that it touches."""
        month = month_start(self.first)
        while month <= self.last:
            yield month
            month = add_months(month, 1)

    def lacking(self, months: Collection[date]) -> tuple[Period, ...]:
        """Its months that are not among some first days of months; those that follow one another are one period."""
        found: list[Period] = []
        for month in self.months():
            if month in months:
                continue
            one = Period.containing(month)
            if found and found[-1].last + timedelta(days=1) == month:
                found[-1] = Period(found[-1].first, one.last)
            else:
                found.append(one)
        return tuple(found)

    def previous_year(self) -> Period:
        """The same months a year earlier; whole months stay whole in leap years."""
        first = add_months(month_start(self.first), -12).replace(day=min(self.first.day, 28))
        if self.whole_months:
            return Period(first.replace(day=1), Period.containing(add_months(month_start(self.last), -12)).last)
        return Period(first, add_months(month_start(self.last), -12).replace(day=min(self.last.day, 28)))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        """In Swedish, as short as it is clear: 2026, januari–oktober 2026, or two dates."""
        if not self.whole_months:
            return f"{self.first}–{self.last}"
        if (self.first.month, self.last.month) == (1, 12) and self.first.year == self.last.year:
            return str(self.first.year)
        begins, ends = MONTHS[self.first.month - 1], MONTHS[self.last.month - 1]
        if self.first.year != self.last.year:
            return f"{begins} {self.first.year}–{ends} {self.last.year}"
        return f"{ends} {self.last.year}" if begins == ends else f"{begins}–{ends} {self.last.year}"


def swedish_time(at: datetime) -> str:
    """A point in time as clocks in Sweden have it: 2026-03-01 13.00."""
    return f"{at.astimezone(_SWEDEN):%Y-%m-%d %H.%M}"
