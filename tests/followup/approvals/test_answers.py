"""Whoever asked is told on Start what another said of it: of each kind, yes and no, and nothing of what is secret."""

from datetime import timedelta

import pytest

from contracts.files import actions as file_actions
from contracts.prices import actions as price_actions
from contracts.prices.models import PriceAdjustment, PriceToConfirm
from contracts.register.models import Contract
from followup.approvals.reports import answers_to
from procurement.deviations import actions as deviation_actions
from procurement.placements.models import Placement
from tests import factories as make
from tests.house import worlds

pytestmark = pytest.mark.django_db
AT = worlds.NOW


@pytest.fixture
def world():
    """A buyer with one of everything, asked for by one, and another who decides."""
    buyer = make.buyer()
    asker = make.user(None, username="ber", is_superuser=True)
    worlds.world(buyer, keeper=asker, number="1", org_number=make.ORG_NUMBERS[0])
    return buyer, asker, make.user(None, username="svarar", is_superuser=True)


def told(asker):
    return [(each.words.split()[0], each.is_yes, each.reason) for each in answers_to(asker, since=AT)]


def test_a_price_set_by_hand_that_was_declined(world):
    _, asker, other = world
    (waiting,) = PriceToConfirm.objects.filter(asked_by=asker, status="WAITING")
    assert told(asker) == []
    price_actions.decline_price(price_id=waiting.pk, reason="Fel belopp", by=other, at=AT)
    assert told(asker) == [("Pris", False, "Fel belopp")]
    assert told(other) == []
    assert answers_to(asker, since=AT + timedelta(days=1)) == ()


def test_a_file_of_prices(world):
    buyer, asker, other = world
    for is_yes in (True, False):
        file = make.price_file_to_confirm(buyer=buyer, by=asker, at=AT)
        if is_yes:
            file_actions.confirm_register(register_import=file, by=other, at=AT)
        else:
            file_actions.decline_register(register_import=file, reason="Fel år", by=other, at=AT)
        assert ("Prisfil", is_yes, "" if is_yes else "Fel år") in told(asker)


def test_an_adjustment_that_was_rejected(world):
    buyer, asker, other = world
    found = PriceAdjustment.objects.filter(contract__buyer=buyer)
    found.update(status="SUBMITTED", submitted_by=asker, submitted_at=AT)
    price_actions.reject_adjustment(adjustment_id=found.get().pk, reason="För högt", by=other, at=AT)
    assert told(asker) == [("Prisjustering", False, "För högt")]


def test_a_deviation_that_was_approved(world):
    buyer, _, other = world
    other = make.role(other, "kategoriledare")  # whose delegation it is within
    placement = Placement.objects.outside_contract().get(buyer=buyer)
    deviation_actions.approve_deviation(placement_id=placement.pk, is_unbiased=True, words="Behövs", by=other, at=AT)
    assert told(placement.requested_by) == [("Avsteg", True, "Behövs")]


def test_what_has_become_secret_since_is_not_told(world, client):
    _, asker, other = world
    asker.is_superuser = False
    asker.save()
    asker = make.role(asker, "controller")
    waiting = PriceToConfirm.objects.get(asked_by=asker, status="WAITING")
    price_actions.decline_price(price_id=waiting.pk, reason="Fel", by=other, at=AT)
    assert told(asker)
    Contract.objects.filter(pk=waiting.item.contract_id).update(is_secret=True)
    assert told(asker) == []
    client.force_login(asker)
    assert client.get("/start/").context["page"].answers == ()
