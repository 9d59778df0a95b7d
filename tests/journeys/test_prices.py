"""From a new index value to approved prices and a letter, by two people at their browsers."""

from datetime import timedelta
from decimal import Decimal

import pypdf
import pytest
from django.utils import timezone

from contracts.index.models import IndexChain, IndexValue
from contracts.prices import tasks as price_tasks
from contracts.prices.models import Price, PriceAdjustment, PriceRequest
from tests import factories as make

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def text(path):
    return "".join(page.extract_text() for page in pypdf.PdfReader(path).pages).replace("\xa0", " ")


@pytest.fixture
def clause(live_server):
    """A contract whose window is open today, whatever day it is: only the quarter's LCI is missing."""
    effective_on = timezone.localdate() + timedelta(days=60)
    base, new = effective_on.year - 3, effective_on.year - 1
    lci = make.series("LCI-ARB-Q", name="LCI arbetare")
    old = make.series("KPI-1980", name="KPI 1980", kind="KPI", base="1980=100", frequency="MONTH")
    kpi = make.series("KPI-2020", name="KPI 2020", kind="KPI", base="2020=100", frequency="MONTH")
    make.index_value(kpi, f"{new}M08", "124.85")
    IndexChain.objects.create(old=old, new=kpi, factor=Decimal("3.3592"), decimals=2, source="Prov")
    contract = make.contract("A-1", valid_from=effective_on - timedelta(days=1200), until=None)
    make.price("1850.00", of=contract, valid_from=contract.valid_from)
    make.price("400.00", of=contract, item="Resa", per="VISIT", valid_from=contract.valid_from)
    return make.clause(
        [(lci, "0.8", f"{base}K2", "140.2"), (old, "0.2", f"{base}M08", "418.13")],
        contract=contract,
        adjusts_month=effective_on.month,
        adjusts_day=effective_on.day,
        ask_days=30,
        tell_days=10,
    )


