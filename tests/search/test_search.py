"""A search finds what one may know of by any part of what it is called, however it is written, and nothing else."""

import re
import unicodedata
from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from contracts.suppliers import actions as supplier_actions
from contracts.suppliers.models import Supplier
from huddinge_vo.common.secrecy.models import AccessGrant
from huddinge_vo.common.templatetags.search import marked
from huddinge_vo.common.words import has_all, has_nearly, has_slips
from huddinge_vo.search.kinds import KINDS
from huddinge_vo.search.places import find_places, to_do
from huddinge_vo.search.reports import find
from tests import factories as make
from tests.followup.flags import planted
from tests.house import worlds

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader():
    return make.user("kategoriledare")


TODAY = date(2026, 6, 15)


def look_for(person, typed):
    """What a search finds."""
    return find(person, make.buyer(), typed, on=TODAY)


def found(person, typed):
    """Kind's title → what it found."""
    return {each.title: [hit.words for hit in each.hits] for each in look_for(person, typed).groups}


def test_a_contract_is_found_by_part_of_its_number_title_or_registry_number_and_by_its_supplier(leader):
    made = make.contract("2023-15", title="Stödboende för unga", registry_number="SN 2023/417")
    for typed in ("2023-15", "202315", "023-1", "stödb", "UNGA  stöd", "2023/417", made.supplier.name.lower()):
        assert found(leader, typed)["Avtal"] == ["2023-15 Stödboende för unga"], typed
    assert "Avtal" not in found(leader, "stödboende äldre")  # each word has to be there


def test_letters_put_together_of_two_and_dashes_of_any_kind_are_the_same(leader):
    firm = make.supplier("Åkersberga Omsorg AB", make.ORG_NUMBERS[0])
    number = make.ORG_NUMBERS[0]
    for typed in (unicodedata.normalize("NFD", "åkersberga"), "ÅKERS", number, f"{number[:6]}-{number[6:]}"):
        assert found(leader, typed)["Leverantörer"] == ["Åkersberga Omsorg AB"], typed
    assert look_for(leader, "akersberga").nearly  # å is a letter of its own, and a is nearly it
    make.contract("A\u20137", supplier=firm)
    assert found(leader, "a-7")["Avtal"]


def test_a_slip_of_the_finger_finds_what_is_nearly_called_so_and_says_that_it_is_nearly(leader):
    make.supplier("Solgläntans behandlingshem AB", make.ORG_NUMBERS[0])
    exact = look_for(leader, "solgläntan")
    near = look_for(leader, "solglänttan")
    assert not exact.nearly
    assert near.nearly
    assert [hit.words for group in near.groups for hit in group.hits] == ["Solgläntans behandlingshem AB"]
    assert not look_for(leader, "xyzzyx").groups


@pytest.mark.parametrize(
    "typed", ["demoem", "Demoem Eken", "dmohem", "dexohem", "demmohem", "deomhem", "demohm eken", "demohem ekens"]
)
def test_a_short_word_with_one_slip_finds_what_is_meant(leader, typed):
    make.supplier("Demohem Eken AB", make.ORG_NUMBERS[0])
    near = look_for(leader, typed)
    assert near.nearly
    assert [hit.words for group in near.groups for hit in group.hits] == ["Demohem Eken AB"]


@pytest.mark.parametrize("typed", ["dexoxem", "demxex", "demoem tall", "emoem", "hemde", "damehem", "eken demox2"])
def test_a_word_with_more_slips_than_one_finds_nothing(leader, typed):
    make.contract("A-1", title="Demonstration", supplier=make.supplier("Demohem Eken AB", make.ORG_NUMBERS[0]))
    assert not [group for group in look_for(leader, typed).groups if group.title == "Leverantörer"], typed


def test_a_list_that_finds_nothing_leads_to_the_search_of_everything_for_the_same_words(client, leader):
    make.contract("A-1", supplier=make.supplier("Exempelhem Sälgen AB", make.ORG_NUMBERS[0]))
    client.force_login(leader)
    for path in ("/avtal/", "/leverantorer/", "/verksamheter/", "/upphandlingsomgangar/"):
        page = client.get(path, {"sok": "Exempelhem Selgen & co"}).content.decode()
        assert 'href="/sok/?q=Exempelhem%20Selgen%20%26%20co"' in page, path
        assert "Sök efter ”Exempelhem Selgen &amp; co” i allt" in page, path
    assert "i allt</a>" not in client.get("/leverantorer/?sok=Exempelhem").content.decode()  # there it is
    assert "i allt</a>" not in client.get("/avtal/?ansvarig=999").content.decode()  # nothing was searched for
    assert found(leader, "Exempelhem Selgen")["Leverantörer"] == ["Exempelhem Sälgen AB"]


