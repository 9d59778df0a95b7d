from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from followup.rules import Point, Signal, forecast, rolling_share, signal, target_on, trend_signal

D = Decimal


def test_near_is_within_one_percentage_point_below_the_target():
    assert signal(D("0.900"), D("0.90")) is Signal.ON_TARGET
    assert signal(D("0.890"), D("0.90")) is Signal.NEAR
    assert signal(D("0.8899"), D("0.90")) is Signal.OFF_TARGET
    assert signal(D("0.5"), None) is Signal.NO_TARGET
    assert signal(None, D("0.90")) is Signal.UNKNOWN


def test_less_outside_contract_than_a_year_ago_is_good():
    assert trend_signal(D(90), D(100)) is Signal.FALLING
    assert trend_signal(D(110), D(100)) is Signal.RISING
    assert trend_signal(D(100), D(100)) is Signal.STEADY
    assert trend_signal(D(100), None) is Signal.UNKNOWN


LINE = [Point(date(2023, 6, 1), D("0.80")), Point(date(2027, 1, 1), D("0.90"))]


def test_the_target_runs_straight_from_the_plans_beginning_to_its_end():
    assert target_on(date(2023, 5, 31), LINE) is None
    assert target_on(date(2023, 6, 1), LINE) == D("0.80")
    assert target_on(date(2027, 1, 1), LINE) == D("0.90")
    assert target_on(date(2028, 1, 1), LINE) == D("0.90")
    # 655 of 1310 days: half of the way
    assert target_on(date(2025, 3, 17), LINE) == D("0.85")
    assert target_on(date(2025, 1, 1), []) is None


def months(first_year, values):
    return [Point(date(first_year + n // 12, n % 12 + 1, 1), D(v)) for n, v in enumerate(values)]


def test_a_level_series_is_forecast_level_and_a_short_one_not_at_all():
    assert forecast(months(2026, ["0.85"] * 12), date(2027, 6, 1)) == D("0.85")
    assert forecast(months(2026, ["0.85"] * 11), date(2027, 6, 1)) is None


def test_a_straight_rise_goes_on_straight():
    start = date(2026, 1, 1)
    series = [Point(date.fromordinal(start.toordinal() + 30 * n), D(80 + n) / 100) for n in range(12)]
    assert round(forecast(series, date.fromordinal(start.toordinal() + 30 * 14)), 10) == D("0.94")


@given(st.lists(st.decimals(0, 1, places=4), min_size=12, max_size=30))
def test_a_forecast_is_always_a_share(values):
    assert 0 <= forecast(months(2020, values), date(2030, 1, 1)) <= 1


def test_a_rolling_share_weighs_by_kronor_and_needs_twelve_months():
    parts = [(date(2025, n, 1), D(90), D(100)) for n in range(1, 13)] + [(date(2026, 1, 1), D(0), D(100))]
    assert rolling_share(parts[:11]) == []
    assert rolling_share(parts) == [Point(date(2025, 12, 1), D("0.9")), Point(date(2026, 1, 1), D("0.825"))]


def test_a_rolling_share_of_nothing_is_left_out():
    assert rolling_share([(date(2025, n, 1), D(0), D(0)) for n in range(1, 13)]) == []
