"""The register's pages: lists, pages, forms and files."""

import io
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from contracts.register.models import Contract, Framework
from contracts.suppliers.models import Supplier
from tests import factories as make
from tests.late import as_sent, differing, told_by

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


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
    assert numbers(client) == ["A-2", "A-3", "A-1"]  # in force, to come, ended
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
    assert [row[0] for row in rows[1:]] == ["A-2", "A-3", "A-1"]
    first = rows[0].index("Från")
    assert rows[3][first].date() == date(2020, 1, 1)


def test_contracts_in_force_stand_first_and_of_them_the_one_that_ends_soonest(client, leader):
    ends = {"A-1": None, "A-2": date(2028, 1, 31), "A-3": date(2020, 12, 31), "A-4": date(2027, 1, 31)}
    supplier = make.supplier()
    for number, until in ends.items():
        make.contract(number, supplier=supplier, valid_from=date(2019, 1, 1), until=until)
    make.contract("A-5", supplier=supplier, valid_from=date(2030, 1, 1), until=date(2031, 1, 1))
    assert numbers(client) == ["A-4", "A-2", "A-1", "A-5", "A-3"]
    assert "slutar först står överst" in body(client.get("/avtal/"))
    assert numbers(client, "&sort=number") == ["A-1", "A-2", "A-3", "A-4", "A-5"]
    assert "slutar först står överst" not in body(client.get("/avtal/?sort=number"))


def test_the_file_of_contracts_has_registry_number_ceiling_and_who_answers_for_each(client, leader):
    owner = make.user("upphandlare", first_name="Ulla", last_name="Upphandlare")
    make.contract(framework=make.framework(registry_number="KS-2026/1"), ceiling_sek=1_000_000, owner=owner)
    head, row = csv_rows(client.get("/avtal/?export=csv"))
    found = dict(zip(head, row, strict=True))
    assert found["Diarienummer"] == "KS-2026/1"
    assert found["Takvolym, kr"].startswith("1000000")
    assert found["Ansvarig"] == str(owner)


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
    assert [(each.label, each.stored, each.typed) for each in second.context["form"].conflicts] == [
        ("Rubrik", "Först", "Sedan")
    ]
    assert second.context["form"].latest.by == str(leader)
    contract.refresh_from_db()
    assert contract.title == "Först"
    again = {**values, "title": "Sedan", "version": second.context["form"]["version"].value()}
    assert client.post(f"/avtal/{contract.pk}/andra/", again).status_code == 302
    contract.refresh_from_db()
    assert contract.title == "Sedan"


def test_what_only_the_other_window_changed_is_not_put_back_by_saving_again(client, leader):
    framework = make.framework()
    framework.areas.set([make.area()])
    address, other = f"/upphandlingsomgangar/{framework.pk}/andra/", make.area("IFO-JOUR")
    opened = as_sent(client.get(address).context["form"])
    first = {**opened, "eavrop_number": "EA-17", "areas": [each.pk for each in (*framework.areas.all(), other)]}
    answer = client.post(address, first)
    assert answer.status_code == 302, answer.context["form"].errors
    late = client.post(address, {**opened, "title": "Min rubrik"})
    assert late.status_code == 422
    form, page = late.context["form"], body(late)
    assert {each.label: (each.typed, each.is_theirs) for each in form.conflicts} == {
        "Rubrik": ("Min rubrik", False),
        "Nummer i e-Avrop": ("", True),
        "Avtalsområden": ("", True),
    }
    assert 'value="EA-17"' in page
    assert page.count("Ändrat på annat håll sedan du öppnade sidan. Här står det som är sparat.") == 2
    assert "har ändrats av dig i ett annat fönster sedan du öppnade sidan" in page
    assert page.index("Det finns fel att rätta") < page.index("Det som skiljer") < page.index('name="title"')
    assert client.post(address, as_sent(form)).status_code == 302
    framework.refresh_from_db()
    assert (framework.title, framework.eavrop_number) == ("Min rubrik", "EA-17")
    assert framework.areas.count() == 2


def upload(client, text, name="avtal.csv", **options):
    kind = options.pop("kind", "CONTRACTS")
    return client.post("/avtal/fran-fil/", {"kind": kind, "file": SimpleUploadedFile(name, text.encode())}, **options)


HEADER = (
    "avtalsnummer;rubrik;leverantor;leverantor_id;avtalsomrade;form;prismodell;giltigt_fran;giltigt_till;takvolym\n"
)


def brought_in(client, text, **options):
    """Send a file, look at what it would do, and bring it in: the page before and the page after."""
    look = upload(client, text, follow=True, **options)
    address = look.redirect_chain[-1][0]
    return body(look), body(client.post(f"{address}las-in/", follow=True)), address


GOOD = "K-1;HVB;Provhem AB;{};IFO-HVB;ramavtal;anbud;2026-01-01;;\n"


