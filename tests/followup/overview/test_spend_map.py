"""The surface of what is bought: its sums are the tables', its tiles open their rows, and nothing secret is in it."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from stdnum import luhn

from contracts.suppliers.models import Supplier
from followup.judging import actions as judging_actions
from followup.judging.models import SpendTotal
from followup.overview.reports.spend_map import OWN_TILES
from tests import factories as make
from tests.followup.overview.test_why import add, measured  # noqa: F401 - measured is a fixture
from tests.followup.spend.test_views import listed, year  # noqa: F401 - year is a fixture

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def leader(client, year):  # noqa: F811
    person = make.user("kategoriledare")
    client.force_login(person)
    return person


def tiles(report):
    return [tile for _, drawn in report.drawings for tile in drawn.tiles]


def test_the_sums_are_those_of_oversikt_and_of_the_rows_to_the_ore(client, leader):
    report = client.get("/kop/karta/").context["report"]
    overview = client.get("/").context["report"]
    assert report.period == overview.period
    assert report.sum_sek == report.whole.ledger == overview.whole.ledger
    assert sum(area.loyalty.ledger for area in report.areas) == report.sum_sek
    for area in report.areas:
        assert sum(line.loyalty.ledger for line in area.lines) == area.loyalty.ledger
        assert listed(client, area.href)[0] == area.loyalty.ledger
        for line in area.lines:
            if line.href:
                assert listed(client, line.href)[0] == line.loyalty.ledger
    assert any(line.href for area in report.areas for line in area.lines)


def test_the_sums_of_areas_are_those_of_the_totals(client, leader):
    report = client.get("/kop/karta/").context["report"]
    totals = SpendTotal.objects.in_period(report.period).loyalty_by("area__name")
    by_name = {name or "Utan avtalsområde": loyalty for (name,), loyalty in totals}
    assert {area.name: area.loyalty for area in report.areas} == by_name


def test_each_tile_is_drawn_for_a_wide_screen_and_a_phone_and_opens_its_rows(client, leader):
    answer = client.get("/kop/karta/")
    page, found = answer.content.decode(), tiles(answer.context["report"])
    assert found
    assert len(found) == 2 * len({tile.part for tile in found})
    for tile in found:
        assert client.get(tile.part.href).status_code == 200
        assert page.count(f'aria-label="{tile.part.told}"') == 2
    assert " style=" not in page


def test_a_part_of_oversikt_is_fetched_by_itself(client, leader):
    assert 'hx-get="/kop/karta/?period="' in client.get("/").content.decode()
    part = client.get("/kop/karta/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'class="treemap"' in part


def test_a_secret_supplier_is_in_no_tile_and_no_line_and_pooled_as_in_the_tables(client, leader):
    Supplier.objects.filter(org_number=make.ORG_NUMBERS[1]).update(is_secret=True)
    judging_actions.judge_changes(at=timezone.now())
    answer = client.get("/kop/karta/")
    report, page = answer.context["report"], answer.content.decode()
    assert "Utan AB" not in page
    assert report.protected == D("1800.00")  # 12 × 150, of twelve payments
    assert report.sum_sek == client.get("/").context["report"].whole.ledger
    assert sum(tile.part.value for tile in tiles(report) if tile.part.label == "Skyddade uppgifter") == 2 * D("1800.00")
    assert all(not tile.part.href for tile in tiles(report) if tile.part.label == "Skyddade uppgifter")


def test_of_few_secret_payments_neither_name_nor_sum_is_told(client, leader):
    add(make.ledger_row("77,77", "2026-02-10", name="Hemlig AB", org_number=make.ORG_NUMBERS[3]), name="hemlig.csv")
    Supplier.objects.filter(org_number=make.ORG_NUMBERS[3]).update(is_secret=True)
    judging_actions.judge_changes(at=timezone.now())
    answer = client.get("/kop/karta/")
    page = answer.content.decode()
    assert Supplier.objects.filter(org_number=make.ORG_NUMBERS[3], is_secret=True).exists()
    assert answer.context["report"].protected is None
    for told in ("Hemlig AB", "77,77", "Skyddade uppgifter"):
        assert told not in page


def test_who_may_not_see_rows_does_not_see_it(client, year):  # noqa: F811
    client.force_login(make.user("läsare"))
    assert client.get("/kop/karta/").status_code in {302, 403}


def test_beyond_so_many_suppliers_the_others_share_a_tile_and_the_questions_are_as_many(client, leader):
    asked = []
    for numbers in (range(3), range(3, OWN_TILES + 6)):
        rows = []
        for n in numbers:
            number = f"5560100{n:02}"
            number += luhn.calc_check_digit(number)
            rows.append(make.ledger_row("50,00", "2026-02-10", name=f"Firma {n}", org_number=number, voucher=f"F{n}"))
        add(*rows, name=f"{numbers.start}.csv")
        client.get("/kop/karta/")
        with CaptureQueriesContext(connection) as questions:
            report = client.get("/kop/karta/").context["report"]
        asked.append(len(questions))
    assert asked[0] == asked[1]
    lines = [line for area in report.areas for line in area.lines]
    assert sum(line.supplier_id is not None for line in lines) == OWN_TILES
    others = [line for line in lines if line.supplier_id is None and "Övriga" in line.name]
    assert others
    assert all(not line.href for line in others)
    shared = [tile for tile in tiles(report) if "Övriga" in tile.part.label]
    assert all("Öppnar områdets alla rader" in tile.part.told and tile.part.href for tile in shared)


def test_of_nothing_there_is_a_page_that_says_so(client):
    person = make.user("kategoriledare")
    client.force_login(person)
    assert "Ingen reskontra är inläst ännu" in client.get("/kop/karta/").content.decode()


def test_pictures_link_to_rows_only_for_who_may_see_rows(client, measured):  # noqa: F811
    supplier = Supplier.objects.get(org_number=make.ORG_NUMBERS[1])
    pages = ("/", "/varfor/LOYALTY_IFO/", f"/kop/leverantor/{supplier.pk}/")
    for role, sees in (("kategoriledare", True), ("läsare", False)):
        client.force_login(make.user(role))
        for page in pages:
            answer = client.get(page)
            assert answer.status_code == 200
            assert ('<a class="told" href="/reskontra/rader/?' in answer.content.decode()) is sees, (role, page)
            assert 'aria-label="' in answer.content.decode()
