"""Prices that change much: asked about where they are set, marked where they are approved, by a limit that can be
changed.
"""

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.files import actions as file_actions
from contracts.prices import actions, rules
from contracts.prices.models import FixedPriceDecision, Price, PriceAdjustment, PriceTerm, PriceToConfirm
from tests import factories as make

AT = datetime(2026, 10, 15, 8, tzinfo=UTC)
D = Decimal
db = pytest.mark.django_db


@pytest.mark.parametrize(
    ("old", "new", "large"),
    [
        ("100.00", "120.00", False),  # just the limit
        ("100.00", "120.01", True),
        ("100.00", "80.00", False),
        ("100.00", "79.99", True),
        ("100.00", "100.00", False),
        ("361.00", "1845.00", True),
    ],
)
def test_a_change_above_the_limit_is_large_up_as_well_as_down(old, new, large):
    assert rules.is_large_change(D(old), D(new), limit_percent=20) is large


def test_a_large_change_is_said_with_both_prices_and_the_limit():
    assert rules.large_change(D("361.00"), D("1845.00"), limit_percent=20) == (
        "priset ändras med +411,1\N{NO-BREAK SPACE}%, från 361,00 till 1\N{NO-BREAK SPACE}845,00 kr, mer än gränsen "
        "20 %"
    )
    assert rules.large_change(D("100.00"), D("101.00"), limit_percent=20) == ""
    assert "ändras med \N{MINUS SIGN}50,0" in rules.large_change(D(100), D(50), limit_percent=20)


@pytest.fixture
def officer(client):
    person = make.user("controller")
    client.force_login(person)
    return person


@pytest.fixture
def contract():
    return make.contract("A-1", valid_from=date(2025, 1, 1), until=date(2029, 12, 31))


def page(answer):
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def ticks(answer):
    return [mark for mark, _ in answer.context["form"].fields["sure"].choices]


@db
def test_a_price_set_by_hand_far_from_the_one_before_needs_a_tick(client, officer, contract):
    old = make.price("361.00", of=contract)
    address = f"/prisrader/{old.item.pk}/nytt-pris/"
    sent = {"amount_sek": "1845", "valid_from": "2027-01-01", "origin": "TENDER", "seen": old.pk}
    asked = client.post(address, sent)
    assert asked.status_code == 422
    assert "Jag vet att priset ändras med +411,1 %, från 361,00 till 1 845,00 kr" in page(asked)
    assert Price.objects.count() == 1
    # The tick is for that amount and no other.
    assert client.post(address, sent | {"amount_sek": "18450", "sure": ticks(asked)}).status_code == 422
    assert client.post(address, sent | {"sure": ticks(asked), "why": "Nytt anbud"}).status_code == 302
    assert Price.objects.get() == old  # a second person is asked: see test_second_person.py
    assert PriceToConfirm.objects.get().amount_sek == D(1845)


@db
def test_a_usual_change_is_not_asked_about(client, officer, contract):
    old = make.price("1000.00", of=contract)
    sent = {"amount_sek": "1200", "valid_from": "2027-01-01", "origin": "TENDER", "seen": old.pk}
    assert client.post(f"/prisrader/{old.item.pk}/nytt-pris/", sent).status_code == 302


@db
def test_the_limit_is_the_buyers_own_where_one_is_set(client, officer, contract):
    PriceTerm.objects.create(buyer=contract.buyer, large_change_percent=5)
    old = make.price("1000.00", of=contract)
    sent = {"amount_sek": "1060", "valid_from": "2027-01-01", "origin": "TENDER", "seen": old.pk}
    asked = client.post(f"/prisrader/{old.item.pk}/nytt-pris/", sent)
    assert asked.status_code == 422
    assert "mer än gränsen 5 %" in page(asked)
    assert PriceTerm.limit_of(contract.buyer_id + 1) == 20
    assert (PriceTerm.limits()[contract.buyer_id], PriceTerm.limits()[contract.buyer_id + 1]) == (5, 20)


@db
def test_a_limit_of_nothing_is_no_limit():
    with pytest.raises(IntegrityError, match="large_change_is_a_per_cent_at_least"), transaction.atomic():
        PriceTerm.objects.create(buyer=make.buyer(), large_change_percent=0)


@db
def test_a_decision_on_fixed_prices_that_changes_much_needs_a_tick_before_it_is_shown(client):
    client.force_login(make.user("kategoriledare"))
    area = make.area("FO-LSS", subcategory="FO", price_model="FIXED", name="LSS-boende")
    today = timezone.localdate()
    make.price("1000.00", of=area, item="Plats", valid_from=today - timedelta(days=400))
    sent = {
        "valid_from": str(date(today.year + 1, 1, 1)),
        "percent": "25",
        "rounding": "KRONA",
        "decided_on": str(today),
        "shown": "",
    }
    address = f"/prisjustering/fast-pris/{area.pk}/beslut/"
    asked = client.post(address, sent)
    assert asked.status_code == 422
    assert "Jag vet att beslutet ändrar alla områdets priser med +25,0 %, mer än gränsen 20 %." in page(asked)
    sent["sure"] = ticks(asked)
    shown = client.post(address, sent)
    assert shown.status_code == 200
    assert "1 250,00" in page(shown)
    done = client.post(address, sent | {"shown": shown.context["preview"].mark})
    assert done.status_code == 302
    assert FixedPriceDecision.objects.get().percent == 25


@pytest.fixture
def adjustments(officer, contract):
    """Two contracts whose index gives +3.5 %."""
    lci = make.series("LCI-ARB-Q")
    make.index_value(lci, "2024K2", "140.2")
    make.index_value(lci, "2026K2", "145.1")
    other = make.contract("A-2", supplier=contract.supplier, valid_from=date(2025, 1, 1), until=date(2029, 12, 31))
    for each in (contract, other):
        make.price("361.00", of=each, item="Dygn")
        make.clause([(lci, "1", "2024K2", "140.2")], contract=each, needs_request=False)
    actions.propose_adjustments(buyer=make.buyer(), on=AT.date(), at=AT)
    return list(PriceAdjustment.objects.order_by("contract__number"))


