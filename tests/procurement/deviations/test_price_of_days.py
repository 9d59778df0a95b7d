"""What a price comes to over its days, beside the value that was said."""

from datetime import date
from decimal import Decimal

import pytest

from procurement.deviations.rules import PriceOfDays, price_of_days

FIRST = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("price", "per", "last", "found"),
    [
        ("7500", "DAY", date(2027, 2, 20), PriceOfDays(Decimal("615000.00"), 82, is_open=False)),
        ("7500", "DAY", FIRST, PriceOfDays(Decimal("7500.00"), 1, is_open=False)),
        ("1000", "DAY", None, PriceOfDays(Decimal("365000.00"), 365, is_open=True)),
        ("36500", "MONTH", date(2026, 12, 10), PriceOfDays(Decimal("12000.00"), 10, is_open=False)),
        ("500", "HOUR", None, None),
        ("500", "DAY", date(2026, 11, 30), None),
        (None, "DAY", None, None),
    ],
)
def test_days_count_both_ends_an_open_one_is_a_year_and_what_is_not_counted_in_days_is_unknown(price, per, last, found):
    assert price_of_days(Decimal(price) if price else None, per, FIRST, last) == found


def test_an_estimate_may_be_somewhat_lower_before_it_is_asked_of():
    found = price_of_days(Decimal(1000), "DAY", FIRST, None)
    assert found.is_far_above(Decimal("328499.99"))
    assert not found.is_far_above(Decimal(328500))
    assert not found.is_far_above(Decimal(900000))
