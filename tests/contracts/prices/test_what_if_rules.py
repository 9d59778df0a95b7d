"""What would happen to prices: hand-computed, bounded, saved up, of nothing, of credits, and parts that make the
whole.
"""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.index import rules as index_rules
from contracts.prices import rules
from contracts.prices.rules import (
    Bought,
    ByIndex,
    ByPercent,
    Component,
    Figure,
    Method,
    Refused,
    Terms,
)

D = Decimal
LEVELS = {"LCI": rules.steady_levels(D(4), 5), "KPI": rules.steady_levels(D(2), 5)}
BASKET = (("LCI", D("0.8")), ("KPI", D("0.2")))


def by_index(weights=BASKET, **terms):
    return ByIndex(Terms(**terms), weights)


def costs(clause, volume="1000000", years=2, levels=LEVELS):
    course = rules.price_course(clause, levels, years)
    return rules.outcome_of(Bought(1, "A", "P", D(volume)), today=course, other=course).outcome.today


def test_a_million_by_80_20_costs_36_000_more_the_first_year_and_compounds_the_second():
    assert costs(by_index()) == (D("1036000.00"), D("1073296.00"))  # 1.036 · 1.036


def test_from_the_agreed_base_each_series_compounds_by_itself():
    # 0.8 · 1.04² + 0.2 · 1.02² = 1.07336
    assert costs(by_index(method=Method.FIXED_BASE)) == (D("1036000.00"), D("1073360.00"))


def test_a_fixed_share_follows_no_index():
    assert costs(by_index(fixed_share=D("0.5")), years=1) == (D("1018000.00"),)


def test_a_change_below_the_threshold_is_saved_for_the_next_year_or_lost():
    lci = (("LCI", D(1)),)
    levels = {"LCI": rules.steady_levels(D("1.5"), 3)}
    saved = costs(by_index(lci, threshold=D("0.02")), years=3, levels=levels)
    lost = costs(by_index(lci, threshold=D("0.02"), carries_over=False), years=3, levels=levels)
    assert saved == (D("1000000.00"), D("1030225.00"), D("1030225.00"))
    assert lost == (D("1000000.00"),) * 3


def test_a_threshold_from_the_base_is_compared_with_what_has_come_since_the_last_adjustment():
    lci = (("LCI", D(1)),)
    levels = {"LCI": rules.levels_of_changes([D(3), D(1), D("1.5")])}
    clause = by_index(lci, method=Method.FIXED_BASE, threshold=D("0.02"))
    # 1.03; then 1 % is held; then 1.01 · 1.015 − 1 = 2.515 % moves it to 1.03 · 1.01 · 1.015
    assert costs(clause, years=3, levels=levels) == (D("1030000.00"), D("1030000.00"), D("1055904.50"))


def test_floor_and_cap_bound_each_years_own_change():
    falling = {"LCI": rules.levels_of_changes([D(-5), D(10)])}
    lci = (("LCI", D(1)),)
    # The floor held a fall of 5 %, and the base stays: 0.95 · 1.1 from it. A clause that says otherwise starts anew.
    assert costs(by_index(lci, lowest=D(0)), levels=falling) == (D("1000000.00"), D("1045000.00"))
    moved = by_index(lci, lowest=D(0), catches_up=False)
    assert costs(moved, levels=falling) == (D("1000000.00"), D("1100000.00"))
    assert costs(by_index(lci, highest=D("0.03")), levels=falling) == (D("950000.00"), D("978500.00"))


def test_a_fixed_percent_goes_on_whatever_indices_do_and_nought_stands_still():
    assert costs(ByPercent(D("2.5")), levels={}) == (D("1025000.00"), D("1050625.00"))
    assert costs(ByPercent(D(0)), levels={}) == (D("1000000.00"),) * 2


def test_credits_move_the_other_way_by_the_same_share_also_at_floor_and_cap():
    assert costs(by_index(), "-1000000") == (D("-1036000.00"), D("-1073296.00"))
    assert costs(by_index(lowest=D("0.05")), "-1000", years=1) == (D("-1050.00"),)


def test_a_series_without_assumption_is_refused_and_not_taken_as_standing_still():
    with pytest.raises(Refused, match="antagande"):
        rules.price_course(by_index(), {"LCI": LEVELS["LCI"]}, 1)
    with pytest.raises(Refused, match="antagande"):
        rules.price_course(by_index(), {**LEVELS, "KPI": rules.steady_levels(D(2), 1)}, 2)


