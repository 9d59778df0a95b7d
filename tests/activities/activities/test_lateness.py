"""Lateness: one rule, for one activity at hand and for all of them in SQL."""

from datetime import date, timedelta
from itertools import product

import pytest

from activities.activities.models import Activity
from activities.activities.rules import Standing, is_late, standing
from tests import factories as make

TODAY = date(2026, 6, 1)
DAYS = (None, TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1))


@pytest.mark.django_db
def test_the_question_and_the_rule_call_the_same_activities_late():
    ways = list(product([value for value, _ in Activity.Status.choices], DAYS, DAYS))
    for number, (status, starts_on, ends_on) in enumerate(ways):
        if starts_on is None or ends_on is None or starts_on <= ends_on:
            done_on = TODAY if status == "DONE" else None
            make.activity(f"9.{number + 1}", status=status, starts_on=starts_on, ends_on=ends_on, done_on=done_on)
    asked = set(Activity.objects.late_on(TODAY))
    ruled = {each for each in Activity.objects.all() if is_late(each.status, each.starts_on, each.ends_on, on=TODAY)}
    assert asked == ruled
    assert 0 < len(asked) < Activity.objects.count()
    words = {each: standing(each.status, each.starts_on, each.ends_on, on=TODAY) for each in Activity.objects.all()}
    assert {each for each, word in words.items() if word is Standing.LATE} == asked
