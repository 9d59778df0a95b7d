"""A file in English that nobody has seen before: mapped, its good rows loaded, its bad ones mended, all taken back."""

import csv
import io
import re
from decimal import Decimal

import pytest
from django.db.models import Count, Sum

from followup.judging.models import SpendMonth
from followup.ledger.models import LedgerImport, LedgerProfile
from tests.journeys.test_journeys import send
from tests.journeys.test_ledger_months import choose, of_may

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
HEADINGS = (
    "Supplier Name,Supplier Number,Invoice Number,Invoice Creation Date,Invoice Nett Amount,Nominal Code,Cost Centre"
)
GOOD = (
    '"Provhem, AB",5566778899,C1,02/05/2023,"10,000.50",4631,Care',
    "Provhem AB,5566778899,C2,31/05/2023,-1000.25,4631,Care",
    "Utan AB,,C3,15/05/2023,250.00,9,Care",
)
BAD = (
    "Provhem AB,5566778899,C4,31/04/2023,400.00,4631,Care",  # there is no such day
    "Provhem AB,5566778899,C5,12/05/2023,five hundred,4631,Care",
    ",,C6,13/05/2023,600.00,4631,Care",  # paid to nobody
)
MENDED = {"C4": ("31/04/2023", "30/05/2023"), "C5": ("five hundred", "500.00"), "C6": ("", "Provhem AB")}
OF_GOOD, OF_MENDED, CORRECTED = Decimal("9250.25"), Decimal("1500.00"), Decimal("7000.00")


def english(*rows):
    return "\n".join(("Payments to suppliers in May", HEADINGS, *rows, "")).encode()


def as_in_excel(content):
    """What a person does to the rejected rows: opens them, mends a cell in each, saves. Mark and semicolons stay."""
    assert content.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert header[-2:] == ["rad", "orsak"]
    for row in rows:
        was, becomes = MENDED[row[header.index("Invoice Number")]]
        row[row.index(was)] = becomes
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([header, *rows])
    return out.getvalue().encode("utf-8-sig")


def all_sums():
    """Every figure there is, by month, bucket, supplier and contract."""
    parts = ("month", "bucket", "reason", "category", "area", "supplier", "contract")
    sums = (
        SpendMonth.objects.order_by().values_list(*parts).annotate(kronor=Sum("sum_sek"), rows=Sum("n"), of=Count("pk"))
    )
    return sorted(map(str, sums))


def undo(page, name):
    page.goto("/reskontra/")
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_role("link", name="Ångra inläsningen").click()
    page.get_by_role("button", name="Ångra inläsningen").click()
    page.get_by_role("heading", name="Inläsningen är ångrad").wait_for()


def test_an_unknown_file_in_english_is_mapped_loaded_mended_replaced_and_undone(walker, worker, municipality):
    one = walker()
    one.log_in("kategoriledare")
    page = one.page
    before = all_sums()

    # Nobody knows the headings: the page says what is missing, and where to choose.
    send(page, english(*GOOD[:2], BAD[0], GOOD[2], *BAD[1:]), name="May payments.csv")
    page.get_by_text("Filen är inte inläst").wait_for()
    assert one.check() == []
    page.get_by_role("link", name="Välj hur filen ska läsas").first.click()

    # Its first lines as they came, best guesses filled in, and the first rows as they would be loaded.
    page.get_by_role("heading", name="Filens första rader").wait_for()
    assert page.get_by_label("Rader ovanför rubrikerna").input_value() == "1"
    guessed = {
        "Belopp": "Invoice Nett Amount",
        "Datum": "Invoice Creation Date",
        "Leverantörens namn": "Supplier Name",
        "Leverantörens nummer": "Supplier Number",
        "Fakturanummer": "Invoice Number",
        "Konto": "Nominal Code",
        "Förvaltning": "Cost Centre",
    }
    for field, heading in guessed.items():
        assert page.get_by_label(field, exact=True).input_value() == heading
    assert page.get_by_label("Så skrivs datum").input_value() == "%d/%m/%Y"
    assert one.check() == []
    page.get_by_label("Fakturanummer", exact=True).select_option("Inget valt")
    page.get_by_role("button", name="Visa hur det blir").click()
    tried = page.get_by_role("table", name="Rader som skulle läsas in")
    tried.get_by_role("cell", name="C1").wait_for(state="detached")
    assert tried.get_by_role("row").count() == 1 + len(GOOD)
    page.get_by_label("Fakturanummer", exact=True).select_option("Invoice Number")
    page.get_by_role("button", name="Visa hur det blir").click()
    tried.get_by_role("cell", name="C1").wait_for()
    assert tried.get_by_role("cell", name=re.compile(r"10\s000,50")).count() == 1
    assert page.get_by_role("table", name="Rader som inte går att läsa").get_by_role("row").count() == 1 + len(BAD)
    assert one.check() == []
    assert not LedgerProfile.objects.exists()
    page.get_by_label("Profilens namn").fill("Engelsk månadsfil")
    page.get_by_role("button", name="Spara och granska").click()

    page.get_by_role("heading", name="Ingenting är inläst ännu").wait_for()
    page.get_by_text("Filen är läst med profilen ”Engelsk månadsfil”.").wait_for()
    assert all_sums() == before
    assert one.check() == []
    page.get_by_role("button", name="Läs in de rader som går att läsa").click()
    page.get_by_text("3 inlästa, 3 avvisade").wait_for()
    assert of_may() == OF_GOOD

    # The bad rows come back mended, recognised by themselves, beside the good ones.
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta avvisade rader").click()
    assert download.value.suggested_filename == "May payments avvisade rader.csv"
    send(page, as_in_excel(download.value.path().read_bytes()), name="rättade.csv")
    page.get_by_role("heading", name="Välj").wait_for()
    choose(page, "Lägg till de rader som är nya: 3 rader")
    assert of_may() == OF_GOOD + OF_MENDED

    # A corrected file with the same headings needs no choice of how to read it, only of what it replaces.
    send(page, english(GOOD[0].replace("10,000.50", "7,000.00")), name="May corrected.csv")
    page.get_by_role("heading", name="Om månaderna ersätts").wait_for()
    page.get_by_text("Filen är läst med profilen ”Engelsk månadsfil”.").wait_for()
    choose(page, "Ersätt det som filens månader har; 6 rader")
    assert of_may() == CORRECTED

    for name, left in (
        ("May corrected.csv", OF_GOOD + OF_MENDED),
        ("rättade.csv", OF_GOOD),
        ("May payments.csv", None),
    ):
        undo(page, name)
        assert of_may() == left
    assert all_sums() == before
    assert set(LedgerImport.objects.filter(profile__name="Engelsk månadsfil").values_list("status", flat=True)) == {
        "UNDONE"
    }


def test_the_way_from_an_unknown_file_to_its_figures_can_be_gone_on_a_telephone(walker, worker, municipality):
    one = walker(width=390, height=844)
    one.log_in("kategoriledare")
    page = one.page
    send(page, english(*GOOD), name="May payments.csv")
    page.get_by_role("link", name="Välj hur filen ska läsas").first.click()
    page.get_by_role("heading", name="Filens första rader").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert one.check() == []
    page.get_by_label("Profilens namn").fill("Engelsk månadsfil")
    page.get_by_role("button", name="Spara och granska").click()
    page.get_by_role("heading", name="Ingenting är inläst ännu").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Läs in", exact=True).click()
    page.get_by_text("3 inlästa").wait_for()
    assert of_may() == OF_GOOD
