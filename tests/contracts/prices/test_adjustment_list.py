"""The work list of price adjustments: what it offers, what a mail of many says, and its file."""

import io
import re
from datetime import date

import openpyxl
import pytest

from contracts.prices import actions
from contracts.prices.models import AdjustmentLetter
from contracts.suppliers.models import SupplierContact
from tests import factories as make
from tests.contracts.prices.adjustments import AT, contract_with_clause, labour_costs, proposed

pytestmark = pytest.mark.django_db
lci = pytest.fixture(labour_costs)


def test_the_list_offers_only_what_some_of_it_can_be_put_to(client, lci, monkeypatch):
    for number in ("A-1", "B-1", "C-1"):
        contract_with_clause(number, lci)
    first, second, _ = proposed()
    actions.submit_adjustments(adjustment_ids=[first.pk, second.pk], by=make.user("controller"), at=AT)
    actions.approve_adjustments(adjustment_ids=[first.pk], by=make.user("kategoriledare"), at=AT)
    client.force_login(make.user("avtalscontroller"))

    def offered(state):
        page = client.get("/prisjustering/", {"laget": state}).content.decode()
        return [" ".join(words.split()) for words in re.findall(r"<button[^>]*formaction=[^>]*>([^<]+)<", page)]

    assert offered("foreslagna") == ["Skicka valda till godkännande", "Skicka alla 1 föreslagna i listan"]
    assert offered("skickade") == []  # that is another's to say
    assert "Brev för alla 1 godkända i listan som zip" in offered("godkanda")
    monkeypatch.setattr("contracts.prices.views.adjustment_list.MOST_LETTERS", 0)
    assert "Brev för alla 1 godkända i listan som zip" not in offered("godkanda")
    client.force_login(make.user("upphandlingschef"))
    assert offered("skickade") == ["Godkänn valda", "Godkänn alla 1 skickade i listan"]
    assert all("Godkänn" not in words for words in offered("godkanda"))


def test_a_mail_says_which_of_the_chosen_get_none_and_why(client, lci):
    for number in ("A-1", "B-1", "C-1"):
        contract_with_clause(number, lci)
    first, second, third = proposed()
    sender = make.user("controller")
    actions.submit_adjustments(adjustment_ids=[first.pk, second.pk], by=sender, at=AT)
    actions.approve_adjustments(adjustment_ids=[first.pk, second.pk], by=make.user("kategoriledare"), at=AT)
    AdjustmentLetter.objects.create(
        adjustment=first, address="a@prov.example", asked_by=sender, asked_at=AT, sent_at=AT
    )
    SupplierContact.objects.create(supplier=second.contract.supplier, role="AGREEMENT", email="b@prov.example")
    client.force_login(make.user("avtalscontroller"))
    told = client.post("/prisjustering/mejla/", {"id": [first.pk, second.pk, third.pk]}).content.decode()
    assert "Mejla 1 brev" in told
    assert "1 av de valda är inte godkänd. För 1 av de valda är brevet redan mejlat." in told
    told = client.post("/prisjustering/mejla/", {"id": [first.pk]}, follow=True).content.decode()
    assert "För 1 av de valda är brevet redan mejlat." in told


def test_in_files_each_price_is_a_row_with_its_values_in_cells_and_the_effect_stands_once(client, lci):
    made = contract_with_clause("A-1", lci)
    make.bought(made, [date(2026, 9, 1)], "10000.00")
    proposed()
    client.force_login(make.user("controller"))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get("/prisjustering/?export=xlsx").streaming_content)))
    heading, *rows = book.active.iter_rows(values_only=True)
    found = [dict(zip(heading, row, strict=True)) for row in rows]
    assert [(row["Avtal"], row["Artikel"], row["Pris nu, kr"]) for row in found] == [
        ("A-1", "Rad 0", 1000),
        ("A-1", "Rad 1", 1001),
    ]
    assert [row["Nytt pris, kr"] for row in found] == pytest.approx([1034.95, 1035.99])
    assert found[0]["Prisets ändring"] == pytest.approx(0.03495)
    effects = [row["Effekt per år, kr"] for row in found]
    assert effects[0] > 0
    assert effects[1] is None
