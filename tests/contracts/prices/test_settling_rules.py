"""What was bought at an adjusted price, by hand-computed examples: purchases are known by the month only."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from contracts.prices.rules import (
    BoughtAt,
    BrokenMonth,
    Counted,
    Purchase,
    Stretch,
    bought_at,
    in_whole_ore,
)

D = Decimal
MARCH = date(2026, 3, 1)
DAYS = {1: D(1)}  # one item


def march(amount="100000.00", payer="SOF"):
    return Purchase(MARCH, payer, D(amount))


def bought(purchases, first, last=None, weights=None):
    """At one line's price, of one adjustment."""
    return bought_at(purchases, [Stretch(first, weights or DAYS)], [Counted(7, 1, first, last)])


def test_both_end_days_of_a_price_count():
    assert bought([march()], date(2026, 3, 20))[7, "SOF", 2026] == BoughtAt(
        D("38709.68"), (BrokenMonth(MARCH, 12, 31),)
    )
    assert bought([march("3100.00")], date(2026, 3, 31))[7, "SOF", 2026].sum_sek == D("100.00")
    assert bought([march("3100.00")], date(2026, 1, 1), MARCH)[7, "SOF", 2026].sum_sek == D("100.00")
    assert bought([march()], MARCH, date(2026, 3, 31)) == {(7, "SOF", 2026): BoughtAt(D("100000.00"))}


def test_what_was_bought_at_another_time_is_not_counted():
    assert bought([march()], date(2026, 4, 1)) == {}
    assert bought([march()], date(2025, 1, 1), date(2026, 2, 28)) == {}
    assert bought([], MARCH) == {}


def test_a_credit_is_parted_as_what_it_credits():
    assert bought([march("-100000.00")], date(2026, 3, 20))[7, "SOF", 2026].sum_sek == D("-38709.68")


def test_a_broken_month_says_its_days():
    assert str(BrokenMonth(MARCH, 12, 31)) == "mars 2026: 12 av 31 dagar"


def test_a_price_that_goes_on_past_the_next_adjustment_keeps_its_purchases():
    """The second adjustment left the first item as it was, and the two share what is bought by its weights."""
    stretches = [Stretch(date(2026, 1, 1), {1: D(1), 2: D(1)}), Stretch(date(2026, 3, 16), {1: D(1), 2: D(3)})]
    counted = [
        Counted(7, 1, date(2026, 1, 1), None),
        Counted(8, 2, date(2026, 1, 1), date(2026, 3, 15)),
        Counted(9, 2, date(2026, 3, 16), None),
    ]
    found = bought_at([march("3100.00")], stretches, counted)
    # 15 days at a half each are 750; 16 days at a quarter and three quarters are 400 and 1 200.
    assert {line: each.sum_sek for (line, _, _), each in found.items()} == {7: D(1150), 8: D(750), 9: D(1200)}
    assert [each.broken for each in found.values()] == [
        (),
        (BrokenMonth(MARCH, 15, 31),),
        (BrokenMonth(MARCH, 16, 31),),
    ]


AMOUNTS = st.decimals("-100000", "100000", places=2)
SPANS = st.lists(st.integers(0, 800), min_size=2, max_size=6, unique=True).map(sorted)


@given(
    st.lists(AMOUNTS, min_size=1, max_size=24),
    SPANS,
    st.lists(st.decimals("0", "5000", places=2), min_size=1, max_size=4),
)
def test_lines_that_follow_each_other_share_every_ore_once(amounts, offsets, weights):
    starts = [date(2025, 1, 1) + timedelta(days=each) for each in [0, *(each + 1 for each in offsets)]]
    ends = [start - timedelta(days=1) for start in starts[1:]]
    parted = dict(enumerate(weights))
    counted = [
        Counted(at * 10 + item, item, first, last)
        for at, (first, last) in enumerate(zip(starts, [*ends, None], strict=True))
        for item in parted
    ]
    purchases = [
        Purchase(date(2025 + at // 12, at % 12 + 1, 1), f"F{at % 2}", amount) for at, amount in enumerate(amounts)
    ]
    found = bought_at(purchases, [Stretch(first, parted) for first in starts], counted)
    for payer in ("F0", "F1"):
        for year in (2025, 2026):
            whole = sum((each.sum_sek for each in purchases if (each.payer, each.month.year) == (payer, year)), D(0))
            assert sum((each.sum_sek for key, each in found.items() if key[1:] == (payer, year)), D(0)) == whole


def test_no_parts_are_no_parts():
    assert in_whole_ore([]) == ()
