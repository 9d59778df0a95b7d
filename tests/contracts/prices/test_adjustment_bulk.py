"""A whole list sent or approved: shown first with how many, at what cost and which are left, then done to the
number.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from contracts.prices import actions
from contracts.prices.actions import ListAction
from contracts.prices.models import Price, PriceAdjustment
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 10, 15, 8, tzinfo=UTC)
SEND, APPROVE = "/prisjustering/skicka/", "/prisjustering/godkann/"


@pytest.fixture
def lci():
    of = make.series("LCI-ARB-Q")
    make.index_value(of, "2024K2", "140.2")
    make.index_value(of, "2026K2", "145.1")
    return of


@pytest.fixture
def sender():
    return make.user("controller")


@pytest.fixture
def leader():
    return make.user("kategoriledare")


def contract(number, lci, *, bought="10000.00", needs_request=False):
    seller = make.supplier(f"Prov {number} AB", None)
    made = make.contract(number, supplier=seller, valid_from=date(2025, 1, 1), until=date(2029, 12, 31))
    make.price("1000.00", of=made, item="Dygn")
    make.clause([(lci, "1", "2024K2", "140.2")], contract=made, needs_request=needs_request)
    make.bought(made, [date(2026, 9, 1)], bought)
    return made


def propose():
    actions.propose_adjustments(buyer=make.buyer(), on=AT.date(), at=AT)
    return {each.contract.number: each for each in PriceAdjustment.objects.select_related("contract")}


def send(sender, *adjustments):
    actions.submit_adjustments(adjustment_ids=[each.pk for each in adjustments], by=sender, at=AT)


def statuses():
    return dict(PriceAdjustment.objects.order_by("contract__number").values_list("contract__number", "status"))


def page(answer):
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def mark(answer):
    return answer.context["looked_over"].mark


def test_sending_all_is_asked_about_with_number_effect_and_what_is_left(client, lci, sender):
    contract("A-1", lci, bought="1000000.00")
    contract("A-2", lci, bought="1000000.00")
    contract("A-3", lci, needs_request=True)
    contract("A-4", lci)
    found = propose()
    send(make.user("avtalscontroller"), found["A-4"])
    client.force_login(sender)
    asked = client.post(f"{SEND}?laget=oppna", {"alla": "1"})
    assert asked.status_code == 200
    told = page(asked)
    assert "Skicka 2 prisjusteringar" in told
    assert "2 <small>av 4 i listan" in told
    # 145.1 / 140.2 of 1 000 000 kr bought is 34 950 kr more, twice.
    assert "70 tkr <small>av dem som skickas" in told
    assert "<strong>1</strong> väntar på en begäran eller ett värde." in told
    assert "<strong>1</strong> är redan skickade till godkännande." in told
    assert found["A-3"].get_absolute_url() in told
    assert "csrfmiddlewaretoken" in told
    assert statuses()["A-1"] == "PROPOSED"  # nothing is done before one has answered
    done = client.post(f"{SEND}?laget=oppna", {"alla": "1", "visat": mark(asked)}, follow=True)
    assert "2 prisjusteringar är skickade" in page(done)
    assert done.request["QUERY_STRING"] == "laget=oppna"
    assert statuses() == {"A-1": "SUBMITTED", "A-2": "SUBMITTED", "A-3": "WAITING", "A-4": "SUBMITTED"}


def test_only_what_the_list_shows_is_counted_and_done(client, lci, sender):
    contract("A-1", lci)
    contract("B-1", lci)
    propose()
    client.force_login(sender)
    asked = client.post(f"{SEND}?sok=B-1", {"alla": "1"})
    assert "Skicka 1 prisjustering<" in page(asked)
    client.post(f"{SEND}?sok=B-1", {"alla": "1", "visat": mark(asked)})
    assert statuses() == {"A-1": "PROPOSED", "B-1": "SUBMITTED"}


def test_a_list_that_has_changed_meanwhile_is_shown_anew_and_nothing_is_done(client, lci, sender):
    contract("A-1", lci)
    contract("A-2", lci)
    found = propose()
    client.force_login(sender)
    asked = client.post(SEND, {"alla": "1"})
    send(make.user("avtalscontroller"), found["A-2"])
    late = client.post(SEND, {"alla": "1", "visat": mark(asked)})
    assert late.status_code == 409
    assert "Listan har ändrats sedan den visades." in page(late)
    assert "Skicka 1 prisjustering<" in page(late)
    assert statuses() == {"A-1": "PROPOSED", "A-2": "SUBMITTED"}
    client.post(SEND, {"alla": "1", "visat": mark(late)})
    assert statuses() == {"A-1": "SUBMITTED", "A-2": "SUBMITTED"}


def test_another_price_is_another_list(client, lci, sender):
    contract("A-1", lci)
    adjustment = propose()["A-1"]
    client.force_login(sender)
    asked = client.post(SEND, {"alla": "1"})
    changes = {
        adjustment.lines.get().pk: actions.LineChange(Decimal("1010.00"), is_left_out=False, reason="Överenskommet")
    }
    actions.change_lines(adjustment_id=adjustment.pk, changes=changes, by=sender, at=AT)
    assert client.post(SEND, {"alla": "1", "visat": mark(asked)}).status_code == 409
    assert client.post(SEND, {"alla": "1", "visat": "påhittat"}).status_code == 409
    assert statuses() == {"A-1": "PROPOSED"}


def test_approving_all_leaves_ones_own_and_those_whose_prices_have_moved(client, lci, sender, leader):
    for number in ("A-1", "A-2", "A-3", "A-4"):
        contract(number, lci)
    found = propose()
    send(sender, found["A-1"], found["A-3"])
    send(leader, found["A-2"])
    line = found["A-3"].lines.get()
    following = [actions.Following(line.item, Decimal("1100.00"), date(2026, 12, 1))]
    actions.follow_with(following, origin="CORRECTION", by=sender, at=AT)
    client.force_login(leader)
    asked = client.post(APPROVE, {"alla": "1"})
    told = page(asked)
    assert "Godkänn 1 prisjustering<" in told
    assert "har du själv skickat eller ändrat ett pris i" in told
    assert "rör prislistor som har ändrats" in told
    assert "är inte skickade till godkännande" in told
    done = client.post(APPROVE, {"alla": "1", "visat": mark(asked)}, follow=True)
    assert "1 prisjustering är godkänd" in page(done)
    assert statuses() == {"A-1": "APPROVED", "A-2": "SUBMITTED", "A-3": "SUBMITTED", "A-4": "PROPOSED"}
    assert Price.objects.filter(origin="ADJUSTMENT").count() == 1


def test_a_list_with_nothing_to_do_has_no_button(client, lci, sender):
    contract("A-1", lci, needs_request=True)
    propose()
    client.force_login(sender)
    told = page(client.post(SEND, {"alla": "1"}))
    assert "Ingen prisjustering i listan går att skicka nu." in told
    assert 'name="visat"' not in told


def test_a_secret_contract_is_neither_counted_nor_sent(client, lci, sender):
    contract("A-1", lci)
    hidden = contract("HEMLIG", lci)
    hidden.supplier.is_secret = True
    hidden.supplier.save()
    propose()
    client.force_login(sender)
    asked = client.post(SEND, {"alla": "1"})
    assert "1 <small>av 1 i listan" in page(asked)
    assert "HEMLIG" not in page(asked)
    client.post(SEND, {"alla": "1", "visat": mark(asked)})
    assert statuses() == {"A-1": "SUBMITTED", "HEMLIG": "PROPOSED"}


@pytest.mark.parametrize(
    ("until", "later", "moved"),
    [
        (None, None, False),
        (date(2026, 12, 31), None, False),  # it ends the day before, as agreed
        (date(2026, 11, 30), None, True),  # days without a price lie between
        (None, date(2026, 12, 1), True),
        (None, date(2027, 1, 1), True),
        (date(2026, 12, 31), date(2028, 1, 1), True),
        (date(2027, 12, 31), date(2028, 1, 1), False),  # the new price ends where the old was to
    ],
)
def test_what_is_said_to_have_moved_is_what_approving_refuses(lci, sender, leader, until, later, moved):
    made = contract("A-1", lci)
    adjustment = propose()["A-1"]
    send(sender, adjustment)
    old = Price.objects.get(item__contract=made)
    if until:
        Price.objects.filter(pk=old.pk).update(valid_until=until)
    if later and not until:
        actions.follow_with([actions.Following(old.item, Decimal(1100), later)], origin="TENDER", by=sender, at=AT)
    elif later:
        make.price("1100.00", of=made, item="Dygn", valid_from=later)
    assert PriceAdjustment.objects.with_moved_prices().get().has_moved_prices is moved
    looked = actions.look_over(adjustment_ids=[adjustment.pk], action=ListAction.APPROVE, by=leader)
    assert looked.ids == (() if moved else (adjustment.pk,))
    if moved:
        with pytest.raises(Exception, match=r"pris(et)? "):
            actions.approve_adjustments(adjustment_ids=[adjustment.pk], by=leader, at=AT)
    else:
        assert actions.approve_adjustments(adjustment_ids=[adjustment.pk], by=leader, at=AT) == 1