def test_a_former_name_leads_to_whoever_it_is_now(leader):
    old = make.supplier("Gamla Gården AB", make.ORG_NUMBERS[0])
    new = make.supplier("Nya Hemmet AB", make.ORG_NUMBERS[1])
    supplier_actions.merge_suppliers(source=old, target=new, by=leader, at=worlds.NOW)
    (group,) = look_for(leader, "gamla gården").groups
    assert [(hit.words, hit.href, hit.note) for hit in group.hits] == [
        ("Nya Hemmet AB", new.get_absolute_url(), "tidigare Gamla Gården AB")
    ]
    assert found(leader, make.ORG_NUMBERS[0])["Leverantörer"] == ["Nya Hemmet AB"]


def test_what_is_secret_is_found_by_the_named_alone_and_does_not_change_what_others_are_told(leader, client):
    secret = make.contract("HEMLIG", title="Skyddat boende", is_secret=True)
    client.force_login(leader)
    without = client.get("/sok/?q=finnsinte").content.decode().replace("finnsinte", "")
    with_it = client.get("/sok/?q=hemlig").content.decode().replace("hemlig", "")
    assert "HEMLIG" not in with_it
    # Word for word the same as of what is not there, but for marks of the request itself.
    clean = [line for line in with_it.splitlines() if "csrf" not in line and "nonce" not in line]
    assert clean == [line for line in without.splitlines() if "csrf" not in line and "nonce" not in line]
    AccessGrant.objects.create(object=secret, user=leader)
    assert found(leader, "hemlig")["Avtal"] == ["HEMLIG Skyddat boende"]


def test_another_buyers_things_are_not_found():
    other = make.buyer(name="Annan kommun", org_number=make.ORG_NUMBERS[2])
    make.contract("B-77", buyer=other)
    person = make.user("kategoriledare", at=make.buyer())
    assert found(person, "b-77") == {"Reskontra": ["Rader med faktura eller verifikation b-77"]}


def test_more_than_are_shown_are_a_link_away_where_there_is_a_list(leader):
    firm = make.supplier()
    for n in range(8):
        make.contract(f"A-{n}", title="Hemtjänst", supplier=firm)
    (group,) = [each for each in look_for(leader, "hemtjänst").groups if each.title == "Avtal"]
    assert len(group.hits) == 6
    assert group.more == "/avtal/?sok=hemtj%C3%A4nst"


def test_of_contracts_that_are_called_alike_those_in_force_come_first_and_the_ended_last(leader):
    firm = make.supplier("Exempelhem Alen AB", make.ORG_NUMBERS[0])
    for number, begins, ends in (
        ("A-1", date(2026, 7, 1), date(2027, 6, 30)),
        ("A-2", date(2025, 1, 1), TODAY),
        ("A-3", date(2026, 1, 1), date(2026, 6, 14)),
        ("A-4", date(2026, 6, 15), None),
    ):
        make.contract(number, title="Hemtjänst", supplier=firm, valid_from=begins, initial_until=ends)
    order = [f"A-{n} Hemtjänst" for n in (4, 2, 1, 3)]
    assert found(leader, "hemtjänst")["Avtal"] == order
    assert found(leader, "exempelhem")["Avtal"] == order  # and so by the supplier's name


def test_a_personal_number_is_refused_with_the_reason_and_not_looked_for(client, leader):
    client.force_login(leader)
    answer = client.get("/sok/?q=19850712-1234").content.decode()
    assert "ser ut som ett personnummer" in answer


def test_what_is_typed_is_marked_and_never_becomes_markup(client, leader):
    assert marked("Avtal <b> 5566", "b") == "Avtal &lt;<mark>b</mark>&gt; 5566"
    assert marked("556677-8899", "5566778899") == "<mark>556677-8899</mark>"
    assert marked("… «villkor» & mer", "villkor") == "… <mark>villkor</mark> &amp; mer"
    client.force_login(leader)
    make.contract("A-1", title="<script>alert(1)</script>")
    page = client.get("/sok/", {"q": "<script>"}).content.decode()
    assert "<script>alert" not in page
    assert "<mark>&lt;script&gt;</mark>" in page


