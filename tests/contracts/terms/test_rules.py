"""Terms, notice, options and ceilings, with what other systems are known to get wrong."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from contracts.terms import rules
from contracts.terms.rules import Duration, Option, OptionState, Renewing

JUNE = date(2026, 6, 1)


def option(number=1, months=12, *, decided=None, declined=None):
    return Option(number, months, date(2026, 1, 1), decided, declined)


# The trade's cases, by analogy with lag 1930:173 § 1: the first day, how many months, the last day.
MONTH_ENDS = [
    (date(2026, 1, 31), 1, date(2026, 2, 28)),
    (date(2026, 1, 31), 2, date(2026, 3, 30)),
    (date(2026, 3, 31), 6, date(2026, 9, 30)),
    (date(2024, 2, 29), 12, date(2025, 2, 28)),
    (date(2024, 2, 29), 48, date(2028, 2, 28)),
    (date(2024, 1, 31), 1, date(2024, 2, 29)),
    (date(2026, 1, 29), 1, date(2026, 2, 28)),
    (date(2024, 3, 1), 48, date(2028, 2, 29)),
    (date(2026, 1, 1), 12, date(2026, 12, 31)),
]


@pytest.mark.parametrize(("first", "months", "last"), [*MONTH_ENDS, (date(2025, 3, 15), 24, date(2027, 3, 14))])
def test_a_term_ends_the_day_before_the_same_day_so_many_months_on_or_with_the_month(first, months, last):
    assert rules.end_of_term(first, months) == last


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "months", "last"), MONTH_ENDS)
def test_the_database_ends_a_term_on_the_same_day(first, months, last):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT contracts_end_of_term(%s, %s), (contracts_counted(%s, %s)).taken", [first, months, first, last]
        )
        assert cursor.fetchone() == (last, months)


@pytest.mark.parametrize(
    ("until", "months", "last"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 2, 28), 36, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 5, 14), 0, date(2026, 5, 14)),
        (date(2026, 1, 30), 1, date(2026, 2, 28)),
    ],
)
def test_the_end_of_a_month_stays_the_end_of_a_month(until, months, last):
    assert rules.lengthened(until, months) == last


@pytest.mark.parametrize(
    ("first", "until", "months", "last"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 1, date(2026, 3, 30)),  # two months from the start, no day lost
        (date(2024, 2, 29), date(2025, 2, 28), 36, date(2028, 2, 28)),
        (date(2026, 1, 15), date(2026, 2, 28), 1, date(2026, 3, 31)),  # no whole month: the month's end stays
        (date(2024, 1, 15), date(2025, 2, 28), 36, date(2028, 2, 29)),
        (date(2024, 12, 31), date(2025, 3, 15), 1, date(2025, 4, 15)),
        (date(2020, 1, 1), date(2024, 12, 31), 12, date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 2, 28), 24, date(2028, 2, 29)),
        (date(2026, 1, 31), date(2026, 2, 28), 0, date(2026, 2, 28)),
        (date(2026, 3, 31), date(2026, 9, 30), 6, date(2027, 3, 30)),
    ],
)
def test_a_term_of_whole_months_is_lengthened_from_its_first_day_and_others_from_their_last(first, until, months, last):
    assert rules.lengthened_term(first, until, months) == last


@pytest.mark.parametrize("first", [date(2023, 12, 29), date(2024, 1, 31), date(2024, 2, 29), date(2025, 8, 31)])
def test_many_short_options_end_where_one_long_would(first):
    for months in range(1, 13):
        many = [option(number, 1, decided=JUNE) for number in range(1, 14)]
        ends = Duration(first, rules.end_of_term(first, months), many).current_end()
        assert ends == rules.end_of_term(first, months + 13)


def test_sixty_months_and_twelve_are_seventy_two_and_not_a_hundred_and_twenty():
    first = date(2020, 1, 1)
    lasts = Duration(first, rules.end_of_term(first, 60), [option(1, 12, decided=JUNE)])
    assert lasts.current_end() == rules.end_of_term(first, 72)


def test_short_months_are_added_in_one_step():
    until = date(2026, 1, 30)
    options = [option(1, 1, decided=JUNE), option(2, 1, decided=JUNE)]
    lasts = Duration(date(2026, 1, 1), until, options)
    assert lasts.current_end() == rules.lengthened(until, 2) == date(2026, 3, 30)


@given(
    ends_on=st.dates(date(2023, 1, 1), date(2029, 12, 31)),
    months=st.integers(1, 24),
)
def test_a_notice_day_is_the_last_from_which_the_notice_has_run_out_at_the_end(ends_on, months):
    by = rules.notice_by(ends_on, months)
    assert rules.lengthened(by, months) <= ends_on < rules.lengthened(by + rules.DAY, months)


@pytest.mark.parametrize(
    ("ends_on", "months", "by"),
    [
        (date(2026, 12, 31), 3, date(2026, 9, 30)),
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2028, 5, 31), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
    ],
)
def test_notice_counts_from_the_end(ends_on, months, by):
    assert rules.notice_by(ends_on, months) == by


def test_notice_after_an_extension_counts_from_the_new_end():
    lasts = Duration(date(2026, 1, 1), date(2026, 12, 31), [option(1, 12, decided=JUNE)])
    assert rules.notice_by(lasts.current_end(), 3) == date(2027, 9, 30)


def test_a_declined_option_ends_the_row_and_those_after_it_lapse():
    options = [option(1, 12, decided=JUNE), option(2, declined=JUNE), option(3), option(4, decided=JUNE)]
    lasts = Duration(date(2025, 1, 1), date(2026, 12, 31), options)
    assert lasts.current_end() == lasts.longest_end(on=JUNE) == date(2027, 12, 31)
    assert [lasts.state(each, on=JUNE) for each in options] == [
        OptionState.DECIDED,
        OptionState.DECLINED,
        OptionState.LAPSED,
        OptionState.LAPSED,
    ]
    assert lasts.why_lapsed(options[3], on=JUNE) == "option 2 är avstådd"


def test_an_option_skipped_lapses_and_lengthens_nothing_and_the_next_follows_on_the_end():
    options = [option(1, 12), option(2, 6, decided=JUNE)]
    lasts = Duration(date(2025, 1, 1), date(2026, 12, 31), options)
    assert lasts.state(options[0], on=JUNE) is OptionState.LAPSED
    assert lasts.why_lapsed(options[0], on=JUNE) == "överhoppad, option 2 är beslutad"
    assert lasts.longest_end(on=JUNE) == date(2027, 6, 30)
    assert lasts.current_end() == date(2027, 6, 30)
    assert [(part.label, part.first, part.last) for part in lasts.stages(on=JUNE)] == [
        ("Ursprunglig avtalstid 2 år", date(2025, 1, 1), date(2026, 12, 31)),
        ("Option 2", date(2027, 1, 1), date(2027, 6, 30)),
    ]


def test_an_option_not_decided_lapses_at_the_current_end():
    end = date(2026, 5, 31)
    assert rules.option_state(option(), ends_on=end, on=end) == OptionState.OPEN
    assert rules.option_state(option(), ends_on=end, on=date(2026, 6, 1)) == OptionState.LAPSED
    lasts = Duration(date(2025, 6, 1), end, [option()])
    assert lasts.longest_end(on=end) == date(2027, 5, 31)
    assert lasts.longest_end(on=date(2026, 6, 1)) == end


def test_a_termination_before_an_option_starts_ends_it_all_there():
    options = [option(1, 12, decided=JUNE), option(2, 12)]
    lasts = Duration(date(2025, 1, 1), date(2026, 12, 31), options, terminated_on=date(2026, 9, 30))
    assert [(part.label, part.last) for part in lasts.stages(on=JUNE)] == [
        ("Ursprunglig avtalstid 2 år", date(2026, 9, 30))
    ]


def test_until_further_notice_has_no_end_however_it_is_asked():
    assert Duration(JUNE, None).current_end() is None
    assert Duration(JUNE, None, [option()]).longest_end(on=JUNE) is None


@pytest.mark.parametrize(
    ("on", "last", "by"),
    [
        (date(2026, 6, 1), date(2026, 12, 31), date(2026, 9, 30)),
        (date(2026, 9, 30), date(2026, 12, 31), date(2026, 9, 30)),
        (date(2026, 12, 31), date(2027, 12, 31), date(2027, 9, 30)),  # missed: that of the end after it
        (date(2027, 1, 1), date(2027, 12, 31), date(2027, 9, 30)),
        (date(2029, 2, 1), date(2029, 12, 31), date(2029, 9, 30)),
    ],
)
def test_an_automatic_renewal_has_a_next_end_and_a_day_to_stop_it(on, last, by):
    first = date(2026, 1, 1)
    lasts = Duration(first, None, renews=Renewing(first, date(2026, 12, 31), 12), notice_months=3)
    found = lasts.notice(on=on)
    assert (found.ends_on, found.by) == (last, by)
    assert found.missed == (date(2026, 9, 30) if on == date(2026, 12, 31) else None)


def test_a_fixed_end_has_one_notice_day_and_none_after_it():
    lasts = Duration(date(2026, 1, 1), date(2026, 12, 31), [option(1, 12)], notice_months=3)
    assert lasts.notice(on=date(2026, 9, 30)) == rules.Notice(date(2026, 9, 30), date(2026, 12, 31), renews=False)
    assert lasts.notice(on=date(2026, 10, 1)) is None
    lengthened = lasts.deciding(option(1, 12, decided=JUNE), of_round=False)
    assert lengthened.notice(on=date(2026, 10, 1)).by == date(2027, 9, 30)  # from the current end


@pytest.mark.parametrize(
    "lasts",
    [
        Duration(JUNE, date(2026, 12, 31)),
        Duration(JUNE, date(2026, 12, 31), notice_months=0),
        Duration(JUNE, None, notice_months=3),
        Duration(JUNE, date(2026, 12, 31), notice_months=3, terminated_on=date(2026, 11, 30)),
    ],
)
def test_there_is_no_notice_day_without_notice_without_an_end_or_when_it_is_given(lasts):
    assert lasts.notice(on=JUNE) is None


@pytest.mark.parametrize(
    ("until", "annex_2", "too_long"),
    [
        (date(2029, 12, 31), False, False),
        (date(2030, 1, 1), False, True),
        (date(2030, 1, 1), True, False),
        (None, False, False),
    ],
)
def test_four_years_is_the_most_outside_chapter_19(until, annex_2, too_long):
    found = rules.is_longer_than_allowed(valid_from=date(2026, 1, 1), longest_until=until, all_annex_2=annex_2)
    assert found is too_long


@pytest.mark.parametrize(
    ("used", "code", "stops"),
    [
        ("0", "free", False),
        ("69.99", "free", False),
        ("70", "near", False),
        ("89.99", "near", False),
        ("90", "high", False),
        ("99.99", "high", False),
        ("100", "reached", True),
        ("-5", "free", False),
    ],
)
def test_a_ceiling_warns_at_70_and_90_and_stops_at_100(used, code, stops):
    use = rules.ceiling_use(Decimal(used), Decimal(100))
    assert (use.code, use.stops_call_offs) == (code, stops)
    assert use.left_sek == Decimal(100) - Decimal(used)


def test_a_ceiling_of_nought_is_reached_and_has_no_share():
    use = rules.ceiling_use(Decimal(0), Decimal(0))
    assert (use.share, use.stops_call_offs) == (None, True)
