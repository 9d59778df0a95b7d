"""Index files and answers in every form that PxWeb gives: all come to the same values, or say why not."""

import io
import itertools
import json
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.imports.pxweb import (
    address_metadata_v1,
    address_metadata_v2,
    address_v1,
    address_v2,
    observations,
    query_v1,
    read_index_file,
    read_json,
    read_json_stat2,
    read_metadata,
    read_px,
)
from contracts.imports.pxweb import cube as cubes
from huddinge_vo.common.tabular import UnreadableFile

LCI = {"Preliminärt index": "PRELIMINARY", "Slutligt index": "FINAL"}
INDUSTRIES = ("Q Vård och omsorg", "P Utbildning")


@pytest.fixture
def read(tmp_path):
    def reader(content, name="serie.txt"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_index_file(path, file_name=name)

    return reader


def series(cube, selection=None, status=None):
    found, _ = observations(cube, selection=selection or {}, contents_status=status or {})
    return [(one.period.code, one.status, str(one.value)) for one in found]


def sheet(*rows):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    book.close()
    return out.getvalue()


# The same small table written in every form


def as_json(dims, cells):
    (*keys, (_, contents)) = dims[0], dims[2], dims[1]
    rows = []
    for industry, period in itertools.product(keys[0][1], keys[1][1]):
        values = [cells[industry, one, period] for one in contents]
        rows.append({"key": [industry, period], "values": [".." if one is None else str(one) for one in values]})
    columns = [{"code": "SNI", "text": "SNI", "type": "d"}, {"code": "Tid", "text": "kvartal", "type": "t"}]
    columns += [{"code": one, "text": one, "type": "c"} for one in contents]
    return "\ufeff" + json.dumps({"columns": columns, "data": rows})


def as_stat2(dims, cells, *, sparse):
    values = [cells[key] for key in itertools.product(*(codes for _, codes in dims))]
    written = ["null" if one is None else str(one) for one in values]
    if sparse:
        inner = ",".join(f'"{at}":{one}' for at, one in enumerate(written) if one != "null")
        value = f"{{{inner}}}"
    else:
        value = f"[{','.join(written)}]"
    about = {
        "class": "dataset",
        "id": [name for name, _ in dims],
        "size": [len(codes) for _, codes in dims],
        "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
        "dimension": {
            name: {"category": {"index": {code: at for at, code in enumerate(codes)} if sparse else list(codes)}}
            for name, codes in dims
        },
    }
    return json.dumps(about)[:-1] + f', "value": {value}}}'


def as_px(dims, cells):
    lines = ['CHARSET="ANSI";', 'AXIS-VERSION="2010";', 'CODEPAGE="windows-1252";', 'LANGUAGE="sv";']
    lines += ['STUB="SNI","ContentsCode";', 'HEADING="Tid";', 'CONTVARIABLE="ContentsCode";']
    lines += [f'VALUES("{name}")=' + ",\n".join(f'"{code}"' for code in codes) + ";" for name, codes in dims]
    keys = itertools.product(*(codes for _, codes in dims))
    lines += ["DATA=", *('".."' if cells[key] is None else str(cells[key]) for key in keys), ";"]
    return "\r\n".join(lines).encode("cp1252")


def as_wide_csv(dims, cells):
    (_, industries), (_, contents), (_, periods) = dims
    pairs = list(itertools.product(contents, periods))
    lines = [",".join(['"SNI"', *(f'"{one} {period}"' for one, period in pairs)])]
    for industry in industries:
        values = [cells[industry, one, period] for one, period in pairs]
        lines.append(",".join([f'"{industry}"', *(".." if one is None else str(one) for one in values)]))
    return "\n".join(lines)


numbers = st.decimals(Decimal(-500), Decimal(500), places=2)


@st.composite
def tables(draw):
    industries = INDUSTRIES[: draw(st.integers(1, 2))]
    contents = tuple(LCI)[: draw(st.integers(1, 2))]
    first = draw(st.integers(2008, 2030))
    periods = tuple(f"{first + at // 4}K{at % 4 + 1}" for at in range(draw(st.integers(1, 5))))
    dims = (("SNI", industries), ("ContentsCode", contents), ("Tid", periods))
    cells = {key: draw(st.none() | numbers) for key in itertools.product(industries, contents, periods)}
    cells[industries[0], contents[0], periods[0]] = draw(numbers)
    return dims, cells


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables())
def test_a_table_reads_back_the_same_from_every_form(read, table):
    dims, cells = table
    expected = {key: value for key, value in cells.items() if value is not None}
    forms = {
        "json": as_json(dims, cells),
        "dense": as_stat2(dims, cells, sparse=False),
        "sparse": as_stat2(dims, cells, sparse=True),
        "px": as_px(dims, cells),
        "csv": as_wide_csv(dims, cells),
    }
    for form, content in forms.items():
        cube = read(content)
        order = [one.code for one in cube.dimensions]
        places = [order.index(name) for name, _ in dims]
        found = {tuple(key[at] for at in places): value for key, value in cube.cells.items() if value is not None}
        assert found == expected, form
        assert (cube.time, cube.contents) == ("Tid", "ContentsCode"), form
        assert {one.code: one.codes for one in cube.dimensions} == dict(dims), form


