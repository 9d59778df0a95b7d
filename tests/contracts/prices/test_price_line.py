"""A contract's prices against its index, computed by hand."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts.prices.models import PriceClause
from contracts.prices.reports.price_line import BASKET, price_line
from contracts.suppliers.models import SupplierUnit
from tests import factories as make

pytestmark = pytest.mark.django_db
D = Decimal
ON = date(2026, 3, 1)


@pytest.fixture
def contract():
    return make.contract(valid_from=date(2025, 1, 1))


@pytest.fixture
def clause(contract):
    labour, prices = make.series(), make.series("KPI", kind="CPI", base="2020=100")
    for period, one, other in (("2024K4", 100, 200), ("2025K4", 103, 204), ("2026K4", 106, 206)):
        make.index_value(labour, period, one)
        make.index_value(prices, period, other, status="PRELIMINARY" if period == "2026K4" else "FINAL")
    return make.clause(
        [(labour, "0.8", "2024K4", "100"), (prices, "0.2", "2024K4", "200")],
        contract=contract,
        kind=PriceClause.Kind.INDEX,
    )


def points(picture):
    return {name: {point.on.year: point.value for point in row if point} for name, row in picture.rows}


def test_price_and_basket_by_hand(contract, clause):
    make.price("2000.00", of=contract, valid_until=date(2025, 12, 31))
    make.price("2050.00", of=contract, valid_from=date(2026, 1, 1))
    picture = price_line(contract=contract, clause=clause, user=make.user("kategoriledare"), on=ON)
    # 0.8 × 1.03 + 0.2 × 1.02 = 1.028; 0.8 × 1.06 + 0.2 × 1.03 = 1.054
    assert points(picture) == {
        "Vårddygn": {2025: D("100.00"), 2026: D("102.50")},
        BASKET: {2024: D("100.00"), 2025: D("102.80"), 2026: D("105.40")},
    }
    assert "Vårddygn, 2026-01: 102,5" in picture.svg
    assert "Indexkorgen, 2026-10: 105,4, preliminärt" in picture.svg
    assert f'href="{clause.get_absolute_url()}"' in picture.svg
    assert f'href="{contract.get_absolute_url()}?dag=2026-01-01"' in picture.svg


def test_lines_that_have_moved_alike_share_a_curve(contract, clause):
    for item in ("Nivå 1", "Nivå 2"):
        make.price("1000.00", of=contract, item=item, valid_until=date(2025, 12, 31))
        make.price("1030.00", of=contract, item=item, valid_from=date(2026, 1, 1))
    make.price("500.00", of=contract, item="Nivå 3")
    picture = price_line(contract=contract, clause=clause, user=make.user("kategoriledare"), on=ON)
    assert [name for name, _ in picture.rows] == ["2 prisrader", "Nivå 3", BASKET]


def test_a_withdrawn_price_and_one_of_a_secret_unit_are_not_drawn(contract, clause):
    make.price("1000.00", of=contract)
    unit = SupplierUnit.objects.create(supplier=contract.supplier, name="Hemligt hem", is_secret=True)
    make.price("777.00", of=contract, item="Dolt", unit=unit)
    picture = price_line(contract=contract, clause=clause, user=make.user("kategoriledare"), on=ON)
    assert [name for name, _ in picture.rows] == ["Vårddygn", BASKET]
    assert "Hemligt hem" not in picture.svg


def test_nothing_is_drawn_of_one_price_that_has_never_moved(contract):
    clause = make.clause([], contract=contract, kind=PriceClause.Kind.NEGOTIATION)
    make.price("1000.00", of=contract)
    assert price_line(contract=contract, clause=clause, user=make.user("kategoriledare"), on=ON).svg == ""


def test_the_contracts_page_shows_it_with_its_table(client, contract, clause):
    client.force_login(make.user("kategoriledare"))
    make.price("1000.00", of=contract)
    page = client.get(contract.get_absolute_url()).content.decode()
    assert "Pris mot index" in page
    assert "Visa kurvorna som tabell" in page


def test_as_many_questions_of_many_prices(contract, clause):
    user, asked = make.user("kategoriledare"), []
    for numbers in (range(3), range(3, 30)):
        for number in numbers:
            make.price(f"{1000 + number}.00", of=contract, item=f"Nivå {number}")
        price_line(contract=contract, clause=clause, user=user, on=ON)
        with CaptureQueriesContext(connection) as questions:
            picture = price_line(contract=contract, clause=clause, user=user, on=ON)
        asked.append(len(questions))
    assert asked[0] == asked[1]
    assert [name for name, _ in picture.rows] == ["30 prisrader", BASKET]
