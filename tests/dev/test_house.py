"""The picture of the house says what the code imports, and says when it no longer does."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from huddinge_vo.dev import house


@pytest.fixture(scope="module")
def standing():
    """The house as the code stands."""
    return house.survey()


def test_the_committed_picture_has_the_rooms_and_imports_of_the_code(standing):
    assert house.differences(standing, house.PICTURE.read_text()) == []


def test_a_new_import_a_lost_one_and_a_moved_room_are_each_told_of(standing):
    (who, whom, _), *others = standing.imports
    drawn = house.draw(replace(standing, imports=tuple(others)))
    assert house.differences(standing, drawn) == [f"{who} > {whom}: saknas i bilden"]
    assert house.differences(replace(standing, imports=tuple(others)), house.draw(standing)) == [
        f"{who} > {whom}: finns bara i bilden"
    ]
    turned = replace(standing, layers=standing.layers | {"activities": ("plan", "activities")})
    assert house.differences(turned, house.draw(standing)) == ["activities: rummen är nu plan, activities"]
    assert house.differences(standing, "")


def test_only_lines_that_grow_change_no_structure(standing):
    grown = replace(standing, lines={place: count + 1 for place, count in standing.lines.items()})
    assert house.differences(grown, house.draw(standing)) == []


def test_the_same_house_is_drawn_with_the_same_letters_and_every_room_and_arrow_is_in_it(standing):
    drawn = house.draw(standing)
    assert drawn == house.draw(house.survey())
    svg = ET.fromstring(drawn)
    titles = [title.text for title in svg.iter("{http://www.w3.org/2000/svg}title")]
    rooms = [room for app in house.FLOORS for room in standing.rooms(app)]
    assert sum(title.split(" känner")[0] in rooms for title in titles) == len(rooms)
    assert sum(" → " in title for title in titles) == len(standing.imports)


def test_an_import_against_the_order_is_drawn_as_wrong(standing):
    def wrong(imports):
        return house.draw(replace(standing, imports=imports)).count('class="arrow wrong"')

    assert wrong((("followup.judging", "followup.spend", 1),)) == 1
    assert wrong((("followup.spend", "followup.judging", 1),)) == 0
