"""One person asks for a deviation, another approves it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from contracts.register.models import Contract
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


def test_whoever_asked_cannot_approve():
    chief = make.user("verksamhetschef")  # who may both ask and approve
    placement = Placement(
        buyer=make.buyer(),
        number="AVS-1",
        supplier=make.supplier(),
        category=make.category(),
        valid_from=date(2026, 5, 1),
    )
    asked = actions.request_placement(placement=placement, by=chief, at=AT)
    with pytest.raises(actions.CannotApprove, match="kan inte själv"):
        actions.approve_deviation(placement_id=asked.pk, by=chief, at=AT)


def test_whoever_asked_cannot_approve_what_another_has_changed_since(asked):
    first, chief = make.role(asked.requested_by, "kategoriledare"), make.user("verksamhetschef")
    asked.price_sek = 2000
    actions.request_placement(placement=asked, by=chief, at=AT)
    for person in (first, chief):
        with pytest.raises(actions.CannotApprove, match="kan inte själv"):
            actions.approve_deviation(placement_id=asked.pk, by=person, at=AT)
    for person, kept_by in ((first, "placement_is_approved_by_another"), (chief, "by_nobody_who_wrote_in_it")):
        with pytest.raises(IntegrityError, match=kept_by), transaction.atomic():
            Placement.objects.update(approved_by=person, approved_on=date(2026, 6, 1))
    other = make.user("kategoriledare", username="annan")
    assert actions.approve_deviation(placement_id=asked.pk, by=other, at=AT).approved_by == other


def test_a_call_off_on_contract_needs_no_approval(asked):
    asked.contract = make.contract(supplier=asked.supplier)
    asked.save()
    with pytest.raises(actions.CannotApprove, match="avrop på avtal"):
        actions.approve_deviation(placement_id=asked.pk, by=make.user("verksamhetschef"), at=AT)


def test_on_the_pages_one_asks_another_approves_and_a_change_asks_again(client, asked):
    chief, first = make.user("verksamhetschef"), asked.requested_by
    client.force_login(chief)
    page = client.get("/avsteg/").content.decode()
    assert f"/avsteg/{asked.pk}/godkann/" in page
    assert asked.supplier.name in client.get(f"/avsteg/{asked.pk}/godkann/").content.decode()
    answer = client.post(f"/avsteg/{asked.pk}/godkann/", follow=True)
    assert "AVS-1 är godkänt" in answer.content.decode()
    values = {
        "number": "AVS-1",
        "supplier": asked.supplier.pk,
        "category": asked.category.pk,
        "valid_from": "2026-05-01",
        "valid_until": "2030-12-31",
        "price_sek": "1 250,50",
    }
    assert client.post(f"/avsteg/{asked.pk}/andra/", values).status_code == 302
    asked.refresh_from_db()
    assert (asked.requested_by, asked.approved_by, asked.approved_on) == (first, None, None)
    assert chief in asked.writers.all()
    assert str(asked.price_sek) == "1250.50"
    again = client.post(f"/avsteg/{asked.pk}/godkann/")
    assert again.status_code == 422
    assert "kan inte själv" in again.content.decode()


def test_who_may_only_ask_registers_and_does_not_approve(client):
    supplier = make.supplier()
    client.force_login(make.user("handläggare"))
    values = {"number": "AVS-2", "supplier": supplier.pk, "category": make.category().pk, "valid_from": "2026-05-01"}
    answer = client.post("/avsteg/nytt/", values, follow=True)
    assert "väntar på att en annan person godkänner det" in answer.content.decode()
    made = Placement.objects.get()
    assert (made.requested_by.username, made.buyer, made.approved_on) == ("handläggare", make.buyer(), None)
    for path in (f"/avsteg/{made.pk}/andra/", f"/avsteg/{made.pk}/godkann/"):
        assert client.get(path).status_code == 403
    assert f"/avsteg/{made.pk}/godkann/" not in client.get("/avsteg/").content.decode()


def test_a_call_off_is_on_a_contract_of_the_same_supplier(client):
    contract = make.contract()
    other = make.supplier("Annat AB", make.ORG_NUMBERS[1])
    client.force_login(make.user("handläggare"))
    values = {
        "number": "AVR-1",
        "supplier": other.pk,
        "contract": contract.pk,
        "category": make.category().pk,
        "valid_from": "2026-05-01",
    }
    answer = client.post("/avsteg/nytt/", values)
    assert "avtal med en annan leverantör" in answer.content.decode()
    assert client.post("/avsteg/nytt/", {**values, "supplier": contract.supplier.pk}).status_code == 302


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_asks_as_much_however_long_it_is(client, number, django_assert_max_num_queries):
    supplier = make.supplier()
    for each in range(number):
        make.deviation(f"AVS-{each}", supplier=supplier, approved_on=None)
    client.force_login(make.user("verksamhetschef"))
    with django_assert_max_num_queries(25):
        assert client.get("/avsteg/").status_code == 200
    for query in ("?slag=avsteg&lage=vantar&sok=AVS-1", "?export=csv", "?lage=godkant"):
        assert client.get(f"/avsteg/{query}").status_code == 200


def call_off(contract, number="AVR-1"):
    return Placement(
        buyer=make.buyer(),
        number=number,
        supplier=contract.supplier,
        contract=contract,
        category=make.category(),
        valid_from=date(2026, 5, 1),
    )


@pytest.mark.parametrize("of_round", [True, False])
def test_nothing_is_called_off_past_a_ceiling_whether_the_contracts_or_the_rounds(of_round):
    """C-23/20: a framework has no effect past its ceiling."""
    round_ = make.framework(ceiling_sek=100 if of_round else None)
    contract = make.contract(framework=round_, ceiling_sek=None if of_round else 100)
    other = make.contract("A-2", framework=round_, supplier=make.supplier("Två AB", make.ORG_NUMBERS[1]))
    by = make.user("handläggare")
    before = actions.request_placement(placement=call_off(contract), by=by, at=AT)
    used = other if of_round else contract  # a round's ceiling is used by all its contracts
    used.volumes.create(month=date(2026, 4, 1), sum_sek=Decimal(100), cumulative_sek=Decimal(100), updated_at=AT)
    contract = Contract.objects.get(pk=contract.pk)
    with pytest.raises(ValidationError, match="inga fler avrop på A-1"):
        actions.request_placement(placement=call_off(contract, "AVR-2"), by=by, at=AT)
    before.valid_until = date(2026, 6, 30)  # what was called off before may be ended
    actions.request_placement(placement=before, by=make.user("verksamhetschef"), at=AT)
    assert Placement.objects.get().valid_until == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("used", "said"), [(60, ""), (75, "Omgången: över 70 procent av takvolymen."), (100, "inga fler avrop på A-1")]
)
def test_who_registers_a_call_off_is_told_of_the_ceiling(client, used, said):
    contract = make.contract(framework=make.framework(ceiling_sek=100))
    contract.volumes.create(month=date(2026, 4, 1), sum_sek=used, cumulative_sek=used, updated_at=AT)
    client.force_login(make.user("handläggare"))
    sent = {"number": "AVR-1", "supplier": contract.supplier_id, "contract": contract.pk, "valid_from": "2026-05-01"}
    answer = client.post(reverse("procurement:placement-create"), {**sent, "category": make.category().pk}, follow=True)
    assert said in answer.content.decode()
    assert ("Omgången:" in answer.content.decode()) == (said != "")
    assert Placement.objects.exists() == (used < 100)
