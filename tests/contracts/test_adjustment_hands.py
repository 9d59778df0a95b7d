"""Prices set by hand: who set them, that nobody approves his own, and that they are let go when reckoned anew."""

from decimal import Decimal

import pytest

from contracts import actions
from contracts.models import PriceAdjustment
from tests.contracts.adjustments import (
    AT,
    basket_clause,
    chained_prices,
    labour_costs,
    people,
    priced_contract,
    propose,
)

pytestmark = pytest.mark.django_db
lci = pytest.fixture(labour_costs)
kpi = pytest.fixture(chained_prices)
contract = pytest.fixture(priced_contract)
clause = pytest.fixture(basket_clause)


def set_price(adjustment, by, amount="1890.00", reason="Överenskommet"):
    """A person sets the price of an adjustment's only line."""
    changes = {adjustment.lines.get().pk: actions.LineChange(Decimal(amount), False, reason)}
    return actions.change_lines(adjustment_id=adjustment.pk, changes=changes, by=by, at=AT)


def test_a_price_set_by_hand_is_let_go_at_reckoning_anew_also_where_nothing_has_been_bought(contract, clause):
    propose()
    officer, _ = people()
    adjustment = PriceAdjustment.objects.get()
    set_price(adjustment, officer)
    assert adjustment.lines.get().effect_sek == 0  # no effect, by hand or not
    actions.recompute_adjustment(adjustment_id=adjustment.pk, by=officer, at=AT)
    line = adjustment.lines.get()
    assert (line.new_sek, line.reason) == (Decimal("1902.85"), "")
