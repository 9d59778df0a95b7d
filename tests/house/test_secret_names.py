"""A row is no less protected for having been written carelessly: by name as by number, judged or not."""

import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection

from contracts.suppliers.models import Supplier, SupplierProposal
from contracts.suppliers.rules import plain_name
from followup.judging import actions as judging_actions
from followup.judging.models import JudgedRow, SpendKey, SpendMonth
from followup.ledger import actions as ledger_actions
from huddinge_vo.common.secrecy.models import AccessGrant
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
NAME = "Provgömslet Omsorg AB"
OTHER = make.ORG_NUMBERS[5]  # the number of nobody in the register


def load(*rows, judge=True):
    received = ledger_actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(*rows)), name="r.csv", by=None, at=NOW
    )
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    if judge:
        judging_actions.judge_changes(at=NOW)
    return received


@pytest.fixture
def hidden():
    make.contract("ÖPPEN-1", until=None)
    return make.supplier(NAME, make.ORG_NUMBERS[1], is_secret=True)


CARELESS = {
    "no number": ("", NAME),
    "a wrong check digit": ("5566778890", NAME),
    "a masked number": ("556677-XXXX", NAME),
    "a number of nobody": (OTHER, NAME),
    "the number of somebody else": (make.ORG_NUMBERS[0], NAME),
    "other letters": ("", "PROVGOMSLET OMSORG AKTIEBOLAG"),
    "more words": ("", "Faktura Provgömslet Omsorg AB HVB Norr"),
    "cut short": ("", "PROVGÖMSLET OMSOR"),
}


@pytest.mark.parametrize(("number", "name"), CARELESS.values(), ids=CARELESS)
def test_a_row_with_a_secret_suppliers_name_is_his_secret_whatever_number_it_has(client, hidden, number, name):
    load(
        make.ledger_row("1000,00", "2026-03-01", invoice="1"),
        *(make.ledger_row("70,00", "2026-03-02", invoice=f"9{n}", org_number=number, name=name) for n in range(3)),
    )
    person, let_in = make.user("kategoriledare"), make.user("controller")
    AccessGrant.objects.create(object=hidden, user=let_in)
    assert JudgedRow.objects.visible_to(person).count() == 1
    assert SpendMonth.objects.visible_to(person).loyalty().ledger == Decimal("1000.00")
    assert SpendMonth.objects.within_reach_of(person).loyalty().ledger == Decimal("1210.00")
    assert SpendMonth.objects.protected_from(person).pooled() == Decimal("210.00")
    assert SpendKey.objects.visible_to(person).count() == 1
    client.force_login(person)
    for path in ("/reskontra/rader/", "/reskontra/rader/?export=csv", "/leverantorer/", "/regler/utan/"):
        answer = client.get(path)
        said = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        assert name not in said, path
        assert NAME not in said, path


def test_who_was_let_in_reads_the_careless_rows_too(hidden):
    person = make.user("controller")
    AccessGrant.objects.create(object=hidden, user=person)
    rows = [make.ledger_row("70,00", org_number=number, name=name) for number, name in CARELESS.values()]
    load(*rows)
    assert JudgedRow.objects.visible_to(person).count() == len(rows)
    assert JudgedRow.objects.visible_to(make.user("kategoriledare")).count() == 0


def test_what_a_ledger_calls_a_secret_supplier_elsewhere_is_his_name_too(hidden):
    load(
        make.ledger_row("5,00", name="Hus Ett", org_number=make.ORG_NUMBERS[1]),
        make.ledger_row("7,00", name="Hus Ett", org_number=""),
        make.ledger_row("8,00", name="Hus Två", org_number=""),
    )
    assert [row.sum_sek for row in JudgedRow.objects.visible_to(make.user("controller"))] == [Decimal("8.00")]


def test_a_row_is_protected_by_its_number_before_it_is_judged(hidden):
    load(make.ledger_row("70,00", name="Annat namn", org_number=make.ORG_NUMBERS[1]), judge=False)
    SpendKey.objects.update(supplier=None)  # as a file has them before a worker has looked their numbers up
    assert not SpendKey.objects.visible_to(make.user("controller")).exists()


def test_a_supplier_who_is_marked_as_secret_later_takes_his_careless_rows_with_him():
    supplier = make.supplier(NAME, make.ORG_NUMBERS[1])
    load(make.ledger_row("70,00", org_number="", name=NAME))
    person = make.user("controller")
    assert JudgedRow.objects.visible_to(person).exists()
    Supplier.objects.filter(pk=supplier.pk).update(is_secret=True)
    assert not JudgedRow.objects.visible_to(make.user("läsare", username="andra")).exists()


def test_other_companies_are_not_hidden_for_being_called_nearly_the_same():
    make.supplier("Hem AB", make.ORG_NUMBERS[1], is_secret=True)
    make.supplier("Vårdbron AB", make.ORG_NUMBERS[2], is_secret=True)
    make.supplier("Vårdbron Sverige AB", make.ORG_NUMBERS[3])
    load(
        make.ledger_row("1,00", name="Mitt hem i Huddinge", org_number=""),
        make.ledger_row("2,00", name="Vårdbron Sverige AB", org_number=make.ORG_NUMBERS[3]),
        make.ledger_row("4,00", name="Vårdbron Norr AB", org_number=make.ORG_NUMBERS[4]),
    )
    seen = JudgedRow.objects.visible_to(make.user("controller"))
    assert sum(row.sum_sek for row in seen) == Decimal("7.00")


def test_nothing_to_sort_out_tells_a_secret_name_to_others_than_those_let_in(hidden):
    load(*(make.ledger_row("70,00", org_number=number, name=name) for number, name in CARELESS.values()))
    judging_actions.propose_suppliers(at=NOW)
    person, let_in = make.user("upphandlare"), make.user("kategoriledare")
    AccessGrant.objects.create(object=hidden, user=let_in)
    told = {each.ledger_name for each in SupplierProposal.objects.visible_to(person)}
    assert not {name for name in told if plain_name(name).startswith("provg")}
    assert NAME in {each.ledger_name for each in SupplierProposal.objects.visible_to(let_in)}


def test_who_is_let_in_on_the_secret_is_let_in_on_who_was_found_by_his_name(hidden):
    person = make.user("controller")
    AccessGrant.objects.create(object=hidden, user=person)
    load(make.ledger_row("70,00", org_number=OTHER, name=NAME))
    found = Supplier.objects.get(org_number=OTHER)
    assert found.is_secret
    assert Supplier.objects.visible_to(person).filter(pk=found.pk).exists()


@pytest.mark.parametrize(
    "name",
    [
        *(name for _, name in CARELESS.values()),
        "AB",
        "",
        "Åsa Öbergs enskild firma",
        "Stiftelsen Provhem i Stockholm (publ)",
        "Prov_hem & Söner HB, Sverige",
        "Hé­lène  Øster\tAB",
        "\uff21bc Vård",
        "123 Vård Ek. för.",
    ],
)
def test_the_database_reads_a_name_as_the_register_does(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT contracts_plain_name(%s)", [name])
        assert cursor.fetchone()[0] == plain_name(name)
