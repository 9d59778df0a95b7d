"""Shares against their targets as bands: where each begins, what each row says and opens, and what has no target."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from huddinge_vo.common import charts
from huddinge_vo.common.charts.bands import grounds

pytestmark = pytest.mark.django_db  # drawings are kept in the cache
SVG = "{http://www.w3.org/2000/svg}"
D = Decimal


def row(value="0.858", target="0.895", label="Avtalstrohet IFO", **values):
    goal = None if target is None else D(target)
    return charts.Banded(label, D(value), goal, D("0.01"), f"{label} i ord", **values)


def told(svg):
    return {each.get("aria-label"): each for each in ET.fromstring(svg).iter() if each.get("class") == "told"}


def words(svg):
    found = (each.text or "" for each in ET.fromstring(svg).iter(f"{SVG}text"))
    return "|".join(found).replace("\N{NO-BREAK SPACE}", " ")


GOAL = ("Mål 90 % jan 2027", D("0.9"))


def draw(*rows, goal=GOAL, narrow=False):
    return charts.bands(rows, goal=goal, title="Avtalstrohet mot målet", description="I ord.", narrow=narrow)


@pytest.mark.parametrize(
    ("target", "bands"),
    [
        ("0.9", [("Under målet", 0, 0.89), ("Nära målet", 0.89, 0.9), ("Når målet", 0.9, 1)]),
        ("1", [("Under målet", 0, 0.99), ("Nära målet", 0.99, 1)]),  # nothing is beyond it
        ("0.005", [("Nära målet", 0, 0.005), ("Når målet", 0.005, 1)]),  # and nothing below nought
        ("0", [("Når målet", 0, 1)]),
        (None, [("Inget mål satt", 0, 1)]),
    ],
)
def test_the_bands_of_a_row_fill_it_from_end_to_end(target, bands):
    assert [(each["band"], each["from"], each["to"]) for each in grounds(row(target=target))] == bands


def test_each_row_says_what_it_is_and_opens_its_breakdown():
    svg = draw(row(href="/varfor/LOYALTY_IFO/"), row(label="Avtalstrohet FO"))
    marks = told(svg)
    assert set(marks) == {"Avtalstrohet IFO i ord", "Avtalstrohet FO i ord"}
    ifo, fo = marks["Avtalstrohet IFO i ord"], marks["Avtalstrohet FO i ord"]
    assert (ifo.tag, ifo.get("href")) == (f"{SVG}a", "/varfor/LOYALTY_IFO/")
    assert (fo.tag, fo.get("href")) == (f"{SVG}g", None)


def test_outcome_and_target_stand_in_figures_and_the_decided_target_in_words():
    said = words(draw(row(), row("0.932", None, label="Avtalstrohet ÄO")))
    assert "85,8 % (mål 89,5 %)" in said
    assert "|93,2 %" in said
    assert "Mål 90 % jan 2027" in said
    assert "Mål 90" not in words(draw(row(), goal=None))


def test_only_bands_that_are_there_are_in_the_legend():
    assert "Inget mål satt" not in words(draw(row()))
    without = words(draw(row(target=None), goal=None))
    assert "Inget mål satt" in without
    assert "Under målet" not in without


def test_bands_are_told_apart_without_colour():
    svg = draw(row())
    assert svg.count("<pattern") == 2  # below and near; what is there is whole
    assert 'fill="#c4512d"' not in svg.partition("</defs>")[2]


def test_a_share_beyond_all_of_it_stays_within_the_picture_and_is_told_as_it_is():
    svg = draw(row("1.034"), row("-0.02", label="Minus"))
    assert "103,4 %" in words(svg)
    assert "−2,0 %" in words(svg)


def test_on_a_phone_each_bar_has_its_words_above_it_and_the_whole_width():
    rows = row(href="/varfor/LOYALTY_IFO/"), row("0.932", None, label="Avtalstrohet ÄO")
    wide, narrow = draw(*rows), draw(*rows, narrow=True)
    assert ET.fromstring(narrow).get("viewBox").startswith("0 0 330 ")
    assert sorted(set(words(narrow).split("|"))) == sorted(set(words(wide).split("|")))  # the same, in other places
    assert set(told(narrow)) == set(told(wide))
    assert told(narrow)["Avtalstrohet IFO i ord"].get("href") == "/varfor/LOYALTY_IFO/"


def test_nothing_is_drawn_of_nothing():
    assert draw() == ""
