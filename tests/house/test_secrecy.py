"""One secret contract: who sees it in list, count, export, detail and history, and what the sums say to the others."""

import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from contracts.checks.models import SupplierCheck
from contracts.files import actions as file_actions
from contracts.files.models import RegisterImport
from contracts.register.models import Contract
from contracts.suppliers.models import Permit, Supplier, SupplierIdentifier, SupplierUnit
from followup.judging import actions as judging_actions
from followup.judging.models import SpendMonth
from followup.ledger import actions as ledger_actions
from followup.ledger.models import LedgerImport
from huddinge_vo.common.secrecy.models import AccessGrant, SecretReading
from huddinge_vo.roles import ROLES
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SECRET, OPEN = "Provgömslet AB", "Provhem AB"
NUMBER = "HEMLIG-7"


@pytest.fixture
def secret():
    """A secret contract with a secret supplier beside an open one, and spend on both and outside contract."""
    hidden = make.supplier(SECRET, make.ORG_NUMBERS[1], is_secret=True)
    contract = make.contract(NUMBER, supplier=hidden, is_secret=True, until=None)
    make.contract("ÖPPEN-1", supplier=make.supplier(OPEN), until=None)
    rows = (
        make.ledger_row("1000,00", "2026-03-01", invoice="1"),
        make.ledger_row("400,00", "2026-03-02", invoice="2", name=SECRET, org_number=make.ORG_NUMBERS[1]),
        make.ledger_row("300,00", "2026-03-02", invoice="4", name=SECRET, org_number=make.ORG_NUMBERS[1]),
        make.ledger_row("50,00", "2025-12-02", invoice="3", name=SECRET, org_number=make.ORG_NUMBERS[1]),
    )
    received = ledger_actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(*rows)), name="r.csv", by=None, at=NOW
    )
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    judging_actions.judge_changes(at=NOW)
    return contract


def let_in(person, *objects, **values):
    for each in objects:
        AccessGrant.objects.create(object=each, **(values or {"user": person}))


PAGES = (
    "/",
    "/avtal/",
    "/leverantorer/",
    "/upphandlingsomgangar/",
    "/avtalsomraden/",
    "/statusrapport/",
    "/reskontra/rader/",
)


def everything_said(client, contract):
    """Each page, part and export that could name it, as one text; also the row's and the supplier's own."""
    said = []
    rows = f"/reskontra/rader/?leverantor={contract.supplier_id}"
    paths = [*PAGES, "/avtal/?sok=HEMLIG", f"/leverantorer/?sok={SECRET}", rows, "/reskontra/rader/?sok=Prov"]
    paths += [
        f"{path}{'&' if '?' in path else '?'}export=csv" for path in paths if path not in {"/", "/statusrapport/"}
    ]
    for path in paths:
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        said.append(body.decode())
    for path in ("/avtal/?export=xlsx", "/leverantorer/?export=xlsx", "/reskontra/rader/?export=xlsx"):
        answer = client.get(path)
        if answer.status_code == 200:
            with ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as book:
                said.append(
                    book.read("xl/sharedStrings.xml").decode() if "xl/sharedStrings.xml" in book.namelist() else ""
                )
                said.append(book.read("xl/worksheets/sheet1.xml").decode())
    return "\n".join(said)


def without_own_words(text):
    """What was searched for is said back in the search field and the links; that tells nobody anything."""
    text = re.sub(r"Sök efter ”[^”]*” i allt", "", text)
    return re.sub(r'(value|href|hx-get)="[^"]*"', "", text)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.login)