def test_nothing_at_all_is_nought():
    assert rules.summed([], years=2) == rules.Outcome(D(0), (D(0), D(0)), (D(0), D(0)))
    assert costs(by_index(), "0") == (D("0.00"), D("0.00"))


_amounts = st.integers(-(10**9), 10**9).map(lambda ore: D(ore).scaleb(-2))
_percents = st.integers(-2000, 3000).map(lambda hundredths: D(hundredths).scaleb(-2))
_shares = st.integers(0, 1000).map(lambda thousandths: D(thousandths).scaleb(-3))


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("PQ"), _amounts), max_size=8), _percents, _percents)
def test_areas_and_payers_each_add_up_to_the_whole(rows, first, second):
    today, other = (
        rules.price_course(by_index((("X", D(1)),)), {"X": rules.steady_levels(each, 3)}, 3) for each in (first, second)
    )
    parts = [
        rules.outcome_of(Bought(at, area, payer, amount), today=today, other=other)
        for at, (area, payer, amount) in enumerate(rows)
    ]
    whole = rules.summed(parts, years=3)
    for key in (lambda part: part.bought.area, lambda part: part.bought.payer):
        groups = rules.summed_by(parts, key, years=3).values()
        for name in ("today", "other", "difference", "today_effect"):
            assert getattr(whole, name) == tuple(
                sum((getattr(group, name)[year] for group in groups), D(0)) for year in range(3)
            )
        assert whole.now == sum((group.now for group in groups), D(0))


@given(
    _percents,
    _percents,
    _shares,
    st.one_of(st.none(), st.integers(0, 200).map(lambda thousandths: D(thousandths).scaleb(-3))),
)
def test_the_first_year_is_what_a_real_adjustment_would_make_of_a_price(lci, kpi, share, threshold):
    terms = Terms(fixed_share=share, threshold=threshold, lowest=D("-0.05"), highest=D("0.1"))
    levels = {"LCI": rules.steady_levels(lci, 1), "KPI": rules.steady_levels(kpi, 1)}
    parts = [Component(weight, Figure(name, "", D(1)), Figure(name, "", levels[name][1])) for name, weight in BASKET]
    price = D("1850.00")
    real = rules.new_price(terms, rules.step(terms, parts), base_price=price, price_now=price)
    (course,) = rules.price_course(ByIndex(terms, BASKET), levels, 1)
    assert index_rules.half_up(Fraction(price) * course, 2) == real


# ---- fixed prices beside a basket


def test_fixed_prices_and_basket_from_100_with_what_the_difference_meant():
    fixed = rules.index_from_100([Fraction(102, 100), Fraction(101, 100)])
    basket = rules.index_from_100([Fraction(104, 100), None])
    years = rules.compared_years([2024, 2025, 2026], fixed, basket, {2025: D("1020000.00"), 2026: D(1)})
    assert [(each.fixed, each.basket) for each in years] == [
        (D("100.00"), D("100.00")),
        (D("102.00"), D("104.00")),
        (D("103.02"), None),
    ]
    assert years[1].difference == D("-0.019231")  # 102 / 104 − 1
    assert years[1].meant_sek == D("-20000.00")  # at 104 the same would have cost 1 040 000
    assert years[0].meant_sek is None  # nothing is known to be bought
    assert (years[2].difference, years[2].meant_sek) == (None, None)


def test_a_price_list_changes_by_what_is_bought_of_each_line_or_equally():
    before, after = {1: D(100), 2: D(1000), 3: D(5)}, {1: D(110), 2: D(1000), 4: D(9)}
    assert rules.prices_changed(before, after, {}) == Fraction(105, 100)
    assert rules.prices_changed(before, after, {1: D(10), 2: D(1)}) == Fraction(2100, 2000)
    assert rules.prices_changed(before, {}, {}) is None
    assert rules.prices_changed({}, after, {}) is None


def test_a_basket_with_a_part_that_is_missing_is_unknown():
    assert rules.basket_changed([(D("0.8"), Fraction(104, 100)), (D("0.2"), Fraction(102, 100))]) == Fraction(
        1036, 1000
    )
    assert rules.basket_changed([(D("0.8"), Fraction(104, 100)), (D("0.2"), None)]) is None
    assert rules.basket_changed([]) is None
