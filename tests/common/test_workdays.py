"""Working days over Swedish holidays, and personal numbers that do not get in."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from huddinge_vo.common.charts.gantt import Work, gantt
from huddinge_vo.common.personal_numbers import personal_number_in, refuse_personal_numbers
from huddinge_vo.common.workdays import (
    add_working_days,
    is_working_day,
    working_day_from,
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 6, 18), True),
        (date(2026, 6, 19), False),  # Midsummer's Eve
        (date(2026, 12, 24), False),
        (date(2026, 12, 31), False),
        (date(2026, 5, 14), False),  # Ascension Day
        (date(2026, 5, 15), True),
        (date(2026, 1, 6), False),
        (date(2026, 11, 21), False),  # a Saturday
    ],
)
def test_offices_are_open_on_working_days_alone(day, works):
    assert is_working_day(day) is works


def test_a_time_limit_that_falls_on_a_holiday_moves_to_the_next_working_day():
    assert working_day_from(date(2026, 12, 24)) == date(2026, 12, 28)
    assert working_day_from(date(2026, 11, 23)) == date(2026, 11, 23)


@given(st.dates(date(2022, 1, 1), date(2032, 12, 31)), st.integers(0, 300))
def test_so_many_working_days_later_are_so_many_between(day, count):
    later = add_working_days(day, count)
    between = (day + timedelta(days=days) for days in range(1, (later - day).days + 1))
    assert sum(map(is_working_day, between)) == count
    assert count == 0 or is_working_day(later)
    assert add_working_days(working_day_from(day), -0) == working_day_from(day)


@pytest.mark.parametrize(
    "text",
    ["Kalle 19121212-1212 bor här", "121212-1212", "121212+1212", "1212121212", "121272-1219", "2012 121212 1212"],
)
def test_a_personal_number_in_a_text_is_found(text):
    assert personal_number_in(text)
    with pytest.raises(ValidationError, match="personnummer"):
        refuse_personal_numbers(text)


@pytest.mark.parametrize(
    "text",
    [
        "556677-8899",
        "212000-0068",
        "KS-2022/1183",
        "2026-11-23 1405",
        "121212-1213",
        "9912121212121212",
        "",
        "08-535 300 00",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert personal_number_in(text) is None


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 4000))
def test_a_bar_never_leaves_its_picture(first, days):
    work = Work("A", first, first + timedelta(days=days), "held", "pågår", marks=(first,))
    drawn = gantt([work], first=date(2022, 1, 1), last=date(2026, 12, 31), today=date(2024, 1, 1))
    for bar in drawn.bars:
        assert 0 <= bar.x < bar.x + bar.width <= 1000
        assert all(0 <= mark <= 1000 for mark in bar.marks)
    assert drawn.today is not None


def test_a_bar_says_its_row_in_words_with_days_and_steps():
    days = date(2026, 1, 1), date(2026, 12, 31)
    work = Work("Avtal om HVB", *days, "held", "Pågår", marks=(date(2026, 3, 2), date(2026, 12, 31)))
    assert work.told == "Avtal om HVB: pågår, 2026-01-01–2026-12-31, steg 2026-03-02"  # its last day stands already
    assert Work("Annons", days[0], days[0], "done", "Klar").told == "Annons: klar, 2026-01-01"