def test_a_role_alone_never_shows_what_is_secret(client, secret, role):
    client.force_login(make.user(role.name))
    said = without_own_words(everything_said(client, secret))
    assert SECRET not in said
    assert NUMBER not in said
    for path in (
        secret.get_absolute_url(),
        f"/kop/avtal/{secret.pk}/",
        secret.supplier.get_absolute_url(),
        f"/kop/leverantor/{secret.supplier_id}/",
        f"/avtal/{secret.pk}/andra/",
        f"/leverantorer/{secret.supplier_id}/andra/",
    ):
        assert client.get(path).status_code in {403, 404}
    assert Contract.objects.visible_to(make.user(role.name, username="annan")).count() == 1


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.login)
def test_whoever_has_been_let_in_sees_it_in_list_count_export_detail_and_history(client, secret, role):
    person = make.user(role.name)
    let_in(person, secret, secret.supplier)
    client.force_login(person)
    page = client.get("/avtal/")
    assert NUMBER in page.content.decode()
    assert page.context["table"].page.paginator.count == 2
    exported = b"".join(client.get("/avtal/?export=csv").streaming_content).decode()
    assert NUMBER in exported
    assert SECRET in exported
    detail = client.get(secret.get_absolute_url()).content.decode()
    assert SECRET in detail
    assert "Historik" in detail
    if "followup.view_judgedrow" in role.permissions:
        assert SECRET in client.get("/reskontra/rader/").content.decode()


def test_a_group_can_be_let_in_and_an_access_ends_after_its_last_day(client, secret):
    person = make.user("upphandlare")
    let_in(person, secret, secret.supplier, group=Group.objects.get(name="upphandlare"), buyer=make.buyer())
    assert Contract.objects.visible_to(person).count() == 2
    AccessGrant.objects.update(until=date(2020, 1, 1))
    assert Contract.objects.visible_to(person).count() == 1
    assert Supplier.objects.visible_to(person).count() == 1


def test_a_group_is_let_in_as_it_is_at_the_buyer_and_not_elsewhere(secret):
    elsewhere = make.buyer(org_number="2120000142", name="Annan kommun")
    person = make.user("läsare")
    person.memberships.create(buyer=elsewhere, role=Group.objects.get(name="upphandlare"))
    let_in(person, secret, secret.supplier, group=Group.objects.get(name="upphandlare"), buyer=make.buyer())
    assert Contract.objects.visible_to(person).count() == 1


def test_sums_are_the_same_for_all_and_the_secret_rows_are_one_line(client, secret):
    rows = "/reskontra/rader/?bokford_fran=2025-04-01&bokford_till=2026-03-31"
    for name in ("controller", "kategoriledare"):
        person = make.user(name)
        if name == "kategoriledare":
            let_in(person, secret, secret.supplier)
        client.force_login(person)
        report = client.get("/").context["report"]
        assert report.whole.ledger == Decimal("1750.00")
        listed = client.get(rows)
        assert listed.context["total_sek"] == Decimal("1750.00")
        pooled = listed.context["collapsed"]
        assert pooled == (None if name == "kategoriledare" else {"sum_sek": Decimal("750.00")})


@pytest.mark.parametrize(
    "finer",
    [
        "bokford_till=2026-03-02",
        "bokford_fran=2025-04-02",
        "sok=Prov",
        "leverantor={supplier}",
        "avtal={contract}",
        "omrade={area}",
        "skal=NEVER",
    ],
)
def test_nothing_finer_than_the_category_gives_the_secret_rows_a_sum(client, secret, finer):
    client.force_login(make.user("controller"))
    area = secret.areas.get().pk
    query = finer.format(supplier=secret.supplier_id, contract=secret.pk, area=area)
    answer = client.get(f"/reskontra/rader/?bokford_fran=2025-04-01&{query}")
    assert answer.context["collapsed"] is None


@pytest.mark.parametrize(
    ("first", "last"), [("2025-12-01", "2026-03-31"), ("2026-03-01", "2026-03-31"), ("2025-03-01", "2026-02-28")]
)
def test_no_two_periods_tell_by_subtraction_what_was_paid_in_a_single_month(client, secret, first, last):
    client.force_login(make.user("controller"))
    answer = client.get(f"/reskontra/rader/?bokford_fran={first}&bokford_till={last}")
    assert answer.context["collapsed"] is None
    assert answer.context["total_sek"] == answer.context["sum_sek"]
    assert "ingår inte i summan" in answer.content.decode()