def test_a_file_is_looked_at_before_it_is_brought_in_and_twice_is_once(client, leader):
    make.area("IFO-HVB")
    text = HEADER + GOOD.format(make.ORG_NUMBERS[0])
    look = upload(client, text, follow=True)
    assert "Ingenting är inläst ännu" in body(look)
    assert [(each.label, each.word) for each in look.context["preview"].differences] == [("K-1", "ny")]
    assert Contract.objects.count() == Supplier.objects.count() == 0
    _, done, _ = brought_in(client, text)
    assert "1 nya, 0 ändrade och 0 oförändrade" in done
    before, again, _ = brought_in(client, text)
    assert "Filen ändrar ingenting" in before
    assert "0 nya, 0 ändrade och 1 oförändrade" in again
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
    assert "Takvolym, kr: – → 1\N{NO-BREAK SPACE}500\N{NO-BREAK SPACE}000,00" in look
    contract = Contract.objects.get(number="K-1")
    assert (contract.title, [area.code for area in contract.areas.all()]) == ("HVB akut", ["IFO-2"])
    assert "Det som filen lade till tas bort (1 nya)" in body(client.get(f"{address}angra/"))
    contract.refresh_from_db()
    assert contract.title == "HVB akut"  # it was only asked
    undone = body(client.post(f"{address}angra/", follow=True))
    assert "2 av filens uppgifter är som före inläsningen" in undone
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
    assert "1 av filens uppgifter är som före" in undone
    assert "ändrat dem sedan dess: K-1, K-2" in undone
    assert set(Contract.objects.values_list("number", flat=True)) == {"K-1", "K-2"}
    assert Supplier.objects.count() == 1


ROUND = "omgang;rubrik;avtalsomrade;form;giltigt_fran;giltigt_till;takvolym;avropsordning;diarienummer\n"
R1 = "R-1;HVB 2026;IFO-HVB;ramavtal;2026-01-01;2027-12-31;5 000 000;rangordning;KS-2026/1\n"


def test_rounds_come_by_file_and_contracts_find_them_by_number(client, leader):
    make.area("IFO-HVB")
    unknown = HEADER.strip() + ";omgang\n" + GOOD.strip().format(make.ORG_NUMBERS[0]) + ";R-1\n"
    assert "Omgången ”R-1” finns inte" in body(upload(client, unknown, follow=True))
    look, done, address = brought_in(client, ROUND + R1, kind="FRAMEWORKS")
    assert "R-1" in look
    assert "1 nya, 0 ändrade" in done
    framework = Framework.objects.get()
    assert (framework.call_off_method, framework.ceiling_sek, framework.registry_number) == (
        "RANKED",
        Decimal(5_000_000),
        "KS-2026/1",
    )
    brought_in(client, unknown)
    assert Contract.objects.get().framework == framework
    brought_in(client, HEADER + GOOD.format(make.ORG_NUMBERS[0]))  # a file that does not speak of rounds
    assert Contract.objects.get().framework == framework
    changed = R1.replace("HVB 2026", "HVB 2026–2027").replace("rangordning", "den enskildes behov")
    look, _, second = brought_in(client, ROUND + changed, kind="FRAMEWORKS")
    assert "Avropsordning: rangordning → den enskildes behov" in look
    client.post(f"{second}angra/")
    framework.refresh_from_db()
    assert (framework.title, framework.call_off_method) == ("HVB 2026", "RANKED")
    left = body(client.post(f"{address}angra/", follow=True))
    assert "ändrat dem sedan dess: R-1" in left
    assert Framework.objects.get() == framework


UNIT = "leverantor_id;verksamhet;avtalsomrade;lan;kommun;adress;malgrupp;alder_fran;alder_till;platser\n"
U1 = "{};Provgården;IFO-HVB;Stockholm;Huddinge;Provvägen 1;unga;13;17;8\n"


