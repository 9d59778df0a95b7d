"""Answers from PxWeb: in its own JSON and in JSON-stat 2, descriptions of tables, and the questions they answer."""

import json
from datetime import date
from decimal import Decimal

import pytest

from contracts.index.imports.pxweb import (
    address_metadata_v1,
    address_metadata_v2,
    address_v1,
    address_v2,
    observations,
    query_v1,
    read_json,
    read_json_stat2,
    read_metadata,
)
from huddinge_vo.common.files.tabular import UnreadableFile
from tests.contracts.index.index_files import LCI, series, stat2


def test_pxwebs_own_json_has_texts_for_values_and_a_mark_before_them():
    content = "\ufeff" + json.dumps(
        {
            "columns": [
                {"code": "Tid", "text": "månad", "type": "t"},
                {"code": "00000808", "text": "KPI, fastställda tal", "type": "c"},
            ],
            "data": [
                {"key": ["2026M08"], "values": ["124.85"]},
                {"key": ["2025M12"], "values": [".."]},
                {"key": ["2025M11"], "values": ["."]},
            ],
            "metadata": [{"updated": "2026-09-14T06:00:00Z", "label": "KPI"}],
        }
    )
    cube = read_json(content.encode())
    found, notes = observations(cube, selection={}, contents_status={})
    assert [(one.period.code, one.status, one.value, one.published_on) for one in found] == [
        ("2026M08", "FINAL", Decimal("124.85"), date(2026, 9, 14))
    ]
    assert notes == ["2 celler i filen saknar värde och lästes inte."]


def test_an_order_of_values_is_followed_and_numbers_stay_exact():
    cube = read_json_stat2(stat2())
    assert series(cube, {"SNI2007": "Q"}, {"Preliminärt": "PRELIMINARY", "B": "FINAL"}) == [
        ("2025K4", "FINAL", "-0.5"),
        ("2025K4", "PRELIMINARY", "165.1"),
        ("2026K1", "PRELIMINARY", "166.2"),
    ]
    # Half past eleven at night in UTC is the next day in Sweden.
    assert cube.published_on == date(2026, 5, 29)


def test_a_series_is_chosen_by_code_or_label_whatever_the_case():
    cube = read_json_stat2(stat2())
    by_code = series(cube, {"sni2007": "q"}, {"a": "PRELIMINARY"})
    by_label = series(cube, {"Näringsgren SNI 2007": "Vård och omsorg"}, {"preliminärt": "PRELIMINARY"})
    assert by_code == by_label != []


def test_only_what_is_asked_for_of_contents_is_read():
    assert {status for _, status, _ in series(read_json_stat2(stat2()), {"SNI2007": "P"}, {"B": "FINAL"})} == {"FINAL"}


def test_a_variable_that_is_not_chosen_from_is_named_with_its_choices():
    with pytest.raises(UnreadableFile, match=r"näringsgren SNI 2007: P \(utbildning\), Q \(vård och omsorg\)"):
        series(read_json_stat2(stat2()), {}, {"A": "PRELIMINARY"})


def test_no_more_than_five_choices_are_named(read_index):
    cube = read_index('"näringsgren","2026K1"\n' + "".join(f'"{letter}",1.5\n' for letter in "ABCDEFG"))
    with pytest.raises(UnreadableFile, match="A, B, C, D, E och 2 till"):
        series(cube)


def test_contents_must_be_chosen_from_when_there_are_several():
    with pytest.raises(UnreadableFile, match=r"tabellinnehåll: A \(Preliminärt\), B \(Slutligt\)"):
        series(read_json_stat2(stat2()), {"SNI2007": "Q"})


def test_a_value_or_contents_that_is_not_there_is_refused():
    cube = read_json_stat2(stat2())
    with pytest.raises(UnreadableFile, match="har inte värdet R"):
        series(cube, {"SNI2007": "R"}, LCI)
    with pytest.raises(UnreadableFile, match="ska vara Preliminärt index eller Slutligt index"):
        series(cube, {"SNI2007": "Q"}, LCI)


def test_a_choice_the_file_cannot_confirm_is_noted():
    cube = read_json_stat2(stat2())
    _, notes = observations(cube, selection={"SNI2007": "Q", "Sektor": "privat"}, contents_status={"A": "PRELIMINARY"})
    assert notes == ["Filen har ingen variabel Sektor, så att värdena gäller privat går inte att kontrollera."]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": [1, 2]}, "har 2 värden men skulle ha 8"),
        ({"value": {"8": 1}}, "på plats 8"),
        ({"value": None}, "inga värden"),
        ({"value": ["ett"] * 8}, "är inget tal"),
        ({"value": {"0": 1e30}}, "orimligt stort"),
        ({"size": [2, 2, 3]}, "stämmer inte"),
        ({"dimension": {}}, "saknar värden"),
        ({"id": ["Tid", "Tid", "Tid"], "size": [2, 2, 2]}, "Tid finns flera gånger"),
        ({"id": []}, "ingen tabell"),
        ({"id": [1, 2, 3]}, "ingen tabell"),
        ({"class": "collection"}, "ingen tabell"),
        ({"value": "många"}, "ingen tabell"),
        (
            {"id": ["Tid"], "size": [2], "dimension": {"Tid": {"category": {"index": {"2025": 0, "2026": 2}}}}},
            "ordning som inte går att följa",
        ),
        (
            {"id": ["Tid"], "size": [2], "dimension": {"Tid": {"category": {"index": {"2025": "0", "2026": "1"}}}}},
            "ordning som inte går att följa",
        ),
    ],
)
def test_a_broken_answer_says_what_is_wrong(changes, said):
    with pytest.raises(UnreadableFile, match=said):
        read_json_stat2(stat2(**changes))