def test_a_supplier_whose_only_contract_is_secret_is_told_of_as_one_who_has_nothing(client):
    whose, nobody = make.supplier("Provsol AB", make.ORG_NUMBERS[2]), make.supplier("Provmåne AB", make.ORG_NUMBERS[3])
    contract = make.contract("HEMLIG-8", supplier=whose, until=None)
    row = make.ledger_row("610,00", "2026-03-04", name="Provsol AB", org_number=make.ORG_NUMBERS[2])
    received = ledger_actions.receive_ledger_file(file=io.BytesIO(make.ledger_file(row)), name="r.csv", by=None, at=NOW)
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    judging_actions.judge_changes(at=NOW)
    client.force_login(make.user("upphandlingschef"))
    paths = (f"/kop/leverantor/{whose.pk}/", f"/leverantorer/{whose.pk}/")
    seen = [client.get(path).content.decode() for path in paths]
    assert "610,00" in seen[0]
    assert contract.number in seen[1]
    type(contract).objects.filter(pk=contract.pk).update(is_secret=True)
    hidden = [client.get(path).content.decode() for path in paths]
    assert "Inga köp som du får se under perioden." in hidden[0]
    assert "Inget gällande avtal som du får se." in hidden[1]
    none = client.get(f"/kop/leverantor/{nobody.pk}/").content.decode()
    section = re.compile(r'<section[^>]*aria-labelledby="kop".*?</section>', re.DOTALL)
    assert section.search(hidden[0])[0].replace(str(whose.pk), "N") == section.search(none)[0].replace(
        str(nobody.pk), "N"
    )


# The report is the same for all who read it, and the plan's share is of all contracts: they have counted all.
COUNTED_FOR_ALL = {"followup/report", "followup/reviews/review_plan.html"}
SAID_AS_A_FACT = re.compile(r"\b(?:Inget (?:är )?(?:köpt|betalt)|Inga köp(?!.* att visa))\b[^<\"\n]*")


def test_no_page_says_that_nothing_is_bought_where_it_may_only_be_hidden_from_the_reader():
    """Of somebody it may be that the purchases are secret: what is said has to be true of both."""
    root = Path(__file__).parents[2] / "templates"
    said = [
        f"{path.relative_to(root)}: {found[0]}"
        for path in root.rglob("*.html")
        if not any(path.relative_to(root).as_posix().startswith(each) for each in COUNTED_FOR_ALL)
        for found in SAID_AS_A_FACT.finditer(path.read_text(encoding="utf-8"))
        if "som du får se" not in found[0]
    ]
    assert said == []


def test_fewer_than_three_secret_payments_have_no_sum(client, secret):
    client.force_login(make.user("controller"))
    answer = client.get("/reskontra/rader/?bokford_fran=2025-01-01&bokford_till=2025-12-31")  # a year, but one payment
    assert answer.context["collapsed"] is None
    assert answer.context["total_sek"] == 0
    assert "ingår inte i summan" in answer.content.decode()


def test_a_files_sum_is_told_to_the_ore_only_to_those_who_load_files(client, secret):
    path = LedgerImport.objects.get().get_absolute_url()
    for name, told in (("controller", True), ("uppföljare", False)):
        client.force_login(make.user(name))
        assert ("1\N{NO-BREAK SPACE}750,00" in client.get(path).content.decode()) is told
        assert ("amount_sek" in client.get("/reskontra/").context["table"].columns.names()) is told


def test_a_report_made_by_nobody_in_particular_names_only_what_is_open(secret):
    from followup.report.reports import status_report
    from followup.spend.reports import root_category

    report = status_report(root=root_category(make.buyer()), user=None, year=2026, on=date(2026, 11, 1))
    assert report.whole.ledger == Decimal("1750.00")
    assert SECRET not in repr(report)
    assert sum((line.loyalty.ledger for line in report.areas), Decimal(0)) == report.whole.ledger


def test_what_one_sees_and_what_is_kept_from_one_are_the_whole(secret):
    person = make.user("controller")
    assert SpendMonth.objects.visible_to(person).loyalty().ledger == Decimal("1000.00")
    assert SpendMonth.objects.protected_from(person).loyalty().ledger == Decimal("750.00")
    assert SpendMonth.objects.within_reach_of(person).loyalty().ledger == Decimal("1750.00")


