"""Hand-reckoned: twelve months, chains, limits to the öre, notices, what is lacking, what comes back."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.law.rules import Limit, Verdict
from huddinge_vo.common.periods import Period
from procurement.needs import rules
from procurement.needs.rules import Bought, Documented, Level, Total

LIMIT = [Limit("bilaga 2", Decimal(8109450))]


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 11, 29), date(2025, 11, 30)),
        (date(2025, 12, 31), date(2025, 1, 1)),
        (date(2024, 2, 29), date(2023, 3, 1)),
        (date(2025, 2, 28), date(2024, 3, 1)),
    ],
)
def test_twelve_months_end_with_the_day_and_begin_the_day_after_the_same_day_a_year_ago(day, first):
    assert rules.twelve_months(day) == Period(first, day)


def test_a_chain_is_found_from_any_of_its_links():
    follows = {3: 2, 2: 1, 9: 8}
    assert [rules.root_of(each, follows) for each in (1, 2, 3, 8, 9, 7)] == [1, 1, 1, 8, 8, 7]


def test_a_chain_counts_once_with_the_whole_that_its_greatest_form_says():
    day = date(2025, 3, 1)
    bought = [
        Bought(("avsteg", 1), day, Decimal("300000.00")),
        Bought(("avsteg", 1), day, Decimal("450000.50")),
        Bought(("avsteg", 1), day, Decimal("200000.00")),
        Bought(("avsteg", 4), day, Decimal("100000.00")),
    ]
    assert rules.total(bought) == Total(Decimal("550000.50"), 2, 0)
    assert rules.total(reversed(bought)) == rules.total(bought)


def test_what_has_no_known_value_is_counted_and_not_guessed():
    day = date(2025, 3, 1)
    bought = [Bought(("avtal", 1), day, None), Bought(("avsteg", 1), day, Decimal(5))]
    assert rules.total(bought) == Total(Decimal(5), 2, 1)
    assert rules.total([]) == Total(Decimal(0), 0, 0)


@pytest.mark.parametrize(
    ("used", "level", "verdict"),
    [
        ("0", Level.FREE, Verdict.BELOW),
        ("4054724.99", Level.FREE, Verdict.BELOW),
        ("4054725.00", Level.HALF, Verdict.BELOW),
        ("7298504.99", Level.HALF, Verdict.BELOW),
        ("7298505.00", Level.NEAR, Verdict.BELOW),
        ("8109449.99", Level.NEAR, Verdict.BELOW),
        ("8109450.00", Level.REACHED, Verdict.ABOVE),
        ("8109450.01", Level.REACHED, Verdict.ABOVE),
    ],
)
def test_below_is_strictly_below_and_warnings_come_at_half_and_at_nine_tenths(used, level, verdict):
    found = rules.standing(Total(Decimal(used), 1, 0), LIMIT)
    assert (found.level, found.verdict) == (level, verdict)
    assert found.limit_sek == Decimal(8109450)
    assert found.left_sek == max(Decimal(8109450) - Decimal(used), Decimal(0))
    assert found.drawn == min(Decimal(used) / Decimal(8109450), Decimal(1))


@pytest.mark.parametrize("limits", [[], [Limit("bilaga 2", None)], [Limit("a", Decimal(700)), Limit("b", None)]])
def test_an_unknown_limit_decides_nothing_and_says_no_share(limits):
    found = rules.standing(Total(Decimal(99999999), 3, 0), limits)
    assert (found.verdict, found.level) == (Verdict.UNDECIDED, Level.UNKNOWN)
    assert (found.limit_sek, found.left_sek, found.share, found.drawn) == (None, None, None, None)


def test_where_two_limits_may_count_only_what_both_say_is_said():
    two = [Limit("bilaga 2", Decimal(8000)), Limit("övrigt", Decimal(700))]
    of = lambda used: rules.standing(Total(Decimal(used), 1, 0), two)  # noqa: E731 - three words
    assert [of(used).verdict for used in ("699.99", "700", "8000")] == [
        Verdict.BELOW,
        Verdict.UNDECIDED,
        Verdict.ABOVE,
    ]
    assert of("8000").level == Level.REACHED
    assert of("700").limit_sek is None


def test_a_sum_with_unknown_values_is_never_below_but_may_be_above():
    small, large = (rules.standing(Total(Decimal(used), 2, 1), LIMIT) for used in ("1", "8109450"))
    assert (small.verdict, small.level, small.left_sek) == (Verdict.UNDECIDED, Level.UNKNOWN, None)
    assert (large.verdict, large.level) == (Verdict.ABOVE, Level.REACHED)
    assert rules.standing(Total(Decimal(7298505), 2, 1), LIMIT).level == Level.NEAR  # at least that is used


def documented(**values):
    values = {
        "need": "Plats",
        "reason": "NOT_MET",
        "ground": "LOW_VALUE",
        "ground_is_explained": True,
        "asked": 2,
        "value_sek": Decimal(200_000),
        "price_sek": Decimal(4000),
        "contract_price_sek": Decimal(3500),
        "checks": 3,
        "is_decided": True,
        "registry_number": "SOF-2025/1",
        **values,
    }
    return Documented(**values)


def test_what_is_whole_lacks_nothing():
    assert rules.lacking(documented()) == ()


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"need": ""}, "behov"),
        ({"reason": ""}, "orsak"),
        ({"ground": ""}, "laglig grund"),
        ({"ground_is_explained": False}, "laglig grund"),
        ({"asked": 0}, "vilka som tillfrågades"),
        ({"value_sek": None}, "värde"),
        ({"price_sek": None}, "jämförelse av pris"),
        ({"contract_price_sek": None}, "jämförelse av pris"),
        ({"checks": 0}, "kontroller"),
        ({"is_decided": False}, "beslut"),
        ({"registry_number": ""}, "diarienummer"),
    ],
)
def test_each_part_that_is_missing_is_said(missing, words):
    assert rules.lacking(documented(**missing)) == (words,)


@pytest.mark.parametrize(
    ("value", "above", "duty"),
    [("100000.00", "100000", False), ("100000.01", "100000", True), (None, "100000", None), ("5", None, None)],
)
def test_documentation_is_asked_for_over_the_figure_and_not_at_it(value, above, duty):
    assert rules.is_documented_by_law(value and Decimal(value), above and Decimal(above)) is duty


@pytest.mark.parametrize(
    ("decided", "single", "gathered"),
    [
        # 30 days from 13 January is 12 February; the quarter ends 31 March, and 30 April is a Wednesday
        (date(2025, 1, 13), date(2025, 2, 12), date(2025, 4, 30)),
        # 31 March itself is of the quarter
        (date(2025, 3, 31), date(2025, 4, 30), date(2025, 4, 30)),
        # 1 April begins the next: 1 May is free, so Friday 2 May; 30 June + 30 days is Wednesday 30 July
        (date(2025, 4, 1), date(2025, 5, 2), date(2025, 7, 30)),
        # New Year's Eve counts as a holiday, so Friday 2 January; 31 December + 30 days is Friday 30 January
        (date(2025, 12, 1), date(2026, 1, 2), date(2026, 1, 30)),
    ],
)
def test_a_notice_is_due_after_its_days_or_gathered_after_the_quarter(decided, single, gathered):
    found = rules.notice_days(decided, 30, annex_2=True)
    assert (found.single, found.gathered, found.latest) == (single, gathered, gathered)
    other = rules.notice_days(decided, 30, annex_2=False)
    assert (other.single, other.gathered, other.latest) == (single, None, single)


def foreseen(group, need=None, *, largest=True, limit: Decimal | None = Decimal(8_000_000), count=3, percent=25):
    values = {"is_largest": largest, "limit_sek": limit, "count": count, "percent": percent}
    return rules.is_foreseen(group, need or group, **values)


def test_a_need_is_foreseen_by_number_and_by_value_whichever_comes_first():
    assert not foreseen(Total(Decimal("1999999.99"), 2, 0))
    assert foreseen(Total(Decimal("2000000.00"), 2, 0))
    assert foreseen(Total(Decimal(3), 3, 0))
    assert foreseen(Total(Decimal(1_000_000), 1, 0), Total(Decimal(2_000_000), 2, 0))
    assert not foreseen(Total(Decimal(1_000_000), 1, 0), Total(Decimal(2_000_000), 2, 0), largest=False)


def test_where_the_limit_is_not_known_the_number_alone_foresees():
    assert not foreseen(Total(Decimal(90_000_000), 2, 0), limit=None)
    assert foreseen(Total(Decimal(1), 3, 0), limit=None)


def test_what_was_answered_comes_back_when_it_has_doubled():
    then = Total(Decimal(1_000_000), 3, 0)
    assert not rules.has_doubled(Total(Decimal("1999999.99"), 5, 0), then)
    assert rules.has_doubled(Total(Decimal(2_000_000), 3, 0), then)
    assert rules.has_doubled(Total(Decimal(1), 6, 0), then)
    assert not rules.has_doubled(Total(Decimal(0), 1, 0), Total(Decimal(0), 1, 0))


def premium(**values):
    values = {
        "price_sek": Decimal("4200.50"),
        "contract_price_sek": Decimal(3800),
        "is_by_day": True,
        "valid_from": date(2025, 1, 30),
        "valid_until": date(2025, 2, 2),
        "period": Period.year(2025),
        **values,
    }
    return rules.premium_within(**values)


def test_the_premium_is_of_the_days_within_the_period_both_ends_counted():
    assert premium() == Decimal("1602.00")  # four days of 400.50
    assert premium(period=Period(date(2025, 2, 1), date(2025, 12, 31))) == Decimal("801.00")
    assert premium(valid_until=None, period=Period(date(2025, 1, 1), date(2025, 2, 2))) == Decimal("1602.00")
    assert premium(period=Period.year(2026)) == 0
    assert premium(price_sek=Decimal(3700)) == Decimal(-400)  # cheaper is negative


@pytest.mark.parametrize("unknown", [{"price_sek": None}, {"contract_price_sek": None}, {"is_by_day": False}])
def test_a_premium_that_nobody_can_reckon_is_unknown_and_not_nought(unknown):
    assert premium(**unknown) is None
