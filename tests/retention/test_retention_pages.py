"""The pages: gallring, its terms, extracts of persons and suppliers, and the record of processing."""

import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from contracts.suppliers.models import SupplierContact, SupplierIdentifier, SupplierUnit
from followup.duties.models import SentMail
from huddinge_vo.common.org_numbers import MASKED
from huddinge_vo.common.retention.models import RegisterExtract, RetentionTerm
from huddinge_vo.common.signin.models import SignInEvent
from huddinge_vo.retention.actions import run_retention
from huddinge_vo.retention.kinds import KEPT, KINDS, NEVER_KEPT, PROCESSINGS
from huddinge_vo.roles import ROLES
from tests import factories as make
from tests.late import as_sent, differing, told_by

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 29, 4, 50, tzinfo=UTC)
PERSONAL = "8507099805"


@pytest.fixture
def keeper(client):
    person = make.user("förvaltare", email="forvaltare@exempel.se")
    client.force_login(person)
    return person


def text_of(answer):
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)


# ----------------------------------------------------------------------------------------------------------- gallring


def test_the_page_says_what_is_kept_what_would_go_and_what_went(client, keeper):
    SentMail.objects.create(user=keeper, on="2020-01-01", sent_at=NOW - timedelta(days=2000))
    page = client.get("/administration/gallring/").content.decode()
    for kind in KINDS.values():
        assert kind.words in page
    assert "Gallringen har inte körts ännu" in page
    assert SentMail.objects.exists()  # to look changes nothing
    run_retention(at=timezone.now())
    page = client.get("/administration/gallring/").content.decode()
    assert "Uppgifter om skickade sammanställningar: 1, den äldsta från 2020-01-01" in page


def test_closed_accounts_are_a_link_to_whoever_may_look_at_accounts_and_words_to_others(client, keeper):
    make.user("läsare", is_active=False, last_login=NOW - timedelta(days=800))
    link = 'href="/administration/anvandare/?lage=0"'
    page = client.get("/administration/gallring/").content.decode()
    assert "1 att se till" in page
    assert link in page
    client.force_login(make.user("säkerhetsansvarig"))
    page = client.get("/administration/gallring/").content.decode()
    assert "1 att se till" in page
    assert link not in page


def test_the_page_asks_as_many_questions_whatever_there_is(client, keeper):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as questions:
            client.get("/administration/gallring/")
        return len(questions)

    run_retention(at=timezone.now())
    few = asked()
    for day in range(1, 29):
        SentMail.objects.create(user=keeper, on=f"2020-01-{day:02}", sent_at=NOW - timedelta(days=2000))
        if day % 10 == 0:
            run_retention(at=timezone.now())
    assert asked() == few


def test_who_may_see_and_who_may_set(client):
    for role in ROLES:
        client.force_login(make.user(role.name, username=role.login))
        sees = role.name in {"förvaltare", "säkerhetsansvarig"}
        keeps = role.name == "förvaltare"
        assert (client.get("/administration/gallring/").status_code == 200) is sees
        assert (client.get("/administration/behandlingar/").status_code == 200) is sees
        assert (client.get("/administration/gallring/mails/").status_code == 200) is keeps
        assert (client.get("/administration/registerutdrag/").status_code == 200) is keeps


def test_a_term_is_set_within_its_bounds_and_who_set_it_is_told(client, keeper):
    path = "/administration/gallring/ledger_files/"
    assert "Mellan 1 och 365 dagar" in client.get(path).content.decode()
    assert client.post(path, {"days": 366, "version": 0}).status_code == 422
    assert client.post(path, {"days": 45, "version": 0}).status_code == 302
    term = RetentionTerm.objects.get()
    assert (term.buyer, term.kind, term.days) == (make.buyer(), "LEDGER_FILES", 45)
    assert client.post(path, {"days": 46, "version": 1}).status_code == 302
    late = client.post(path, {"days": 47, "version": 1})
    assert late.status_code == 422
    assert "har ändrats av dig i ett annat fönster" in late.content.decode()
    page = client.get("/administration/gallring/")
    assert [(each.days, each.by) for each in page.context["changes"]] == [(46, str(keeper)), (45, str(keeper))]
    assert client.get("/administration/gallring/okand/").status_code == 404


