"""A permit is withdrawn: who lives there, what has been paid since, and what the meeting reads. And a unit is asked."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from contracts.suppliers.models import Permit, PlacementStop, Supplier, SupplierUnit
from followup.judging import actions as judging_actions
from followup.ledger import actions as ledger_actions
from followup.missing.models import DeviationQuestion, OwnUnit
from procurement.placements.models import Placement
from tests import factories as make

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
AT = datetime(2026, 11, 1, tzinfo=UTC)
GROUND = "SoL 26 kap. 1 §"
WIDTHS = pytest.mark.parametrize("width", [390, 1280])


def load(*rows):
    file = io.BytesIO(make.ledger_file(*rows))
    received = ledger_actions.receive_ledger_file(file=file, name="r.csv", by=None, at=AT)
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=AT)
    judging_actions.judge_changes(at=AT)
    return received


@pytest.fixture
def home(live_server):
    """A home with a permit where two live, one with a contract beside it, and a payment for a day yet to come."""
    make.category("VO", parent=None)
    make.rules()
    contract = make.contract(until=None, valid_from=date(2024, 1, 1))
    unit = SupplierUnit.objects.create(supplier=contract.supplier, name="Provhemmet")
    unit.areas.add(make.area())
    Permit.objects.create(
        unit=unit, org_number=make.ORG_NUMBERS[0], legal_ground=GROUND, form="HVB", decided_on=date(2024, 3, 1)
    )
    other = make.contract("A-2", supplier=make.supplier("Annan omsorg AB", make.ORG_NUMBERS[1]), until=None)
    make.price("2600.00", of=other)
    keeper = make.user("verksamhetschef")
    for number in (1, 2):
        Placement.objects.create(
            number=f"AVR-{number}",
            buyer=make.buyer(),
            supplier=contract.supplier,
            contract=contract,
            category=make.category(),
            area=make.area(),
            place=unit,
            valid_from=date(2026, 1, 1),
            price_sek=2500,
            requested_by=keeper,
            responsible=keeper,
        )
    load(make.ledger_row("4100,00", (timezone.localdate() + timedelta(days=1)).isoformat()))
    make.user("upphandlare")
    return unit


def register(status):
    """IVO's register as a file, with the home's permit."""
    row = (make.ORG_NUMBERS[0], "Provhemmet", GROUND, "HVB", "", "2024-03-01", "", status)
    head = "organisationsnummer;verksamhet;lagrum;form;platser;beslutad;giltig_till;status"
    return f"{head}\n{';'.join(row)}\n".encode()


@WIDTHS
def test_from_a_withdrawn_permit_to_the_paper_of_the_meeting(home, walker, width, tmp_path):
    one = walker(width=width)
    page = one.page
    one.log_in("upphandlare")
    page.goto("/kontroller/fran-fil/")
    page.get_by_label("Filen innehåller").select_option("tillstand")
    page.set_input_files(
        "input[type=file]", {"name": "ivo.csv", "mimeType": "text/csv", "buffer": register("återkallat")}
    )
    page.get_by_role("button", name="Läs in").click()
    expect(page.get_by_text("Nya placeringar är stoppade på 1 verksamhet.")).to_be_visible()
    paid = page.get_by_role("region", name="Betalt efter förlorat tillstånd", exact=True)
    expect(paid.get_by_text("4 100,00")).to_be_visible()
    assert one.check() == []
    assert PlacementStop.objects.get().unit == home
    paid.get_by_role("link", name="1", exact=True).click()
    expect(page.get_by_text("Provhemmet förlorade sitt tillstånd")).to_be_visible()
    assert one.check() == []
    page.goto("/placeringsstopp/")
    assert one.check() == []
    page.get_by_role("link", name="2 bor hos Provhem AB").click()
    expect(page.get_by_role("heading", name="Om Provhem AB faller bort")).to_be_visible()
    for told in ("AVR-1", "AVR-2", "Annan omsorg AB", "2 600,00 per dygn"):
        expect(page.get_by_text(told).first).to_be_visible()
    assert one.check() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    href = page.get_by_role("link", name="Hämta som PDF").get_attribute("href")
    paper = page.request.get(href.removesuffix("?vanta=1"))
    assert paper.body()[:5] == b"%PDF-"


@pytest.fixture
def outside(live_server):
    """Something bought outside contract, and the manager of the unit that bought it."""
    make.category("VO", parent=None)
    make.rules()
    make.supplier("Utan AB", make.ORG_NUMBERS[1])
    load(
        make.ledger_row("150000,00", "2026-09-15", name="Utan AB", org_number=make.ORG_NUMBERS[1]),
        make.ledger_row("100,00", "2026-09-15", name="Utan AB", org_number=make.ORG_NUMBERS[1], unit="Annan"),
    )
    chief = make.user("verksamhetschef")
    OwnUnit.objects.create(buyer=make.buyer(), name="Socialförvaltningen", manager=chief)
    make.user("uppföljare")
    make.deviation("AVS-7", supplier=Supplier.objects.get(name="Utan AB"), valid_from=date(2026, 10, 1))


@WIDTHS
def test_a_unit_is_asked_with_one_click_and_answers_with_the_deviation(outside, walker, width):
    one = walker(width=width)
    page = one.page
    one.log_in("uppföljare")
    page.goto("/avsteg-saknas/?fran=2026-09-01&till=2026-09-30")
    assert one.check() == []
    page.get_by_role("button", name="Fråga enheten Socialförvaltningen").click()
    expect(page.get_by_text("Socialförvaltningen är frågad")).to_be_visible()
    expect(page.get_by_role("link", name="Väntar på svar till")).to_be_visible()
    assert one.check() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    question = DeviationQuestion.objects.get()
    other = walker(width=width)
    page = other.page
    other.log_in("verksamhetschef")
    page.goto("/avsteg-saknas/fragor/?vantar=mig")
    page.get_by_role("link", name="Utan AB").click()
    expect(page.get_by_role("link", name="Svara")).to_be_visible()
    assert other.check() == []
    page.get_by_role("link", name="Svara").click()
    page.get_by_role("button", name="Svara").click()
    expect(page.get_by_role("heading", name="Svara:")).to_be_visible()
    assert other.check() == []
    page.get_by_label("avsteg finns").check()
    page.get_by_label("Avsteget").select_option(index=1)
    page.get_by_role("button", name="Svara").click()
    expect(page.get_by_text("raderna är knutna till AVS-7")).to_be_visible()
    assert other.check() == []
    question.refresh_from_db()
    assert question.deviation.number == "AVS-7"
    page.goto("/avsteg-saknas/?fran=2026-09-01&till=2026-09-30")
    expect(page.locator("#lista").get_by_text("Annan")).to_be_visible()
    expect(page.locator("#lista tbody tr")).to_have_count(1)
