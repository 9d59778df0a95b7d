"""Two people who do the same with a placement at the same moment."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from contracts.register.models import CallOff
from procurement.placements import actions
from procurement.placements.choices import EndKind, Sequel
from procurement.placements.models import Placement, PlacementEnd
from tests import factories as make
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 6, 1, 8, tzinfo=UTC)


@pytest.fixture
def placed():
    contract = make.contract(framework=make.framework(call_off_method=CallOff.NEEDS))
    by = make.user("handläggare")
    new = Placement(
        buyer=contract.buyer,
        supplier=contract.supplier,
        contract=contract,
        area=make.area(),
        category=make.area().category,
        valid_from=date(2026, 6, 1),
        valid_until=date(2026, 8, 31),
        why="Bäst för behovet",
    )
    return actions.place(placement=new, by=by, at=AT)


def refusals(done):
    return [str(each) for each in done if isinstance(each, actions.CannotChange)]


def test_two_who_place_at_once_get_a_number_each(placed):
    sent = {"contract": placed.contract_id, "valid_from": "2026-06-01", "price_per": "DAY", "why": "Bäst"}
    browsers = []
    for name in ("ett", "tva"):
        browser = Client()
        browser.force_login(make.user("handläggare", username=name))
        browsers.append(browser)
    done = at_once(
        *(lambda browser=browser: browser.post("/placeringar/nytt/", sent).status_code for browser in browsers)
    )
    assert done == [302, 302]
    numbers = sorted(Placement.objects.values_list("number", flat=True))
    assert numbers == ["AVR-2026-0001", "AVR-2026-0002", "AVR-2026-0003"]


def test_of_two_who_extend_at_once_one_does_and_the_other_is_told(placed):
    def extend():
        new = actions.continued(placed, valid_from=date(2026, 9, 1), valid_until=date(2026, 12, 31))
        return actions.carry_on(placement=new, earlier_id=placed.pk, how=Sequel.EXTENDED, by=placed.requested_by, at=AT)

    assert refusals(at_once(extend, extend)) == [f"{placed.number} har redan en fortsättning."]
    assert Placement.objects.filter(follows=placed).count() == 1


def test_of_two_who_end_at_once_one_does_and_the_other_is_told(placed):
    def end():
        return actions.end_placement(
            placement_id=placed.pk,
            kind=EndKind.ENDED,
            last_day=date(2026, 7, 1),
            reason="Flyttade hem",
            by=placed.requested_by,
            at=AT,
        )

    assert refusals(at_once(end, end)) == [f"{placed.number} är redan avslutad."]
    assert PlacementEnd.objects.count() == 1


def test_who_moves_and_who_ends_at_once_leave_one_last_day(placed):
    def move():
        new = actions.continued(placed, valid_from=date(2026, 7, 1))
        return actions.carry_on(placement=new, earlier_id=placed.pk, how=Sequel.MOVED, by=placed.requested_by, at=AT)

    def end():
        return actions.end_placement(
            placement_id=placed.pk,
            kind=EndKind.ENDED,
            last_day=date(2026, 7, 15),
            reason="Flyttade hem",
            by=placed.requested_by,
            at=AT,
        )

    assert len(refusals(at_once(move, end))) == 1
    placed.refresh_from_db()
    assert placed.valid_until == PlacementEnd.objects.get().last_day