def test_a_new_index_value_becomes_approved_prices_and_a_letter(walker, clause):
    make.user("controller", first_name="Prov", last_name="Controller")
    make.user("kategoriledare", first_name="Prov", last_name="Ledare")
    contract = clause.contract
    one = walker()
    page = one.page
    one.log_in("controller")
    # Nothing can be computed yet, and the list says why.
    price_tasks.propose_adjustments()
    page.goto("/prisjustering/?laget=vantar")
    page.get_by_text("saknas").first.wait_for()
    # The value comes by file: looked at, then stored.
    quarter = f"{PriceAdjustment.objects.get().effective_on.year - 1}K2"
    page.goto("/index/")
    assert one.check() == []
    page.get_by_role("link", name="LCI arbetare", exact=True).first.click()
    page.get_by_role("link", name="Läs in fil").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "lci.csv", "mimeType": "text/csv", "buffer": b"<html>ingen tabell</html>"}
    )
    page.get_by_role("button", name="Granska").click()
    page.get_by_role("alert").wait_for()
    assert one.check() == []
    page.locator("input[type=file]").set_input_files(
        {
            "name": "lci.csv",
            "mimeType": "text/csv",
            "buffer": f"period;värde;status\n{quarter};145,1;slutlig\n".encode(),
        }
    )
    page.get_by_role("button", name="Granska").click()
    page.get_by_role("heading", name="Granska värden").wait_for()
    assert "145,1" in page.locator("main").inner_text()
    assert not IndexValue.objects.filter(series__code="LCI-ARB-Q").exists()
    assert one.check() == []
    # Who has brought the values does not store them himself.
    page.get_by_text("En annan person granskar och sparar").wait_for()
    assert page.get_by_role("button", name="Spara").count() == 0
    other = walker()
    other.log_in("kategoriledare")
    other.page.goto(page.url)
    other.page.get_by_role("button", name="Spara").click()
    other.page.locator(".notice--success").wait_for()
    # An increase needs to be asked for.
    price_tasks.propose_adjustments()
    page.goto("/prisjustering/?laget=vantar")
    page.get_by_text("har inte begärt").wait_for()
    page.get_by_role("link", name="A-1").click()
    assert one.check() == []
    page.get_by_role("link", name="Registrera begäran").click()
    page.get_by_role("button", name="Registrera").click()
    page.get_by_text("Begäran är registrerad").wait_for()
    assert PriceRequest.objects.get().contract == contract
    # The night computes; the officer leaves the journey out, and sends the rest.
    price_tasks.propose_adjustments()
    page.goto("/prisjustering/?laget=foreslagna")
    assert one.check() == []
    page.get_by_role("link", name="A-1").click()
    assert "1\xa0902,85" in page.get_by_role("table", name="Priser, nu och nya").inner_text()
    assert "0,8 · 145,1 / 140,2 + 0,2 · 419,4 / 418,13 = 1,028568" in page.locator(".formula").inner_text()
    page.get_by_role("link", name="Ändra priser").click()
    page.get_by_label("Justeras inte, Resa, besök").check()
    page.get_by_role("button", name="Spara priserna").click()
    page.get_by_role("alert").get_by_text("Skriv varför raden avviker").wait_for()
    assert one.check() == []
    # On a telephone each line is a card: all fields lie within the screen, and nothing scrolls sideways.
    wide = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 740})
    for box in (each.bounding_box() for each in page.locator("main table :is(input, label, td)").all()):
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    scrolled = "[...document.querySelectorAll('main .scroll')].map(each => each.scrollWidth - each.clientWidth)"
    assert page.evaluate(scrolled) == [0]
    assert (
        page.locator("main label").first.bounding_box()["width"] > 40
    )  # the column's heading is gone: labels are seen
    assert one.check() == []
    page.set_viewport_size(wide)
    page.get_by_label("Skäl, Resa, besök").fill("Resor ingår inte i klausulen")
    page.get_by_role("button", name="Spara priserna").click()
    page.get_by_role("button", name="Skicka till godkännande").click()
    page.get_by_text("En annan person ska godkänna den").wait_for()
    assert page.get_by_role("button", name="Godkänn").count() == 0
    assert Price.objects.count() == 2
    # Another person approves, and the letter is there.
    other.page.goto("/prisjustering/?laget=skickade")
    other.page.get_by_label("Välj Prisjustering A-1").check()
    other.page.get_by_role("button", name="Godkänn valda").click()
    other.page.get_by_role("button", name="Godkänn 1 prisjustering").click()
    other.page.get_by_text("1 prisjustering är godkänd").wait_for()
    adjustment = PriceAdjustment.objects.get()
    other.page.goto(adjustment.get_absolute_url())
    assert other.check() == []
    with other.page.expect_download() as download:
        other.page.get_by_role("link", name="Brev som PDF").click()
    letter = text(download.value.path())
    for words in ("Provhem AB", "1 850,00", "1 902,85", str(adjustment.effective_on)):
        assert words in letter
    assert "Resa: priset justeras inte. Skäl: Resor ingår inte i klausulen" in " ".join(letter.split())
    assert "400,00" not in letter
    assert Price.objects.on(adjustment.effective_on).get(item__name="Vårddygn").amount_sek == Decimal("1902.85")
    assert Price.objects.on(adjustment.effective_on).get(item__name="Resa").amount_sek == Decimal("400.00")
    other.page.goto(f"{contract.get_absolute_url()}?dag={adjustment.effective_on}")
    assert "1\xa0902,85" in other.page.locator("main").inner_text()


def test_a_price_list_comes_by_file_and_goes_again(walker, live_server):
    make.user("avtalscontroller")
    make.contract("A-1", until=None)
    one = walker(width=390)
    page = one.page
    one.log_in("avtalscontroller")
    page.goto("/avtal/fran-fil/?innehall=prices")
    content = "avtalsnummer;artikel;enhet;pris;giltigt_fran\nA-1;Dygn;dygn;ett;2026-01-01\n"
    page.locator("input[type=file]").set_input_files(
        {"name": "priser.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    page.get_by_role("button", name="Granska filen").click()
    page.get_by_text("går inte att läsa som ett belopp").wait_for()
    assert one.check() == []
    page.locator("input[type=file]").set_input_files(
        {"name": "priser.csv", "mimeType": "text/csv", "buffer": content.replace("ett", "1 850,50").encode()}
    )
    page.get_by_role("button", name="Granska filen").click()
    page.get_by_role("table", name="Vad filen skulle göra").get_by_text("1\xa0850,50").wait_for()
    assert Price.objects.count() == 0
    page.get_by_role("button", name="Läs in").click()
    page.get_by_text("1 nya").wait_for()
    assert Price.objects.get().amount_sek == Decimal("1850.50")
    page.get_by_role("link", name="Ångra inläsningen").click()
    page.get_by_text("Det som filen lade till tas bort (1 nya)").wait_for()
    page.get_by_role("button", name="Ångra inläsningen").click()
    page.locator(".notice--success").wait_for()
    assert not Price.objects.standing().exists()
    assert one.check() == []
