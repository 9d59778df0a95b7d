"""E-invoices read in: what is kept, what is told again, what is refused, and whose they are."""

import io
import json
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from contracts.suppliers.models import Supplier
from followup.invoices import actions
from followup.invoices.models import CreditedInvoice, Invoice, InvoiceFault, InvoiceImport, InvoiceLine
from followup.judging.models import SpendTotal
from huddinge_vo.common.people.rights import NotAllowed
from huddinge_vo.demo.peppol import Line, Written
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SELLER, OTHER = make.ORG_NUMBERS[:2]
PLAIN = Written(
    number="F-17",
    issued_on=date(2026, 3, 31),
    seller=SELLER,
    lines=(Line(amount=Decimal("3700.00"), quantity=Decimal(2)), Line(amount=Decimal("120.50"))),
)


def folder(tmp_path, *written):
    for no, each in enumerate(written, start=1):
        (tmp_path / f"{no:05}.xml").write_bytes(each if isinstance(each, bytes) else each.xml())
    return tmp_path


def read(tmp_path, *written, **values):
    values = {"buyer": make.buyer(), "by": None, "at": NOW, **values}
    return actions.import_invoices(path=folder(tmp_path, *written), **values)


def counted(done):
    return done.documents, done.loaded, done.duplicates, done.rejected


def reasons():
    return [fault.reason for fault in InvoiceFault.objects.order_by("pk")]


def test_an_invoice_is_kept_with_its_lines_and_a_seller_who_is_new_is_registered(tmp_path):
    done = read(tmp_path, PLAIN)
    assert counted(done) == (1, 1, 0, 0)
    invoice = Invoice.objects.get()
    assert (invoice.number, invoice.amount, invoice.amount_sek) == ("F-17", Decimal("3820.50"), Decimal("3820.50"))
    assert invoice.buyer == make.buyer()
    assert (invoice.supplier.org_number, invoice.supplier.origin) == (SELLER, Supplier.Origin.LEDGER)
    lines = InvoiceLine.objects.order_by("line_no").values_list("amount", "quantity", "item_name")
    assert list(lines) == [(3700, 2, "Vårddygn"), (Decimal("120.50"), 1, "Vårddygn")]


def test_a_credit_note_is_negative_and_finds_the_nearest_invoice_before_it_with_the_number_that_it_names(tmp_path):
    long_ago = replace(PLAIN, issued_on=date(2024, 3, 31))
    after = replace(PLAIN, issued_on=date(2026, 5, 1))
    credit = replace(PLAIN, number="K-1", issued_on=date(2026, 4, 10), is_credit=True, credits=("f17",))
    read(tmp_path, long_ago, after, credit, PLAIN)
    found = CreditedInvoice.objects.get()
    assert found.invoice.amount == Decimal("-3820.50")
    assert found.credited.issued_on == date(2026, 3, 31)


def test_the_same_again_is_told_and_counted_once_and_other_content_is_refused(tmp_path):
    changed = replace(PLAIN, lines=(Line(amount=Decimal("9000.00")),))
    done = read(tmp_path, PLAIN, PLAIN, changed)
    assert counted(done) == (3, 1, 1, 1)
    assert "annat innehåll" in reasons()[0]
    again = read(tmp_path, PLAIN, PLAIN, changed)
    assert counted(again) == (3, 0, 2, 1)
    assert Invoice.objects.get().amount == Decimal("3820.50")


def test_another_day_another_seller_and_a_credit_note_may_have_the_same_number(tmp_path):
    done = read(
        tmp_path,
        PLAIN,
        replace(PLAIN, issued_on=date(2027, 3, 31)),
        replace(PLAIN, seller=OTHER),
        replace(PLAIN, is_credit=True),
    )
    assert counted(done) == (4, 4, 0, 0)


def test_only_kronor_count_and_other_currencies_are_kept_as_they_are(tmp_path):
    read(tmp_path, PLAIN, replace(PLAIN, number="E", currency="EUR"))
    assert Invoice.objects.by_currency() == {"EUR": Decimal("3820.50"), "SEK": Decimal("3820.50")}
    assert list(Invoice.objects.order_by("number").values_list("amount_sek", flat=True)) == [None, Decimal("3820.50")]