# ------------------------------------------------------------------------------------------------------------ extracts


def test_an_extract_of_a_person_tells_what_is_held_as_page_json_and_pdf_and_is_noted(client, keeper):
    person = make.user("upphandlare", email="upp@exempel.se", first_name="Ulla", last_name="Upphandlare")
    SignInEvent.objects.create(kind="SIGNED_IN", user=person, at=NOW, address="192.0.2.7")
    found = client.get("/administration/registerutdrag/", {"org_number": "UPP@exempel.se"})
    assert [each.pk for each in found.context["people"]] == [person.pk]
    path = f"/administration/registerutdrag/anvandare/{person.pk}/"
    page = client.get(path)
    shown = page.content.decode()
    for told in ("upp@exempel.se", "upphandlare", "192.0.2.7", "Klienter, brukare och anhöriga finns inte"):
        assert told in shown
    assert "argon2" not in shown
    assert person.password not in shown
    assert page.headers["Cache-Control"] == "private, no-store"
    data = json.loads(client.get(f"{path}?som=json").content)
    assert {"Uppgift": "E-post", "Värde": "upp@exempel.se"} in data["delar"][0]["rader"]
    assert "192.0.2.7" in text_of(client.get(f"{path}?som=pdf"))
    noted = RegisterExtract.objects.order_by("pk").values_list("kind", "object_id", "form", "asked_by")
    assert list(noted) == [("PERSON", person.pk, form, keeper.pk) for form in ("PAGE", "JSON", "PDF")]


def test_what_one_has_changed_is_counted_by_kind(client, keeper):
    path = "/administration/gallring/ledger_files/"
    client.post(path, {"days": 45, "version": 0})
    client.post(path, {"days": 46, "version": 1})
    data = json.loads(client.get(f"/administration/registerutdrag/anvandare/{keeper.pk}/?som=json").content)
    (done,) = [part for part in data["delar"] if part["rubrik"] == "Gjort i systemet"]
    assert ("Gallringstider", "2") in [(row["Slag"], row["Ändringar"]) for row in done["rader"]]


def test_an_extract_is_told_to_the_security_officer(client, keeper):
    client.get(f"/administration/registerutdrag/anvandare/{keeper.pk}/?som=pdf")
    client.force_login(make.user("säkerhetsansvarig"))
    log = client.get("/sekretess/logg/", {"slag": "EXTRACT"}).content.decode()
    assert f"Användare nr {keeper.pk}" in log
    assert "Utdraget som PDF" in log


def test_a_leaver_is_found_and_one_of_another_buyer_is_not(client, keeper):
    leaver = make.user("läsare", username="slutat", is_active=False)
    leaver.memberships.all().delete()
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    theirs = make.user("läsare", username="deras", at=other)
    shared = make.user("läsare", username="bådas")
    make.role(shared, "läsare", at=other)
    path = "/administration/registerutdrag/anvandare/{}/"
    assert client.get(path.format(leaver.pk)).status_code == 200
    assert client.get(path.format(theirs.pk)).status_code == 404
    assert client.get(path.format(shared.pk)).status_code == 403
    found = client.get("/administration/registerutdrag/", {"org_number": "bådas"})
    assert "En systemadministratör gör utdraget" in found.content.decode()
    assert RegisterExtract.objects.count() == 1


def test_a_part_of_a_name_finds_nobody(client, keeper):
    found = client.get("/administration/registerutdrag/", {"org_number": "forvalt"})
    assert "Ingen heter exakt så" in found.content.decode()


