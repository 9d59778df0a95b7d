"""The pages of e-invoices: refused, allowed, as fragments, and as many questions for thirty as for three."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts.suppliers.models import Supplier
from followup.invoices import actions
from followup.invoices.models import Invoice, InvoiceImport
from followup.invoices.tasks import load_waiting_invoices
from huddinge_vo.demo.peppol import Line, Written
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SELLER = make.ORG_NUMBERS[0]
PLAIN = Written(number="F-17", issued_on=date(2026, 3, 31), seller=SELLER, lines=(Line(amount=Decimal("3820.50")),))


def load(*written, **values):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for no, each in enumerate(written):
            made.writestr(f"{no}.xml", each if isinstance(each, bytes) else each.xml())
    content.seek(0)
    values = {"buyer": make.buyer(), "by": None, "at": NOW, "name": "e.zip", **values}
    received = actions.receive_invoices(file=content, **values)
    return actions.load_invoice_import(invoice_import_id=received.pk, at=NOW)


@pytest.fixture
def controller(client):
    person = make.user("controller")
    client.force_login(person)
    return person


def text(client, path, **extra):
    answer = client.get(path, **extra)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_whoever_sees_no_ledger_rows_sees_no_invoices(client):
    done = load(PLAIN)
    client.force_login(make.user("läsare"))
    assert client.get("/e-fakturor/").status_code == 403
    for path in (Invoice.objects.get().get_absolute_url(), done.get_absolute_url()):
        assert client.get(path).status_code == 404


def test_another_buyers_invoice_is_not_there(client, controller):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    done = load(replace(PLAIN, buyer="2120000142"), buyer=other)
    assert client.get(Invoice.objects.get().get_absolute_url()).status_code == 404
    assert client.get(done.get_absolute_url()).status_code == 404
    assert "F-17" not in text(client, "/e-fakturor/")


def test_the_list_is_narrowed_and_exported(client, controller):
    load(PLAIN, replace(PLAIN, number="K-1", is_credit=True), replace(PLAIN, number="E-1", currency="EUR"))
    assert "3 e-fakturor" in text(client, "/e-fakturor/").replace("\xa0", " ")
    assert "K-1" not in text(client, "/e-fakturor/?slag=INVOICE")
    assert "F-17" not in text(client, "/e-fakturor/?sok=K-1")
    assert "F-17" in text(client, "/e-fakturor/?sok=provhem")
    assert "F-17" not in text(client, "/e-fakturor/?fran=2026-04-01")
    only_euro = text(client, "/e-fakturor/?reskontra=OTHER_CURRENCY", headers={"HX-Request": "true"})
    assert "E-1" in only_euro
    assert "F-17" not in only_euro
    assert "<html" not in only_euro
    assert "F-17" in text(client, "/e-fakturor/?reskontra=nej")
    file = client.get("/e-fakturor/?export=xlsx")
    assert file.headers["Content-Disposition"].endswith('"e-fakturor.xlsx"')
    file.close()


def test_a_sole_traders_number_is_masked_in_lists_pages_and_files(client, controller):
    load(replace(PLAIN, seller="8507099805"))
    exported = b"".join(client.get("/e-fakturor/?export=csv").streaming_content).decode()
    page = text(client, Invoice.objects.get().get_absolute_url())
    for said in (text(client, "/e-fakturor/"), page, exported):
        assert "9805" not in said
        assert "maskerat" in said


def test_a_unit_is_said_in_a_word_where_it_is_common_and_else_as_the_invoice_has_it(client, controller):
    lines = [replace(PLAIN.lines[0], unit=code) for code in ("DAY", "HUR", "C62", "KGM")]
    load(replace(PLAIN, lines=tuple(lines)))
    page = text(client, Invoice.objects.get().get_absolute_url())
    for words in ("dygn", "timmar", "st", "KGM"):
        assert f'<td data-label="Enhet">{words}</td>' in page


def test_what_is_not_found_in_the_ledger_is_a_link_to_just_those(client, controller):
    done = load(PLAIN)
    href = f"/e-fakturor/?inlasning={done.pk}&amp;reskontra=nej"
    assert href in text(client, done.get_absolute_url())
    assert "F-17" in text(client, href.replace("&amp;", "&"))


def test_an_invoice_shows_its_lines_and_what_it_belongs_with(client, controller):
    load(PLAIN, replace(PLAIN, number="K-1", is_credit=True, credits=("F-17", "SAKNAS")))
    credit = text(client, Invoice.objects.get(number="K-1").get_absolute_url())
    assert "SAKNAS, som inte är inläst" in credit
    assert Invoice.objects.get(number="F-17").get_absolute_url() in credit
    assert "Krediterad av" in text(client, Invoice.objects.get(number="F-17").get_absolute_url())


def test_a_secret_suppliers_invoices_and_faults_are_not_there(client, controller):
    make.supplier(is_secret=True)
    done = load(PLAIN, replace(PLAIN, number="F-18", without_vat=Decimal("1.00")))
    invoice = Invoice.objects.get()
    assert client.get(invoice.get_absolute_url()).status_code == 404
    assert "F-17" not in text(client, "/e-fakturor/")
    page = text(client, done.get_absolute_url())
    assert "F-18" not in page
    assert "3 820" not in page.replace("\xa0", " ")
    assert "1 dokument med skyddade uppgifter" in page.replace("\xa0", " ")


def test_the_page_of_a_file_says_what_is_wrong_and_where(client, controller):
    page = text(client, load(PLAIN, replace(PLAIN, number="E", currency="EUR"), b"<x").get_absolute_url())
    assert "räknas inte" in page
    assert "2.xml" in page
    assert "ingen giltig XML" in page


def test_a_single_file_that_is_refused_is_called_what_it_was_called_when_it_was_sent(client, controller):
    received = actions.receive_invoices(
        file=io.BytesIO(b"hej"), name="faktura mars.txt", buyer=make.buyer(), by=controller, at=NOW
    )
    done = actions.load_invoice_import(invoice_import_id=received.pk, at=NOW)
    assert '<th scope="row">faktura mars.txt</th>' in text(client, done.get_absolute_url())


def test_invoices_without_a_buyer_are_claimed_by_who_may(client, controller):
    done = load(replace(PLAIN, buyer=""))
    assert "De är ställda till Huddinge kommun" in text(client, done.get_absolute_url())
    client.post(f"{done.get_absolute_url()}vara/")
    assert Invoice.objects.get().buyer == make.buyer()
    client.force_login(make.user("uppföljare"))
    assert client.post(f"{done.get_absolute_url()}vara/").status_code == 403


def test_a_file_is_sent_in_and_waits_for_the_worker(client, controller):
    file = SimpleUploadedFile("f.xml", PLAIN.xml())
    answer = client.post("/e-fakturor/las-in/", {"file": file}, follow=True)
    one = InvoiceImport.objects.get()
    assert (one.status, one.received_by, one.buyer) == ("RECEIVED", controller, make.buyer())
    assert "Väntar på att läsas in" in answer.content.decode()
    actions.load_invoice_import(invoice_import_id=one.pk, at=NOW)
    assert client.get(f"{one.get_absolute_url()}lage/").headers["HX-Refresh"] == "true"
    again = client.post("/e-fakturor/las-in/", {"file": SimpleUploadedFile("f.xml", PLAIN.xml())})
    assert again.status_code == 422
    assert "redan mottagen" in again.content.decode()


def test_a_file_whose_name_has_a_personal_number_is_refused_at_its_field(client, controller):
    file = SimpleUploadedFile("850709-9805.xml", PLAIN.xml())
    answer = client.post("/e-fakturor/las-in/", {"file": file})
    assert answer.status_code == 422
    assert "personnummer" in answer.content.decode()


def test_a_file_that_was_given_up_is_tried_again_by_who_may(client, controller):
    received = actions.receive_invoices(file=io.BytesIO(PLAIN.xml()), name="f.xml", buyer=make.buyer(), by=None, at=NOW)
    actions.give_up_invoices(invoice_import_id=received.pk, reason="Databasen var borta.")
    assert "Databasen var borta." in text(client, received.get_absolute_url())
    client.post(f"{received.get_absolute_url()}igen/")
    received.refresh_from_db()
    assert received.status == "RECEIVED"


def test_what_has_waited_for_minutes_is_taken_up_again(monkeypatch):
    actions.receive_invoices(file=io.BytesIO(PLAIN.xml()), name="f.xml", buyer=make.buyer(), by=None, at=NOW)
    asked = []
    monkeypatch.setattr("followup.invoices.tasks.load_invoice_import.delay", lambda **kwargs: asked.append(kwargs))
    assert load_waiting_invoices() == 1
    assert len(asked) == 1


@pytest.mark.parametrize("path", ["/e-fakturor/", "/e-fakturor/inlasningar/", "/e-fakturor/rader-utan/"])
def test_thirty_cost_as_many_questions_as_three(client, controller, path):
    asked = []
    for first, number in ((0, 3), (3, 27)):
        numbers = range(first, first + number)
        if path.endswith("inlasningar/"):
            for no in numbers:
                load(replace(PLAIN, number=str(no)))
        else:
            load(*(replace(PLAIN, number=str(no), seller=make.ORG_NUMBERS[no % 5]) for no in numbers))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        asked.append(len(queries))
    assert Supplier.objects.count() in {1, 5}
    assert asked[0] == asked[1]
