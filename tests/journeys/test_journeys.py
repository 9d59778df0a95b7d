"""Whole stories, as people live them, in a real browser against the real servers."""

import io
import re
from decimal import Decimal

import pypdf
import pytest

from contracts.register.models import Contract
from followup.judging.models import JudgedRow
from followup.ledger.models import LedgerImport
from tests import factories as make

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def number(text):
    """A number as officials write it, read back."""
    found = re.search(r"−?[\d\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]+,\d\d", text)
    return Decimal(re.sub(r"\s", "", found[0]).replace("−", "-").replace(",", "."))


def test_from_oversikt_to_a_row_its_supplier_its_contract_and_the_report(walker, municipality):
    one = walker()
    one.log_in("kategoriledare")
    page = one.page
    assert page.get_by_role("heading", level=1).inner_text() == "Start"
    page.get_by_role("link", name="Översikt").click()
    page.get_by_role("heading", level=1, name="Översikt").wait_for()
    bucket = page.get_by_role("row", name=re.compile("Utan avtal")).get_by_role("link").first
    shown = number(bucket.inner_text())
    bucket.click()
    page.wait_for_url("**/reskontra/rader/**")
    assert number(page.get_by_role("status").filter(has_text="kr").first.inner_text()) == shown
    page.goto("/")
    page.get_by_role("link", name="Avtalstrohet IFO", exact=True).click()
    page.get_by_role("cell", name="Provhem AB").first.wait_for()
    of_supplier = page.get_by_role("row", name=re.compile("Provhem AB")).first
    of_supplier.get_by_role("link", name=re.compile("^Rad ")).click()
    page.get_by_role("heading", name="Som den står i filen").wait_for()
    page.get_by_role("link", name="Provhem AB").first.click()
    page.wait_for_url("**/leverantorer/**")
    page.get_by_role("heading", name=re.compile("^Köp,")).wait_for()  # what followup adds to the page
    page.get_by_role("link", name="A-1").first.click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Provhem AB")
    page.get_by_role("heading", name="Köp på avtalet").wait_for()
    page.get_by_role("link", name="Statusrapport").click()
    summary = re.sub(r"\s", "", page.locator("section", has=page.locator("#sammanfattning")).inner_text())
    told = re.search(r"köpteHuddingekommunför[\d,]+mnkr.*ärdetreskontrans[\d,]+mnkr", summary)[0]
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta som PDF").click()
    read = pypdf.PdfReader(io.BytesIO(download.value.path().read_bytes()))
    assert len(read.pages) >= 4
    text = re.sub(r"\s", "", "".join(each.extract_text() for each in read.pages))
    assert told in text


# The two publishers' ways: quoted with commas and a mark, and semicolons with carriage returns and other headings.
QUOTED = (
    "\ufeff"
    '"kopare_id","kopare","verifikationsnummer","leverantor","leverantor_id","konto_nr","konto_text","belopp","datum","kommun_id"\n'
    '"2120000068","HUDDINGE KOMMUN","1","PROVHEM AB","5566778899","46310","Vård","-1302,03","2023-01-01","0126"\n'
    '"2120000068","HUDDINGE KOMMUN","2","PROVHEM AB","5566778899","46310","Vård","2400,68","2023-01-31","0126"\n'
).encode()
RETURNS = (
    "kopare_id;kopare;verifikationsnummer;leverantor;leverantor_id;konto_nr;konto_text;bokforingsdatum;forvaltning;"
    "fakturanummer;nettobelopp;grund;avtal;kommun_id;s_kod_nr\r"
    "2120000068;Huddinge kommun;1;Provhem AB;5566778899;46310;Vård;2023-02-01;SOF;F1;1250000,50;;A-1;0126;\r"
    "2120000068;Huddinge kommun;2;Provhem AB;5566778899;46310;Vård;2023-02-02;SOF;F2;-250,25;;;0126;\r"
).encode()


def send(page, content, *, name="r.csv"):
    page.goto("/reskontra/las-in/")
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Granska filen").click()


def test_ledgers_of_both_publishers_one_twice_and_a_broken_one(walker, worker, municipality):
    one = walker()
    one.log_in("kategoriledare")
    page = one.page
    for content, total in ((QUOTED, "1 098,65"), (RETURNS, "1 249 750,25")):
        send(page, content)
        page.get_by_role("button", name="Läs in", exact=True).click()
        page.get_by_text("Inläst", exact=True).wait_for()
        assert f"{total} kr" in re.sub(r"\s", " ", page.locator(".summary").inner_text())
    assert JudgedRow.objects.filter(booked_on__year=2023).count() == 4

    send(page, QUOTED, name="samma-igen.csv")
    page.get_by_role("alert").get_by_text(re.compile("redan mottagen")).first.wait_for()
    assert LedgerImport.objects.count() == 3
    assert one.check() == []

    broken = make.ledger_file(
        make.ledger_row("100,00", "2023-05-01"),
        make.ledger_row("ett", "2023-05-02"),
        make.ledger_row("2,00", "2023-02-30"),
    )
    send(page, broken)
    page.get_by_role("heading", name="Ingenting är inläst ännu").wait_for()
    table = page.get_by_role("table", name="Rader som inte gick att läsa").inner_text()
    for words in ("3", "belopp", "”ett” går inte att läsa", "4", "datum", "ingen dag i almanackan"):
        assert words in table
    assert one.check() == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta avvisade rader").click()
    assert download.value.path().read_text(encoding="utf-8-sig").count("\n") == 3
    page.get_by_role("button", name="Läs inte in något").click()
    page.get_by_role("heading", name="Filen är inte inläst").wait_for()
    send(page, broken)
    page.get_by_role("button", name="Läs in de rader som går att läsa").click()
    page.get_by_text("1 inlästa, 2 avvisade").wait_for()


