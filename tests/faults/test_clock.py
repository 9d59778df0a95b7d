"""The clock's traps: nights that lack an hour or have one twice, and a year that ends at another moment in Sweden."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from celery.schedules import crontab
from django.conf import settings

from followup.duties import actions as duties
from followup.duties.models import Duty
from huddinge_vo.celery import app
from huddinge_vo.common.periods import start_of, swedish_day
from huddinge_vo.common.workdays import is_working_day, working_day_from
from tests import factories as make

SWEDEN = ZoneInfo("Europe/Stockholm")
NIGHTS = {
    name: entry["schedule"]
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items()
    if isinstance(entry["schedule"], crontab)
}
DAYS = [date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31), date(2027, 1, 1), date(2028, 2, 29)]


def times_done(schedule, first, last):
    """The Swedish days on which a job is begun, by a scheduler that looks every minute."""
    now = datetime(first.year, first.month, first.day, 12, tzinfo=SWEDEN).astimezone(UTC)
    end = datetime(last.year, last.month, last.day, 12, tzinfo=SWEDEN).astimezone(UTC)
    hour, minute = next(iter(schedule.hour)), next(iter(schedule.minute))
    asked = crontab(hour=hour, minute=minute, app=app, nowfun=lambda: now.astimezone(SWEDEN))
    last_run, days = now, []
    while now < end:
        now += timedelta(minutes=1)
        if asked.is_due(last_run.astimezone(SWEDEN)).is_due:
            last_run = now
            days.append(now.astimezone(SWEDEN).date())
    return days


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", NIGHTS)
def test_a_nightly_job_is_done_once_a_night_also_where_an_hour_is_missing_or_there_twice(name, day):
    days = times_done(NIGHTS[name], day - timedelta(days=1), day + timedelta(days=1))
    assert days == [day, day + timedelta(days=1)]


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), date(2026, 3, 29)),  # winter time still
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),  # summer time: midnight is an hour sooner
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 30, tzinfo=UTC), date(2026, 10, 25)),  # the long day
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), date(2026, 10, 26)),
    ],
)
def test_the_day_is_sweden_s_at_every_moment(at, day):
    assert swedish_day(at) == day
    assert start_of(day) <= at < start_of(day + timedelta(days=1))


def test_the_first_working_day_of_a_year_is_neither_new_year_s_day_nor_epiphany():
    assert working_day_from(date(2027, 1, 1)) == date(2027, 1, 4)  # a Friday, and then a weekend
    assert not is_working_day(date(2027, 1, 6))


@pytest.mark.django_db
@pytest.mark.parametrize("day", DAYS)
def test_no_duty_is_made_twice_or_forgotten_over_such_a_night(day):
    duties.load_reminder_rules(buyer=make.buyer(), at=datetime(2026, 1, 2, tzinfo=UTC))
    # Six months before its last day a contract is first told of: on the night itself, and on the days beside it.
    for number in range(-1, 2):
        until = day + timedelta(days=number + 182)
        seller = make.supplier(f"Nr {number} AB", None)
        make.contract(f"A{number}", supplier=seller, valid_from=day - timedelta(days=400), until=until)
    for hour in range(-36, 60):  # each hour of the days around it, as if the job came at any of them
        duties.refresh_duties(buyer=make.buyer(), at=start_of(day).astimezone(UTC) + timedelta(hours=hour))
    step_by_step = told()
    last = start_of(day).astimezone(UTC) + timedelta(hours=59)
    assert duties.refresh_duties(buyer=make.buyer(), at=last) == 0
    Duty.objects.all().delete()
    duties.refresh_duties(buyer=make.buyer(), at=last)
    assert step_by_step == told()
    assert len(step_by_step) == len(set(step_by_step)) >= 3


def told():
    """The open duties: what they are about, and when they are due."""
    found = Duty.objects.filter(state=Duty.State.OPEN).order_by("pk")
    return sorted(found.values_list("rule__kind", "object_id", "due_on"))
