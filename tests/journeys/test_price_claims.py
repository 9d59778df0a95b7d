"""An invoice above the price list: found, asked back by letter, answered, and credited by the note that comes."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from followup.invoices import actions as invoice_actions
from followup.price_control import actions
from followup.price_control.models import PriceClaim
from huddinge_vo.demo.peppol import Line, Written
from tests import factories as make

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def read(written):
    at = datetime.now(tz=UTC)
    received = invoice_actions.receive_invoices(
        file=io.BytesIO(written.xml()), name=f"{written.number}.xml", buyer=make.buyer(), by=None, at=at
    )
    invoice_actions.load_invoice_import(invoice_import_id=received.pk, at=at)
    actions.control_prices(buyer_id=make.buyer().pk, at=at)


@pytest.fixture
def billed(live_server):
    """Ten days of care at 1 900 kronor, where 1 850 is agreed."""
    make.category("VO", parent=None)
    contract = make.contract(until=date(2090, 12, 31))
    make.price("1850.00", of=contract, valid_until=None)
    today = timezone.localdate()
    written = Written(
        number="F-1",
        issued_on=today - timedelta(days=10),
        seller=make.ORG_NUMBERS[0],
        first=today - timedelta(days=40),
        last=today - timedelta(days=12),
        lines=(Line(amount=Decimal("19000.00"), quantity=Decimal(10)),),
    )
    read(written)
    make.user("controller")
    return written


@pytest.mark.parametrize("width", [390, 1280])
def test_from_the_line_above_its_price_to_the_credit_note(billed, walker, width, tmp_path):
    one = walker(width=width)
    page = one.page
    one.log_in("controller")
    page.goto("/priskontroll/")
    expect(page.locator("#lista").get_by_text("500,00").first).to_be_visible()
    assert one.check() == []
    page.get_by_role("link", name="Per leverantör").click()
    page.get_by_role("button", name="Lägg upp krav mot Provhem AB").click()
    expect(page.get_by_text("Läs brevet innan du skickar det.")).to_be_visible()
    assert one.check() == []
    with page.expect_download() as letter:
        page.get_by_role("link", name="Brev (PDF)").click()
    letter.value.save_as(tmp_path / "brev.pdf")
    words = " ".join(each.extract_text() for each in PdfReader(tmp_path / "brev.pdf").pages)
    assert "500,00" in words.replace("\N{NO-BREAK SPACE}", " ")
    assert "F-1" in words

    page.get_by_role("button", name="Brevet är skickat").click()
    expect(page.get_by_text("Kravet är skickat.")).to_be_visible()
    page.get_by_role("link", name="Skriv in svaret").click()
    page.get_by_role("button", name="Spara").click()  # nothing is said yet: it is refused, with the reason at the field
    assert one.check() == []
    page.get_by_role("combobox", name="Svar").select_option(label="godtas")
    page.get_by_label("Besvarat").fill(timezone.localdate().isoformat())
    page.get_by_label("Vad de svarade").fill("Fel pris användes.")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("region", name="Vad de svarade").get_by_text("Fel pris användes.")).to_be_visible()

    today = timezone.localdate()
    back = (Line(amount=Decimal("500.00"), name="Rättelse"),)
    read(replace(billed, number="K-1", is_credit=True, credits=("F-1",), issued_on=today, lines=back))
    page.reload()
    expect(page.get_by_role("link", name="kreditfaktura")).to_be_visible()
    assert one.check() == []
    claim = PriceClaim.objects.get()
    assert (claim.status, claim.claimed_sek, claim.recovered_sek) == ("CREDITED", 500, 500)
