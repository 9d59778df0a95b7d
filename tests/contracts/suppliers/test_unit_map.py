"""Units by county: each county in a place of its own, whatever it is written as, and the list that each opens."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts.suppliers.choices import PLACES, County, short_name
from contracts.suppliers.models import Supplier, SupplierUnit
from contracts.suppliers.reports import unit_map
from contracts.suppliers.rules import county_of
from huddinge_vo.common.charts.tile_map import Square, tile_map
from tests import factories as make


def test_all_21_counties_have_a_place_that_no_other_has():
    assert len(County) == 21
    assert set(PLACES) == set(County)
    assert len(set(PLACES.values())) == 21


def test_neighbours_stand_as_they_lie():
    column, row = 0, 1
    assert PLACES[County.NORRBOTTEN][row] == 0
    assert PLACES[County.SKANE][row] == max(place[row] for place in PLACES.values())
    assert PLACES[County.STOCKHOLM][column] > PLACES[County.VASTRA_GOTALAND][column]
    assert PLACES[County.UPPSALA] == (PLACES[County.STOCKHOLM][column], PLACES[County.STOCKHOLM][row] - 1)


@pytest.mark.parametrize("written", ["Västra Götalands län", "västra götaland", " Västra Götalands Län "])
def test_a_county_is_known_however_it_is_written(written):
    assert county_of(written) is County.VASTRA_GOTALAND
    assert short_name(County.VASTRA_GOTALAND) == "V. Götaland"


@pytest.mark.parametrize("written", ["", "län", "Danmark", "Stockholms kommun"])
def test_what_is_no_county_is_none(written):
    assert county_of(written) is None


def test_squares_are_as_dark_as_their_share_of_the_most():
    placed = tile_map([Square(str(n), n, 0, n, "") for n in (0, 1, 5, 6, 20)]).squares
    assert [each.step for each in placed] == [0, 1, 1, 2, 4]


@pytest.fixture
def units(db):
    firm, other = make.supplier(), make.supplier("Dold AB", make.ORG_NUMBERS[1])
    for n, county in enumerate(["Stockholms län", "stockholm", "Skåne län", "", "Utomlands"]):
        SupplierUnit.objects.create(supplier=firm, name=f"Hem {n}", county=county)
    SupplierUnit.objects.create(supplier=other, name="Dolt hem", county="Gotlands län")
    Supplier.objects.filter(pk=other.pk).update(is_secret=True)
    return firm


def test_each_county_opens_the_list_of_its_units_and_all_add_up(client, units):
    client.force_login(make.user("kategoriledare"))
    answer = client.get("/verksamheter/")
    places = answer.context["places"]
    assert [(line.name, line.units) for line in places.lines] == [
        ("Stockholms län", 2),
        ("Skåne län", 1),
        ("Län inte angivet eller okänt", 2),
    ]
    assert places.units == sum(line.units for line in places.lines) == 5
    for line in places.lines:
        listed = client.get(line.href)
        assert listed.context["filter"].is_understood
        assert len(listed.context["table"].rows) == line.units
    squares = {each.of.label: each.of for each in places.map.squares}
    assert (squares["Stockholm"].count, squares["Kalmar"].count) == (2, 0)
    assert 'aria-label="Stockholms län: 2 verksamheter"' in answer.content.decode()


def test_a_secret_suppliers_unit_is_in_no_county(client, units):
    client.force_login(make.user("kategoriledare"))
    page = client.get("/verksamheter/").content.decode()
    assert 'aria-label="Gotlands län: inga verksamheter"' in page


@pytest.mark.django_db
def test_one_question_for_the_map(units):
    person = make.user("kategoriledare")
    unit_map(person)
    with CaptureQueriesContext(connection) as few:
        unit_map(person)
    for n in range(30):
        SupplierUnit.objects.create(supplier=units, name=f"Nytt {n}", county="Kalmar län")
    with CaptureQueriesContext(connection) as many:
        assert unit_map(person).units == 35
    assert len(few) == len(many)
