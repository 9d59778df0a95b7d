from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup.measures.rules import (
    Point,
    Signal,
    forecast,
    rolling_share,
    signal,
    target_line,
    target_on,
    trend_signal,
)
from followup.reviews import rules as review_rules
from followup.spend import rules as spend_rules
from huddinge_vo.common.periods import Period

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


def test_a_target_line_begins_with_the_outcome_of_the_plans_first_year_and_with_nothing_later():
    begins, goal = date(2023, 6, 1), Point(date(2027, 1, 1), D("0.9"))
    before, first = Point(date(2023, 5, 31), D("0.7")), Point(date(2023, 6, 30), D("0.8"))
    assert target_line([goal], [first, before], begins) == (first, goal)
    assert target_line([goal], [before], begins) == (goal,)
    late = Point(date(2024, 6, 1), D("0.8"))  # its twelve months began on the day after the plan did
    assert target_line([goal], [late], begins) == (goal,)
    assert target_line([], [first], begins) == ()


def test_only_years_and_twelve_months_that_end_with_data_or_a_report_are_reported_periods():
    until = date(2026, 10, 1)
    told = [
        Period.year(2025),
        Period(date(2026, 1, 1), date(2026, 10, 31)),
        Period.rolling_12(date(2026, 10, 1)),
        Period.rolling_12(date(2026, 5, 1)),
    ]
    assert all(spend_rules.is_reported(period, until) for period in told)
    kept = [
        Period(date(2026, 1, 1), date(2026, 9, 30)),
        Period.rolling_12(date(2026, 9, 1)),
        Period.month(2026, 10),
        Period(date(2025, 11, 2), date(2026, 10, 31)),
        Period(date(2025, 1, 1), date(2026, 10, 31)),
    ]
    assert not any(spend_rules.is_reported(period, until) for period in kept)


def test_a_rolling_share_weighs_by_kronor_and_needs_twelve_months():
    parts = [(date(2025, n, 1), D(90), D(100)) for n in range(1, 13)] + [(date(2026, 1, 1), D(0), D(100))]
    assert rolling_share(parts[:11]) == []
    assert rolling_share(parts) == [Point(date(2025, 12, 31), D("0.9")), Point(date(2026, 1, 31), D("0.825"))]


def test_a_rolling_share_of_nothing_is_left_out():
    assert rolling_share([(date(2025, n, 1), D(0), D(0)) for n in range(1, 13)]) == []


def test_a_tenth_is_class_one_the_next_three_tenths_class_two():
    contracts = [(n, Decimal(n * 100), False) for n in range(1, 21)]
    found = review_rules.propose_classes(contracts)
    assert [pk for pk, (level, _) in found.items() if level == 1] == [19, 20]
    assert [pk for pk, (level, _) in found.items() if level == 2] == [13, 14, 15, 16, 17, 18]
    assert found[20][1].startswith("Bland de 10 % största avtalen")
    assert "plats 1 av 20" in found[20][1]


def test_a_critical_contract_is_class_one_whatever_it_costs_and_nothing_bought_is_class_three():
    found = review_rules.propose_classes([(1, Decimal(0), True), (2, Decimal(0), False), (3, Decimal(-5), False)])
    assert {pk: level for pk, (level, _) in found.items()} == {1: 1, 2: 3, 3: 3}
    assert found[1][1].startswith("Samhällsviktigt avtal")


def test_equal_volumes_get_the_same_class_and_no_contracts_none():
    found = review_rules.propose_classes([(pk, Decimal(10), False) for pk in range(10)])
    assert {level for level, _ in found.values()} == {1}
    assert review_rules.propose_classes([]) == {}


@pytest.mark.parametrize(
    ("level", "last", "expected"),
    [
        (1, date(2026, 3, 1), date(2026, 7, 1)),
        (1, date(2025, 10, 31), date(2026, 2, 28)),
        (2, date(2026, 3, 1), date(2027, 3, 1)),
        (3, date(2026, 3, 1), date(2028, 3, 1)),
        (1, None, date(2026, 5, 15)),
    ],
)
def test_the_next_review_comes_after_the_interval_of_its_class(level, last, expected):
    assert review_rules.next_review(level, last, date(2026, 1, 15)) == expected


def test_review_days_fill_a_span_and_both_its_end_days_count():
    span = {"first": date(2026, 5, 1), "until": date(2027, 1, 1), "begins": date(2026, 1, 1)}
    assert review_rules.review_days(1, last=None, **span) == [date(2026, 5, 1), date(2026, 9, 1), date(2027, 1, 1)]
    assert review_rules.review_days(2, last=date(2026, 1, 1), **span) == [date(2027, 1, 1)]
    assert review_rules.review_days(3, last=None, **span) == []
    late = review_rules.review_days(2, last=date(2024, 1, 1), starting=date(2026, 6, 1), **span)
    assert late == [date(2026, 6, 1)]
