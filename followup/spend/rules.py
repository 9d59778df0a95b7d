"""For which periods sums are told of what may not be seen."""

from __future__ import annotations

from datetime import date

from huddinge_vo.common.periods import Period

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
