"""The pages of flags: who may read them, what they show, and that many cost as few questions as few."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts.law.choices import LawKind
from followup.flags.models import Flag, FlagSwitch, FlagTerm
from followup.reviews.models import Finding, FollowUpClass
from huddinge_vo.common.jobs.models import UnfinishedJob
from tests import factories as make
from tests.followup.flags.planted import (
    NOW,
    PLANTS,
    clean,
    clean_rows,
    fact,
    invoice,
    limit,
    load,
    plant,
    planted_contract,
)
from tests.followup.flags.test_flags import compute

pytestmark = pytest.mark.django_db


@pytest.fixture
def flagged(leader):
    clean()
    plant()
    load(*clean_rows(), *PLANTS["SAME_NUMBER"]())
    compute()
    FlagTerm.objects.create(buyer=make.buyer(), kind="BUDGET", name="share", value=50)
    return Flag.objects.get(kind="SAME_NUMBER")


def flags(client, query=""):
    return [row.record for row in client.get(f"/flaggor/{query}").context["table"].rows]


def another(n, supplier, **values):
    values = {"kind": "ROUND", "sum_sek": 10, "reason": "Prov", "found_on": NOW, **values}
    return Flag.objects.create(buyer=make.buyer(), subject=str(n), supplier=supplier, **values)


def test_the_list_holds_what_there_is_time_for_and_opens_what_is_held_back(client, flagged):
    light = another(1, make.supplier("Annan AB", make.ORG_NUMBERS[3]))
    assert flags(client) == [flagged]
    assert flags(client, "?visa=vilande") == [light]
    assert flags(client, "?visa=alla") == [flagged, light]
    assert flags(client, "?visa=alla&slag=ROUND") == [light]
    assert flags(client, "?visa=alla&sok=Annan") == [light]
    assert flags(client, "?visa=bedomda") == []
    assert "Hålls tillbaka" in client.get("/flaggor/").text
    assert client.get("/flaggor/?visa=alla&export=csv").status_code == 200


def test_thirty_cost_as_many_questions_as_three(client, flagged):
    for n in range(3):
        another(n, make.supplier(f"Prov {n} AB", None))
    client.get("/flaggor/?visa=alla")
    with CaptureQueriesContext(connection) as few:
        client.get("/flaggor/?visa=alla")
    for n in range(3, 30):
        another(n, make.supplier(f"Prov {n} AB", None))
    with CaptureQueriesContext(connection) as many:
        client.get("/flaggor/?visa=alla")
    assert len(many) == len(few)


def test_a_flag_is_opened_with_its_rows_judged_and_leads_to_its_finding(client, flagged):
    page = client.get(flagged.get_absolute_url())
    assert page.status_code == 200
    assert page.text.count("5\N{NO-BREAK SPACE}000,11") >= 2
    href = f"{flagged.get_absolute_url()}bedom/"
    assert client.get(href).status_code == 200
    assert client.post(href, {"outcome": "CONFIRMED"}).status_code == 422
    said = {"outcome": "CONFIRMED", "reason": "Betald två gånger", "severity": "HIGH"}
    assert client.post(href, said).status_code == 302
    finding = Finding.objects.get()
    assert finding.get_absolute_url() in client.get(flagged.get_absolute_url()).text
    assert client.post(href, said).status_code == 422  # it is judged already
    assert flags(client, "?visa=bedomda") == [flagged]


def test_who_may_not_read_or_judge_is_refused(client, flagged):
    client.force_login(make.user("läsare"))
    for path in (
        "/flaggor/",
        flagged.get_absolute_url(),
        "/flaggor/slag/",
        f"/flaggor/leverantor/{flagged.supplier_id}/",
    ):
        assert client.get(path).status_code in {403, 404}
    client.force_login(make.user("upphandlingschef"))
    assert client.get(flagged.get_absolute_url()).status_code == 200
    assert client.get(f"{flagged.get_absolute_url()}bedom/").status_code == 403
    assert client.post("/flaggor/sok/").status_code == 403


def test_flags_can_be_looked_for_at_once(client, flagged):
    assert client.post("/flaggor/sok/").status_code == 302
    assert UnfinishedJob.objects.get().name == "followup.flags.tasks.compute_flags_of_buyer"


def test_kinds_are_told_with_their_bounds_and_set_by_who_may(client, flagged):
    page = client.get("/flaggor/slag/")
    assert "Stor andel runda belopp" in page.text
    assert client.get("/flaggor/slag/round/").status_code == 200
    assert client.post("/flaggor/slag/round/", {"share": "30", "count": "20"}).status_code == 302
    assert FlagTerm.objects.get(kind="ROUND").value == 30
    assert client.post("/flaggor/slag/round/", {"share": "300", "count": "20"}).status_code == 422
    assert client.post("/flaggor/slag/round/av/", {"reason": "Aldrig något"}).status_code == 302
    assert not FlagSwitch.objects.get().is_on
    assert "avstängd" in client.get("/flaggor/slag/").text
    assert client.post("/flaggor/slag/round/pa/", {"reason": "Igen"}).status_code == 302
    assert FlagSwitch.objects.get().is_on
    assert client.get("/flaggor/slag/finns-inte/").status_code == 404
    assert client.post("/flaggor/budget/", {"share": "10"}).status_code == 302
    assert FlagTerm.objects.get(kind="BUDGET").value == 10


def test_a_kind_whose_limits_are_not_written_in_says_which_and_leads_to_where_they_are(client, flagged):
    for path in ("/flaggor/", "/flaggor/slag/"):
        page = client.get(path)
        assert page.text.count("ttar inget mot det som inte är inskrivet: direktupphandlingsgräns") == 2, path
        assert page.text.count('href="/lagen/"') >= 2
    assert "direktupphandling dokumenteras över. Det skrivs in" in client.get("/flaggor/slag/split/").text
    for kind in (LawKind.DIRECT_AWARD_ANNEX_2, LawKind.DIRECT_AWARD_OTHER):
        limit(1_000_000, kind)
    page = client.get("/flaggor/").text
    assert page.count("ttar inget mot det som inte är inskrivet") == 1
    assert "inskrivet: direktupphandling dokumenteras över." in page
    limit(100_000, LawKind.DOCUMENT_ABOVE)
    assert "inte är inskrivet" not in client.get("/flaggor/").text
    assert "inte är inskrivet" not in client.get("/flaggor/slag/").text


def test_a_kind_that_was_never_anything_is_proposed_to_be_turned_off(client, flagged, leader):
    for n in range(20):
        another(n, flagged.supplier, status="NOT_WORTH", closed_by=leader, closed_at=NOW, closed_reason="x")
    assert "har aldrig bekräftats" in client.get("/flaggor/").text
    assert "föreslås stängas av" in client.get("/flaggor/slag/").text


@pytest.mark.parametrize("code", ["ORG_NUMBER", "CEILING", "PEAK", "WEEKEND", "NO_PERMIT", "RATING", "SHARED_BOARD"])
def test_each_sort_of_flag_opens_and_leads_to_where_it_can_be_seen(client, leader, code):
    clean()
    rows = PLANTS[code]()
    load(*clean_rows(), *rows)
    compute()
    flag = Flag.objects.get(kind=code)
    page = client.get(flag.get_absolute_url())
    assert page.status_code == 200
    found = page.context["found"]
    assert found.rows or found.invoices or client.get(found.href).status_code == 200
    assert client.get(f"{flag.get_absolute_url()}bedom/").status_code == 200


def test_a_suppliers_risk_is_told_in_sentences(client, leader):
    clean()
    contract = planted_contract(valid_from=date(2025, 1, 1), until=date(2027, 12, 31))
    one = contract.supplier
    FollowUpClass.objects.create(contract=contract, proposed=1, proposed_reason="Bland de största.")
    fact(one, "TURNOVER", number=10_000)
    fact(one, "STAFF", number=3)
    fact(one, "SIDE_BUSINESS")
    load(*clean_rows(), *PLANTS["SAME_NUMBER"]())
    invoice("E1", date(2026, 3, 2))
    compute()
    page = client.get(f"/flaggor/leverantor/{one.pk}/")
    text = page.text
    for words in (
        "bokförd 2 gånger",
        "av omsättningen på",
        "3 anställda",
        "bisyssla",
        "skulle ha följts upp senast",
        "försenad",
    ):
        assert words in text
    assert page.context["picture"].reasons
    assert client.get(f"/flaggor/leverantor/{make.supplier('Tom AB', make.ORG_NUMBERS[4]).pk}/").status_code == 200


def test_many_flags_are_judged_with_one_reason_and_never_confirmed_so(client, flagged):
    assert "Bedöm: alla 1 i listan" in " ".join(client.get("/flaggor/").text.split())
    asked = client.post("/flaggor/bedom/", {"alla": "1"})
    assert "1 flagga tas med" in asked.text
    assert "Det går inte att ångra." in asked.text
    mark = {"alla": "1", "visat": asked.context["mark"]}
    assert client.post("/flaggor/bedom/", {**mark, "outcome": "CONFIRMED", "reason": "Ja"}).status_code == 422
    assert client.post("/flaggor/bedom/", {**mark, "outcome": "EXPLAINED"}).status_code == 422
    flagged.refresh_from_db()
    assert flagged.status == "OPEN"
    assert (
        client.post("/flaggor/bedom/", {**mark, "outcome": "EXPLAINED", "reason": "Delad faktura"}).status_code == 302
    )
    flagged.refresh_from_db()
    assert (flagged.status, flagged.closed_reason) == ("EXPLAINED", "Delad faktura")
    assert client.post("/flaggor/bedom/", mark).status_code == 302  # nothing is left to judge
    client.force_login(make.user("upphandlingschef"))
    assert client.post("/flaggor/bedom/", {"alla": "1"}).status_code == 403
    assert 'name="id"' not in client.get("/flaggor/").text
