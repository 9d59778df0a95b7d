"""The register's stories: a round lengthened, a supplier with units and checks, two that were one, and what is
secret.
"""

import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pypdf
import pytest

from contracts.register.models import Contract
from contracts.suppliers import actions as supplier_actions
from contracts.suppliers.actions import LedgerName
from contracts.suppliers.models import SupplierMerge, SupplierUnit
from huddinge_vo.common.secrecy.models import AccessGrant, SecretReading
from tests import factories as make

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_round_is_lengthened_by_one_decision_with_letters_to_all(walker, municipality):
    round_ = Contract.objects.get(number="A-1").framework
    make.contract(
        "A-3",
        framework=round_,
        supplier=make.supplier("Östra Provet AB", make.ORG_NUMBERS[3]),
        until=date(2027, 12, 31),
        areas=list(round_.areas.all()),
    )
    one = walker()
    one.log_in("kategoriledare")
    page = one.page
    page.goto(round_.get_absolute_url())
    page.get_by_role("link", name="Lägg till option").click()
    page.get_by_label("Månader").fill("12")
    page.get_by_label("Beslutas senast").fill("2027-09-30")
    page.get_by_role("button", name="Lägg till").click()
    page.get_by_text("Optionen är tillagd").wait_for()
    page.get_by_role("link", name="Besluta om option 1").click()
    assert one.check() == []
    page.get_by_label("Förläng A-3").uncheck()
    page.get_by_role("button", name="Besluta om förlängning").click()
    page.get_by_role("alert").get_by_text("Skriv varför A-3 inte förlängs").wait_for()
    assert not page.get_by_label("Förläng A-3").is_checked()
    page.get_by_label("Skäl för A-3").fill("Vill inte förlänga")
    page.get_by_role("button", name="Besluta om förlängning").click()
    page.get_by_text("Option 1 är beslutad").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Brev (PDF)").first.click()
    read = pypdf.PdfReader(io.BytesIO(download.value.path().read_bytes()))
    assert "Provhem AB" in read.pages[0].extract_text()
    assert len(read.pages) == 1
    ends = dict(Contract.objects.filter(framework=round_).values_list("number", "ends_on"))
    assert ends == {"A-1": date(2028, 12, 31), "A-3": date(2027, 12, 31)}
    page.goto(Contract.objects.get(number="A-1").get_absolute_url())
    assert "Option 1" in page.locator(".timeline").inner_text()


def test_a_supplier_gets_a_unit_a_check_a_stop_and_a_document(walker, municipality):
    supplier = Contract.objects.get(number="A-1").supplier
    one = walker()
    one.log_in("kategoriledare")
    page = one.page
    page.goto(supplier.get_absolute_url())
    page.get_by_role("link", name="Lägg till verksamhet").click()
    page.get_by_label("Namn").fill("Provgården")
    page.get_by_label("Kommun").fill("Huddinge")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("heading", level=1, name="Provgården").wait_for()
    page.goto(supplier.get_absolute_url())
    page.get_by_role("link", name="Registrera kontroll").click()
    page.get_by_label("Kontroll", exact=False).first.select_option(label="kreditbetyg")
    page.get_by_label("Källa").fill("Kreditupplysning")
    page.get_by_label(re.compile("^Betyg")).fill("12")
    page.get_by_role("button", name="Registrera").click()
    page.get_by_role("alert").get_by_text("Skriv varför leverantören godtas ändå").wait_for()
    page.get_by_label(re.compile("^Skäl")).fill("Moderbolagets borgen")
    page.get_by_role("button", name="Registrera").click()
    page.get_by_text("Moderbolagets borgen").wait_for()
    page.get_by_role("link", name="Stoppa placeringar").click()
    page.get_by_label("Skäl").fill("Ny chef saknas")
    page.get_by_label(re.compile("^Från och med")).fill("2020-01-01")
    page.get_by_role("button", name="Stoppa placeringar").click()
    page.get_by_text("Ny chef saknas").wait_for()
    page.get_by_role("link", name="Lägg till dokument").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "x.exe", "mimeType": "application/pdf", "buffer": b"MZ\0\0"}
    )
    page.get_by_label("Slag").select_option(label="avtal")
    page.get_by_label("Rubrik").fill("Påskrivet avtal")
    page.get_by_role("button", name="Lägg till").click()
    page.get_by_role("alert").get_by_text("slag som inte tas emot").wait_for()
    page.locator("input[type=file]").set_input_files(
        {"name": "avtal.txt", "mimeType": "text/plain", "buffer": b"Avtal"}
    )
    page.get_by_role("button", name="Lägg till").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Påskrivet avtal").click()
    assert download.value.path().read_bytes() == b"Avtal"
    assert one.check() == []
    assert SupplierUnit.objects.for_list(on=date(2026, 1, 1)).get().is_stopped