# JSON


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


def stat2(**changes):
    answer = {
        "class": "dataset",
        "label": "Arbetskostnadsindex",
        "updated": "2026-05-28T23:30:00Z",
        "id": ["SNI2007", "ContentsCode", "Tid"],
        "size": [2, 2, 2],
        "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
        "dimension": {
            "SNI2007": {
                "label": "näringsgren SNI 2007",
                "category": {"index": ["P", "Q"], "label": {"P": "utbildning", "Q": "vård och omsorg"}},
            },
            "ContentsCode": {
                "label": "tabellinnehåll",
                "category": {"index": {"B": 1, "A": 0}, "label": {"A": "Preliminärt", "B": "Slutligt"}},
            },
            "Tid": {"label": "kvartal", "category": {"index": {"2025K4": 0, "2026K1": 1}}},
        },
        "value": [1, 2, 3, 4, 165.1, 166.2, -0.5, None],
    }
    return json.dumps(answer | changes).encode()


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


def test_no_more_than_five_choices_are_named(read):
    cube = read('"näringsgren","2026K1"\n' + "".join(f'"{letter}",1.5\n' for letter in "ABCDEFG"))
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
    ],
)
def test_a_broken_answer_says_what_is_wrong(changes, said):
    with pytest.raises(UnreadableFile, match=said):
        read_json_stat2(stat2(**changes))


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


# PX


PX = """CHARSET="ANSI";
CODEPAGE="windows-1252";
LANGUAGE="sv";
LANGUAGES="sv","en";
TITLE="Arbetskostnadsindex; efter näringsgren, "
"tabellinnehåll och kvartal";
STUB="näringsgren SNI 2007";
HEADING="tabellinnehåll","kvartal";
CONTVARIABLE="tabellinnehåll";
VARIABLECODE("näringsgren SNI 2007")="SNI2007";
VALUES("näringsgren SNI 2007")="vård och om"
"sorg";
CODES("näringsgren SNI 2007")="Q";
VALUES("tabellinnehåll")="Preliminärt index","Slutligt index";
VALUES("kvartal")="Första","Andra","Tredje";
TIMEVAL("kvartal")=TLIST(Q1,"20254"-"20262");
LAST-UPDATED("Slutligt index")="20260528 08:00";
STUB[en]="industry";
VALUES[en]("industry")="health";
DATA=
165.1 166.20 ".." -0.4 "." "-"
;
"""


def test_a_px_file_in_swedish_of_windows_is_read_in_its_own_language():
    cube = read_px(PX.encode("cp1252"))
    assert cube.title == "Arbetskostnadsindex; efter näringsgren, tabellinnehåll och kvartal"
    assert cube.dimensions[0].values == (("Q", "vård och omsorg"),)
    assert cube.published_on == date(2026, 5, 28)
    assert series(cube, {"SNI2007": "Q"}, LCI) == [
        ("2025K4", "FINAL", "-0.4"),
        ("2025K4", "PRELIMINARY", "165.1"),
        ("2026K1", "PRELIMINARY", "166.20"),
    ]


