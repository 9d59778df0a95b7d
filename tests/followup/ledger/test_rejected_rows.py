"""Rows that could not be read say nothing of a secret supplier to those who have not been let in."""

import io
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from contracts.register.models import Contract
from contracts.suppliers.models import SupplierIdentifier
from followup.judging.models import ClassificationRule
from followup.ledger import actions
from huddinge_vo.common.secrecy.models import AccessGrant
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SECRET, NUMBER = "Provgömslet AB", make.ORG_NUMBERS[1]
BAD = (
    make.ledger_row("fel", name=SECRET, org_number=NUMBER),  # 2
    make.ledger_row("fel", name="x", org_number=f"{NUMBER[:6]}-{NUMBER[6:]}"),  # 3
    make.ledger_row("fel", name="PROVGÖMSLET, AB", org_number=""),  # 4
    make.ledger_row("fel", name="x", org_number="77"),  # 5: its number in our economy system
    make.ledger_row(SECRET, name="x", org_number=""),  # 6: quoted by the reason
    f"en trasig rad;om {SECRET};{NUMBER}",  # 7: too few fields
    make.ledger_row("fel", name="x", org_number="", contract="HEMLIG-7"),  # 8
    make.ledger_row("fel", name="Provhem AB"),  # 9: anybody may see it
    make.ledger_row("77,x", name="Provhem AB", voucher="77"),  # 10: the same figures, elsewhere
)
HIDDEN = range(2, 9)


@pytest.fixture
def supplier():
    hidden = make.supplier(SECRET, NUMBER, is_secret=True)
    scheme = SupplierIdentifier.Scheme.SUPPLIER_NUMBER
    SupplierIdentifier.objects.create(supplier=hidden, scheme=scheme, value="77", buyer=make.buyer())
    make.contract("HEMLIG-7", supplier=hidden, is_secret=True)
    return hidden


@pytest.fixture
def refused(supplier):
    received = actions.receive_ledger_file(file=io.BytesIO(make.ledger_file(*BAD)), name="r.csv", by=None, at=NOW)
    return actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)


def said(client, refused):
    page = client.get(refused.get_absolute_url())
    file = b"".join(client.get(f"{refused.get_absolute_url()}avvisade.csv").streaming_content).decode()
    return page, file


def test_others_see_the_line_and_the_reason_and_never_what_the_row_said(client, leader, refused):
    page, file = said(client, refused)
    text = page.content.decode()
    for word in (SECRET, "PROVGÖMSLET", NUMBER, NUMBER[:6], "HEMLIG-7", "en trasig rad"):
        assert word not in text
        assert word not in file
    assert {row.line_no for row in page.context["bad_rows"] if row.is_protected} == set(HIDDEN)
    lines = file.splitlines()
    assert len(lines) == 1 + len(BAD)
    assert [line.split(";")[0] for line in lines[1:8]] == ["Skyddade uppgifter"] * 7
    assert [line.split(";")[-2] for line in lines[1:]] == [str(number) for number in range(2, 11)]
    assert lines[5].endswith(";6;Värdet går inte att läsa som ett belopp.")
    assert "Provhem AB" in lines[8]
    assert "Provhem AB" in lines[9]


def test_whoever_is_let_in_gets_the_rows_as_they_came(client, leader, refused, supplier):
    AccessGrant.objects.create(object=supplier, user=leader)
    AccessGrant.objects.create(object=supplier.contracts.get(), user=leader)
    page, file = said(client, refused)
    assert not any(row.is_protected for row in page.context["bad_rows"])
    assert "Skyddade uppgifter" not in file
    assert file.count(SECRET) == 4  # in three rows, one of which is quoted too
    assert "HEMLIG-7" in file


def test_a_supplier_that_becomes_secret_later_is_hidden_from_then_on(client, leader, refused, supplier):
    supplier.is_secret = False
    supplier.save()
    supplier.contracts.update(is_secret=False)
    assert SECRET in said(client, refused)[1]
    supplier.is_secret = True
    supplier.save()
    assert SECRET not in said(client, refused)[1]


def test_a_terminal_tells_nobody(supplier, tmp_path):
    path = tmp_path / "r.csv"
    path.write_bytes(make.ledger_file(*BAD))
    for options in ((), ("--json",), ("--good-rows",)):
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command("import_ledger", path, *options, stdout=out, stderr=err)
            message = ""
        except CommandError as error:
            message = str(error)
        text = out.getvalue() + err.getvalue() + message
        for word in (SECRET, NUMBER, "HEMLIG-7"):
            assert word not in text
        assert "rad 6, Skyddade uppgifter: Värdet går inte att läsa som ett belopp." in text
        assert "rad 9, belopp" in text
        path.write_bytes(path.read_bytes() + f"\n{make.ledger_row('1,00')}\n".encode())


def test_a_file_without_headings_quotes_its_first_row_to_nobody(client, supplier, tmp_path):
    path = tmp_path / "r.csv"
    path.write_bytes(f"{SECRET};{NUMBER};100,00;2026-03-01\n".encode())
    with pytest.raises(CommandError) as refused:
        call_command("import_ledger", path, stdout=io.StringIO(), stderr=io.StringIO())
    assert SECRET not in str(refused.value)
    assert NUMBER not in str(refused.value)
    controller = make.user("controller")
    received = actions.receive_ledger_file(file=io.BytesIO(path.read_bytes()), name="r.csv", by=controller, at=NOW)
    actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    client.force_login(controller)
    page = client.get(received.get_absolute_url()).content.decode()
    assert "Skyddade uppgifter" in page
    assert SECRET not in page


def test_a_rule_for_a_secret_supplier_says_neither_its_number_nor_what_was_paid(client, leader, supplier):
    rule = ClassificationRule.objects.create(
        buyer=make.buyer(), order=1, supplier_ref=NUMBER, category=make.category("IFO")
    )
    rows = [make.ledger_row("1234,56", name=SECRET, org_number=NUMBER)]
    received = actions.receive_ledger_file(file=io.BytesIO(make.ledger_file(*rows)), name="r.csv", by=None, at=NOW)
    actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    page = client.get("/regler/").content.decode()
    assert "Skyddade uppgifter" in page
    assert NUMBER[:6] not in page
    assert "234,56" not in page
    assert client.get(f"/regler/{rule.pk}/").status_code == 404
    assert client.post(f"/regler/{rule.pk}/ta-bort/").status_code == 404
    AccessGrant.objects.create(object=supplier, user=leader)
    page = client.get("/regler/").content.decode()
    assert NUMBER[:6] in page
    assert "234,56" not in page  # it was bought on a contract that is secret for itself
    assert client.get(f"/regler/{rule.pk}/").status_code == 200
    AccessGrant.objects.create(object=Contract.objects.get(number="HEMLIG-7"), user=leader)
    assert "234,56" in client.get("/regler/").content.decode()
