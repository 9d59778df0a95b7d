"""What is published next in a series, and figures as they are published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contracts.index import rules
from contracts.index.models import IndexSeries
from huddinge_vo.common.index_periods import IndexPeriod
from huddinge_vo.common.templatetags.swedish import published

_AHEAD_MONTHS = 6


@dataclass(frozen=True)
class Publication:
    """When a series' next figure is about to come. A late one should have come."""

    period: str
    on: date
    is_late: bool


def next_publication(series: IndexSeries, latest: str | None, *, on: date) -> Publication | None:
    """About when the next figure comes after the latest period; null when that is not known, or none will."""
    if series.ended_with or not latest or series.publishes_after_days is None:
        return None
    period = IndexPeriod.parse(latest)
    day = rules.expected_on(period, after_days=series.publishes_after_days)
    return Publication(period.next().label, day, day < on)


def published_figure(value: Decimal, series: IndexSeries) -> str:
    """A series' figure with the decimals it is published with: 147,0, and 3,5 % for a yearly change."""
    return published(value, series.decimals) + (" %" if series.measures == "CHANGE" else "")
