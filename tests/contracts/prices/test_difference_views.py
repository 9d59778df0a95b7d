"""Pages of differences against final figures: approved by one, settled by another."""

import pytest
from django.utils import timezone

from contracts.prices.models import (
    PriceDifference,
)
from tests import factories as make
from tests.contracts.prices.adjustments import AT, approved, contract_with_clause, labour_costs, proposed
from tests.late import on_what_is_shown

pytestmark = pytest.mark.django_db
lci = pytest.fixture(labour_costs)


@pytest.fixture
def adjustment(lci):
    contract_with_clause("A-1", lci)
    return proposed()[0]


def test_differences_are_approved_by_one_and_settled_by_another(client, adjustment):
    approved(adjustment)
    line = adjustment.lines.first()
    row = PriceDifference.objects.create(
        line=line, payer="Socialförvaltningen", budget_year=2027, paid_sek=1035, final_sek=1046, bought_sek=1_035_000,
        difference_sek=11_000, final_factor=1, figures="", found_at=AT,
    )  # fmt: skip
    chief, today = make.user("upphandlingschef"), timezone.localdate()
    client.force_login(chief)
    page = client.get("/prisjustering/skillnader/").content.decode()
    for words in ("11\xa0000,00", "Socialförvaltningen", "2027"):
        assert words in page
    asked = client.post("/prisjustering/skillnader/godkann/", {"id": [row.pk]})
    assert "11\xa0000,00 kr" in asked.content.decode()
    client.post("/prisjustering/skillnader/godkann/", {"id": [row.pk], "visat": asked.context["mark"]})
    settle = "/prisjustering/skillnader/reglera/"
    told = client.post(settle, {"id": [row.pk]})
    assert "en annan person ska reglera" in told.content.decode()
    assert not told.context["taken"].rows
    client.force_login(make.user("avtalscontroller"))
    asked = client.post(settle, {"id": [row.pk]})
    assert str(today) in asked.content.decode()  # until another day is said
    sent = {"id": [row.pk], "visat": asked.context["mark"]}
    for day, words in (
        ("igår", "giltigt datum"), ("2100-01-01", "inte varit än"), ("2020-01-01", "före dagen då den godkändes"),
    ):  # fmt: skip
        wrong = client.post(settle, {**sent, "settled_on": day})
        assert wrong.status_code == 422
        assert words in wrong.content.decode()
    client.post(settle, {**sent, "settled_on": str(today)})
    row.refresh_from_db()
    assert (row.status, row.settled_on) == ("SETTLED", today)


def test_ticked_differences_of_a_buyer_where_one_may_not_approve_are_left_and_told(client, adjustment):
    elsewhere = make.buyer(org_number="2120000142", name="Stockholm")
    chief = make.role(make.user("upphandlingschef", at=elsewhere), "controller")  # here he does not approve
    row = PriceDifference.objects.create(
        line=adjustment.lines.first(), payer="SOF", budget_year=2027, paid_sek=1035, final_sek=1046,
        bought_sek=1_035_000, difference_sek=11_000, final_factor=1, figures="", found_at=AT,
    )  # fmt: skip
    client.force_login(chief)
    client.post("/valj-kopare/", {"buyer": elsewhere.pk})
    asked = client.post("/prisjustering/skillnader/godkann/", {"id": [row.pk]})
    assert [(each.why, each.rows) for each in asked.context["left"]] == [
        ("hör till en köpare där du inte får göra det", [row])
    ]
    assert asked.context["taken"].rows == []


def test_a_difference_is_rejected_from_its_row_with_a_reason(client, adjustment):
    approved(adjustment)
    row = PriceDifference.objects.create(
        line=adjustment.lines.first(), payer="SOF", budget_year=2027, paid_sek=1035, final_sek=1046,
        bought_sek=1_035_000, difference_sek=11_000, final_factor=1, figures="", found_at=AT,
    )  # fmt: skip
    client.force_login(make.user("upphandlingschef"))
    address = f"/prisjustering/skillnader/{row.pk}/avvisa/"
    assert address in client.get("/prisjustering/skillnader/").content.decode()
    page = client.get(address).content.decode()
    for words in ("11\xa0000,00", "A-1", "Rad 0"):
        assert words in page
    done = on_what_is_shown(client, address, {"reason": "Redan avtalat"}, follow=True)
    assert "Redan avtalat" in done.content.decode()
    assert client.post(address, {"reason": "Igen"}).status_code == 422
