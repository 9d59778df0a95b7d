"""Periods of an index: how they are written, which days they are and what comes after."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huddinge_vo.common.index_periods import Frequency, IndexPeriod

PARTS = {Frequency.YEAR: 1, Frequency.QUARTER: 4, Frequency.MONTH: 12}


@st.composite
def periods(draw):
    frequency = draw(st.sampled_from(Frequency))
    return IndexPeriod(draw(st.integers(1950, 2198)), draw(st.integers(1, PARTS[frequency])), frequency)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026", "2026"),
        (" 2026 ", "2026"),
        ("2026K2", "2026K2"),
        ("2026k2", "2026K2"),
        ("2026Q2", "2026K2"),
        ("2026kv2", "2026K2"),
        ("2026 kv 2", "2026K2"),
        ("Kvartal 2 2026", "2026K2"),
        ("2026M08", "2026M08"),
        ("2026m8", "2026M08"),
        ("2026-08", "2026M08"),
        ("Augusti 2026", "2026M08"),
    ],
)
def test_a_period_is_read_however_it_is_written(text, code):
    assert IndexPeriod.parse(text).code == code


@pytest.mark.parametrize(
    "text",
    ["", "26", "2026K5", "2026K0", "2026M13", "2026M00", "1949", "2200", "2026-08-01", "124.85", "1980=100", "20262"],
)
def test_what_is_no_period_is_refused_in_swedish(text):
    with pytest.raises(ValueError, match="är ingen period"):
        IndexPeriod.parse(text)


def test_a_period_that_is_not_there_cannot_be_made():
    with pytest.raises(ValueError, match="kvartal"):
        IndexPeriod(2026, 5, Frequency.QUARTER)
    with pytest.raises(ValueError, match="1950–2199"):
        IndexPeriod(2199, 1, Frequency.YEAR).next()


@pytest.mark.parametrize(
    ("code", "first", "last", "label"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026"),
        ("2026K2", date(2026, 4, 1), date(2026, 6, 30), "kvartal 2 2026"),
        ("2024M02", date(2024, 2, 1), date(2024, 2, 29), "februari 2024"),
    ],
)
def test_a_period_knows_its_days_and_how_it_is_said(code, first, last, label):
    period = IndexPeriod.parse(code)
    assert (period.first, period.last, period.label) == (first, last, label)


def test_the_same_quarter_of_another_year_is_the_same_part():
    second = IndexPeriod.parse("2026K2")
    assert second.moved(-1) == IndexPeriod.parse("2025K2")
    assert second.same_part_as(second.moved(3))
    assert not second.same_part_as(IndexPeriod.parse("2026M02"))
    assert not second.same_part_as(second.next())


@given(periods())
def test_code_and_label_read_back_as_the_same_period(period):
    assert IndexPeriod.parse(period.code) == period
    assert IndexPeriod.parse(period.label) == period


@given(periods())
def test_the_next_period_begins_the_day_after(period):
    assert period.next().first == period.last + timedelta(days=1)
    assert period.next().frequency == period.frequency
