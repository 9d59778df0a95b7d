"""When an office does what is dated a day."""

from __future__ import annotations

from datetime import UTC, date, datetime


def morning(day: date) -> datetime:
    """The hour that the demo dates its own actions to."""
    return datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