def test_an_invoice_to_another_buyer_is_refused_with_both_names(tmp_path):
    make.buyer(org_number="2120000142", name="Annan kommun")
    done = read(tmp_path, replace(PLAIN, buyer="2120000142", buyer_name="Annan kommun"))
    assert (counted(done), done.status) == ((1, 0, 0, 1), InvoiceImport.Status.REFUSED)
    (reason,) = reasons()
    assert "Annan kommun (212000-0142)" in reason
    assert "Huddinge kommun (212000-0068)" in reason


def test_one_that_names_no_buyer_is_nobodys_until_somebody_says_that_it_is_ours(tmp_path):
    unnamed = replace(PLAIN, buyer="")
    done = read(tmp_path, unnamed)
    assert Invoice.objects.get().buyer is None
    assert Invoice.objects.get().tied == "NO_BUYER"
    assert actions.claim_invoices(invoice_import_id=done.pk, by=None, at=NOW) == 1
    assert actions.claim_invoices(invoice_import_id=done.pk, by=None, at=NOW) == 0
    assert Invoice.objects.get().buyer == make.buyer()
    assert counted(read(tmp_path, unnamed, unnamed_are_ours=True)) == (1, 0, 1, 0)


def test_of_two_buyers_who_read_the_same_unnamed_invoice_neither_learns_that_the_other_has_it(tmp_path):
    unnamed = replace(PLAIN, buyer="")
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    first = read(tmp_path, unnamed)
    theirs = actions.import_invoices(path=tmp_path, buyer=other, by=None, at=NOW)
    assert counted(theirs) == counted(first) == (1, 1, 0, 0)
    changed = read(tmp_path, replace(unnamed, lines=(Line(amount=Decimal("1.00")),)))
    assert counted(changed) == (1, 0, 0, 1)  # our own with other content is refused still
    assert counted(actions.import_invoices(path=tmp_path, buyer=other, by=None, at=NOW)) == (1, 0, 0, 1)
    assert actions.claim_invoices(invoice_import_id=theirs.pk, by=None, at=NOW) == 1
    assert actions.claim_invoices(invoice_import_id=first.pk, by=None, at=NOW) == 1
    assert set(Invoice.objects.values_list("buyer__name", flat=True)) == {"Huddinge kommun", "Annan kommun"}


def test_who_may_not_read_invoices_in_may_not_claim_them_either(tmp_path):
    done = read(tmp_path, replace(PLAIN, buyer=""))
    with pytest.raises(NotAllowed):
        actions.claim_invoices(invoice_import_id=done.pk, by=make.user("läsare"), at=NOW)


def test_a_document_with_faults_does_not_stop_the_others(tmp_path):
    done = read(tmp_path, PLAIN, b"<Invoice", replace(PLAIN, number="2"))
    assert (counted(done), done.status) == ((3, 2, 0, 1), InvoiceImport.Status.LOADED)
    fault = InvoiceFault.objects.get()
    assert (fault.document_no, fault.document_name, fault.line) == (2, "00002.xml", 1)


def test_nothing_to_read_is_refused_whole(tmp_path):
    done = read(tmp_path)
    assert (done.status, counted(done)) == (InvoiceImport.Status.REFUSED, (0, 0, 0, 0))


def test_no_sum_of_spend_has_an_invoice_in_it(tmp_path):
    read(tmp_path, PLAIN)
    assert not SpendTotal.objects.exists()


def test_a_contract_is_found_by_its_number_or_its_rounds_and_never_anothers(tmp_path):
    own = make.contract("A-1", supplier=make.supplier("Egen AB", SELLER))
    make.contract("B-1", supplier=make.supplier("Annan AB", OTHER))
    named = [replace(PLAIN, number=str(no), **at) for no, at in enumerate((
        {"contract": "a-1"}, {"order": "A-1"}, {"reference": "A-1"}, {"contract": "B-1"}, {"contract": "X"}, {},
    ))]  # fmt: skip
    read(tmp_path, *named)
    found = Invoice.objects.order_by("number").values_list("contract__number", flat=True)
    assert list(found) == [own.number] * 3 + [None] * 3


