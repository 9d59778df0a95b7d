"""Prices set by hand: who set them, that nobody approves his own, and that they are let go when computed anew."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from contracts.prices import actions
from contracts.prices.models import PriceAdjustment, PriceSetByHand
from tests import factories as make
from tests.contracts.prices.adjustments import (
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
    changes = {adjustment.lines.get().pk: actions.LineChange(Decimal(amount), is_left_out=False, reason=reason)}
    return actions.change_lines(adjustment_id=adjustment.pk, changes=changes, by=by, at=AT)


def test_a_price_set_by_hand_is_let_go_at_computing_anew_also_where_nothing_has_been_bought(contract, clause):
    propose()
    officer, _ = people()
    adjustment = PriceAdjustment.objects.get()
    set_price(adjustment, officer)
    assert adjustment.lines.get().effect_sek == 0  # no effect, by hand or not
    actions.recompute_adjustment(adjustment_id=adjustment.pk, by=officer, at=AT)
    line = adjustment.lines.get()
    assert (line.new_sek, line.reason) == (Decimal("1902.85"), "")


def approve_past_the_action(adjustment, approver):
    """What no action does: the database is asked itself."""
    with transaction.atomic():
        PriceAdjustment.objects.filter(pk=adjustment.pk).update(status="APPROVED", approved_by=approver, approved_at=AT)


def submitted_after(*sets):
    """A proposal whose price was set by some people after each other, sent by the last of them."""
    propose()
    adjustment = PriceAdjustment.objects.get()
    for person, amount in sets:
        set_price(adjustment, person, amount, "" if amount == "1902.85" else "Överenskommet")
    actions.submit_adjustments(adjustment_ids=[adjustment.pk], by=sets[-1][0], at=AT)
    adjustment.refresh_from_db()
    return adjustment


@pytest.mark.parametrize("second", ["3700.00", "3700.01"])
def test_nobody_approves_a_price_that_he_set_though_another_saved_it_after_him(client, contract, clause, second):
    first, last = people()[1], make.user("controller", username="andra")
    adjustment = submitted_after((first, "3700.00"), (last, second))
    with pytest.raises(actions.SamePerson):
        actions.approve_adjustments(adjustment_ids=[adjustment.pk], by=first, at=AT)
    with pytest.raises(IntegrityError, match="ändrat priserna kan inte godkänna"):
        approve_past_the_action(adjustment, first)
    client.force_login(first)
    assert "Godkänn</button>" not in client.get(adjustment.get_absolute_url()).content.decode()
    third = make.user("upphandlingschef")
    assert actions.approve_adjustments(adjustment_ids=[adjustment.pk], by=third, at=AT) == 1


def test_who_saves_a_price_as_it_stood_has_not_set_it(contract, clause):
    first, second = people()
    adjustment = submitted_after((first, "3700.00"), (second, "3700.00"))
    assert [each.set_by for each in PriceSetByHand.objects.all()] == [first]
    assert adjustment.changed_by == first


def test_a_price_that_is_set_back_to_the_clauses_is_nobodys(contract, clause):
    first, second = people()
    adjustment = submitted_after((second, "3700.00"), (second, "1902.85"), (first, "1902.85"))
    assert (adjustment.is_changed_by_hand, adjustment.changed_by) == (False, None)
    assert actions.approve_adjustments(adjustment_ids=[adjustment.pk], by=second, at=AT) == 1


@pytest.mark.owner
def test_who_set_what_is_neither_changed_nor_removed_nor_added_to_once_it_is_approved(contract, clause):
    first, second = people()
    adjustment = submitted_after((first, "1890.00"))
    row = PriceSetByHand.objects.get()
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        PriceSetByHand.objects.update(set_by=second)
    actions.approve_adjustments(adjustment_ids=[adjustment.pk], by=second, at=AT)
    again = PriceSetByHand(line=row.line, new_sek=1, is_left_out=False, set_by=first, set_at=AT)
    for change in (PriceSetByHand.objects.all().delete, again.save):
        with pytest.raises(IntegrityError, match="godkänd och ändras inte"), transaction.atomic():
            change()


def test_a_whole_list_leaves_out_a_price_that_one_has_set_though_another_saved_it_after(contract, clause):
    first, last = people()[1], make.user("controller", username="andra")
    adjustment = submitted_after((first, "3700.00"), (last, "3700.01"))
    for person, reached in ((first, ()), (make.user("upphandlingschef"), (adjustment.pk,))):
        seen = actions.look_over(adjustment_ids=[adjustment.pk], action=actions.ListAction.APPROVE, by=person)
        assert seen.ids == reached