def leap(adjustment, officer):
    changes = {adjustment.lines.get().pk: actions.LineChange(D("1845.00"), is_left_out=False, reason="Överenskommet")}
    actions.change_lines(adjustment_id=adjustment.pk, changes=changes, by=officer, at=AT)


@db
def test_a_line_that_changes_much_needs_a_tick_and_one_left_out_does_not(client, officer, adjustments):
    adjustment = adjustments[0]
    line = adjustment.lines.get()
    address = f"/prisjustering/{adjustment.pk}/priser/"
    sent = {"version": adjustment.version, f"price-{line.item_id}": "1845", f"reason-{line.item_id}": "Överenskommet"}
    asked = client.post(address, sent)
    assert asked.status_code == 422
    assert "Jag vet att priset på Dygn, dygn ändras med +411,1 %" in page(asked)
    line.refresh_from_db()
    assert line.new_sek == D("373.62")
    left_out = client.post(address, sent | {f"left_out-{line.item_id}": "on"})
    assert left_out.status_code == 302
    adjustment.refresh_from_db()
    sent["version"] = adjustment.version
    assert client.post(address, sent | {"sure": ticks(asked)}).status_code == 302
    line.refresh_from_db()
    assert line.new_sek == D("1845.00")


@db
def test_a_large_change_is_marked_in_the_list_and_on_the_page(client, officer, adjustments):
    assert "Stor ändring" not in page(client.get("/prisjustering/"))
    leap(adjustments[0], officer)
    listed = page(client.get("/prisjustering/"))
    assert listed.count("Stor ändring") == 1
    assert "411,08 %<br><span" in listed
    told = page(client.get(adjustments[0].get_absolute_url()))
    assert "Ett pris ändras mer än gränsen 20 %." in told
    assert "Stor ändring" in told
    assert "gränsen" not in page(client.get(adjustments[1].get_absolute_url()))
    exported = b"".join(client.get("/prisjustering/?export=csv").streaming_content).decode("utf-8-sig")
    assert "span" not in exported


@db
def test_approving_a_whole_list_with_a_large_change_needs_a_tick(client, officer, adjustments):
    leap(adjustments[0], officer)
    actions.submit_adjustments(adjustment_ids=[each.pk for each in adjustments], by=officer, at=AT)
    client.force_login(make.user("kategoriledare"))
    asked = client.post("/prisjustering/godkann/", {"alla": "1"})
    assert "I 1 av dem ändras något pris mer än gränsen" in page(asked)
    sent = {"alla": "1", "visat": asked.context["looked_over"].mark}
    refused = client.post("/prisjustering/godkann/", sent)
    assert refused.status_code == 422
    assert "Kryssa i att du vet om de stora ändringarna" in page(refused)
    assert not PriceAdjustment.objects.filter(status="APPROVED").exists()
    assert client.post("/prisjustering/godkann/", sent | {"sure": "1"}).status_code == 302
    assert PriceAdjustment.objects.filter(status="APPROVED").count() == 2


@db
def test_a_file_warns_of_large_changes_from_the_price_before_in_list_or_file(officer, contract):
    make.price("361.00", of=contract, item="Dygn")
    text = (
        "avtalsnummer;artikel;enhet;pris;giltigt_fran\nA-1;Dygn;dygn;1845;2027-01-01\nA-1;Dygn;dygn;1900;2028-01-01\n"
        "A-1;Ny;timme;5000;2027-01-01\nA-1;Ny;timme;500;2028-01-01\n"
    )
    file = file_actions.receive_register(
        kind="PRICES", buyer=contract.buyer, file=io.BytesIO(text.encode()), name="p.csv", by=officer, at=AT
    )
    preview = file_actions.preview_register(register_import=file, by=officer, at=AT)
    warned = [" ".join(each.warnings).replace("\N{NO-BREAK SPACE}", " ") for each in preview.differences]
    assert warned[0].startswith("Priset ändras med +411,1 %, från 361,00 till 1 845,00 kr")
    assert warned[1:3] == ["", ""]
    assert "från 5 000,00 till 500,00 kr" in warned[3]
    assert [each.changes[0][1] for each in preview.differences] == [
        "361,00",
        "1\N{NO-BREAK SPACE}845,00",
        "–",
        "5\N{NO-BREAK SPACE}000,00",
    ]


@db
def test_the_list_asks_for_the_limit_once(client, officer, adjustments):
    with CaptureQueriesContext(connection) as queries:
        client.get("/prisjustering/")
    assert sum("contracts_priceterm" in query["sql"] for query in queries.captured_queries) == 1


@db
def test_the_keeper_sets_the_limit_of_his_buyer_and_others_do_not(client):
    client.force_login(make.user("controller"))
    assert client.get("/administration/prisvarden/").status_code == 403
    client.force_login(make.user("förvaltare"))
    buyer, other = make.buyer(), make.buyer(org_number="2120000142", name="Annan kommun")
    nothing = client.post("/administration/prisvarden/", {"large_change_percent": "0"})
    assert nothing.status_code == 422  # shown again with the fault
    assert PriceTerm.limit_of(buyer.pk) == 20
    for version, percent in (("", "35"), ("1", "36")):
        sent = {"large_change_percent": percent, "version": version}
        assert client.post("/administration/prisvarden/", sent).status_code == 302
    assert (PriceTerm.limit_of(buyer.pk), PriceTerm.limit_of(other.pk)) == (36, 20)