def test_a_variable_of_one_value_may_leave_out_its_order_and_a_day_that_is_none_is_no_day():
    about = {"Tid": {"category": {"label": {"2026K1": "2026 K1"}}}}
    cube = read_json_stat2(stat2(id=["Tid"], size=[1], dimension=about, value={"0": 7}, updated="i går", role=None))
    assert cube.published_on is None
    assert [one.values for one in cube.dimensions] == [(("2026K1", "2026 K1"),)]


COLUMNS = [{"code": "Tid", "type": "t"}, {"code": "V", "type": "c"}]
ROW = {"key": ["2026M01"], "values": ["1"]}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"variables": []}, "beskriver tabellen"),
        ({}, "ingen tabell"),
        ([], "ingen tabell"),
        ({"columns": ["Tid"], "data": [ROW]}, "ingen tabell"),
        ({"columns": COLUMNS, "data": []}, "inga värden"),
        ({"columns": COLUMNS[:1], "data": [ROW]}, "inga värden"),
        ({"columns": COLUMNS, "data": [ROW, "x"]}, "Rad 2 i JSON-filen"),
        ({"columns": COLUMNS, "data": [{"key": [], "values": ["1"]}]}, "Rad 1 i JSON-filen"),
        ({"columns": COLUMNS, "data": [ROW, ROW]}, "2026M01 finns flera gånger"),
    ],
)
def test_a_broken_answer_in_pxwebs_own_json_says_what_is_wrong(answer, said):
    with pytest.raises(UnreadableFile, match=said):
        read_json(json.dumps(answer).encode())


@pytest.mark.parametrize("content", [b'{"class": NaN}', b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_json_or_has_what_is_no_number_is_said_to_be_damaged(content):
    with pytest.raises(UnreadableFile, match="avhuggen eller skadad"):
        read_json(content)


@pytest.mark.parametrize(
    ("answer", "said"),
    [({}, "ingen beskrivning"), ({"variables": [{"code": "Tid"}]}, "skadad"), ({"variables": ["Tid"]}, "skadad")],
)
def test_a_broken_description_says_what_is_wrong(answer, said):
    with pytest.raises(UnreadableFile, match=said):
        read_metadata(json.dumps(answer).encode())


def test_a_description_whose_texts_are_not_as_many_as_its_values_has_the_codes_for_texts():
    variables = [{"code": "Tid", "values": ["2026K1", "2026K2"], "valueTexts": ["ett"]}]
    (found,) = read_metadata(json.dumps({"variables": variables}).encode())
    assert found.values == (("2026K1", "2026K1"), ("2026K2", "2026K2"))


def test_both_kinds_of_description_give_the_same_dimensions():
    first = {
        "title": "LCI",
        "variables": [
            {"code": "SNI2007", "text": "näringsgren SNI 2007", "values": ["P", "Q"], "valueTexts": ["u", "v"]},
            {"code": "Tid", "text": "kvartal", "values": ["2026K1"], "valueTexts": ["2026K1"], "time": True},
        ],
    }
    second = {
        "class": "dataset",
        "id": ["SNI2007", "Tid"],
        "dimension": {
            "SNI2007": {
                "label": "näringsgren SNI 2007",
                "category": {"index": {"P": 0, "Q": 1}, "label": {"P": "u", "Q": "v"}},
            },
            "Tid": {"label": "kvartal", "category": {"index": ["2026K1"]}},
        },
    }
    dimensions = read_metadata(json.dumps(first).encode())
    assert dimensions == read_metadata(json.dumps(second).encode())
    assert dimensions[0].values == (("P", "u"), ("Q", "v"))


# Questions


def test_the_question_is_the_one_pxweb_documents():
    assert query_v1({"SNI2007": "Q"}, contents=[], latest=8) == {
        "query": [
            {"code": "SNI2007", "selection": {"filter": "item", "values": ["Q"]}},
            {"code": "Tid", "selection": {"filter": "top", "values": ["8"]}},
        ],
        "response": {"format": "json-stat2"},
    }
    asked = query_v1({}, contents=["A", "B"], latest=1)["query"]
    assert asked[0] == {"code": "ContentsCode", "selection": {"filter": "item", "values": ["A", "B"]}}


def test_addresses_are_made_of_the_host_and_the_table():
    table = "AM/AM0114/AM0114A/LCIArbKv"
    first = "https://api.scb.se/OV0104/v1/doris/sv/ssd/START/AM/AM0114/AM0114A/LCIArbKv"
    assert address_v1("https://api.scb.se/", f"/{table}") == first == address_metadata_v1("https://api.scb.se", table)
    second = "https://api.scb.se/OV0104/v2beta/api/v2/tables/TAB1"
    assert address_v2("https://api.scb.se", "TAB1", {"SNI2007": "Q&x"}, contents=["A", "B"], latest=8) == (
        f"{second}/data?lang=sv&outputFormat=json-stat2&valueCodes%5BSNI2007%5D=Q%26x"
        "&valueCodes%5BContentsCode%5D=A%2CB&valueCodes%5BTid%5D=TOP%288%29"
    )
    assert address_metadata_v2("https://x", "TAB1", prefix="") == "https://x/api/v2/tables/TAB1/metadata?lang=sv"


@pytest.mark.parametrize("table", ["", "../hemligt", "a?b=c", "a//b", "a b", "a#b"])
def test_a_table_that_would_lead_elsewhere_is_refused(table):
    with pytest.raises(ValueError, match="är ingen tabell"):
        address_v1("https://api.scb.se", table)


def test_no_periods_cannot_be_asked_for():
    with pytest.raises(ValueError, match="Minst en period"):
        query_v1({}, contents=[], latest=0)
