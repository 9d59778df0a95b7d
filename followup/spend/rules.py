"""For which periods sums are told of what may not be seen."""

from __future__ import annotations

from datetime import date, timedelta

from huddinge_vo.common.periods import FIRST_YEAR, LAST_YEAR, Period, add_months, month_start

_DECEMBER = 12


_REPORT_MONTH = 5  # June's report looks back from May


def is_reported(period: Period, until: date) -> bool:
    """Whether the system itself says sums of a period: a calendar year, or twelve months that end with a report.

    `until` is in the last month there is spend for. What may not be seen is told as one sum for these periods and no
    others: with any month to choose, two sums would tell by subtraction what a single month was.
    """
    if not period.whole_months:
        return False
    ends_with_data = (period.last.year, period.last.month) == (until.year, until.month)
    if (period.first.month, period.first.day) == (1, 1) and period.first.year == period.last.year:
        return period.last.month == _DECEMBER or ends_with_data
    ends_with_report = period.last.month in {_DECEMBER, _REPORT_MONTH}
    return period == Period.rolling_12(period.last) and (ends_with_data or ends_with_report)


def is_of_whole_years(first_month: date | None) -> bool:
    """Whether all that there is, from its first month, is calendar years and nothing before them.

    The sum of all is else one of its own: less the latest twelve months it would tell of the few before those.
    """
    return first_month is not None and first_month.month == 1


def whole_months(first: date | None, last: date | None) -> tuple[tuple[date, date] | None, tuple[Period, ...]]:
    """What a span of days is made of: the first and the last of its whole months by their first days, and its days in
    months that are not whole. An open end is at the edge of time; without whole months the first is null.
    """
    first, last = first or date(FIRST_YEAR, 1, 1), last or date(LAST_YEAR, 12, 31)
    if last < first:
        return None, ()
    begins = first if first.day == 1 else add_months(month_start(first), 1)
    ends = month_start(last + timedelta(days=1))  # the month after the last whole one
    if begins >= ends:
        return None, (Period(first, last),)
    parts = []
    if first < begins:
        parts.append(Period(first, begins - timedelta(days=1)))
    if ends <= last:
        parts.append(Period(ends, last))
    return (begins, add_months(ends, -1)), tuple(parts)
