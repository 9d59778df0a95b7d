from datetime import date

import pytest

from huddinge_vo.common.periods import Period


def test_both_end_days_count():
    period = Period(date(2026, 1, 1), date(2026, 1, 31))
    assert date(2026, 1, 1) in period
    assert date(2026, 1, 31) in period
    assert date(2026, 2, 1) not in period


def test_rolling_twelve_months_end_with_the_month_of_the_day():
    assert Period.rolling_12(date(2026, 10, 5)) == Period(date(2025, 11, 1), date(2026, 10, 31))


def test_the_year_before_keeps_whole_months_whole_over_a_leap_day():
    assert Period.month(2025, 2).previous_year() == Period.month(2024, 2)


def test_the_months_that_are_lacking_stand_together_where_they_follow_one_another():
    year = Period(date(2020, 6, 1), date(2021, 5, 31))
    there = {date(2020, 9, 1), *(date(2021, month, 1) for month in range(1, 5))}
    assert [str(each) for each in year.lacking(there)] == ["juni–augusti 2020", "oktober–december 2020", "maj 2021"]
    assert year.lacking(set(year.months())) == ()


def test_it_is_named_as_people_say_it():
    assert str(Period.year(2026)) == "2026"
    assert str(Period(date(2026, 1, 1), date(2026, 10, 31))) == "januari–oktober 2026"
    assert str(Period.rolling_12(date(2026, 10, 31))) == "november 2025–oktober 2026"
    assert str(Period.month(2026, 3)) == "mars 2026"


def test_it_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="före"):
        Period(date(2026, 2, 1), date(2026, 1, 31))