def test_units_come_by_file_to_their_suppliers_and_go_again(client, leader):
    make.area("IFO-HVB")
    supplier = make.supplier()
    _, done, address = brought_in(client, UNIT + U1.format(make.ORG_NUMBERS[0]), kind="UNITS")
    assert "1 nya, 0 ändrade" in done
    unit = supplier.units.get()
    assert (unit.municipality, unit.age_from, unit.places) == ("Huddinge", 13, 8)
    assert [area.code for area in unit.areas.all()] == ["IFO-HVB"]
    changed = U1.replace("IFO-HVB", "").replace(";8\n", ";10\n").format(make.ORG_NUMBERS[0])
    look, done, second = brought_in(client, UNIT + changed, kind="UNITS")
    assert "Platser: 8 → 10" in look
    assert "Avtalsområden: IFO-HVB → " in look
    client.post(f"{second}angra/")
    unit.refresh_from_db()
    assert (unit.places, unit.areas.count()) == (8, 1)
    client.post(f"{address}angra/")
    assert supplier.units.count() == 1  # touched since, by the second file
    _, _, third = brought_in(client, UNIT + U1.replace("gården", "gården 2").format(make.ORG_NUMBERS[0]), kind="UNITS")
    client.post(f"{third}angra/")
    assert supplier.units.count() == 1


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (U1.format("123"), "inget giltigt organisationsnummer"),
        (U1.format(make.ORG_NUMBERS[1]), "Ingen leverantör har det organisationsnumret"),
        (U1.format(make.ORG_NUMBERS[0]).replace("13;17", "17;13"), "kan inte vara högre"),
        (U1.format(make.ORG_NUMBERS[0]).replace(";8\n", ";åtta\n"), "inget heltal"),
        (U1.format(make.ORG_NUMBERS[0]).replace(";8\n", ";99999\n"), "högst 32767"),
        (U1.format(make.ORG_NUMBERS[0]).replace("IFO-HVB", "INGET"), "finns inte"),
        (U1.format(make.ORG_NUMBERS[0]) * 2, "finns redan på rad 2"),
    ],
)
def test_a_unit_that_cannot_be_is_refused_with_its_place(client, leader, row, words):
    make.area("IFO-HVB")
    supplier = make.supplier()
    assert words in body(upload(client, UNIT + row, kind="UNITS", follow=True))
    assert supplier.units.count() == 0


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (R1.replace("rangordning", "lottning"), "går inte att tolka"),
        (R1.replace("2027-12-31", "2025-12-31"), "före första dagen"),
        (R1.replace("R-1", ""), "nummer saknas"),
        (R1 * 2, "finns redan på rad 2"),
    ],
)
def test_a_round_that_cannot_be_is_refused_with_its_place(client, leader, row, words):
    make.area("IFO-HVB")
    assert words in body(upload(client, ROUND + row, kind="FRAMEWORKS", follow=True))
    assert Framework.objects.count() == 0


def test_nobody_changes_by_file_a_contract_that_he_may_not_see(client, leader):
    make.area("IFO-HVB")
    make.contract("K-1", is_secret=True)
    look = body(upload(client, HEADER + GOOD.format(make.ORG_NUMBERS[0]), follow=True))
    assert "”K-1” kan inte användas som avtalsnummer" in look
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
    sent = {"kind": "CONTRACTS", "file": SimpleUploadedFile("x.csv", content)}
    page = body(client.post("/avtal/fran-fil/", sent))
    assert words in page
    assert Contract.objects.count() == 0


def test_an_empty_register_says_what_to_do_next(client, leader):
    assert "läs in avtal från fil" in body(client.get("/avtal/")).lower()


def test_a_rounds_page_says_whether_it_is_in_force_what_is_decided_next_and_in_which_order_to_call_off(client, leader):
    today = timezone.localdate()
    round_ = make.framework(
        valid_from=today - timedelta(days=365), initial_until=today + timedelta(days=200), call_off_method="RANKED"
    )
    option = round_.options.create(number=1, months=12, decide_by=today + timedelta(days=20))
    for place, (name, number) in enumerate((("Sist AB", 0), ("Först AB", 1)), start=1):
        seller = make.supplier(name, make.ORG_NUMBERS[number])
        make.contract(f"A-{place}", framework=round_, supplier=seller, rank=3 - place)
    page = client.get(round_.get_absolute_url())
    said = page.content.decode()
    assert page.context["facts"].standing == "I kraft"
    assert [contract.supplier.name for contract, *_ in page.context["contracts"]] == ["Först AB", "Sist AB"]
    assert "Option 1 senast" in said
    assert f'href="/optioner/{option.pk}/besluta/"' in said
    assert "i dag" in page.context["facts"].time_line.words.lower()
    assert ">Rangordning<" in said


@pytest.mark.parametrize("day", ["0206-05-01", "9999-12-31"])
def test_a_year_that_is_a_slip_of_the_pen_is_refused_at_its_field_and_in_a_list(client, leader, day):
    contract = make.contract()
    path = f"/avtal/{contract.pk}/sag-upp/"
    refused = client.post(path, {"last_day": day, "version": contract.version})
    assert refused.status_code == 422
    assert refused.content.decode().count("Året ska ligga mellan 1950 och 2199") == 2  # at the field and in the summary
    listed = client.get(f"/avtal/?slutar_tidigast={day}")
    assert listed.status_code == 200
    assert "Året ska ligga mellan 1950 och 2199" in listed.content.decode()


def test_who_was_first_is_told_where_only_a_list_of_others_was_changed(client, leader):
    framework, other = make.framework(), Client()
    first = make.user("kategoriledare", username="forste")
    other.force_login(first)
    address = f"/upphandlingsomgangar/{framework.pk}/andra/"
    opened = as_sent(client.get(address).context["form"])
    assert client.post(address, {**opened, "areas": [make.area().pk]}).status_code == 302
    opened = as_sent(client.get(address).context["form"])
    more = [make.area().pk, make.area("IFO-JOUR").pk]
    assert other.post(address, {**opened, "areas": more}).status_code == 302
    late = client.post(address, {**opened, "title": "Min rubrik"})
    assert set(differing(late)) == {"Rubrik", "Avtalsområden"}
    assert told_by(late) == str(first)
