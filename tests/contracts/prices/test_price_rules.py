"""The arithmetic of price adjustment: worked examples, refusals, and what always holds."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.index import rules as index_rules
from contracts.prices import rules
from contracts.prices.rules import (
    Calendar,
    Component,
    Figure,
    Method,
    Refusal,
    Refused,
    Rounding,
    Terms,
)
from huddinge_vo.common.index_periods import IndexPeriod

D = Decimal
LCI, KPI = "LCI", "KPI"


def figure(value, series=LCI, base="2008=100", *, is_final=True, period=None):
    return Figure(series, base, D(value), is_final, IndexPeriod.parse(period) if period else None)


def basket(*parts):
    """Components from (weight, base, new)."""
    return [
        Component(D(weight), figure(base, f"S{at}"), figure(new, f"S{at}"))
        for at, (weight, base, new) in enumerate(parts)
    ]


WORKED = (("0.8", "140.2", "145.1"), ("0.2", "418.13", "419.40"))


def price(parts, before, **terms):
    terms = Terms(**terms)
    return rules.new_price(terms, rules.step(terms, basket(*parts)), base_price=D(before), price_now=D(before))


def test_the_worked_example_gives_1_902_85():
    factor = rules.basket_factor(basket(*WORKED))
    assert index_rules.half_up(factor, 6) == D("1.028568")
    assert price(WORKED, "1850.00") == D("1902.85")


def test_rounding_the_components_first_would_give_another_price_and_is_never_done():
    wrong = D("0.8") * D("1.035") + D("0.2") * D("1.003")
    assert rules.rounded_price(Fraction(D(1850) * wrong), Rounding.ORE) == D("1902.91")
    assert price(WORKED, "1850.00") != D("1902.91")


def test_unequal_bases_are_refused():
    old, new = figure("418.13", KPI, "1980=100"), figure("124.85", KPI, "2020=100")
    with pytest.raises(Refused, match="kedjefaktor") as refused:
        rules.basket_factor([Component(D(1), old, new)])
    assert refused.value.code == Refusal.BASES_DIFFER


def test_a_stored_chain_factor_brings_a_value_to_the_old_base():
    assert index_rules.rebased(D("124.85"), factor=D("3.3592"), decimals=2) == D("419.40")


def test_an_index_is_never_counted_twice():
    # 105.65 → 110.5 → 114.25: from base and year by year alike 1 081.40, and never 1 127.31.
    from_base = price([("1", "105.65", "114.25")], "1000.00", method=Method.FIXED_BASE)
    first = price([("1", "105.65", "110.5")], "1000.00")
    chained = price([("1", "110.5", "114.25")], first)
    assert from_base == chained == D("1081.40")


def test_year_by_year_and_from_base_differ_for_a_basket():
    # LCI +5 % the first year and KPI +10 % the second.
    first = rules.basket_factor(basket(("0.8", "100", "105"), ("0.2", "100", "100")))
    second = rules.basket_factor(basket(("0.8", "105", "105"), ("0.2", "100", "110")))
    from_base = rules.basket_factor(basket(("0.8", "100", "105"), ("0.2", "100", "110")))
    assert index_rules.half_up(first * second, 4) == D("1.0608")
    assert index_rules.half_up(from_base, 4) == D("1.0600")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ({"is_final": False}, {}, Refusal.PRELIMINARY_MEETS_FINAL),
        ({"period": "2024K2"}, {"period": "2025K3"}, Refusal.PERIODS_DIFFER),
        ({"period": "2024M06"}, {"period": "2025K2"}, Refusal.PERIODS_DIFFER),
        ({"value": "0"}, {}, Refusal.NOT_AN_INDEX),
    ],
)
def test_what_cannot_be_compared_is_refused_with_its_reason(old, new, code):
    made = [figure(**{"value": "100", **facts}) for facts in (old, new)]
    with pytest.raises(Refused) as refused:
        rules.basket_factor([Component(D(1), *made)])
    assert refused.value.code == code
    assert LCI in str(refused.value)


@pytest.mark.parametrize("weights", [("0.8", "0.3"), ("0.8",), ("1.2", "-0.2"), ()])
def test_weights_that_do_not_sum_to_one_are_refused(weights):
    with pytest.raises(Refused, match="Vikterna"):
        rules.basket_factor(basket(*((weight, "100", "101") for weight in weights)))


def test_the_fixed_share_does_not_follow_the_index():
    # f 0.2, F 1.10: 0.2 + 0.8 · 1.10 = 1.08
    assert price([("1", "100", "110")], "1000.00", fixed_share=D("0.2")) == D("1080.00")


def test_a_change_below_the_threshold_moves_nothing_and_one_exactly_at_it_does():
    assert price([("1", "100", "101.99")], "1000.00", threshold=D("0.02")) == D("1000.00")
    assert price([("1", "100", "102")], "1000.00", threshold=D("0.02")) == D("1020.00")
    assert price([("1", "100", "98.01")], "1000.00", threshold=D("0.02")) == D("1000.00")
    assert price([("1", "100", "98")], "1000.00", threshold=D("0.02")) == D("980.00")


def test_the_threshold_is_asked_before_the_fixed_share_is_taken():
    # The basket is up 2.4 %, the price only 1.2 %: the threshold of 2 % is passed all the same.
    assert price([("1", "100", "102.4")], "1000.00", threshold=D("0.02"), fixed_share=D("0.5")) == D("1012.00")


def test_from_base_a_change_is_computed_from_the_last_adjustment():
    terms = Terms(method=Method.FIXED_BASE, threshold=D("0.02"))
    held = rules.step(terms, basket(("1", "100", "111")), last_basket=Fraction(11, 10))
    assert held.is_below_threshold
    assert rules.new_price(terms, held, base_price=D("1000.00"), price_now=D("1100.00")) == D("1100.00")
    passed = rules.step(terms, basket(("1", "100", "112.2")), last_basket=Fraction(11, 10))
    assert rules.new_price(terms, passed, base_price=D("1000.00"), price_now=D("1100.00")) == D("1122.00")


def test_the_price_stays_within_its_bounds():
    assert price([("1", "100", "95")], "1000.00", lowest=D(0)) == D("1000.00")
    assert price([("1", "100", "95")], "1000.00", lowest=D("-0.03")) == D("970.00")
    assert price([("1", "100", "109")], "1000.00", highest=D("0.05")) == D("1050.00")


def test_bounds_come_before_the_rounding_and_to_the_krona_it_is_half_up():
    assert price([("1", "100", "109")], "999.00", highest=D("0.05"), rounding=Rounding.KRONA) == D("1049.00")
    assert price([("1", "100", "100.05")], "1000.00", rounding=Rounding.KRONA) == D("1001.00")
    assert price([("1", "100", "100.049")], "1000.00", rounding=Rounding.KRONA) == D("1000.00")


def test_a_factor_is_rounded_only_where_the_contract_says_so():
    assert price([("1", "3", "4")], "100000.00") == D("133333.33")
    assert price([("1", "3", "4")], "100000.00", factor_decimals=4) == D("133330.00")


def test_yearly_changes_become_a_level():
    assert rules.level_of_changes([D("3.5")]) == D("103.5")
    assert rules.level_of_changes([D("3.5"), D(2)]) == D("105.57")
    with pytest.raises(Refused):
        rules.level_of_changes([])


def test_a_final_figure_gives_a_difference_to_pay():
    # OPI 2023: preliminary 3.5 per cent, final 4.6.
    paid = price([("1", "100", "103.5")], "1000.00")
    final = price([("1", "100", "104.6")], "1000.00")
    assert (paid, final) == (D("1035.00"), D("1046.00"))
    assert rules.difference(bought_sek=D(1_035_000), paid_price=paid, final_price=final) == D("11000.00")
    assert rules.difference(bought_sek=D("-103.50"), paid_price=paid, final_price=final) == D("-1.10")
    assert rules.difference(bought_sek=D(1_046_000), paid_price=final, final_price=paid) == D("-11000.00")


def test_the_comparison_period_is_the_bases_own_part_of_another_year():
    assert rules.comparison_period(
        IndexPeriod.parse("2023K2"), adjusted_on=date(2027, 1, 1), years_before=1
    ) == IndexPeriod.parse("2026K2")
    assert rules.comparison_period(
        IndexPeriod.parse("2022"), adjusted_on=date(2023, 1, 1), years_before=0
    ) == IndexPeriod.parse("2023")


YEARLY = Calendar(month=1, day=1, opens_months=4, ask_days=60, tell_days=30)


def test_a_price_is_fixed_twelve_months_from_start_and_from_the_last_adjustment():
    assert YEARLY.first_allowed(starts_on=date(2025, 2, 1), adjusted_on=None) == date(2026, 2, 1)
    assert YEARLY.next_adjustment(starts_on=date(2025, 2, 1), adjusted_on=None, on=date(2025, 9, 1)) == date(2027, 1, 1)
    assert YEARLY.next_adjustment(starts_on=date(2025, 1, 1), adjusted_on=None, on=date(2025, 9, 1)) == date(2026, 1, 1)
    assert YEARLY.next_adjustment(
        starts_on=date(2020, 1, 1), adjusted_on=date(2026, 1, 1), on=date(2026, 1, 1)
    ) == date(2027, 1, 1)
    with pytest.raises(Refused, match="tidigast 2026-02-01") as refused:
        rules.refuse_too_soon(YEARLY, starts_on=date(2025, 2, 1), adjusted_on=None, effective_on=date(2026, 1, 1))
    assert refused.value.code == Refusal.TOO_SOON
    rules.refuse_too_soon(YEARLY, starts_on=date(2025, 2, 1), adjusted_on=None, effective_on=date(2026, 2, 1))


def test_a_windows_days_are_told_from_the_day_of_the_new_price():
    window = YEARLY.window(date(2027, 1, 1))
    assert (window.opens_on, window.ask_by, window.tell_by) == (date(2026, 9, 1), date(2026, 11, 2), date(2026, 12, 2))


def test_the_last_day_of_february_is_there_every_year():
    leap = Calendar(month=2, day=29, opens_months=3, ask_days=30, tell_days=10)
    assert leap.next_adjustment(starts_on=date(2020, 1, 1), adjusted_on=None, on=date(2027, 1, 1)) == date(2027, 2, 28)
    assert leap.next_adjustment(starts_on=date(2020, 1, 1), adjusted_on=None, on=date(2028, 1, 1)) == date(2028, 2, 29)


INDEX = st.decimals("50", "500", places=2)
PRICE = st.decimals("1", "100000", places=2)


@given(st.lists(INDEX, min_size=2, max_size=6), PRICE)
def test_one_index_is_the_same_year_by_year_and_from_base_until_prices_are_rounded(levels, before):
    chained = Fraction(1)
    for old, new in pairwise(levels):
        chained *= rules.step(Terms(), basket(("1", old, new))).factor
    from_base = rules.step(Terms(method=Method.FIXED_BASE), basket(("1", levels[0], levels[-1]))).factor
    assert chained == from_base


@given(st.lists(INDEX, min_size=1, max_size=4), PRICE, st.decimals("0", "1", places=3), st.sampled_from(Method))
def test_no_change_in_is_no_change_out(levels, before, share, method):
    weight = D(1) / len(levels) if len(levels) in {1, 2, 4} else None
    parts = [(weight or D("0.25"), level, level) for level in levels]
    if weight is None:
        parts.append((D("0.25"), D(100), D(100)))
    assert price(parts, before, fixed_share=share, method=method) == before


@given(INDEX, INDEX, PRICE)
def test_the_price_is_rounded_once_and_by_less_than_an_ore(old, new, before):
    exact = Fraction(before) * Fraction(new) / Fraction(old)
    assert abs(Fraction(price([("1", old, new)], before)) - exact) <= Fraction(1, 200)


@given(
    st.decimals("-1000000", "1000000", places=2), st.lists(st.decimals("0", "5000", places=2), min_size=1, max_size=12)
)
def test_parts_add_up_to_the_whole_to_the_ore(whole, weights):
    parts = rules.apportioned(whole, weights)
    assert sum(parts) == whole
    assert len(parts) == len(weights)


def test_parts_follow_their_weights_and_are_equal_without_any():
    assert rules.apportioned(D("100.00"), [D(1), D(3)]) == (D("25.00"), D("75.00"))
    assert rules.apportioned(D("100.00"), [D(0), D(0), D(0)]) == (D("33.34"), D("33.33"), D("33.33"))
    assert rules.apportioned(D("100.00"), []) == ()