# ------------------------------------------------------------------------------------------------------- by file

REGISTER = (
    "avtalsnummer;rubrik;leverantor;leverantor_id;avtalsomrade;form;prismodell;giltigt_fran;giltigt_till;takvolym\n"
    "{contract};Provavtal;{name};{number};IFO-HVB;ramavtal;fast;2026-01-01;;\n"
)
RATING = "organisationsnummer;rating;band;modell;datum;skal\n{number};55;;;2026-05-30;\n"
PERMIT = (
    "organisationsnummer;verksamhet;lagrum;form;platser;beslutad;giltig_till;status\n"
    "{number};{unit};SoL;HVB;8;2020-01-01;;gäller\n"
)
UNIT = (
    "leverantor_id;verksamhet;avtalsomrade;lan;kommun;adress;malgrupp;alder_fran;alder_till;platser\n"
    "{number};{unit};;;;;;;;\n"
)


def sent(client, text, kind):
    """What a file is answered with, without its own words."""
    checks = kind in {"kreditbetyg", "tillstand"}
    file = SimpleUploadedFile("a.csv", text.encode())
    answer = client.post(
        "/kontroller/fran-fil/" if checks else "/avtal/fran-fil/", {"kind": kind, "file": file}, follow=True
    )
    said = answer.content.decode()
    for number in make.ORG_NUMBERS:
        said = said.replace(number, "N").replace(f"{number[:6]}-{number[6:]}", "N")
    own = r'nonce="[^"]*"|value="[^"]*"|X-CSRFToken[^}]*|(?<=/)\d+(?=/)|(?<=%2F)\d+(?=%2F)|Inläsning \d+|\d\d\.\d\d av'
    return answer.status_code, re.sub(own, "", said)


def kept():
    return [
        model.objects.count() for model in (Supplier, SupplierIdentifier, SupplierUnit, SupplierCheck, Permit, Contract)
    ]


@pytest.mark.parametrize("contract", ["ÖPPEN-1", "NY-1"])
def test_a_secret_number_in_a_file_of_contracts_is_answered_as_a_wrong_one(client, secret, contract):
    client.force_login(make.user("upphandlare"))
    before = kept()
    hidden = sent(client, REGISTER.format(contract=contract, name="Tänktahem", number=make.ORG_NUMBERS[1]), "CONTRACTS")
    wrong = sent(client, REGISTER.format(contract=contract, name="Tänktahem", number="5566778890"), "CONTRACTS")
    assert hidden == (422, wrong[1].replace("5566778890", "N"))
    assert "kan inte användas som organisationsnummer" in hidden[1]
    assert SECRET not in hidden[1]
    assert kept() == before
    assert Contract.objects.get(number="ÖPPEN-1").supplier.name == OPEN


def test_a_secret_name_in_a_file_of_contracts_is_another_of_the_same_name(client, secret):
    person = make.user("upphandlare")
    client.force_login(person)
    said = sent(client, REGISTER.format(contract="NY-1", name=SECRET.upper(), number=""), "CONTRACTS")[1]
    assert SECRET not in said
    received = RegisterImport.objects.get()
    file_actions.apply_register(register_import=received, by=person, at=NOW)
    supplier = Contract.objects.get(number="NY-1").supplier
    assert (supplier.name, supplier.is_secret) == (SECRET.upper(), False)


def test_a_file_looked_at_by_somebody_let_in_tells_him_alone(client, secret):
    person = make.user("upphandlare")
    let_in(person, secret, secret.supplier)
    client.force_login(person)
    text = REGISTER.format(contract="ÖPPEN-1", name="Tänktahem", number=make.ORG_NUMBERS[1])
    assert SECRET in sent(client, text, "CONTRACTS")[1]
    client.force_login(make.user("avtalscontroller"))
    later = client.get(RegisterImport.objects.get().get_absolute_url()).content.decode()
    assert "kan inte användas som organisationsnummer" in later
    assert SECRET not in later