def focused(page):
    return page.evaluate(
        "document.activeElement.innerText || document.activeElement.name || document.activeElement.tagName"
    )


def tab_to(page, words, *, most=60):
    """Press Tab until what has the focus says these words; the focus must be seen all the way."""
    for _ in range(most):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "(() => { const e = document.activeElement; const s = getComputedStyle(e);"
            " const h = e.closest('.kpi'); const t = h ? getComputedStyle(h) : s;"
            " return s.outlineStyle !== 'none' || t.outlineStyle !== 'none' || s.boxShadow !== 'none'; })()"
        )
        assert shown, f"Fokus syns inte på {focused(page)}"
        if words in focused(page):
            return
    raise AssertionError(f"Tabb når inte ”{words}”")


def test_the_keyboard_alone_is_enough(walker, municipality):
    one = walker()
    page = one.page
    page.goto("/logga-in/")
    assert focused(page) == "login"  # nothing else to do here
    page.keyboard.type("kategoriledare")
    page.keyboard.press("Tab")
    page.keyboard.type("demo")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/logga-in/" not in url)
    page.keyboard.press("Tab")
    assert "Hoppa till innehållet" in focused(page)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innehall"
    tab_to(page, "Anmäl en brist hos en leverantör")  # the start page's own content, past the menu
    page.goto("/")
    tab_to(page, "Avtalstrohet IFO")
    page.goto("/")
    tab_to(page, "Avtal")
    page.keyboard.press("Enter")
    page.wait_for_url("**/avtal/")
    tab_to(page, "sok")
    page.keyboard.type("Åkers")
    page.keyboard.press("Enter")
    page.wait_for_url("**sok=**")
    page.get_by_text("1 avtal").first.wait_for()
    assert "A-1" not in page.locator("#lista").inner_text()
    page.keyboard.press("Tab")  # leaving the field asks once more: wait for the answer, which replaces the list
    page.wait_for_load_state("networkidle")
    tab_to(page, "Leverantör")
    page.keyboard.press("Enter")
    page.wait_for_url("**sort=**")
    tab_to(page, "A-2")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name=re.compile("Åkers")).wait_for()


def test_a_contract_is_made_after_an_error_and_its_history_says_who(walker, municipality):
    one = walker()
    one.log_in("kategoriledare")
    page = one.page
    page.goto("/avtal/nytt/")
    page.get_by_label("Avtalsnummer").fill("N-1")
    page.get_by_label("Rubrik").fill("Jourhem")
    page.get_by_label("Leverantör", exact=False).first.select_option(label="Provhem AB")
    page.get_by_label("Ramavtal eller valfrihetssystem").select_option(index=1)
    page.get_by_label("Prismodell").select_option(label="anbudspris")
    page.get_by_label("Takvolym").fill("en miljon")
    page.get_by_role("button", name="Spara").click()
    summary = page.get_by_role("alert").filter(has_text="Det finns fel att rätta")
    summary.wait_for()
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    assert page.title().startswith("Fel:")
    summary.get_by_role("link", name=re.compile("Takvolym", re.IGNORECASE)).click()
    assert page.evaluate("document.activeElement.name") == "ceiling_sek"
    assert one.check() == []
    page.get_by_label("Takvolym").fill("1 250 000,50")
    page.get_by_role("button", name="Spara").click()
    page.get_by_text("Sparat.").wait_for()
    made = Contract.objects.get(number="N-1")
    assert made.ceiling_sek == Decimal("1250000.50")
    page.get_by_role("link", name="Ändra", exact=True).first.click()
    page.get_by_label("Rubrik").fill("Jourhem, barn")
    page.get_by_role("button", name="Spara").click()
    row = page.get_by_role("row", name=re.compile("Ändrad: rubrik"))
    row.wait_for()
    for words in ("Prov Ledare", "Jourhem", "Jourhem, barn"):
        assert words in row.inner_text()


def test_two_people_at_the_same_contract_lose_nothing(walker, municipality):
    contract = Contract.objects.get(number="A-1")
    make.user("upphandlare")
    first, second = walker(), walker()
    first.log_in("kategoriledare")
    second.log_in("upphandlare")
    for each in (first, second):
        each.page.goto(f"/avtal/{contract.pk}/andra/")
    first.page.get_by_label("Rubrik").fill("Först")
    first.page.get_by_role("button", name="Spara").click()
    first.page.get_by_text("Sparat.").wait_for()
    second.page.get_by_label("Rubrik").fill("Sedan")
    second.page.get_by_role("button", name="Spara").click()
    second.page.get_by_role("alert").filter(has_text="har ändrats av någon annan").wait_for()
    assert second.page.get_by_label("Rubrik").input_value() == "Sedan"
    contract.refresh_from_db()
    assert contract.title == "Först"