def test_a_px_file_in_utf8_is_read_whatever_codepage_it_names():
    assert read_px(PX.encode()).dimensions == read_px(PX.encode("cp1252")).dimensions


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (PX.replace(' "-"', ""), "har 5 värden men skulle ha 6"),
        (PX[: PX.index('"-"')], "avhuggen eller skadad"),
        (PX[: PX.index("DATA")], "inga värden"),
        (PX.replace('="Q";', '="P","Q";'), "1 värden och 2 koder"),
        (PX.replace("165.1", "abc"), "är inget tal"),
        (PX.replace("DATA=", 'KEYS("kvartal")=VALUES;\nDATA='), "KEYS"),
    ],
)
def test_a_truncated_or_broken_px_file_is_refused(read, content, said):
    with pytest.raises(UnreadableFile, match=said):
        read(content.encode("cp1252"))


# CSV and Excel


def test_wide_csv_has_contents_before_the_period_and_a_title_above(read):
    cube = read(
        '"Arbetskostnadsindex, efter näringsgren SNI 2007. 2008K1 - 2026K1"\n\n'
        '"näringsgren SNI 2007","Preliminärt index 2025K4","Preliminärt index 2026K1","Slutligt index 2025K4"\n'
        '"P utbildning",1,2,3\n"Q vård och omsorg; sociala tjänster",165.1,166.2,..\n\n"Källa: SCB, 2026"\n'
    )
    assert series(cube, {"SNI2007": "Q"}, LCI) == [
        ("2025K4", "PRELIMINARY", "165.1"),
        ("2026K1", "PRELIMINARY", "166.2"),
    ]


def test_a_variable_named_for_a_year_is_no_period(read):
    cube = read('"näringsgren SNI 2007","Index 2024","Index 2025"\n"Q vård",101.5,103.25\n')
    assert series(cube) == [("2024", "FINAL", "101.5"), ("2025", "FINAL", "103.25")]


def test_long_csv_has_a_column_of_periods(read):
    cube = read(
        '"SNI","kvartal","tabellinnehåll","värde"\n"Q","2026K1","Slutligt index",-1.5\n"Q","2026K2","Slutligt index",..\n'
    )
    assert series(cube, {}, LCI) == [("2026K1", "FINAL", "-1.5")]


def test_periods_down_may_have_several_columns_of_values(read):
    cube = read('"kvartal","Preliminärt index","Slutligt index"\n"2026K1",166.2,165.9\n"2026K2",167,..\n')
    assert series(cube, {}, LCI) == [
        ("2026K1", "FINAL", "165.9"),
        ("2026K1", "PRELIMINARY", "166.2"),
        ("2026K2", "PRELIMINARY", "167"),
    ]


def test_years_down_with_whole_numbers_are_not_taken_for_values(read):
    assert series(read("år,KPI\n1980,100\n1981,112.1\n")) == [("1980", "FINAL", "100"), ("1981", "FINAL", "112.1")]


def test_excel_repeats_what_stands_above_and_leaves_notes_alone(read):
    cube = read(
        sheet(
            ["Arbetskostnadsindex efter sektor, SNI 2007"],
            [],
            [None, None, "Preliminärt index", None, "Slutligt index", None],
            [None, None, "2025K4", "2026K1", "2025K4", "2026K1"],
            ["privat", "P", 1, 2, 3, 4],
            [None, "Q", 165.1, 166.2, 164.9, ".."],
            [],
            ["Källa: SCB"],
        ),
        "lci.xlsx",
    )
    assert series(cube, {"Kolumn 2": "Q"}, LCI) == [
        ("2025K4", "FINAL", "164.9"),
        ("2025K4", "PRELIMINARY", "165.1"),
        ("2026K1", "PRELIMINARY", "166.2"),
    ]
    assert cube.dimensions[0].values == (("privat", "privat"),)


def test_excel_may_have_contents_under_the_periods(read):
    cube = read(
        sheet(
            ["Titel"],
            ["", "2026K1", None, "2026K2", None],
            [None, *LCI, *LCI],
            ["Q", 1.5, 2.5, 3.5, 4.5],
        )
    )
    assert series(cube, {}, LCI) == [
        ("2026K1", "FINAL", "2.5"),
        ("2026K1", "PRELIMINARY", "1.5"),
        ("2026K2", "FINAL", "4.5"),
        ("2026K2", "PRELIMINARY", "3.5"),
    ]


