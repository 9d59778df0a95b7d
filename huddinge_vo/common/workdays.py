"""Working days in Sweden: not Saturdays, Sundays, public holidays, nor the eves that the law puts beside them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

_ONE = timedelta(days=1)
_SATURDAY = 5


@lru_cache(maxsize=64)
def _free_days(year: int) -> frozenset[date]:
    # Midsummer's, Christmas and New Year's Eve count as holidays when time limits are computed (1930:173).
    return frozenset(holidays.Sweden(years=year, include_sundays=False, categories=("public", "de_facto")))


def is_working_day(day: date) -> bool:
    """Whether offices are open."""
    return day.weekday() < _SATURDAY and day not in _free_days(day.year)


def working_day_from(day: date) -> date:
    """The day itself when it is a working day, else the next that is: where a time limit moves to."""
    while not is_working_day(day):
        day += _ONE
    return day


def add_working_days(day: date, count: int) -> date:
    """So many working days later, or earlier when negative. Nought is the day itself."""
    step = _ONE if count >= 0 else -_ONE
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day
