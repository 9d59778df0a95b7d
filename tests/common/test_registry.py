"""Kinds in one registry: a kind that is missing, double or half is told of before anything starts."""

from dataclasses import dataclass

import pytest

from huddinge_vo.common.registry import IncompleteKind, Registry


@dataclass(frozen=True, kw_only=True)
class Lamp:
    code: str
    number: int
    words: str
    bulbs: tuple[str, ...]
    shade: str = ""


@pytest.fixture
def lamps():
    registry = Registry("lamp")
    registry.add(Lamp(code="TALL", number=2, words="golvlampa", bulbs=("A",)))
    return registry


def test_a_kind_is_found_by_its_code(lamps):
    assert lamps["TALL"].words == "golvlampa"
    assert "SMALL" not in lamps


def test_a_part_that_is_left_out_or_says_nothing_is_named(lamps):
    with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'bulbs'"):
        Lamp(code="SMALL", number=1, words="bordslampa")
    with pytest.raises(IncompleteKind, match=r"^lamp SMALL lacks words, bulbs\.$"):
        lamps.add(Lamp(code="SMALL", number=1, words="", bulbs=()))
    assert list(lamps) == ["TALL"]


def test_a_part_of_a_part_that_says_nothing_is_named_too(lamps):
    @dataclass(frozen=True, kw_only=True)
    class Bulb:
        colour: str
        watts: int
        maker: str = ""

    with pytest.raises(IncompleteKind, match=r"^lamp SMALL lacks bulbs\.colour\.$"):
        lamps.add(
            Lamp(code="SMALL", number=1, words="x", bulbs=(Bulb(colour="", watts=0), Bulb(colour="blå", watts=4)))
        )


def test_a_code_and_a_number_are_one_kinds_own(lamps):
    with pytest.raises(IncompleteKind, match="lamp TALL is there twice"):
        lamps.add(Lamp(code="TALL", number=3, words="x", bulbs=("A",)))
    with pytest.raises(IncompleteKind, match="lamp SMALL has number 2, which TALL has"):
        lamps.add(Lamp(code="SMALL", number=2, words="x", bulbs=("A",)))


def test_what_is_required_is_there_in_its_order_and_nothing_else(lamps):
    lamps.add(Lamp(code="SMALL", number=1, words="bordslampa", bulbs=("A",)))
    with pytest.raises(IncompleteKind, match=r"^No lamp for WALL, CEILING\.$"):
        lamps.require(["SMALL", "WALL", "TALL", "CEILING"])
    with pytest.raises(IncompleteKind, match="lamp TALL is no choice"):
        lamps.require(["SMALL"])
    lamps.require(["SMALL", "TALL"])
    assert list(lamps) == ["SMALL", "TALL"]