def test_two_suppliers_are_compared_made_one_and_parted(walker, municipality):
    source = Contract.objects.get(number="A-2").supplier
    target = Contract.objects.get(number="A-1").supplier
    one = walker()
    one.log_in("kategoriledare")
    page = one.page
    page.goto(source.get_absolute_url())
    page.get_by_role("link", name="Slå samman").click()
    page.get_by_label("Slå samman med").select_option(label=target.name)
    page.get_by_role("button", name="Jämför").click()
    page.get_by_text("avtal 1").wait_for()
    assert one.check() == []
    page.get_by_role("button", name="Slå samman").click()
    page.get_by_text(f"sammanslagna till {target.name}").wait_for()
    assert Contract.objects.get(number="A-2").supplier == target
    page.get_by_role("button", name="Ångra").click()
    page.get_by_text("är två igen").wait_for()
    assert Contract.objects.get(number="A-2").supplier == source
    assert SupplierMerge.objects.get().undone_at is not None


def test_what_is_secret_is_found_by_the_named_alone_and_each_reading_is_seen_by_the_officer(walker, municipality):
    hidden = make.supplier("Provgömslet AB", make.ORG_NUMBERS[4], is_secret=True)
    contract = make.contract("HEMLIG-1", supplier=hidden, is_secret=True)
    make.user("upphandlare")
    make.user("säkerhetsansvarig", username="sakerhet")
    for each in (contract, hidden):
        AccessGrant.objects.create(object=each, user=municipality)
    other = walker()
    other.log_in("upphandlare")
    other.page.goto("/avtal/?sok=HEMLIG")
    assert "Inga avtal passar" in other.page.locator("#lista").inner_text()
    other.page.goto(contract.get_absolute_url())
    assert other.page.get_by_role("heading", level=1).inner_text() != ""
    assert "Provgömslet" not in other.page.content()
    named = walker()
    named.log_in("kategoriledare")
    named.page.goto("/avtal/?sok=HEMLIG")
    named.page.get_by_role("link", name="HEMLIG-1").click()
    named.page.get_by_text("Sekretess").first.wait_for()
    assert "Provgömslet" in named.page.content()
    officer = walker()
    officer.log_in("sakerhet")
    menu = officer.page.get_by_role("navigation", name="Huvudmeny")
    menu.get_by_role("link", name="Åtkomstlogg", exact=True).click()
    assert contract.get_absolute_url() in officer.page.locator("#lista").inner_text()
    assert "Provgömslet" not in officer.page.content()
    assert officer.check() == []
    assert set(SecretReading.objects.values_list("user__username", flat=True)) == {"kategoriledare"}


def _told(name):
    """A name as the ledger has it, under a number that tells nothing."""
    return LedgerName(
        make.buyer().pk, "LEV-7", name, has_org_number=False, supplier_id=None, sum_sek=Decimal("1234.50")
    )


def test_suppliers_to_sort_out_are_compared_and_answered(walker, municipality):
    supplier = Contract.objects.get(number="A-1").supplier
    make.supplier(f"{supplier.name} (publ)", make.ORG_NUMBERS[3])
    supplier_actions.propose_suppliers(ledger_names=[_told(supplier.name)], at=datetime(2026, 11, 1, tzinfo=UTC))
    one = walker()
    one.log_in("kategoriledare")
    page = one.page
    page.goto("/leverantorer/att-reda-ut/")
    assert one.check() == []
    page.get_by_role("row", name="liknande namn").get_by_role("link").first.click()
    page.get_by_text("Flyttas om den upphör").wait_for()
    page.get_by_role("table", name="Köp och avsteg").wait_for()
    assert one.check() == []
    page.get_by_role("button", name="Inte samma").click()
    page.get_by_text("Svaret är sparat: inte samma").wait_for()
    page.get_by_role("row", name="LEV-7").get_by_role("link").first.click()
    page.get_by_role("button", name="Samma", exact=True).click()
    page.get_by_text("Inget att reda ut").wait_for()
