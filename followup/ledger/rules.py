"""Which months a file is about, by the rows it has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from huddinge_vo.common.periods import Period

_MUCH = 2  # a month with more than a half of what the fullest has is one that the file is about


def covered_months(rows: Mapping[date, int]) -> Period:
    """The period a file covers, proposed from how many rows it has of each month (by its first day).

    Published monthly files have rows of other months, up to a third of them: those strayed in. From the first to the
    last month with more than half as many rows as the fullest; a month between them without rows is covered too.
    Raises ValueError for no rows at all.
    """
    fullest = max(rows.values())
    much = [month for month, number in rows.items() if number * _MUCH > fullest]
    return Period(min(much), Period.containing(max(much)).last)