# ---------------------------------------------------------------------------------------------------- a file received


def received(content, name="fakturor.xml", **values):
    values = {"buyer": make.buyer(), "by": None, "at": NOW, **values}
    return actions.receive_invoices(file=io.BytesIO(content), name=name, **values)


def test_a_received_file_is_read_once_and_then_goes():
    one = received(PLAIN.xml())
    path = one.file.path
    first = actions.load_invoice_import(invoice_import_id=one.pk, at=NOW)
    second = actions.load_invoice_import(invoice_import_id=one.pk, at=NOW)
    assert counted(first) == counted(second) == (1, 1, 0, 0)
    assert Invoice.objects.count() == 1
    assert not first.file
    assert path


def test_a_file_that_waits_or_was_read_whole_is_not_taken_in_again_but_one_with_faults_may_come_again():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("a.xml", PLAIN.xml())
        made.writestr("b.xml", b"<x")
    with_faults = received(content.getvalue())
    with pytest.raises(actions.AlreadyReceived):
        received(content.getvalue())
    actions.load_invoice_import(invoice_import_id=with_faults.pk, at=NOW)
    again = received(content.getvalue())
    assert counted(actions.load_invoice_import(invoice_import_id=again.pk, at=NOW)) == (2, 0, 1, 1)
    whole = received(PLAIN.xml())
    actions.load_invoice_import(invoice_import_id=whole.pk, at=NOW)
    with pytest.raises(actions.AlreadyReceived):
        received(PLAIN.xml())


def test_a_file_that_was_given_up_waits_again_when_somebody_wants_it():
    one = received(PLAIN.xml())
    actions.give_up_invoices(invoice_import_id=one.pk, reason="Det gick inte.")
    assert actions.load_invoice_import(invoice_import_id=one.pk, at=NOW).status == InvoiceImport.Status.FAILED
    actions.retry_invoices(invoice_import_id=one.pk)
    assert actions.load_invoice_import(invoice_import_id=one.pk, at=NOW).loaded == 1
    assert actions.give_up_invoices(invoice_import_id=one.pk, reason="x").status == InvoiceImport.Status.LOADED


# ------------------------------------------------------------------------------------------------------- the terminal


def command(path, *options):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_invoices", str(path), "--json", *options, stdout=out, stderr=err)
    return json.loads(out.getvalue()), err.getvalue()


def test_the_terminal_says_how_many_and_how_much_in_each_currency(tmp_path):
    credit = replace(PLAIN, number="K", is_credit=True, lines=(Line(amount=Decimal("20.50")),))
    bad = PLAIN.xml().replace(b"F-17", b"F-18").replace(b"3700.00<", b"3700.001<")
    path = folder(tmp_path, PLAIN, credit, replace(PLAIN, number="E", currency="EUR"), bad)
    told, err = command(path)
    assert (told["invoices"], told["rejected"]) == (3, 1)
    assert told["amount_excl_vat"] == {"SEK": "3800.00", "EUR": "3820.50"}
    assert told["errors"][0]["file"] == "00004.xml"
    assert told["errors"][0]["number"] == "F-18"
    assert "två decimaler" in err
    told, _ = command(path)
    assert (told["invoices"], told["duplicates"], told["rejected"], told["amount_excl_vat"]) == (0, 3, 1, {})


