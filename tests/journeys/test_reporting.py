"""Care staff tell of a deficiency on a telephone, and the supplier answers the warning by its link."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from contracts.suppliers.models import SupplierUnit
from followup.findings.models import FindingFile, FindingStep, SupplierAnswer
from followup.reviews.models import Finding
from tests import factories as make

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
AT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def home(live_server):
    make.category("VO", parent=None)
    contract = make.contract(until=None)
    contract.supplier.contacts.create(role="AGREEMENT", name="Avtal", email="avtal@provhem.example.se")
    make.supplier("Annan omsorg AB", make.ORG_NUMBERS[1])
    return SupplierUnit.objects.create(supplier=contract.supplier, name="Björkbacken")


def photo(tmp_path):
    path = tmp_path / "dorr.jpg"
    told = Image.Exif()
    told[0x010F] = "Provtelefon"
    Image.new("RGB", (640, 480), "grey").save(path, "JPEG", exif=told)
    return path


@pytest.mark.parametrize("javascript", [True, False])
def test_a_deficiency_is_told_in_a_minute_on_a_telephone_with_a_photo(walker, home, tmp_path, javascript):
    make.user("handläggare")
    one = walker(width=390, java_script_enabled=javascript)
    one.log_in("handläggare")
    page = one.page
    page.goto("/brister/anmal/")
    if javascript:
        assert one.check() == []
    page.get_by_label("Sök leverantör eller verksamhet").fill("björk")
    page.get_by_role("main").get_by_role("button", name="Sök").click()
    page.get_by_label("Provhem AB", exact=True).check()
    page.get_by_label("Verksamhet", exact=True).select_option(label="Provhem AB: Björkbacken")
    page.get_by_label("Vad har hänt?").fill("Ingen svarade på jourtelefonen.")
    page.get_by_label("Hur allvarligt är det?").select_option(label="hög")
    page.get_by_label("Hur fick du veta det?").select_option(label="egen iakttagelse")
    page.get_by_label("Foto").set_input_files(photo(tmp_path))
    if javascript:
        assert one.check() == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Anmäl").click()
    expect(page.get_by_role("heading", name="Brist hos Provhem AB")).to_be_visible()
    made = Finding.objects.get()
    assert (made.unit, made.severity, made.status) == (home, "HIGH", "REPORTED")
    with FindingFile.objects.get().file.open() as file:
        assert b"Provtelefon" not in io.BytesIO(file.read()).getvalue()


def test_a_supplier_answers_a_warning_by_its_link_and_cannot_answer_twice(walker, home):
    person = make.user("uppföljare")
    reporter = make.user("handläggare")
    one = Finding.objects.create(
        buyer=make.buyer(), supplier=home.supplier, unit=home, source="STAFF", severity="HIGH", evidence="Prov",
        status="OPEN", due_on=timezone.localdate() + timedelta(days=30), action="Rätta", responsible=person,
        registered_by=reporter, registered_on=timezone.localdate(),
    )  # fmt: skip
    walking = walker(width=390)
    walking.log_in("uppföljare")
    page = walking.page
    page.goto(one.get_absolute_url())
    page.get_by_role("link", name="Steg i åtgärdstrappan").click()
    page.get_by_label("Steg").select_option(label="varning")
    page.get_by_label("Skäl").fill("Ingen svarade, fast det har påtalats.")
    page.get_by_role("button", name="Ta steget").click()
    page.get_by_role("button", name="Mejla till avtal@provhem.example.se").click()
    expect(page.get_by_text("Brevet skickas nu")).to_be_visible()
    assert FindingStep.objects.get().address == "avtal@provhem.example.se"
    page.get_by_role("button", name="Gör en svarslänk").click()
    notice = page.get_by_text("Länk för leverantörens svar")
    expect(notice).to_be_visible()
    link = notice.inner_text().split()[-1]
    visiting = walker(width=390)
    supplier = visiting.page
    supplier.goto(link)
    expect(supplier.get_by_text("Ingen svarade, fast det har påtalats.")).to_be_visible()
    expect(supplier.get_by_text("Svaret tas emot av Huddinge kommun")).to_be_visible()
    assert visiting.check() == []
    supplier.get_by_label("Ert svar").fill("Vi har anställt två till.")
    supplier.get_by_role("button", name="Skicka svaret").click()
    expect(supplier.get_by_role("heading", name="Tack för svaret")).to_be_visible()
    supplier.goto(link)
    expect(supplier.get_by_role("heading", name="Länken går inte att använda")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Vi har anställt två till.")).to_be_visible()
    assert SupplierAnswer.objects.count() == 1
    assert walking.check() == []
