"""A share of a whole: computed in SQL as `money.share` computes it."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import DecimalField, Value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.plan.models import CategoryLoyalty
from followup.judging.querysets.spend import _share
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


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(part=kronor, whole=kronor | st.just(Decimal(0)))
def test_the_database_and_the_rule_compute_the_same_share(part, whole):
    money = DecimalField(max_digits=20, decimal_places=2)
    asked = _share(Value(part, output_field=money), Value(whole, output_field=money))
    found = ContentType.objects.annotate(share=asked).values_list("share", flat=True)[0]
    ruled = share(part, whole)
    assert (found is None) == (ruled is None)
    assert found is None or abs(found - ruled) <= abs(ruled) * Decimal("1e-12") + Decimal("1e-9")


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
