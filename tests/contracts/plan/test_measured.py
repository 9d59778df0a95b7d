"""One meaning of “tolv månader”: which months are in, and which are not yet."""

from datetime import date
from decimal import Decimal

from contracts.plan.rules import INCOMPLETE, NOT_ENDED, LeftOut, Measured, measured
from huddinge_vo.common.periods import Period, add_months

NOVEMBER, OCTOBER = date(2026, 11, 1), date(2026, 10, 1)
YEAR = {add_months(OCTOBER, -back): Decimal(1000) for back in range(12)}


def test_nothing_loaded_is_no_year():
    assert measured({}, date(2026, 12, 1)) == Measured(None, ())
    assert measured({}, date(2026, 12, 1)).period is None


def test_twelve_whole_months_end_with_the_last_that_has_ended():
    found = measured(YEAR, date(2026, 11, 1))
    assert (found.until, found.left_out) == (OCTOBER, ())
    assert found.period == Period(date(2025, 11, 1), date(2026, 10, 31))


def test_a_month_that_has_not_ended_is_left_out_however_much_it_has_and_its_last_day_is_not_its_end():
    for day in (date(2026, 11, 2), date(2026, 11, 30)):
        found = measured({**YEAR, NOVEMBER: Decimal(5000)}, day)
        assert (found.until, found.left_out) == (OCTOBER, (LeftOut(NOVEMBER, NOT_ENDED),))
    assert measured({**YEAR, NOVEMBER: Decimal(5000)}, date(2026, 12, 1)).until == NOVEMBER


def test_a_month_with_under_half_of_the_median_is_left_out_and_one_with_just_half_is_not():
    less = measured({**YEAR, NOVEMBER: Decimal("499.99")}, date(2026, 12, 1))
    assert (less.until, less.left_out) == (OCTOBER, (LeftOut(NOVEMBER, INCOMPLETE),))
    assert measured({**YEAR, NOVEMBER: Decimal(500)}, date(2026, 12, 1)).until == NOVEMBER


def test_one_extraordinary_month_before_does_not_make_the_others_incomplete():
    months = {**YEAR, date(2026, 3, 1): Decimal(100_000), NOVEMBER: Decimal(900)}
    assert measured(months, date(2026, 12, 1)).until == NOVEMBER


def test_several_in_a_row_are_left_out_and_one_long_ago_is_as_it_is():
    months = {**YEAR, date(2026, 2, 1): Decimal(1), NOVEMBER: Decimal(3), date(2026, 12, 1): Decimal(9)}
    found = measured(months, date(2026, 12, 15))
    assert found.until == OCTOBER
    assert found.left_out == (LeftOut(NOVEMBER, INCOMPLETE), LeftOut(date(2026, 12, 1), NOT_ENDED))


def test_few_months_say_nothing_of_what_is_usual():
    months = {add_months(OCTOBER, -back): Decimal(1000) for back in range(5)}
    assert measured({**months, NOVEMBER: Decimal(1)}, date(2026, 12, 1)).until == NOVEMBER


def test_when_the_only_month_has_not_ended_the_year_ends_before_it():
    found = measured({NOVEMBER: Decimal(10)}, date(2026, 11, 3))
    assert (found.until, found.left_out) == (OCTOBER, (LeftOut(NOVEMBER, NOT_ENDED),))


def test_credits_alone_are_no_month():
    found = measured({**YEAR, NOVEMBER: Decimal(-50)}, date(2026, 12, 1))
    assert found.left_out == (LeftOut(NOVEMBER, INCOMPLETE),)
