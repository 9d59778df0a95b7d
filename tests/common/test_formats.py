"""Days and times are written in one way, also where a page writes them as they are."""

from datetime import UTC, date, datetime

from django.template import Context, Template


def test_a_day_and_a_time_are_written_as_everywhere_else():
    told = {"day": date(2026, 9, 1), "time": datetime(2026, 9, 1, 12, 5, tzinfo=UTC)}
    written = Template("{{ day }} {{ day|date }} {{ time }} {{ time|time }}").render(Context(told))
    assert written == "2026-09-01 2026-09-01 2026-09-01 14.05 14.05"
