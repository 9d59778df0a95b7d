"""The page where a person says how a file is read: it shows before it does, and tells nobody what they may not see."""

import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from followup.ledger import actions
from followup.ledger.models import LedgerImport, LedgerProfile
from tests import factories as make
from tests.followup.ledger.test_nothing_is_guessed import HEAD, ONE, TWO, book
from tests.followup.ledger.test_profiles import ENGLISH, MAPPING

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def refused(content, by, name="april.csv"):
    content = content.encode() if isinstance(content, str) else content
    received = actions.receive_ledger_file(file=io.BytesIO(content), name=name, by=by, at=NOW)
    done = actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    assert done.status == LedgerImport.Status.REFUSED
    return done


def address(ledger_import):
    return reverse("followup:import-mapping", args=[ledger_import.pk])


def filled(page, **values):
    """What a browser would send: all that is filled in on the page, and what is changed."""
    sent = {}
    for form in (page.context["dialect"], page.context["columns"]):
        for field in form:
            value = field.value()
            if value or (value == 0 and value is not False):
                sent[field.name] = "on" if value is True else value
    return {**sent, **values}


def test_an_unknown_file_is_mapped_from_the_guesses_and_read(client, leader, django_capture_on_commit_callbacks):
    file = refused(ENGLISH, leader)
    assert address(file) in client.get(file.get_absolute_url()).content.decode()
    page = client.get(address(file))
    text = page.content.decode()
    assert "Payments over 500" in text
    guessed = page.context["columns"].initial
    assert guessed["map_amount"] == "Invoice Nett Amount"
    assert guessed["map_booked_on"] == "Invoice Creation Date"
    assert guessed["map_supplier_name"] == "Supplier Name"
    assert guessed["map_supplier_ref"] == "Supplier Number"
    assert (page.context["dialect"].initial["skip_lines"], page.context["dialect"].initial["delimiter"]) == (3, ",")
    assert page.context["dialect"].initial["date_format"] == "%d/%m/%Y"  # no month is the 31st
    shown = client.post(address(file), filled(page, do="show"))
    assert shown.status_code == 200
    assert "1\u00a0250,50" in shown.content.decode()
    assert not LedgerProfile.objects.exists()
    file.refresh_from_db()
    assert file.status == LedgerImport.Status.REFUSED
    with django_capture_on_commit_callbacks(execute=True):
        saved = client.post(address(file), filled(page, do="save", name="Engelsk"))
    assert saved.status_code == 302
    done = actions.load_ledger_import(ledger_import_id=file.pk, at=NOW)
    assert (done.status, done.amount_sek, done.profile.name) == ("LOADED", Decimal("1200.00"), "Engelsk")
    assert client.get(address(file)).status_code == 302  # nothing more to choose
    again = actions.receive_ledger_file(
        file=io.BytesIO(ENGLISH.replace("/2026", "/2025").encode()), name="b.csv", by=leader, at=NOW
    )
    assert actions.load_ledger_import(ledger_import_id=again.pk, at=NOW).profile == done.profile
    assert "Engelsk" in client.get(reverse("followup:profile-list")).content.decode()


def test_amounts_that_can_be_read_in_two_ways_are_chosen_on_the_page(client, leader):
    rows = [make.ledger_row("245.500"), make.ledger_row("12.750")]
    file = refused(make.ledger_file(*rows), leader)
    page = client.get(address(file))
    assert "kan läsas på två sätt" in page.context["trial"].problem
    shown = client.post(address(file), filled(page, do="show", decimal_sign="."))
    assert [row[-1] for row in shown.context["trial"].rows] == [Decimal("245.50"), Decimal("12.75")]


def test_the_sheets_of_a_workbook_are_chosen_on_the_page(client, leader):
    file = refused(book(SOF=[HEAD, ONE], VON=[HEAD, TWO]), leader, "r.xlsx")
    page = client.get(address(file))
    assert "SOF" in page.content.decode()
    assert "flera blad" in page.context["trial"].problem
    shown = client.post(address(file), filled(page, do="show", sheets=["SOF", "VON"]))
    assert [row[-1] for row in shown.context["trial"].rows] == [Decimal(100), Decimal(900)]


def test_what_cannot_be_saved_is_said_and_nothing_is_kept(client, leader):
    file = refused(ENGLISH, leader)
    page = client.get(address(file))
    for values, words in (
        ({"name": ""}, "Profilens namn"),
        ({"name": "A", "map_amount": ""}, "Profilen säger inte var belopp står."),
        ({"name": "A", "map_unit": "Supplier Name"}, "är vald för flera fält"),
        ({"name": "A", "constant_booked_on": "våren"}, "varken en dag eller en månad"),
        ({"name": "A", "constant_buyer_ref": "212000-0143"}, "inget giltigt organisationsnummer"),
        ({"name": "A", "encoding": "utf-16"}, "teckenkodning"),
    ):
        again = client.post(address(file), filled(page, do="save", **values))
        assert again.status_code == 422
        assert words in again.content.decode()
    assert not LedgerProfile.objects.exists()


def test_the_page_shows_nothing_of_a_supplier_one_may_not_see(client, leader):
    make.supplier("Provgömslet AB", make.ORG_NUMBERS[1], is_secret=True)
    file = refused(ENGLISH.replace("Provhem AB,5566778899,31", "Provgömslet AB,,31"), leader)
    page = client.get(address(file))
    for each in (page, client.post(address(file), filled(page, do="show"))):
        assert "Provgömslet" not in each.content.decode()
        assert "Skyddade uppgifter" in each.content.decode()
        assert "Provhem AB" in each.content.decode()


def test_only_whoever_may_load_a_buyers_ledger_chooses_how_it_is_read(client, leader):
    file = refused(ENGLISH, leader)
    profile = LedgerProfile.objects.create(buyer=make.buyer(), name="Engelsk", mapping=MAPPING)
    for role, status in (("läsare", 403), ("uppföljare", 403)):
        client.force_login(make.user(role))
        assert client.get(address(file)).status_code in {status, 404}
        assert client.post(reverse("followup:profile-retire", args=[profile.pk])).status_code in {status, 404}
    client.force_login(leader)
    assert client.post(reverse("followup:profile-retire", args=[profile.pk])).status_code == 302
    profile.refresh_from_db()
    assert not profile.is_active


def test_a_profile_is_left_and_used_again_as_it_stands_also_when_more_is_asked_of_one_today(client, leader):
    profile = LedgerProfile.objects.create(buyer=make.buyer(), name="Gammal", mapping={"amount": "Sum"})
    for name, is_active, words in (("retire", False, "används inte längre"), ("revive", True, "används igen")):
        page = client.post(reverse(f"followup:profile-{name}", args=[profile.pk]), follow=True)
        assert words in page.content.decode()
        profile.refresh_from_db()
        assert profile.is_active == is_active


def test_a_column_that_a_person_does_not_choose_is_not_read_though_it_was_guessed(client, leader):
    file = refused(ENGLISH.replace("Cost Centre", "Invoice Number"), leader)
    page = client.get(address(file))
    assert page.context["trial"].rows[0][6] == "Care"
    shown = client.post(address(file), filled(page, do="show", map_invoice_number=""))
    assert shown.context["trial"].rows[0][6] == ""