def test_a_value_that_is_no_number_is_refused_with_its_row(read):
    with pytest.raises(UnreadableFile, match="Rad 3: Värdet ”okänt”"):
        read("SNI,2026K1,2026K2\nP,1,2\nQ,okänt,3\n")
    with pytest.raises(UnreadableFile, match="Värdet ”okänt” i kolumnen Slutligt 2026K1"):
        read("SNI,Slutligt 2026K1,Slutligt 2026K2\nQ,okänt,2\n")


def test_a_period_that_is_there_twice_is_refused(read):
    with pytest.raises(UnreadableFile, match="finns flera gånger"):
        read("SNI,2026K1,2026K1\nQ,1,2\n")


def test_a_file_that_does_not_say_what_is_preliminary_says_so(read):
    cube = read("SNI,2026K1\nQ,166.2\n")
    found, notes = observations(cube, selection={}, contents_status=LCI)
    assert [one.status for one in found] == ["FINAL"]
    assert "läses som slutliga" in notes[0]


# Our template


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_the_template_carries_statuses_and_days(read, delimiter):
    value = "124.85" if delimiter == "," else "124,85"
    rows = (
        ("period", "värde", "status", "publicerad"),
        ("2026K1", value, "Preliminär", "2026-05-28"),
        ("2025K4", "-1.5", "slutlig", ""),
        ("2025K3", "..", "", ""),
        ("2025K2", "120", "", ""),
    )
    cube = read("\n".join(delimiter.join(row) for row in rows))
    found, notes = observations(cube, selection={}, contents_status=LCI)
    assert [(one.period.code, one.status, one.value, one.published_on) for one in found] == [
        ("2025K2", "FINAL", Decimal(120), None),
        ("2025K4", "FINAL", Decimal("-1.5"), None),
        ("2026K1", "PRELIMINARY", Decimal("124.85"), date(2026, 5, 28)),
    ]
    assert notes == ["1 cell i filen saknar värde och lästes inte."]


def test_the_template_in_excel_may_have_made_a_month_a_day(read):
    cube = read(sheet(["Period", "Värde"], [date(2026, 8, 1), 124.85], ["2026M09", 125.56]))
    assert series(cube) == [("2026M08", "FINAL", "124.85"), ("2026M09", "FINAL", "125.56")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2026K5;1;;", "Rad 3: ”2026K5” är ingen period"),
        ("2026K1;1;kanske;", "Rad 3: ”kanske” är ingen status"),
        ("2026K1;ett;;", "Rad 3: Värdet ”ett” är inget tal"),
        ("2026K1;1;;28/5", "Rad 3: ”28/5” går inte att läsa som datum"),
        ("2025K4;2;slutlig;", "Rad 3: kvartal 4 2025 har redan ett värde som är slutlig"),
    ],
)
def test_a_wrong_row_of_the_template_is_named(read, row, said):
    with pytest.raises(UnreadableFile, match=said):
        read(f"period;värde;status;publicerad\n2025K4;1;;\n{row}\n")


# Files that are something else


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "är tom"),
        (b"\xef\xbb\xbf \r\n", "är tom"),
        (b"\n <!DOCTYPE html><html></html>", "webbsida, inte värden"),
        (b"%PDF-1.7", "ingen tabell"),
        (b"a\0b", "ingen textfil"),
        (b'{"columns": [', "avhuggen eller skadad"),
        (b'{"a": NaN}', "avhuggen eller skadad"),
        (b"[1, 2]", "ingen tabell"),
        (b'{"apiVersion": "2"}', "ingen tabell"),
        (b'{"variables": []}', "beskriver tabellen"),
        (b'{"columns": [], "data": []}', "inga värden"),
        (b"[" * 100_000, "avhuggen eller skadad"),
        (b"namn;ort\nA;B\n", "inga perioder"),
        (b"PK\x03\x04skadad", "skadad"),
    ],
)
def test_what_is_no_index_file_says_what_it_is(read, content, said):
    with pytest.raises(UnreadableFile, match=said):
        read(content)


def test_a_file_or_table_that_is_too_large_is_refused(read, monkeypatch):
    monkeypatch.setattr(cubes, "LARGEST_CELLS", 7)
    with pytest.raises(UnreadableFile, match="8 celler"):
        read_json_stat2(stat2())
    monkeypatch.setattr("contracts.imports.pxweb.files.LARGEST_BYTES", 10)
    with pytest.raises(UnreadableFile, match="större än"):
        read("period;värde\n2026K1;1\n")


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
