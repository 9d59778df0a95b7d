"""An invoice and the ledger rows that are the same purchase: tied once, counted once, and told where they are not."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection

from contracts.suppliers import actions as supplier_actions
from contracts.suppliers.models import Supplier
from followup.invoices import actions
from followup.invoices.models import Invoice, InvoiceLine, InvoiceTie
from followup.invoices.querysets import rows_without_invoice
from followup.judging import actions as judging_actions
from followup.judging.models import SpendTotal
from followup.ledger import actions as ledger_actions
from huddinge_vo.demo.peppol import Line, Written
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SELLER, OTHER = make.ORG_NUMBERS[:2]
PLAIN = Written(number="F-17", issued_on=date(2026, 3, 31), seller=SELLER, lines=(Line(amount=Decimal("3820.50")),))


def ledger(*rows, name="r.csv", replacing=False):
    received = ledger_actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(*rows)), name=name, by=None, at=NOW, choice="REPLACE" if replacing else ""
    )
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    judging_actions.judge_changes(at=NOW)
    return received


def row(amount, on="2026-04-10", invoice="F-17", **values):
    return make.ledger_row(amount, on, invoice=invoice, **values)


def read(tmp_path, *written):
    for no, each in enumerate(written):
        (tmp_path / f"{no}.xml").write_bytes(each.xml())
    return actions.import_invoices(path=tmp_path, buyer=make.buyer(), by=None, at=NOW)


def tied():
    return dict(Invoice.objects.order_by("pk").values_list("number", "tied"))


def lines_of(number):
    return list(InvoiceTie.objects.filter(invoice__number=number).order_by("line_no").values_list("line_no", flat=True))


def test_rows_that_are_together_the_invoice_are_tied_to_it_and_the_ledger_alone_is_counted(tmp_path):
    ledger(row("3000,00"), row("820,50", account="4632"), row("1,00", invoice="F-18"))
    before = list(SpendTotal.objects.order_by("pk").values_list("sum_sek", "n"))
    read(tmp_path, PLAIN)
    assert tied() == {"F-17": "TIED"}
    assert lines_of("F-17") == [2, 3]
    assert list(SpendTotal.objects.order_by("pk").values_list("sum_sek", "n")) == before


@pytest.mark.parametrize("written", ["F17", "f-17", "00F17", "F 17"])
def test_a_number_is_the_same_however_it_is_written(tmp_path, written):
    ledger(row("3820,50", invoice=written))
    read(tmp_path, PLAIN)
    assert tied() == {"F-17": "TIED"}


@pytest.mark.parametrize(("amount", "found"), [("3821,00", "TIED"), ("3821,50", "TIED"), ("3821,51", "OTHER_SUM")])
def test_what_is_rounded_to_whole_kronor_is_the_same_and_more_is_not(tmp_path, amount, found):
    ledger(row(amount))
    read(tmp_path, PLAIN)
    assert tied() == {"F-17": found}


def test_one_row_of_several_may_be_the_invoice_alone(tmp_path):
    ledger(row("3820,50"), row("99,00", on="2026-05-02"))
    read(tmp_path, PLAIN)
    assert lines_of("F-17") == [2]


def test_another_suppliers_row_with_the_number_is_another_purchase(tmp_path):
    ledger(row("3820,50", org_number=OTHER, name="Annan AB"))
    read(tmp_path, PLAIN)
    assert tied() == {"F-17": "NO_ROWS"}


def test_numbers_that_come_back_are_of_the_nearest_day_and_no_row_is_of_two_invoices(tmp_path):
    ledger(row("3820,50", "2025-04-10"), row("3820,50", "2026-04-10"), row("3820,50", "2028-04-10"))
    read(tmp_path, PLAIN, replace(PLAIN, issued_on=date(2025, 3, 31)))
    ties = InvoiceTie.objects.order_by("line_no").values_list("line_no", "invoice__issued_on__year")
    assert list(ties) == [(2, 2025), (3, 2026)]


def test_a_credit_note_with_its_invoices_number_is_the_negative_row(tmp_path):
    ledger(row("3820,50"), row("-3820,50"))
    read(tmp_path, PLAIN, replace(PLAIN, is_credit=True, credits=("F-17",)))
    assert set(Invoice.objects.values_list("tied", flat=True)) == {"TIED"}
    assert set(InvoiceTie.objects.values_list("line_no", "invoice__kind")) == {(2, "INVOICE"), (3, "CREDIT")}


def test_what_cannot_be_compared_says_why(tmp_path):
    ledger(row("3820,50"))
    read(
        tmp_path,
        replace(PLAIN, currency="EUR"),
        replace(PLAIN, number="2", seller=""),
        replace(PLAIN, number="3", buyer=""),
        replace(PLAIN, number="4"),
    )
    assert tied() == {"F-17": "OTHER_CURRENCY", "2": "NO_SUPPLIER", "3": "NO_BUYER", "4": "NO_ROWS"}


def test_a_ledger_that_comes_later_is_corrected_or_undone_changes_the_ties(tmp_path):
    read(tmp_path, PLAIN)
    assert tied() == {"F-17": "NO_ROWS"}
    wrong = ledger(row("9999,00"))
    actions.settle_everything(at=NOW)
    assert tied() == {"F-17": "OTHER_SUM"}
    right = ledger(row("3820,50"), name="r2.csv", replacing=True)
    actions.settle_everything(at=NOW)
    assert list(InvoiceTie.objects.values_list("ledger_import", flat=True)) == [right.pk]
    ledger_actions.undo_ledger_import(ledger_import_id=right.pk, by=None, at=NOW)
    actions.settle_everything(at=NOW)
    assert not InvoiceTie.objects.exists()
    assert wrong.pk != right.pk


def test_done_twice_it_changes_nothing(tmp_path):
    ledger(row("3820,50"))
    read(tmp_path, PLAIN)
    before = list(InvoiceTie.objects.values_list("invoice", "ledger_import", "line_no"))
    assert actions.settle_everything(at=NOW) == 1
    assert list(InvoiceTie.objects.values_list("invoice", "ledger_import", "line_no")) == before


def test_the_name_of_an_item_is_matched_when_the_purchase_is_found_and_not_before(tmp_path):
    read(tmp_path, PLAIN)
    assert InvoiceLine.objects.get().matched_at is None
    ledger(row("3820,50"))
    actions.settle_everything(at=NOW)
    assert InvoiceLine.objects.get().matched_at == NOW


def test_a_supplier_that_was_taken_up_is_whoever_took_it_up(tmp_path):
    read(tmp_path, PLAIN)
    target = make.supplier("Tar över AB", OTHER)
    keeper = make.user(None, username="a", is_superuser=True)
    supplier_actions.merge_suppliers(source=Supplier.objects.get(org_number=SELLER), target=target, by=keeper, at=NOW)
    ledger(row("3820,50", org_number=OTHER))
    actions.settle_everything(at=NOW)
    invoice = Invoice.objects.get()
    assert (invoice.supplier, invoice.tied) == (target, "TIED")


def test_one_without_a_number_is_as_secret_as_whoever_is_called_so(tmp_path):
    hidden = make.supplier("Provgömslet AB", OTHER, is_secret=True)
    read(tmp_path, replace(PLAIN, seller="", seller_name="PROVGÖMSLET"))
    invoice = Invoice.objects.get()
    assert (invoice.supplier, invoice.named_supplier) == (None, hidden)
    assert not Invoice.objects.visible_to(make.user("controller")).exists()


def test_rows_without_an_invoice_are_told_of_suppliers_who_send_such_from_their_first_on(tmp_path):
    ledger(
        row("3820,50"),
        row("10,00", invoice="X1"),
        row("20,00", "2026-03-30", invoice="X2"),
        row("30,00", invoice="X3", org_number=OTHER, name="Annan AB"),
    )
    read(tmp_path, PLAIN)
    found = rows_without_invoice(buyer=make.buyer(), user=make.user("controller"))
    assert list(found.values_list("invoice_number", flat=True)) == ["X1"]
    assert not rows_without_invoice(buyer=None, user=make.user("läsare")).exists()


@pytest.mark.parametrize(
    ("written", "plain"),
    [("F-17", "F17"), ("0012", "12"), ("å 1", "Å1"), ("000", "000"), ("-", "-"), ("12/2026", "122026")],
)
def test_a_number_is_compared_by_its_letters_and_figures(written, plain):
    with connection.cursor() as cursor:
        cursor.execute("SELECT followup_plain_invoice_number(%s)", [written])
        assert cursor.fetchone() == (plain,)
