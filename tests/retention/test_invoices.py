"""Of e-invoices the names of what was bought go when it is matched, faults after a while, and files that were left."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from followup.invoices import actions as invoice_actions
from followup.invoices.models import Invoice, InvoiceFault, InvoiceImport, InvoiceLine
from huddinge_vo.demo.peppol import Line, Written
from huddinge_vo.retention.actions import run_retention
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 29, 4, 50, tzinfo=UTC)
PLAIN = Written(
    number="F-1", issued_on=date(2026, 3, 31), seller=make.ORG_NUMBERS[0], lines=(Line(amount=Decimal("1850.00")),)
)


def ago(days):
    return NOW - timedelta(days=days)


def read(tmp_path, *written, at=NOW):
    for each in written:
        (tmp_path / f"{each.number}.xml").write_bytes(each.xml())
    return invoice_actions.import_invoices(path=tmp_path, buyer=make.buyer(), by=None, at=at)


@pytest.mark.parametrize(
    ("matched", "received", "kept"), [(31, 40, False), (29, 40, True), (None, 394, True), (None, 396, False)]
)
def test_a_name_goes_a_month_after_its_line_was_matched_and_else_after_a_year(tmp_path, matched, received, kept):
    done = read(tmp_path, PLAIN)
    InvoiceImport.objects.filter(pk=done.pk).update(received_at=ago(received))
    InvoiceLine.objects.update(matched_at=ago(matched) if matched else None)
    run_retention(at=NOW)
    line = InvoiceLine.objects.get()
    assert bool(line.item_name) is kept
    assert (line.amount, line.invoice.number) == (Decimal("1850.00"), "F-1")


def test_faults_go_and_how_many_were_rejected_stays(tmp_path):
    done = read(tmp_path, PLAIN, replace(PLAIN, number="F-2", without_vat=Decimal("1.00")))
    run_retention(at=NOW)
    assert InvoiceFault.objects.count() == 1
    InvoiceImport.objects.filter(pk=done.pk).update(received_at=ago(91))
    run_retention(at=NOW)
    assert not InvoiceFault.objects.exists()
    assert InvoiceImport.objects.get(pk=done.pk).rejected == 1
    assert Invoice.objects.count() == 1


def test_a_file_that_could_not_be_read_goes_and_one_that_waits_stays():
    file = invoice_actions.receive_invoices(
        file=io.BytesIO(PLAIN.xml()), name="f.xml", buyer=make.buyer(), by=None, at=ago(31)
    )
    run_retention(at=NOW)
    file.refresh_from_db()
    assert file.file
    invoice_actions.give_up_invoices(invoice_import_id=file.pk, reason="Databasen var borta.")
    run_retention(at=NOW)
    file.refresh_from_db()
    assert not file.file
