"""Checks: how long they hold, what is asked for, and files of them. domain.md §7."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from contracts.checks import actions, rules
from contracts.checks.models import CheckTerm, SupplierCheck
from contracts.checks.querysets import with_all_checks
from contracts.checks.reports import supplier_checks, unit_traffic
from contracts.checks.rules import CheckState
from contracts.documents.models import Document
from contracts.register.models import Contract
from contracts.suppliers.models import Permit, SupplierUnit
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
TODAY = date(2026, 6, 1)
ALWAYS = ("TAXES", "EU_2022_576", "COMPANY_STATUS")


def check(supplier, kind, on=TODAY, *, outcome="PASSED", by=None, **values):
    one = SupplierCheck(supplier=supplier, kind=kind, checked_on=on, outcome=outcome, source="Intyg", **values)
    return actions.register_check(check=one, by=by, at=AT)


def all_always(supplier, on=TODAY):
    for kind in ALWAYS:
        check(supplier, kind, on)
    check(supplier, "RATING", on, score=55)


@pytest.mark.parametrize(
    ("kind", "days"), [("TAXES", 90), ("RATING", 30), ("EU_2022_576", 365), ("COMPANY_STATUS", 30), ("PERMIT", 90)]
)
def test_a_check_holds_for_its_days_both_ends_counted(kind, days):
    contract = make.contract(areas=[make.area(permit=date(2020, 1, 1))])
    for each in (*ALWAYS, "PERMIT"):
        if each != kind:
            CheckTerm.objects.create(kind=each, valid_days=3000)
    CheckTerm.objects.update_or_create(kind="RATING", defaults={"valid_days": 3000, "lowest_score": 40})
    if kind == "RATING":
        CheckTerm.objects.filter(kind="RATING").delete()
    all_always(contract.supplier)
    check(contract.supplier, "PERMIT")

    def valid(day):
        return with_all_checks(Contract.objects.all(), on=day).exists()

    last = TODAY + timedelta(days=days)
    assert [valid(day) for day in (TODAY - timedelta(days=1), TODAY, last, last + timedelta(days=1))] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(("score", "outcome"), [(40, "PASSED"), (39, "FAILED"), (0, "FAILED"), (None, "FAILED")])
def test_a_rating_is_judged_by_its_score_and_null_is_not_nought(score, outcome):
    supplier = make.supplier()
    if outcome == "FAILED":
        with pytest.raises(ValidationError, match="Skriv varför"):
            check(supplier, "RATING", score=score)
    done = check(supplier, "RATING", score=score, outcome="PASSED", reason="Ägarens borgen")
    assert (done.outcome, done.is_accepted) == (outcome, True)


def test_the_latest_check_is_the_one_that_counts():
    contract = make.contract()
    all_always(contract.supplier, TODAY - timedelta(days=2))
    assert with_all_checks(Contract.objects.all(), on=TODAY).exists()
    check(contract.supplier, "TAXES", TODAY, outcome="FAILED")
    assert not with_all_checks(Contract.objects.all(), on=TODAY).exists()
    assert with_all_checks(Contract.objects.all(), on=TODAY - timedelta(days=1)).exists()  # as it was known then
    home = SupplierUnit.objects.create(supplier=contract.supplier, name="Hem")
    check(contract.supplier, "TAXES", TODAY, unit=home)
    assert with_all_checks(Contract.objects.all(), on=TODAY).exists()  # a unit's own check stands beside the supplier's


def test_what_a_contract_asks_for_follows_its_areas_and_form():
    permit = make.area("IFO-S", permit=date(2026, 6, 1))
    register = make.area("IFO-R", ivo_register=True)
    supplier = make.supplier()
    all_always(supplier)
    make.contract("PLAIN", supplier=supplier)
    make.contract("PERMIT", supplier=supplier, areas=[permit])
    make.contract("REGISTER", supplier=supplier, areas=[register])
    make.contract("RESERVED", supplier=supplier, form="RESERVED")

    def numbers(day=TODAY):
        return set(with_all_checks(Contract.objects.all(), on=day).values_list("number", flat=True))

    assert numbers() == {"PLAIN"}
    check(supplier, "PERMIT")
    assert numbers() == {"PLAIN", "PERMIT"}
    check(supplier, "IVO_REGISTER")
    check(supplier, "NONPROFIT_REGISTER")
    assert numbers() == {"PLAIN", "PERMIT", "REGISTER", "RESERVED"}


def test_the_page_and_the_queryset_say_the_same(by):
    supplier = make.supplier()
    make.contract(supplier=supplier, until=None)
    all_always(supplier, TODAY - timedelta(days=10))
    for day in (TODAY, TODAY + timedelta(days=20), TODAY + timedelta(days=21), TODAY + timedelta(days=400)):
        found = supplier_checks(supplier=supplier, user=by, on=day)
        bad = {CheckState.MISSING, CheckState.EXPIRED, CheckState.FAILED}
        is_valid = not any(line.state in bad for line in found.lines if line.is_asked_for)
        assert is_valid == with_all_checks(Contract.objects.all(), on=day).exists()
    assert supplier_checks(supplier=supplier, user=by, on=TODAY).traffic == rules.Traffic(
        "Giltiga, någon går snart ut", "near"
    )
    assert (
        supplier_checks(supplier=supplier, user=by, on=TODAY + timedelta(days=21)).traffic.words
        == "2 av 4 behöver göras om"
    )


def test_a_unit_lacks_what_its_areas_ask_for(officer):
    supplier = make.supplier()
    home = SupplierUnit.objects.create(supplier=supplier, name="Provgården")
    other = SupplierUnit.objects.create(supplier=supplier, name="Andra hemmet")

    def words(on=TODAY):
        return unit_traffic(unit=SupplierUnit.objects.get(pk=home.pk), on=on).words

    assert words() == "Oklart om tillstånd krävs"  # nobody has said what is done there
    home.areas.set([make.area("IFO-SKYDD", permit=date(2026, 4, 1)), make.area("IFO-JOUR")])
    assert words(date(2026, 3, 31)) == "Inga kontroller krävs"
    assert words(date(2026, 4, 1)) == words() == "1 av 1 behöver göras om"
    assert "1 av 1 behöver göras om" in body(officer.get(home.get_absolute_url()))
    check(supplier, "PERMIT")  # the supplier's, and another unit's, are not this one's
    check(supplier, "PERMIT", unit=other)
    assert words() == "1 av 1 behöver göras om"
    home.areas.add(make.area("IFO-HVB2", permit=date(2020, 1, 1), ivo_register=True))
    assert words() == "2 av 2 behöver göras om"
    check(supplier, "IVO_REGISTER")
    assert words() == "1 av 2 behöver göras om"
    check(supplier, "PERMIT", unit=home)
    assert words() == "Alla giltiga"
    check(supplier, "TAXES", unit=home, outcome="FAILED")  # nothing asks for it, but it was made
    assert words() == "1 av 3 behöver göras om"


def test_a_check_is_not_made_in_the_future_and_not_twice():
    supplier = make.supplier()
    with pytest.raises(ValidationError, match="framtiden"):
        check(supplier, "TAXES", TODAY + timedelta(days=1))
    check(supplier, "TAXES")
    with pytest.raises(ValidationError, match="redan registrerad"):
        check(supplier, "TAXES")


# ---------------------------------------------------------------------------------------------------- on screen


def body(answer):
    return answer.content.decode()


def send(client, kind, text):
    file = SimpleUploadedFile("kontroller.csv", text.encode())
    return client.post("/kontroller/fran-fil/", {"file": file, "kind": kind}, follow=True)


RATINGS = "organisationsnummer;rating;band;modell;datum;skal\n"


def test_ratings_come_from_a_file_all_or_none_and_twice_is_once(officer):
    supplier = make.supplier()
    make.supplier("Andra AB", make.ORG_NUMBERS[1])
    good = f"{make.ORG_NUMBERS[0]};55;God;M1;2026-05-30;\n{make.ORG_NUMBERS[1]};;;;2026-05-30;\n"
    bad = send(officer, "kreditbetyg", RATINGS + good + "1234567890;hög;;;2026-13-01;\n")
    for words in ("inget giltigt organisationsnummer", "inget heltal", "ingen dag i almanackan"):
        assert words in body(bad)
    unknown = send(officer, "kreditbetyg", RATINGS + f"{make.ORG_NUMBERS[3]};55;;;2026-05-30;\n")
    assert "Ingen leverantör i registret" in body(unknown)
    assert SupplierCheck.objects.count() == 0
    assert "2 nya kontroller" in body(send(officer, "kreditbetyg", RATINGS + good))
    assert "0 nya kontroller, 2 fanns redan" in body(send(officer, "kreditbetyg", RATINGS + good))
    outcomes = dict(SupplierCheck.objects.values_list("supplier__name", "outcome"))
    assert outcomes == {supplier.name: "PASSED", "Andra AB": "FAILED"}


PERMITS = "organisationsnummer;verksamhet;lagrum;form;platser;beslutad;giltig_till;status\n"


def test_permits_come_from_a_file_with_their_units_and_count_as_checked(officer):
    supplier = make.supplier()
    rows = (
        f"{make.ORG_NUMBERS[0]};Provgården;SoL 26 kap. 1 §;HVB;8;2020-01-01;;gäller\n"
        f"{make.ORG_NUMBERS[0]};Andra hemmet;SoL 26 kap. 1 §;HVB;4;2020-01-01;2021-12-31;gäller\n"
    )
    assert "2 nya kontroller" in body(send(officer, "tillstand", PERMITS + rows))
    assert "0 nya kontroller, 2 fanns redan" in body(send(officer, "tillstand", PERMITS + rows))
    assert Permit.objects.count() == 2
    outcomes = dict(SupplierCheck.objects.values_list("unit__name", "outcome"))
    assert outcomes == {"Provgården": "PASSED", "Andra hemmet": "FAILED"}
    assert SupplierUnit.objects.get(name="Provgården").supplier == supplier
    assert "går inte att tolka" in body(send(officer, "tillstand", PERMITS + rows.replace("gäller", "kanske")))


@pytest.mark.parametrize(("kind", "heading"), [("kreditbetyg", RATINGS), ("tillstand", PERMITS)])
def test_the_templates_have_the_columns_that_are_read(officer, kind, heading):
    answer = officer.get(f"/kontroller/mall/{kind}.csv")
    assert answer.content.decode().lstrip("\ufeff").strip() == heading.strip()
    assert officer.get("/kontroller/mall/annat.csv").status_code == 404


def test_a_check_is_registered_on_screen_and_colours_supplier_and_contract(officer):
    contract = make.contract(valid_from=date(2020, 1, 1), until=None)
    address = f"/leverantorer/{contract.supplier.pk}/kontroller/ny/"
    assert "4 av 4 behöver göras om" in body(officer.get(contract.get_absolute_url()))
    assert "1 av 1 avtal i kraft saknar" in body(officer.get("/kontroller/"))
    values = {"checked_on": "2026-01-15", "source": "Skatteverket"}
    refused = officer.post(address, {**values, "kind": "TAXES"})
    assert "godkänd eller underkänd" in body(refused)
    low = officer.post(address, {**values, "kind": "RATING", "score": 12})
    assert "Skriv varför leverantören godtas ändå" in body(low)
    officer.post(
        f"/dokument/leverantor/{contract.supplier.pk}/nytt/",
        {"kind": "EVIDENCE", "title": "Utdrag", "file": SimpleUploadedFile("utdrag.txt", b"Utdrag")},
    )
    evidence = Document.objects.get().pk
    officer.post(address, {**values, "kind": "TAXES", "outcome": "PASSED", "evidence": evidence})
    page = body(officer.get(contract.supplier.get_absolute_url()))
    assert "Skatteverket" in page
    assert "Utdrag, version 1" in page
    assert "2026-04-15" in page
    Document.objects.update(is_secret=True)
    assert "Utdrag" not in body(officer.get(contract.supplier.get_absolute_url()))
    listed = body(officer.get("/kontroller/?laget=utgangna"))
    assert "Skatteverket" in listed


def test_a_secret_suppliers_checks_are_seen_by_the_named_alone(officer):
    hidden = make.supplier("Provgömslet AB", is_secret=True)
    check(hidden, "TAXES")
    assert "Provgömslet" not in body(officer.get("/kontroller/"))
    assert officer.get(f"/leverantorer/{hidden.pk}/kontroller/ny/").status_code == 404
