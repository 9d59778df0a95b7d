"""A share of a whole: nothing has none, and shares of sums are those of what they are sums of."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.plan.models import CategoryLoyalty
from followup.judging.querysets import Loyalty
from followup.measures.rules import rolling_share
from huddinge_vo.common.money import share
from huddinge_vo.common.periods import add_months
from tests import factories as make

kronor = st.decimals(Decimal("-1e9"), Decimal("1e9"), places=2)


def test_a_share_of_nothing_or_of_less_is_unknown_and_not_nought():
    assert share(0, 0) is None
    assert share(Decimal(5), Decimal(-1)) is None
    assert share(Decimal(0), Decimal("0.01")) == 0
    assert share(1, 4) == Decimal("0.25")


sums = st.fixed_dictionaries(
    {
        "ledger": kronor,
        "excluded": kronor,
        "unknown": kronor,
        "on_contract": kronor,
        "approved_deviation": kronor,
        "unexplained": kronor,
        "under_contract": kronor,
    }
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(sums, max_size=3), sums)
def test_what_is_taken_from_a_whole_and_put_to_it_again_leaves_the_whole(others, one):
    rest, part = Loyalty.together(Loyalty.of(7, each) for each in others), Loyalty.of(3, one)
    whole = Loyalty.together([rest, part])
    assert whole.less(part) == rest
    assert whole.contract_loyalty == share(rest.on_contract + part.on_contract, rest.purchasable + part.purchasable)


@pytest.mark.django_db
def test_what_is_published_of_a_category_is_the_share_that_the_measure_has():
    category = make.category()
    months = [add_months(date(2026, 1, 1), number) for number in range(12)]
    parts = [(month, Decimal(number * 7), Decimal(number * 10)) for number, month in enumerate(months)]
    for month, on_contract, purchasable in parts:
        CategoryLoyalty.objects.create(
            category=category,
            month=month,
            on_contract_sek=on_contract,
            purchasable_sek=purchasable,
        )
    _, published = CategoryLoyalty.objects.of_latest_year(category, on=date(2027, 1, 1))
    assert published == rolling_share(parts)[-1].value == Decimal("0.7")
    CategoryLoyalty.objects.update(on_contract_sek=0, purchasable_sek=0)
    assert CategoryLoyalty.objects.of_latest_year(category, on=date(2027, 1, 1)) is None