def test_documents_shaped_as_the_four_peppol_examples_come_to_the_sums_counted_by_hand(tmp_path):
    """An invoice with a negative line and a charge, its correction, one with allowances, and one without VAT."""
    lines = (
        Line(amount=Decimal(2800), quantity=Decimal(7), price=Decimal(400), vat=Decimal(25)),
        Line(amount=Decimal(-1500), quantity=Decimal(-3), price=Decimal(500), vat=Decimal(25)),
    )
    abroad = replace(PLAIN, seller="", seller_name="Foreign Ltd", buyer="", currency="EUR")
    plain = replace(abroad, number="1", lines=lines, charges=(Decimal(25),))  # 2800 − 1500 + 25 = 1325
    correction = replace(plain, number="2", is_credit=True, credits=("1",))  # −1325
    sold = tuple(Line(amount=Decimal(each)) for each in ("4000.00", "1000.00", "900.00"))
    allowance = replace(abroad, number="3", lines=sold, charges=(Decimal(200), Decimal(-200)))  # 5900
    exempt = replace(abroad, number="4", lines=(Line(amount=Decimal("1200.00")),), currency="GBP")
    told, _ = command(folder(tmp_path, plain, correction, allowance, exempt))
    assert (told["invoices"], told["rejected"]) == (4, 0)
    assert told["amount_excl_vat"] == {"EUR": "5900.00", "GBP": "1200.00"}
    assert sorted(Invoice.objects.values_list("amount", flat=True)) == [-1325, 1200, 1325, 5900]
    assert not Invoice.objects.filter(amount_sek__isnull=False).exists()


def test_the_terminal_refuses_what_it_cannot_read_with_an_exit_code(tmp_path):
    with pytest.raises(CommandError, match="den finns inte"):
        command(tmp_path / "finns-inte")
    with pytest.raises(CommandError, match="Inget av dokumenten"):
        command(folder(tmp_path, b"<x"))
    with pytest.raises(CommandError, match="ingen köpare"):
        command(tmp_path, "--buyer", "5561552760")


def test_the_terminal_reads_in_for_the_buyer_that_is_said(tmp_path):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    told, _ = command(folder(tmp_path, replace(PLAIN, buyer=""), replace(PLAIN, number="2", buyer="2120000142")),
                      "--buyer", "212000-0142", "--ours")  # fmt: skip
    assert (told["invoices"], told["without_buyer"]) == (2, 0)
    assert set(Invoice.objects.values_list("buyer", flat=True)) == {other.pk}


def test_a_sole_traders_number_is_not_said_in_the_terminal(tmp_path):
    own = replace(PLAIN, seller="8507099805", seller_name="Anna 850709-9805", without_vat=Decimal("1.00"))
    told, err = command(folder(tmp_path, PLAIN, own))
    assert "9805" not in json.dumps(told) + err


# ---------------------------------------------------------------------------------------------------- many of them


def many(number):
    """Invoices of ten sellers, every tenth a credit note, each with five lines: no chance in them."""
    for no in range(number):
        yield Written(
            number=f"{no:06}",
            issued_on=date(2026, 1 + no % 12, 1 + no % 28),
            seller=make.ORG_NUMBERS[no % len(make.ORG_NUMBERS)],
            is_credit=no % 10 == 9,
            currency="EUR" if no % 100 == 50 else "SEK",
            lines=tuple(
                Line(amount=Decimal(100 * (no % 37 + 1) + 10 * line) / 100 * line, quantity=Decimal(line))
                for line in range(1, 6)
            ),
        )


def test_a_thousand_invoices_are_read_to_the_ore(tmp_path):
    written = list(many(1000))
    path = tmp_path / "tusen.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for each in written:
            made.writestr(f"{each.number}.xml", each.xml())
    sums = Counter()
    for each in written:  # by hand: line by line, credits taken off
        for line in each.lines:
            sums[each.currency] += -line.amount if each.is_credit else line.amount
    told, _ = command(path)
    assert (told["invoices"], told["rejected"], told["duplicates"]) == (1000, 0, 0)
    assert {currency: Decimal(amount) for currency, amount in told["amount_excl_vat"].items()} == dict(sums)
    assert InvoiceLine.objects.count() == 5000


def test_thirty_invoices_cost_as_many_questions_as_three(tmp_path, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    asked = []
    for number in (3, 30):
        at = tmp_path / str(number)
        at.mkdir()
        written = [replace(each, issued_on=date(2020 + number // 10, 1, 1), currency="SEK") for each in many(number)]
        folder(at, *written)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            read(at)
        asked.append(len(queries))
    assert asked[1] <= asked[0] + 2  # thirty have credits among them, and three none
