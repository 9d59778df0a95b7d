"""Pictures: the right marks, the same words in every theme, and nothing drawn of nothing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from huddinge_vo.common import charts
from huddinge_vo.common.periods import add_months

pytestmark = pytest.mark.django_db  # drawings are kept in the cache
SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Point:
    on: date
    value: Decimal


def months(*values):
    return [Point(add_months(date(2025, 1, 1), index), Decimal(value)) for index, value in enumerate(values)]


def drawn(svg):
    root = ET.fromstring(svg)
    return root, "".join(text.text or "" for text in root.iter(f"{SVG}text"))


def trend(**values):
    values = {
        "series": months("0.80", "0.82", "0.85"),
        "targets": [Point(date(2025, 1, 1), Decimal("0.80")), Point(date(2027, 1, 1), Decimal("0.90"))],
        "forecast": (date(2027, 1, 1), Decimal("0.874")),
        "title": "Avtalstrohet IFO",
        "description": "85 % för mars.",
        **values,
    }
    return charts.loyalty_trend(**values)


def test_a_trend_has_its_texts_first_and_says_target_and_forecast_in_words():
    root, words = drawn(trend())
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert (root[0].text, root[1].text) == ("Avtalstrohet IFO", "85 % för mars.")
    assert root.get("role") == "group"  # its marks are gone into
    assert "Mål 90" in words.replace("\N{NO-BREAK SPACE}", " ")
    assert "Prognos 87,4" in words
    assert "2027" in words


def test_a_phone_has_a_trend_of_its_own_that_says_the_same_in_less_room():
    wide, narrow = (drawn(trend(narrow=narrow)) for narrow in (False, True))
    assert [float(root.get("width")) for root, _ in (wide, narrow)] == [680, 330]
    assert narrow[1] == wide[1]
    for goal, ahead in ((Decimal("0.90"), "0.874"), (Decimal("0.90"), "0.95"), (Decimal("0.90"), "0.90")):
        root, _ = drawn(
            trend(
                targets=[Point(date(2025, 1, 1), Decimal("0.80")), Point(date(2027, 1, 1), goal)],
                forecast=(date(2027, 1, 1), Decimal(ahead)),
                narrow=True,
            )
        )
        said = {(text.text or "")[:3]: text.get("transform") for text in root.iter(f"{SVG}text")}
        heights = {word: float(said[word].rstrip(")").split(",")[1]) for word in ("Mål", "Pro")}
        assert abs(heights["Mål"] - heights["Pro"]) >= 17, (ahead, heights)  # a line's height: neither covers the other


def test_a_picture_takes_its_ink_from_the_page_and_carries_no_style():
    svg = trend() + charts.spend_by_bucket([(date(2025, 1, 1), "På avtal", Decimal(1))], title="t", description="d")
    assert "currentColor" in svg
    assert " style=" not in svg
    assert "<style" not in svg
    assert "<script" not in svg
    assert "#17211f" not in svg


def test_the_texts_of_a_picture_are_escaped():
    svg = trend(title="<b>&</b>")
    assert "<b>" not in svg
    assert ET.fromstring(svg)[0].text == "<b>&</b>"


def test_nothing_is_drawn_of_nothing():
    assert trend(series=[], targets=[], forecast=None) == ""
    assert charts.spend_by_bucket([(date(2025, 1, 1), "På avtal", Decimal(0))], title="t", description="d") == ""
    assert charts.sparkline([Decimal(1)], "t") == ""


def test_buckets_keep_their_order_and_colours_and_an_empty_one_is_left_out():
    rows = [(date(2025, 1, 1), bucket, Decimal(1_000_000)) for bucket in ("Undantaget", "Utan avtal", "På avtal")]
    root, words = drawn(charts.spend_by_bucket(rows, title="t", description="d"))
    assert words.index("På avtal") < words.index("Utan avtal") < words.index("Undantaget")
    assert "Godkänt avsteg" not in words
    fills = {element.get("fill") for element in root.iter()}
    assert {"#00796b", "#c4512d", "#cdd6da"} <= fills
    assert "#d99a1c" not in fills


def test_a_month_of_credits_goes_below_the_line_and_is_no_error():
    svg = charts.spend_by_bucket([(date(2025, 1, 1), "På avtal", Decimal(-5_000_000))], title="t", description="d")
    assert "−" in drawn(svg)[1]


def test_a_level_sparkline_is_a_straight_line():
    root, _ = drawn(charts.sparkline([Decimal("0.5")] * 3, "Jämn"))
    points = root.find(f"{SVG}polyline").get("points").split()
    assert len(points) == 3
    assert len({point.split(",")[1] for point in points}) == 1


def test_the_same_picture_is_the_same_to_the_byte():
    assert trend() == trend()


def test_two_ways_of_computing_stand_side_by_side_each_year_in_words_and_currency():
    rows = [("2027", "Dagens klausul", Decimal(36000)), ("2027", "Andra klausulen", Decimal(-4000))]
    root, words = drawn(charts.yearly_kronor(rows, title="Ökning", description="2027 36 tkr."))
    assert (root[0].text, root[1].text) == ("Ökning", "2027 36 tkr.")
    for word in ("2027", "tkr", "Dagens klausul", "Andra klausulen"):
        assert word in words
    large = charts.yearly_kronor([("2027", "A", Decimal(2_000_000))], title="t", description="d")
    assert "mnkr" in drawn(large)[1]
    assert not charts.yearly_kronor([], title="t", description="d")


def test_two_indices_are_named_beside_their_ends_in_the_pages_ink():
    svg = charts.index_lines(
        first=("Fast pris", [(2022, Decimal(100)), (2023, Decimal("102.5"))]),
        second=("Indexkorgen", [(2022, Decimal(100)), (2023, Decimal("102.6"))]),
        title="Fast pris och korg",
        description="Lägre.",
    )
    root, words = drawn(svg)
    assert root[0].text == "Fast pris och korg"
    assert "Fast pris 102,5" in words
    assert "Indexkorgen 102,6" in words
    assert "2022" in words
    assert "#17211f" not in svg
    assert not charts.index_lines(first=("A", [(2022, Decimal(1))]), second=("B", []), title="t", description="d")


def test_a_preliminary_figure_is_dashed_and_hollow_and_nothing_is_drawn_of_one_point():
    points = [charts.CurvePoint(date(2026, month, 1), Decimal(100 + month)) for month in (1, 4, 7)]
    final = charts.index_curves([charts.Curve("LCI", tuple(points))], title="Index", description="LCI & KPI")
    assert 'stroke-dasharray="5,4"' not in final
    assert "LCI &amp; KPI" in final
    assert final.count("<title") == 1
    late = charts.CurvePoint(date(2026, 10, 1), Decimal(112), is_preliminary=True)
    drawn = charts.index_curves([charts.Curve("LCI", (*points, late))], title="Index", description="")
    assert 'stroke-dasharray="5,4"' in drawn
    assert charts.index_curves([charts.Curve("LCI", (late,))], title="Index", description="") == ""


def test_no_more_curves_are_drawn_than_can_be_told_apart():
    points = tuple(charts.CurvePoint(date(2026, month, 1), Decimal(month)) for month in (1, 2))
    many = [charts.Curve(f"Serie {number}", points) for number in range(9)]
    drawn = charts.index_curves(many, title="Index", description="")
    assert "Serie 5" in drawn
    assert "Serie 6" not in drawn


def test_each_part_of_a_picture_says_what_it_is_and_opens_its_rows():
    svg = charts.spend_by_bucket(
        [(date(2026, 3, 1), "På avtal", Decimal(12_300_000)), (date(2026, 3, 1), "Utan avtal", Decimal(400_000))],
        title="t",
        description="d",
        leads=lambda month, bucket: f"/rader/?m={month}&b={bucket}" if bucket == "På avtal" else "",
    )
    root, _ = drawn(svg)
    assert root.get("role") == "group"
    marks = {
        each.get("aria-label").replace("\N{NO-BREAK SPACE}", " "): each
        for each in root.iter()
        if each.get("class") == "told"
    }
    assert set(marks) == {"mars 2026, På avtal: 12,3 mnkr", "mars 2026, Utan avtal: 0,4 mnkr"}
    link, plain = marks["mars 2026, På avtal: 12,3 mnkr"], marks["mars 2026, Utan avtal: 0,4 mnkr"]
    assert (link.tag, link.get("href")) == (f"{SVG}a", "/rader/?m=2026-03-01&b=På avtal")
    assert (plain.tag, plain.get("role"), plain.get("href")) == (f"{SVG}g", "img", None)
    assert len(link) == len(plain) == 1  # each has its bar within it


def test_what_a_part_of_a_picture_says_is_escaped():
    svg = charts.kronor_by([('<b>"&', Decimal(1))], title="t", description="d")
    root, _ = drawn(svg)
    assert [each.get("aria-label") for each in root.iter() if each.get("class") == "told"] == ['<b>"&: 1,00 kr']


def test_bars_are_told_apart_without_colour_and_only_the_first_bucket_is_whole():
    rows = [(date(2025, 1, 1), bucket, Decimal(1_000_000)) for bucket in charts.BUCKET_COLOURS]
    root, _ = drawn(charts.spend_by_bucket(rows, title="t", description="d"))
    patterns = {each.get("id"): each for each in root.iter(f"{SVG}pattern")}
    assert len(patterns) == len(charts.BUCKET_COLOURS) - 1
    assert len({each.find(f"{SVG}path").get("d") for each in patterns.values()}) == len(patterns)
    filled = {each.get("fill") for each in root.iter(f"{SVG}path")}
    assert {f"url(#{name})" for name in patterns} <= filled
    assert charts.BUCKET_COLOURS["På avtal"] in filled


def test_a_picture_of_what_is_named_at_the_left_or_lies_ahead_begins_there_and_one_of_what_has_been_does_not():
    one = [("Vuxna", Decimal(2_000_000))]
    banded = [charts.Banded("IFO", Decimal("0.8"), Decimal("0.9"), Decimal("0.05"), "IFO: 80 %")]
    stairs = [charts.Stair("På avtal", Decimal(0), Decimal(2_000_000), is_whole=True)]
    named = (
        charts.kronor_by(one, title="t", description="d"),
        charts.bands(banded, goal=None, title="t", description="d"),
        charts.waterfall(stairs, mark=("Mål", Decimal(1_000_000)), title="t", description="d"),
        charts.counts_by([("januari", "planerade", 3)], title="t", description="d", ahead=True),
    )
    assert [ET.fromstring(each).get("data-from-left") for each in named] == [""] * 4
    month = [(date(2025, 1, 1), "På avtal", Decimal(1_000_000))]
    over_time = (
        trend(),
        charts.spend_by_bucket(month, title="t", description="d"),
        charts.counts_by([("2025", "planerade", 3)], title="t", description="d"),
    )
    assert [ET.fromstring(each).get("data-from-left") for each in over_time] == [None] * 3