@pytest.mark.parametrize(("kind", "text"), [("kreditbetyg", RATING), ("tillstand", PERMIT), ("UNITS", UNIT)])
def test_a_secret_number_in_other_files_is_answered_as_one_that_nobody_goes_by(client, secret, kind, text):
    client.force_login(make.user("upphandlare"))
    before = kept()
    hidden = sent(client, text.format(number=make.ORG_NUMBERS[1], unit="Hemmet"), kind)
    nobody = sent(client, text.format(number=make.ORG_NUMBERS[5], unit="Hemmet"), kind)
    assert hidden == nobody
    assert "Ingen leverantör" in hidden[1]
    assert kept() == before


@pytest.mark.parametrize(("kind", "text"), [("tillstand", PERMIT), ("UNITS", UNIT)])
def test_nothing_is_hung_on_a_secret_unit_by_file(client, secret, kind, text):
    supplier = Supplier.objects.get(name=OPEN)
    SupplierUnit.objects.create(supplier=supplier, name="Provgömman", is_secret=True)
    client.force_login(make.user("upphandlare"))
    before = kept()
    said = sent(client, text.format(number=make.ORG_NUMBERS[0], unit="provgömman"), kind)[1]
    assert "”provgömman” kan inte användas som verksamhetens namn" in said
    assert "Provgömman" not in said
    assert kept() == before


def test_a_secret_number_in_the_form_is_answered_as_a_wrong_one(client, secret):
    client.force_login(make.user("upphandlare"))
    for number in (make.ORG_NUMBERS[1], "5566778890"):
        answer = client.post("/leverantorer/ny/", {"name": "Tänktahem", "org_number": number})
        assert answer.status_code == 422
        assert f"”{number}” kan inte användas som organisationsnummer" in answer.content.decode()
        assert "finns redan" not in answer.content.decode()


def readings():
    return list(
        SecretReading.objects.order_by("pk").values_list(
            "user__username", "content_type__model", "object_id", "address"
        )
    )


def test_each_reading_is_logged_whatever_way_it_is_shown(client, secret):
    person = make.user("kategoriledare")
    let_in(person, secret, secret.supplier)
    client.force_login(person)
    both = [("contract", secret.pk), ("supplier", secret.supplier_id)]
    for path in (
        secret.get_absolute_url(),
        "/avtal/",
        "/avtal/?export=csv",
        "/avtal/?export=xlsx",
        f"/avtal/{secret.pk}/andra/",
    ):
        before = len(readings())
        answer = client.get(path)
        if answer.streaming:
            b"".join(answer.streaming_content)
        new = readings()[before:]
        assert {(kind, pk) for _, kind, pk, _ in new} == set(both), path
        assert {who for who, *_ in new} == {"kategoriledare"}
        assert {address for *_, address in new} == {path.split("?")[0]}
    before = len(readings())
    client.get("/reskontra/rader/?utfall=ON_CONTRACT")
    assert ("supplier", secret.supplier_id) in {(kind, pk) for _, kind, pk, _ in readings()[before:]}
    before = len(readings())
    client.get("/")
    assert [each[1:3] for each in readings()[before:]].count(("supplier", secret.supplier_id)) <= 1


def test_whoever_sees_nothing_secret_leaves_no_trace_and_jobs_are_no_readers(client, secret):
    client.force_login(make.user("controller"))
    for path in PAGES:
        client.get(path)
    judging_actions.recompute_everything(at=NOW)
    assert readings() == []


def test_the_log_is_for_the_security_officer_and_nobody_changes_it(client, secret):
    person = make.user("kategoriledare")
    let_in(person, secret, secret.supplier)
    client.force_login(person)
    client.get(secret.get_absolute_url())
    assert client.get("/sekretess/lasningar/").status_code == 403
    client.force_login(make.user("säkerhetsansvarig"))
    page = client.get("/sekretess/lasningar/").content.decode()
    assert "kategoriledare" in page or str(person) in page
    assert secret.get_absolute_url() in page
    assert SECRET not in page
    assert NUMBER in page  # what he answers for it by (decision 3), and no more
    assert secret.title not in page
    for action in (SecretReading.objects.all().delete, lambda: SecretReading.objects.update(address="/")):
        with pytest.raises(DatabaseError), transaction.atomic():
            action()
