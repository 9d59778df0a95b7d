"""One person asks for a deviation, another approves it."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from procurement.placements import actions
from procurement.placements.models import Placement
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 31, 22, 30, tzinfo=UTC)  # past midnight in Sweden


@pytest.fixture
def asked():
    placement = Placement(
        buyer=make.buyer(),
        number="AVS-1",
        supplier=make.supplier(),
        category=make.category(),
        valid_from=date(2026, 5, 1),
    )
    return actions.request_placement(placement=placement, by=make.user("handläggare"), at=AT)


def test_a_deviation_is_approved_by_another_on_the_swedish_day_and_once(asked):
    chief = make.user("verksamhetschef")
    done = actions.approve_deviation(placement_id=asked.pk, by=chief, at=AT)
    assert (done.approved_by, done.approved_on) == (chief, date(2026, 6, 1))
    with pytest.raises(actions.CannotApprove, match="redan godkänt 2026-06-01"):
        actions.approve_deviation(placement_id=asked.pk, by=chief, at=AT)


def test_whoever_asked_cannot_approve(asked):
    with pytest.raises(actions.CannotApprove, match="kan inte själv"):
        actions.approve_deviation(placement_id=asked.pk, by=asked.requested_by, at=AT)


def test_whoever_asked_cannot_approve_what_another_has_changed_since(asked):
    first, chief = asked.requested_by, make.user("verksamhetschef")
    asked.price_sek = 2000
    actions.request_placement(placement=asked, by=chief, at=AT)
    for person in (first, chief):
        with pytest.raises(actions.CannotApprove, match="kan inte själv"):
            actions.approve_deviation(placement_id=asked.pk, by=person, at=AT)
    with pytest.raises(IntegrityError, match="by_nobody_who_wrote_in_it"), transaction.atomic():
        Placement.objects.update(approved_by=first, approved_on=date(2026, 6, 1))
    other = make.user("kategoriledare")
    assert actions.approve_deviation(placement_id=asked.pk, by=other, at=AT).approved_by == other


def test_a_call_off_on_contract_needs_no_approval(asked):
    asked.contract = make.contract(supplier=asked.supplier)
    asked.save()
    with pytest.raises(actions.CannotApprove, match="avrop på avtal"):
        actions.approve_deviation(placement_id=asked.pk, by=make.user("verksamhetschef"), at=AT)


def test_in_the_administration_one_asks_another_approves_and_a_change_asks_again(client, asked):
    chief = make.user("verksamhetschef", is_staff=True)
    client.force_login(chief)
    listed = "/admin/procurement/placement/"
    answer = client.post(listed, {"action": "approve", "_selected_action": [asked.pk]}, follow=True)
    assert "AVS-1 är godkänt" in answer.content.decode()
    values = {
        "buyer": asked.buyer.pk,
        "number": "AVS-1",
        "supplier": asked.supplier.pk,
        "category": asked.category.pk,
        "valid_from": "2026-05-01",
        "valid_until": "2030-12-31",
        "approved_by": chief.pk,
        "approved_on": "2026-05-01",
    }
    assert client.post(f"{listed}{asked.pk}/change/", values).status_code == 302
    asked.refresh_from_db()
    assert (asked.requested_by, asked.approved_by, asked.approved_on) == (chief, None, None)
    again = client.post(listed, {"action": "approve", "_selected_action": [asked.pk]}, follow=True)
    assert "kan inte själv" in again.content.decode()
