"""A whole as a surface: the tiles fill it, each as large as its part, and none lies on another."""

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huddinge_vo.common.charts.treemap import Box, Group, Level, Part, squarified, treemap

AMOUNTS = st.decimals(min_value="0.01", max_value="999999999.99", places=2)
SIDES = st.integers(40, 2000)


def part(value, label="Firma"):
    return Part(label, f"{value} mnkr", f"{label}: {value}", Decimal(value), Level.HIGH, "/rader/")


def overlap(one, other):
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return max(wide, 0) * max(high, 0)


@given(values=st.lists(AMOUNTS, max_size=40), width=SIDES, height=SIDES)
def test_tiles_are_as_large_as_their_values_and_fill_the_surface(values, width, height):
    boxes = squarified(sorted(values, reverse=True), Box(0, 0, width, height))
    whole = float(sum(values))
    assert len(boxes) == len(values)
    for value, box in zip(sorted(values, reverse=True), boxes, strict=True):
        assert box.area == pytest.approx(float(value) / whole * width * height, rel=1e-6, abs=1e-6)
    assert sum(box.area for box in boxes) == pytest.approx(width * height if values else 0)


@given(values=st.lists(AMOUNTS, min_size=2, max_size=25), width=SIDES, height=SIDES)
def test_no_tile_lies_on_another_or_outside(values, width, height):
    boxes = squarified(values, Box(0, 0, width, height))  # in any order
    for box in boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= width * (1 + 1e-9)
        assert box.y + box.height <= height * (1 + 1e-9)
    for one, other in combinations(boxes, 2):
        assert overlap(one, other) <= 1e-6 * width * height


@given(
    groups=st.lists(st.lists(AMOUNTS, min_size=1, max_size=8), min_size=1, max_size=8),
    width=SIDES,
    height=SIDES,
)
def test_what_is_drawn_in_whole_units_does_not_overlap_either(groups, width, height):
    drawn = treemap([Group("Område", tuple(map(part, values))) for values in groups], width=width, height=height)
    assert len(drawn.tiles) == sum(map(len, groups))
    for one, other in combinations(drawn.tiles, 2):
        assert overlap(one, other) == 0
    for tile in drawn.tiles:
        assert tile.x + tile.width <= width
        assert tile.y + tile.height <= height


def test_four_values_by_hand():
    # The largest takes half of 100 × 100 along a side; the others share the other half.
    assert squarified([50, 25, 15, 10], Box(0, 0, 100, 100)) == [
        Box(0, 0, 50, 100),
        Box(50, 0, 50, 50),
        Box(50, 50, 30, 50),
        Box(80, 50, 20, 50),
    ]


def test_nothing_and_credits_have_no_surface():
    assert squarified([], Box(0, 0, 10, 10)) == []
    drawn = treemap([Group("A", (part("10"), part("-4"), part("0"))), Group("B", (part("-1"),))], width=100, height=80)
    assert [tile.part.value for tile in drawn.tiles] == [Decimal(10)]
    assert [words for words, _, _ in drawn.names] == ["A"]


def test_words_are_written_where_there_is_room_for_them():
    groups = [Group("Hem för vård", (part("99", "Åkers Vård AB"), part("1", "Liten AB")))]
    drawn = treemap(groups, width=400, height=200)
    assert [(tile.label, tile.size) for tile in drawn.tiles] == [("Åkers Vård AB", "99 mnkr"), ("", "")]
    assert all(tile.part.told for tile in drawn.tiles)
