"""A supplier that was merged is the one it was merged into: in every file, search and sum, along a whole chain."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from contracts.awards.actions import import_awards
from contracts.awards.imports import AwardRow
from contracts.awards.models import Award
from contracts.checks.actions import import_permits, import_ratings
from contracts.checks.imports import CheckRow, PermitRow
from contracts.checks.models import SupplierCheck
from contracts.checks.reports import placement_checks
from contracts.files import actions as files
from contracts.files.imports import Row
from contracts.files.registers import REGISTERS, RegisterRefused
from contracts.files.registers.contracts import import_contracts
from contracts.prices.models import PriceRequest
from contracts.register.models import Contract
from contracts.suppliers import actions
from contracts.suppliers.models import FinalSupplier, Supplier, SupplierIdentifier, SupplierUnit
from followup.judging import actions as judging_actions
from followup.judging.models import JudgedRow
from followup.ledger import actions as ledger_actions
from followup.reviews import actions as review_actions
from followup.reviews.models import Finding
from huddinge_vo.common.secrecy.models import AccessGrant
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
DAY = date(2026, 6, 1)


def row(number, name, org_number=None, **values):
    values = {
        "title": "Prov",
        "supplier_name": name,
        "supplier_number": org_number,
        "areas": (make.area().pk,),
        "form": "FRAMEWORK",
        "price_model": "TENDERED",
        "valid_from": date(2025, 1, 1),
        "initial_until": date(2027, 12, 31),
        "ceiling_sek": None,
        **values,
    }
    return Row(int(number.split("-")[1]), {"number": number, **values})


def bring(*rows, by=None):
    result = import_contracts(buyer=make.buyer(), rows=rows, by=by, at=AT)
    return result.created, result.changed, result.unchanged


def merge(source, target, by):
    return actions.merge_suppliers(source=source, target=target, by=by, at=AT)


def load(*rows):
    file = io.BytesIO(make.ledger_file(*rows))
    received = ledger_actions.receive_ledger_file(file=file, name="r.csv", by=None, at=AT)
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=AT)


@pytest.fixture
def watcher(client, leader):
    """A browser in which the category leader is logged in."""
    return client


@pytest.fixture
def chain(by):
    """Three suppliers with numbers of their own: A was taken up by B, and then B by C."""
    a, b, c = (make.supplier(f"Sjöbo {n} AB", make.ORG_NUMBERS[i]) for i, n in enumerate(("Ett", "Två", "Tre")))
    for each in (a, b, c):
        SupplierIdentifier.objects.create(
            supplier=each, scheme="SUPPLIER_NUMBER", value=f"L-{each.pk}", buyer=make.buyer()
        )
    return a, b, c


def merged(chain, by):
    a, b, c = chain
    return merge(a, b, by), merge(b, c, by)


def test_the_same_file_after_a_merger_changes_nothing_and_registers_nobody(by):
    rows = [row("P-81", "Sjöbo Omsorg AB"), row("P-82", "Sjöbo Omsorg Aktiebolag")]
    assert bring(*rows) == (2, 0, 0)
    kept, taken = (Contract.objects.get(number=number).supplier for number in ("P-81", "P-82"))
    merge(taken, kept, by)
    assert bring(*rows) == (0, 0, 2)
    assert {each.supplier for each in Contract.objects.select_related("supplier")} == {kept}
    assert Supplier.objects.count() == 2


def test_an_old_name_and_an_old_number_mean_the_last_of_a_chain_until_it_is_undone(chain, by):
    a, b, c = chain
    first, second = merged(chain, by)
    assert bring(row("P-1", a.name), row("P-2", a.name, a.org_number), row("P-3", b.name)) == (3, 0, 0)
    assert set(Contract.objects.values_list("supplier", flat=True)) == {c.pk}
    actions.undo_merge(merge=second, by=by, at=AT)
    assert bring(row("P-4", a.name), row("P-5", a.name, a.org_number)) == (2, 0, 0)
    assert set(Contract.objects.filter(number__in=["P-4", "P-5"]).values_list("supplier", flat=True)) == {b.pk}
    actions.undo_merge(merge=first, by=by, at=AT)
    assert bring(row("P-6", a.name)) == (1, 0, 0)
    assert Contract.objects.get(number="P-6").supplier == a
    assert not FinalSupplier.objects.exists()


def test_an_old_name_that_another_supplier_has_is_in_doubt_and_refused(by):
    taken = make.supplier("Lika AB", None)
    kept = make.supplier("Kvar AB", make.ORG_NUMBERS[1])
    make.contract("P-1", supplier=taken, title="Prov", valid_from=date(2025, 1, 1), until=date(2027, 12, 31))
    merge(taken, kept, by)
    make.supplier("Lika AB", make.ORG_NUMBERS[2])
    assert bring(row("P-1", "Lika AB")) == (0, 0, 1)  # the register says which it is
    with pytest.raises(RegisterRefused) as refusal:
        bring(row("P-1", "Lika AB"), row("P-2", "lika ab"))
    (error,) = refusal.value.errors
    assert (error.line, error.column) == (2, "leverantor")
    assert "heter, eller har hetat, ”lika ab”" in error.reason


def test_an_old_name_does_not_tell_of_a_supplier_that_has_become_secret_since(by):
    taken, kept = make.supplier("Förr AB", None), make.supplier("Dold AB", None)
    merge(taken, kept, by)
    Supplier.objects.filter(pk=kept.pk).update(is_secret=True)
    assert not Supplier.objects.visible_to(by).by_name().get("förr ab")
    AccessGrant.objects.create(object=kept, user=by)
    assert Supplier.objects.visible_to(by).by_name()["förr ab"] == {kept.pk}


def test_putting_a_file_back_leaves_no_contract_with_a_supplier_that_is_no_more(officer, by):
    a, b, c = (make.supplier(f"Prov {n} AB", make.ORG_NUMBERS[n]) for n in range(3))
    make.contract("P-1", supplier=a, title="Prov", valid_from=date(2025, 1, 1), until=date(2027, 12, 31))
    make.area()
    text = (
        "avtalsnummer;rubrik;leverantor;leverantor_id;avtalsomrade;form;prismodell;giltigt_fran;giltigt_till;takvolym\n"
        f"P-1;Prov;{b.name};{b.org_number};IFO-HVB;ramavtal;anbud;2025-01-01;2027-12-31;\n"
    )
    received = files.receive_register(
        kind="CONTRACTS",
        buyer=make.buyer(),
        file=SimpleUploadedFile("a.csv", text.encode()),
        name="a.csv",
        by=by,
        at=AT,
    )
    files.apply_register(register_import=received, by=by, at=AT)
    assert Contract.objects.get().supplier == b
    merge(a, c, by)
    assert files.undo_register(register_import=received, by=by, at=AT).taken_back == 1
    assert Contract.objects.get().supplier == c


def unit_row(line, org_number, name="Provgården", **values):
    empty = dict.fromkeys(("county", "municipality", "address", "target_group"), "")
    return Row(
        line,
        {
            "supplier_number": org_number,
            "name": name,
            "areas": (),
            **empty,
            "age_from": None,
            "age_to": None,
            "places": 8,
            **values,
        },
    )


def test_units_under_an_old_number_are_the_ones_there_are_and_the_look_before_says_so(chain, by):
    a, b, c = chain
    register = REGISTERS["UNITS"]
    register.preview(buyer=make.buyer(), rows=[unit_row(2, a.org_number)], by=by, at=AT)
    merged(chain, by)
    for number in (a.org_number, b.org_number, c.org_number):
        preview = register.preview(buyer=make.buyer(), rows=[unit_row(2, number)], by=by, at=AT)
        assert [each.word for each in preview.differences] == ["oförändrad"]
    assert SupplierUnit.objects.get().supplier == c
    with pytest.raises(RegisterRefused) as refusal:
        register.preview(buyer=make.buyer(), rows=[unit_row(2, a.org_number), unit_row(3, c.org_number)], by=by, at=AT)
    assert [(each.line, each.reason) for each in refusal.value.errors] == [
        (3, "Verksamheten finns redan på rad 2: de två leverantörerna är sammanslagna.")
    ]


def test_permits_and_ratings_under_an_old_number_are_of_whoever_it_is_now(chain, by):
    a, _, c = chain
    merged(chain, by)
    SupplierIdentifier.objects.filter(value=a.org_number).delete()  # one that was never identified by its number
    rating = CheckRow(line=2, org_number=a.org_number, checked_on=DAY, score=60, band="", model="", reason="")
    import_ratings(rows=[rating], source="Creditsafe", by=by, at=AT)
    permit = PermitRow(
        line=2,
        org_number=a.org_number,
        unit="Provgården",
        legal_ground="SoL",
        form="",
        places=None,
        decided_on=DAY,
        valid_until=None,
        status="VALID",
    )
    import_permits(rows=[permit], source="IVO", by=by, at=AT)
    assert set(SupplierCheck.objects.values_list("supplier", flat=True)) == {c.pk}
    assert SupplierUnit.objects.get().supplier == c
    # A deviation asks whoever it was asked for, and the checks of whoever that is now.
    found = placement_checks(supplier=a, place=None, area=None, user=by, on=DAY)
    assert next(line for line in found.lines if line.kind == "RATING").check.supplier == c


def test_an_award_under_an_old_name_is_tied_to_whoever_it_is_now(chain, by):
    a, _, c = chain
    merged(chain, by)
    names = {field.name for field in Award._meta.concrete_fields} - {"id", "supplier"}
    values = dict.fromkeys(names, "") | {"year": 2026, "published_on": None, "tenders": 1, "supplier_name": a.name}
    fields = AwardRow.__dataclass_fields__
    import_awards(rows=[AwardRow(**{name: values[name] for name in fields})], by=by, at=AT)
    assert Award.objects.get().supplier == c


@pytest.mark.parametrize("in_order", [True, False])
def test_spend_under_any_of_the_numbers_is_on_the_contract_of_the_last_and_opens_from_every_address(
    chain, watcher, by, in_order
):
    a, b, c = chain
    make.contract("P-1", supplier=c, valid_from=date(2026, 1, 1))
    make.rules()
    load(
        make.ledger_row("10,00", "2026-03-01", org_number=a.org_number),
        make.ledger_row("20,00", "2026-03-01", org_number=b.org_number),
    )
    if in_order:
        merged(chain, by)
    else:
        merge(b, c, by)
        merge(a, c, by)
    judging_actions.judge_changes(at=AT)
    assert set(JudgedRow.objects.values_list("bucket", "supplier")) == {("ON_CONTRACT", c.pk)}
    for each in (a, c):
        page = watcher.get(f"/reskontra/rader/?leverantor={each.pk}").content.decode()
        assert "10,00" in page
        assert "20,00" in page


def test_a_deviation_that_changes_after_two_mergers_is_judged_for_the_last(chain, by):
    a, _, c = chain
    merged(chain, by)
    make.rules()
    load(make.ledger_row("10,00", "2026-03-01", org_number=a.org_number))
    judging_actions.judge_changes(at=AT)
    assert JudgedRow.objects.get().bucket == "UNEXPLAINED"
    make.deviation("AVS-1", supplier=a, valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31))
    judging_actions.judge_changes(at=AT)
    assert list(JudgedRow.objects.values_list("bucket", "supplier")) == [("APPROVED_DEVIATION", c.pk)]


def finding(supplier, **values):
    values = {"buyer": make.buyer(), "evidence": "Provbrist", "source": "STAFF", "severity": "HIGH", **values}
    return Finding(supplier=supplier, **values)


def test_a_finding_from_before_a_merger_keeps_whom_it_was_about_and_is_found_under_the_new(chain, officer, by):
    a, _, c = chain
    home = SupplierUnit.objects.create(supplier=a, name="Provgården")
    reported = review_actions.report_deficiency(finding=finding(a, unit=home), by=by, at=AT)
    merged(chain, by)
    assert a.name in officer.get(f"/brister/?leverantor={c.pk}").content.decode()
    reported.refresh_from_db()
    reported.unit.refresh_from_db()
    reported.due_on, reported.action = DAY, "Rätta"
    review_actions.open_finding(finding=reported, by=make.user("uppföljare"), at=AT)
    other = SupplierUnit.objects.create(supplier=make.supplier("Annan AB", None), name="Annan")
    with pytest.raises(ValidationError, match="annan leverantör"):
        review_actions.report_deficiency(finding=finding(a, unit=other), by=by, at=AT)


LISTS = {
    "leverantörer": "/leverantorer/",
    "avtal": "/avtal/",
    "verksamheter": "/verksamheter/",
    "kontroller": "/kontroller/",
    "klausuler": "/prisjustering/klausuler/",
    "begäran": "/prisjustering/begaran/",
    "placeringar": "/placeringar/",
    "tilldelningar": "/tilldelningar/",
    "brister": "/brister/",
    "reskontra": "/reskontra/rader/",
}


@pytest.fixture
def everything(chain, by):
    """Something of the last of a chain in every list that can be searched for a supplier."""
    a, _, _ = chain
    contract = make.contract("P-77", supplier=a, title="Provavtal")
    SupplierUnit.objects.create(supplier=a, name="Provgården")
    SupplierCheck.objects.create(
        supplier=a, kind="RATING", checked_on=DAY, valid_until=DAY, score=60, outcome="PASSED", registered_at=AT
    )
    make.clause([(make.series(), 1, "2025K1", 140)], contract=contract)
    PriceRequest.objects.create(contract=contract, received_on=DAY, registered_by=by, registered_at=AT)
    make.deviation("AVS-77", supplier=a)
    Award.objects.create(year=2026, supplier_name="Publicerad", supplier=a, title="Jourhem", fingerprint="x")
    review_actions.report_deficiency(finding=finding(a), by=by, at=AT)
    load(make.ledger_row("77,00", "2026-03-01", org_number=a.org_number))
    merged(chain, by)
    judging_actions.judge_changes(at=AT)
    return chain


SHOWN = {
    "leverantörer": "Sjöbo Tre AB",
    "avtal": "P-77",
    "verksamheter": "Provgården",
    "kontroller": "Sjöbo Tre AB",
    "klausuler": "P-77",
    "begäran": "P-77",
    "placeringar": "AVS-77",
    "tilldelningar": "Jourhem",
    "brister": "Sjöbo Ett AB",
    "reskontra": "77,00",
}


@pytest.mark.parametrize("where", LISTS)
def test_every_search_finds_under_the_old_name_and_numbers_and_the_new(everything, watcher, where):
    a, b, c = everything
    numbers = [f"{a.org_number[:6]}-{a.org_number[6:]}", a.org_number, f"L-{b.pk}", c.org_number]
    for words in ("sjöbo ett", "Sjöbo Två", "tre ab", *numbers):
        answer = watcher.get(LISTS[where], {"sok": words}, HTTP_HX_REQUEST="true")
        assert answer.status_code == 200
        assert SHOWN[where] in answer.content.decode(), words
    assert SHOWN[where] not in watcher.get(LISTS[where], {"sok": "Sjöbo Fyra"}, HTTP_HX_REQUEST="true").content.decode()


def test_a_price_file_finds_a_unit_that_came_with_a_merger(chain, by):
    a, _, c = chain
    home = SupplierUnit.objects.create(supplier=a, name="Provgården")
    make.contract("P-1", supplier=a)
    merged(chain, by)
    text = "avtalsnummer;artikel;enhet;pris;giltigt_fran;giltigt_till;verksamhet;avtalsomrade;moms;antal_per_ar\n"
    text += "P-1;Dygn;dygn;100,00;2026-01-01;;provgården;;;\n"
    received = files.receive_register(
        kind="PRICES", buyer=make.buyer(), file=SimpleUploadedFile("p.csv", text.encode()), name="p.csv", by=by, at=AT
    )
    files.apply_register(register_import=received, by=by, at=AT)
    home.refresh_from_db()
    (item,) = home.price_items.all()
    assert (home.supplier, item.prices.get().amount_sek) == (c, Decimal(100))


def test_a_search_finds_no_secret_supplier_by_a_name_from_before(chain, watcher, by):
    a, _, c = chain
    merged(chain, by)
    Supplier.objects.filter(pk=c.pk).update(is_secret=True)
    found = watcher.get("/leverantorer/", {"sok": a.name}, HTTP_HX_REQUEST="true").content.decode()
    assert "Sjöbo" not in found.replace(f"Sök efter ”{a.name}” i allt", "")  # but for what was typed
