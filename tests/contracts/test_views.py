"""The register's doors: lists, pages, forms and files."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from contracts.models import Contract, Supplier
from tests import factories as make

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def leader(client):
    person = make.user("kategoriledare")
    client.force_login(person)
    return person


def body(answer):
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def csv_rows(answer):
    return [line.split(";") for line in body(answer).lstrip("\ufeff").splitlines()]


def numbers(client, query=""):
    return [row[0] for row in csv_rows(client.get(f"/avtal/?export=csv{query}"))[1:]]


@pytest.fixture
def three():
    """One that ended, one in force until further notice, one that begins later; Swedish letters in their order."""
    for number, name, first, until in (
        ("A-1", "Ängsro AB", date(2020, 1, 1), date(2021, 12, 31)),
        ("A-2", "Åsgården AB", date(2020, 1, 1), None),
        ("A-3", "Zenvård AB", date(2099, 1, 1), date(2100, 12, 31)),
    ):
        org_number = make.ORG_NUMBERS[int(number[-1])]
        make.contract(number, supplier=make.supplier(name, org_number), valid_from=first, until=until)


def test_htmx_gets_the_table_alone_and_everybody_else_the_page(client, leader, three):
    page, part = body(client.get("/avtal/")), body(client.get("/avtal/", headers=HTMX))
    assert "<html" in page
    assert "<html" not in part
    assert part.lstrip().startswith('<div id="lista"')
    assert "A-2" in page
    assert "A-2" in part
    assert "Vary" in client.get("/avtal/").headers


def test_a_list_is_narrowed_by_what_stands_in_its_address(client, leader, three):
    assert numbers(client) == ["A-1", "A-2", "A-3"]
    assert numbers(client, "&laget=i-kraft") == ["A-2"]
    assert numbers(client, "&laget=avslutade") == ["A-1"]
    assert numbers(client, "&laget=kommande") == ["A-3"]
    assert numbers(client, "&sok=ngsro") == ["A-1"]
    assert numbers(client, f"&sok={make.ORG_NUMBERS[2]}") == ["A-2"]
    assert numbers(client, "&slutar_tidigast=2021-12-31&slutar_senast=2021-12-31") == ["A-1"]
    assert numbers(client, "&underkategori=" + str(make.category("FO").pk)) == []


def test_nonsense_in_the_address_is_told_and_breaks_nothing(client, leader, three):
    answer = client.get("/avtal/?slutar_senast=igår&laget=kanske&omrade=99999&sort=fel&page=77")
    assert answer.status_code == 200
    assert "Fyll i ett giltigt datum" in body(answer)


def test_suppliers_stand_in_swedish_order(client, leader, three):
    assert [row[0] for row in csv_rows(client.get("/leverantorer/?export=csv"))[1:]] == [
        "Zenvård AB",
        "Åsgården AB",
        "Ängsro AB",
    ]


def test_excel_has_numbers_and_dates_and_the_same_rows_as_the_csv(client, leader, three):
    answer = client.get("/avtal/?export=xlsx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="avtal.xlsx"'
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert list(rows[0]) == csv_rows(client.get("/avtal/?export=csv"))[0]
    assert [row[0] for row in rows[1:]] == ["A-1", "A-2", "A-3"]
    first = rows[0].index("Från")
    assert rows[1][first].date() == date(2020, 1, 1)


def test_a_text_that_looks_like_a_formula_stays_a_text_in_files(client, leader):
    make.contract("A-1", title='=HYPERLINK("http://x")')
    assert "'=HYPERLINK" in body(client.get("/avtal/?export=csv"))


def test_a_sole_traders_number_is_masked_on_the_page_and_in_files(client, leader):
    trader = make.supplier("Prov Enskild Firma", "1212121212", is_sole_trader=True)
    shown = body(client.get(trader.get_absolute_url())) + body(client.get("/leverantorer/?export=csv"))
    assert "1212121212" not in shown
    assert "121212-1212" not in shown
    assert "Personnummer, maskerat" in shown


def form(**values):
    return {
        "number": "HK-1",
        "title": "Jourhem",
        "form": "FRAMEWORK",
        "price_model": "TENDERED",
        "status": "SIGNED",
        "valid_from": "2026-01-01",
        "initial_until": "2026-12-31",
        **values,
    }


def test_a_contract_is_made_and_changed_and_its_page_says_who_did_what(client, leader):
    values = form(supplier=make.supplier().pk, areas=[make.area().pk], ceiling_sek="1 250 000,50")
    made = client.post("/avtal/nytt/", values)
    contract = Contract.objects.get()
    assert made.headers["Location"] == contract.get_absolute_url()
    assert (contract.buyer, contract.ceiling_sek) == (make.buyer(), Decimal("1250000.50"))
    changed = client.post(
        f"/avtal/{contract.pk}/andra/", {**values, "title": "Jourhem, barn", "version": contract.version}
    )
    assert changed.status_code == 302
    page = body(client.get(contract.get_absolute_url()))
    for words in ("Skapad", "Ändrad: rubrik", "Jourhem, barn", str(leader)):
        assert words in page


def test_what_is_wrong_is_said_at_the_field_and_above_and_nothing_typed_is_lost(client, leader):
    values = form(supplier=make.supplier().pk, areas=[make.area().pk], initial_until="2025-12-31", ceiling_sek="mycket")
    answer = client.post("/avtal/nytt/", values)
    page = body(answer)
    assert answer.status_code == 422
    assert Contract.objects.count() == 0
    assert "Det finns fel att rätta" in page
    assert 'href="#id_ceiling_sek"' in page
    assert 'value="mycket"' in page
    assert "<title>Fel:" in page.replace("\n", "")
    answer = client.post("/avtal/nytt/", {**values, "ceiling_sek": ""})
    assert "före" in body(answer)


def test_a_number_that_is_taken_is_said_in_swedish(client, leader):
    taken = make.contract("HK-1")
    page = body(client.post("/avtal/nytt/", form(supplier=taken.supplier.pk, areas=[make.area().pk])))
    assert "avtalsnummer" in page.lower()
    assert Contract.objects.count() == 1


def test_who_comes_second_is_told_and_overwrites_nothing(client, leader):
    contract = make.contract("HK-1")
    values = form(supplier=contract.supplier.pk, areas=[make.area().pk], version=contract.version)
    assert client.post(f"/avtal/{contract.pk}/andra/", {**values, "title": "Först"}).status_code == 302
    second = client.post(f"/avtal/{contract.pk}/andra/", {**values, "title": "Sedan"})
    assert second.status_code == 422
    assert 'value="Sedan"' in body(second)
    assert [(each.label, each.stored, each.typed) for each in second.context["conflicts"]] == [
        ("Rubrik", "Först", "Sedan")
    ]
    assert second.context["latest"].by == str(leader)
    contract.refresh_from_db()
    assert contract.title == "Först"
    again = {**values, "title": "Sedan", "version": second.context["form"]["version"].value()}
    assert client.post(f"/avtal/{contract.pk}/andra/", again).status_code == 302
    contract.refresh_from_db()
    assert contract.title == "Sedan"


def upload(client, text, name="avtal.csv", **options):
    return client.post("/avtal/fran-fil/", {"file": SimpleUploadedFile(name, text.encode())}, **options)


HEADER = (
    "avtalsnummer;rubrik;leverantor;leverantor_id;avtalsomrade;form;prismodell;giltigt_fran;giltigt_till;takbelopp\n"
)


def brought_in(client, text):
    """Send a file, look at what it would do, and bring it in: the page before and the page after."""
    look = upload(client, text, follow=True)
    address = look.redirect_chain[-1][0]
    return body(look), body(client.post(f"{address}las-in/", follow=True)), address


GOOD = "K-1;HVB;Provhem AB;{};IFO-HVB;ramavtal;anbud;2026-01-01;;\n"


def test_a_file_is_looked_at_before_it_is_brought_in_and_twice_is_once(client, leader):
    make.area("IFO-HVB")
    text = HEADER + GOOD.format(make.ORG_NUMBERS[0])
    look = upload(client, text, follow=True)
    assert "Ingenting är inläst ännu" in body(look)
    assert [(each.number, each.word) for each in look.context["preview"].differences] == [("K-1", "ny")]
    assert Contract.objects.count() == Supplier.objects.count() == 0
    _, done, _ = brought_in(client, text)
    assert "1 nya avtal, 0 ändrade och 0 oförändrade" in done
    before, again, _ = brought_in(client, text)
    assert "Filen ändrar ingenting" in before
    assert "0 nya avtal, 0 ändrade och 1 oförändrade" in again
    assert Contract.objects.get().ends_on is None


def test_a_change_is_shown_old_and_new_and_can_be_taken_back(client, leader):
    make.area("IFO-HVB")
    make.area("IFO-2")
    brought_in(client, HEADER + GOOD.format(make.ORG_NUMBERS[0]))
    changed = (
        GOOD.replace("HVB;Provhem", "HVB akut;Provhem")
        .replace("IFO-HVB", "IFO-2")
        .replace(";;\n", ";;1500000\n")
        .format(make.ORG_NUMBERS[0])
    )
    new = GOOD.replace("K-1", "K-2").replace("Provhem AB", "Nytt AB").format(make.ORG_NUMBERS[1])
    look, _, address = brought_in(client, HEADER + changed + new)
    assert "Rubrik: HVB → HVB akut" in look
    assert "Avtalsområden: IFO-HVB → IFO-2" in look
    assert "Takbelopp, kr: – → 1\N{NO-BREAK SPACE}500\N{NO-BREAK SPACE}000,00" in look
    contract = Contract.objects.get(number="K-1")
    assert (contract.title, [area.code for area in contract.areas.all()]) == ("HVB akut", ["IFO-2"])
    undone = body(client.post(f"{address}angra/", follow=True))
    assert "2 avtal är som före inläsningen" in undone
    contract.refresh_from_db()
    assert (contract.title, [area.code for area in contract.areas.all()]) == ("HVB", ["IFO-HVB"])
    assert not Contract.objects.filter(number="K-2").exists()
    assert not Supplier.objects.filter(name="Nytt AB").exists()
    assert "kan inte ångras" in body(client.post(f"{address}angra/", follow=True))
    assert "redan ångrad" in body(client.post(f"{address}las-in/", follow=True))


def test_what_somebody_has_touched_since_is_left_and_named(client, leader):
    make.area("IFO-HVB")
    rows = "".join(GOOD.replace("K-1", f"K-{n}").format(make.ORG_NUMBERS[0]) for n in (1, 2, 3))
    _, _, address = brought_in(client, HEADER + rows)
    touched = Contract.objects.get(number="K-1")
    by_hand = form(
        number="K-1",
        title="Ändrat för hand",
        supplier=touched.supplier.pk,
        areas=[make.area("IFO-HVB").pk],
        initial_until="",
    )
    assert client.post(f"/avtal/{touched.pk}/andra/", {**by_hand, "version": touched.version}).status_code == 302
    Contract.objects.get(number="K-2").options.create(number=1, months=12, decide_by="2026-09-30")
    undone = body(client.post(f"{address}angra/", follow=True))
    assert "1 avtal är som före" in undone
    assert "ändrat dem sedan dess: K-1, K-2" in undone
    assert set(Contract.objects.values_list("number", flat=True)) == {"K-1", "K-2"}
    assert Supplier.objects.count() == 1


def test_nobody_changes_by_file_a_contract_that_he_may_not_see(client, leader):
    make.area("IFO-HVB")
    make.contract("K-1", is_secret=True)
    look = body(upload(client, HEADER + GOOD.format(make.ORG_NUMBERS[0]), follow=True))
    assert "som du inte kan ändra" in look
    assert Contract.objects.get().title == "Provavtal"


def test_a_file_with_any_error_loads_nothing_and_lists_each_with_its_place(client, leader):
    make.area("IFO-HVB")
    text = (
        HEADER
        + f"K-1;HVB;Provhem AB;{make.ORG_NUMBERS[0]};IFO-HVB;ramavtal;anbud;2026-01-01;;\n"
        + "K-2;HVB;Provhem AB;123;INGET;ramavtal;anbud;2026-13-01;;\n"
    )
    answer = upload(client, text)
    page = body(answer)
    assert answer.status_code == 422
    assert Contract.objects.count() == Supplier.objects.count() == 0
    assert "giltigt_fran" in page
    assert "2026-13-01" in page
    assert "Ingenting är inläst" in page


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "tom"), (b"%PDF-1.7", "ingen tabell"), (b"PK\x03\x04 nej", "skadad"), (b"a;b\n1;2\n", "saknas")],
)
def test_what_is_no_such_table_is_refused_with_the_reason(client, leader, content, words):
    page = body(client.post("/avtal/fran-fil/", {"file": SimpleUploadedFile("x.csv", content)}))
    assert words in page
    assert Contract.objects.count() == 0


def test_an_empty_register_says_what_to_do_next(client, leader):
    assert "läs in avtal från fil" in body(client.get("/avtal/")).lower()