def test_the_field_in_the_head_is_answered_with_the_list_alone(client, leader):
    client.force_login(leader)
    make.contract("A-1", title="Hemtjänst")
    part = client.get("/sok/?q=hemtj", headers={"HX-Request": "true", "HX-Target": "sok-traffar"}).content.decode()
    assert "<html" not in part
    assert "Hemtj" in part
    for typed in ("", " ", "a", "\0", "%", "_", "\\", "'", "a" * 5000, "((", "🙂🙂"):
        assert client.get("/sok/", {"q": typed}).status_code == 200, typed


def test_signs_that_mean_something_to_the_database_mean_themselves(leader):
    first = make.contract("A-1", title="Nedsatt 100 % ersättning")
    make.contract("A-2", title="Full ersättning", supplier=first.supplier)
    assert found(leader, "100 %")["Avtal"] == ["A-1 Nedsatt 100 % ersättning"]
    assert "Avtal" not in found(leader, "__")


def test_the_number_of_questions_does_not_grow_with_what_is_found(leader, client):
    client.force_login(leader)
    firm = make.supplier("Hemtjänst i Prov AB")
    asked = []
    for numbers in (range(3), range(3, 30)):
        for n in numbers:
            make.contract(f"A-{n}", title="Hemtjänst", supplier=firm)
            make.supplier(f"Hemtjänst {n} AB", None)
        with CaptureQueriesContext(connection) as questions:
            client.get("/sok/?q=hemtj")
        asked.append(len(questions))
    assert asked[1] <= asked[0]  # fewer: what fills a kind of its own is not looked for by its supplier


@pytest.mark.owner  # who alone may have the table analysed
@pytest.mark.parametrize("code", KINDS)
def test_no_kind_is_read_whole(code):
    """Where reading a whole table is made dear, its index answers: for what is typed, and for nearly that."""
    kind = KINDS[code]
    Supplier.objects.bulk_create([Supplier(name=f"Hem {n}") for n in range(2000)])  # it has other indexes, too
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE contracts_supplier; SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    questions = [has_all("hemtjänst", *kind.fields), has_nearly("hemtjänst", *kind.fields)]
    questions += [has_slips("hembud", *kind.fields)]
    found = [kind.model._default_manager.filter(each) for each in questions]
    if code == "DOCUMENT":
        found = [kind.model._default_manager.matching("hemtjänst")]
    if code == "INVOICE":
        found = [kind.model._default_manager.numbered("F-17")]
    for each in found:
        assert re.search("_words|invoices_by_plain_number", each.values("pk").explain())


def test_an_e_invoice_is_found_by_its_whole_number_however_it_is_written(leader):
    planted.invoice("F-0017", date(2026, 3, 31))
    for typed in ("F-0017", "f0017", "F 0017"):
        assert found(leader, typed)["E-fakturor"] == ["F-0017"], typed
    assert "E-fakturor" not in found(leader, "F-00")
    assert "E-fakturor" not in found(make.user("läsare"), "F-0017")


def test_whoever_has_no_right_to_a_kind_is_asked_no_question_of_it(db):
    nobody = make.user(None, username="ny")
    with CaptureQueriesContext(connection) as asked:
        assert not look_for(nobody, "hemtjänst").groups
    assert not [each for each in asked if "LIKE" in each["sql"]]


@pytest.mark.parametrize("role", ["handläggare", "kategoriledare", "upphandlare", "controller"])
def test_whatever_can_be_begun_opens_for_whom_it_is_shown(client, role):
    make.plan()
    person = make.user(role, at=make.buyer())
    client.force_login(person)
    shown = [hit.href for hit, _ in to_do(person, make.buyer())]
    assert shown
    for href in shown:
        assert client.get(href).status_code == 200, href
    assert all(resolve(href) for href in shown)


def test_pages_and_things_to_do_are_found_by_other_words_too(leader):
    assert "Nytt avtal" in [hit.words for hit in find_places(leader, make.buyer(), "skapa avtal")]
    assert "Översikt" in [hit.words for hit in find_places(leader, make.buyer(), "övers")]
    assert Group.objects.filter(name="handläggare").exists()
    clerk = make.user("handläggare", username="h", at=make.buyer())
    assert "Nytt avtal" not in [hit.words for hit in find_places(clerk, make.buyer(), "nytt avtal")]