def test_an_extract_of_a_sole_trader_is_found_by_number_and_its_number_is_masked(client, keeper):
    trader = make.supplier("Ada Prov", PERSONAL, is_sole_trader=True)
    SupplierContact.objects.create(supplier=trader, role="PLACEMENT", name="Ada", phone="08-1")
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    SupplierIdentifier.objects.create(supplier=trader, scheme="SUPPLIER_NUMBER", value="DERAS-1", buyer=other)
    SupplierUnit.objects.create(supplier=trader, name="Provgömslet", is_secret=True)
    found = client.get("/administration/registerutdrag/", {"org_number": "850709-9805"})
    assert [each.pk for each in found.context["suppliers"]] == [trader.pk]
    for form in ("", "?som=json"):
        shown = client.get(f"/administration/registerutdrag/leverantor/{trader.pk}/{form}").content.decode()
        assert MASKED in shown
        assert "Ada" in shown
        for hidden in (PERSONAL, "850709-9805", "DERAS-1", "Provgömslet"):
            assert hidden not in shown
    assert RegisterExtract.objects.filter(kind="SUPPLIER", object_id=trader.pk).count() == 2


def test_a_secret_supplier_is_in_no_extract_of_who_may_not_know_of_it(client, keeper):
    secret = make.supplier("Hemligt AB", is_secret=True)
    found = client.get("/administration/registerutdrag/", {"org_number": "Hemligt AB"})
    assert "Ingen heter exakt så" in found.content.decode()
    assert client.get(f"/administration/registerutdrag/leverantor/{secret.pk}/").status_code == 404


# ---------------------------------------------------------------------------------------------- record of processing


def test_the_record_has_every_processing_with_what_it_keeps_and_prints(client, keeper):
    client.post("/administration/gallring/ledger_files/", {"days": 45, "version": 0})
    page = client.get("/administration/behandlingar/").content.decode()
    for each in (*PROCESSINGS.values(), *KINDS.values(), *KEPT.values()):
        assert each.words in page
    assert "45 dagar" in page
    for words in NEVER_KEPT:
        assert words in page
    paper = text_of(client.get("/administration/behandlingar/?som=pdf"))
    for each in PROCESSINGS.values():
        assert each.words in paper


def test_every_processing_keeps_something():
    said = {each.processing for each in (*KINDS.values(), *KEPT.values())}
    assert said == set(PROCESSINGS)


def test_demo_data_is_called_so_on_paper_and_in_files(client, keeper):
    path = f"/administration/registerutdrag/anvandare/{keeper.pk}/"
    assert "Demodata" not in text_of(client.get(f"{path}?som=pdf"))
    home = make.buyer()
    home.is_demo = True
    home.save(update_fields=["is_demo"])
    assert "Demodata" in text_of(client.get(f"{path}?som=pdf"))
    assert json.loads(client.get(f"{path}?som=json").content)["demodata"] is True
    assert "Demodata" in text_of(client.get("/administration/behandlingar/?som=pdf"))


def test_whoever_sets_a_term_too_late_sees_both_terms_and_sets_his_by_a_second_try(client, keeper):
    path, other = "/administration/gallring/ledger_files/", Client()
    first = make.user("förvaltare", username="forste", first_name="Kim", last_name="Ek")
    other.force_login(first)
    opened = as_sent(client.get(path).context["form"])
    assert other.post(path, {**as_sent(other.get(path).context["form"]), "days": 46}).status_code == 302
    late = client.post(path, {**opened, "days": 47})
    assert differing(late) == {"Sparas, dagar": ("46", "47")}
    assert told_by(late) == str(first)
    words = KINDS["LEDGER_FILES"].words
    assert f"Gallringstiden för ”{words}” har ändrats av någon annan" in late.content.decode()
    assert "LEDGER_FILES" not in late.content.decode()
    assert client.post(path, as_sent(late.context["form"])).status_code == 302
    assert RetentionTerm.objects.get().days == 47
    # Who changed nothing himself does not put the old term back.
    still = client.post(path, {**opened, "once": "x"})
    assert differing(still) == {"Sparas, dagar": ("47", "")}
    assert client.post(path, as_sent(still.context["form"])).status_code == 302
    assert RetentionTerm.objects.get().days == 47
