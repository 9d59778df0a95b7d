"""Index files that would be misread without a word: two series as one, lost rows, values under the wrong period."""

import json
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.index.imports.pxweb import (
    observations,
    read_index_file,
    read_json_stat2,
    read_metadata,
)
from huddinge_vo.common.files.tabular import UnreadableFile


@pytest.fixture
def series(tmp_path):
    """The values of a file by period, as written."""

    def reader(content, selection=None, status=None):
        path = tmp_path / "fil"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        found, _ = observations(read_index_file(path), selection=selection or {}, contents_status=status or {})
        return {(one.period.code, one.status): str(one.value) for one in found}

    return reader


@pytest.fixture
def sheet(tmp_path, series):
    """The same of a spreadsheet with these rows."""

    def reader(*rows, **options):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / "blad")
        return series((tmp_path / "blad").read_bytes(), **options)

    return reader


def final(**values):
    return {(period, "FINAL"): value for period, value in values.items()}


TWO_BASES = "serie;bas;period;värde\nKPI;1980=100;2025M12;417,96\nKPI;2020=100;2026M01;124,85\n"


def test_two_bases_in_one_file_are_two_series(series):
    with pytest.raises(UnreadableFile, match="Välj ett värde för bas: 1980=100, 2020=100"):
        series(TWO_BASES)
    assert series(TWO_BASES, {"bas": "2020=100"}) == {("2026M01", "FINAL"): "124.85"}


def test_the_same_period_may_stand_once_in_each_of_two_series(series):
    content = "bas;period;värde\n1980=100;2026K1;419,40\n2020=100;2026K1;124,85\n"
    assert series(content, {"bas": "1980=100"}) == {("2026K1", "FINAL"): "419.40"}


def test_sources_and_remarks_beside_the_values_make_no_series(series):
    content = "period;värde;källa;kommentar\n2025M12;417,96;SCB;\n2025M11;417,83;webben;osäker\n"
    assert series(content) == {("2025M11", "FINAL"): "417.83", ("2025M12", "FINAL"): "417.96"}


def test_two_columns_with_one_heading_are_refused(series):
    with pytest.raises(UnreadableFile, match="två kolumner har samma rubrik"):
        series("bas;bas;period;värde\n1;2;2026K1;1\n")


@pytest.mark.parametrize(
    ("content", "line", "value"),
    [
        ("månad;KPI\n2025M01;1,5\n2025M02;fel\n", 3, "fel"),
        ('"gren","2025K1"\n"Q",x\n"R",1\n', 2, "x"),
        ('"gren","2025K1","2025K2"\n"Q",1,2\n"R",x,x\n', 3, "x"),
    ],
)
def test_a_row_whose_value_is_no_number_is_no_note(series, content, line, value):
    with pytest.raises(UnreadableFile, match=f"Rad {line}: Värdet ”{value}” är inget tal"):
        series(content)


def test_notes_under_a_blank_row_may_have_any_number_of_cells(sheet):
    rows = [["Titel"], [], [None, "2025K1"], ["Q", 140.2], [], ["Källa", "SCB"], ["Enhet", "index", "2008=100"]]
    assert sheet(*rows) == {("2025K1", "FINAL"): "140.2"}


def test_the_only_column_of_values_may_be_headed_alone(sheet):
    by_year = sheet(["Titel"], [], [None, "KPI"], [2024, 415.15], [2025, 417.98], [], ["Källa: SCB"])
    assert by_year == {("2024", "FINAL"): "415.15", ("2025", "FINAL"): "417.98"}
    rows = [["2026M07", "fast", 124.1], [None, "skugga", 1], ["2026M08", "fast", 124.85], [None, "skugga", 2]]
    by_month = sheet(["Titel"], [], [None, None, "Index"], *rows, selection={"Kolumn 2": "fast"})
    assert by_month == {("2026M07", "FINAL"): "124.1", ("2026M08", "FINAL"): "124.85"}


def test_what_is_measured_may_stand_under_the_periods(sheet):
    rows = [["Titel"], [], [None, "2025K1", None, "2025K2"], [None, "prel", "slut", "prel", "slut"]]
    status = {"prel": "PRELIMINARY", "slut": "FINAL"}
    assert sheet(*rows, ["Q", 1.1, 1.2, 1.3, ".."], status=status) == {
        ("2025K1", "PRELIMINARY"): "1.1",
        ("2025K1", "FINAL"): "1.2",
        ("2025K2", "PRELIMINARY"): "1.3",
    }


def stat2(index, values, **changes):
    answer = {"class": "dataset", "id": ["Tid"], "size": [len(index)], "value": values}
    answer["dimension"] = {"Tid": {"category": {"index": index}}}
    return json.dumps({**answer, **changes}).encode()


def test_an_order_told_in_text_is_not_followed():
    # As text 10 comes before 2: each value from the third on would be another year's.
    index = {str(2000 + place): str(place) for place in range(11)}
    with pytest.raises(UnreadableFile, match="ordning som inte går att följa"):
        read_json_stat2(stat2(index, list(range(11))))


@pytest.mark.parametrize("changes", [{"id": [["Tid"]]}, {"id": [{}]}, {"id": [None]}])
def test_an_answer_whose_names_are_no_texts_is_no_table(changes):
    for read in (read_json_stat2, read_metadata):
        with pytest.raises(UnreadableFile):
            read(stat2(["2026"], [1], **changes))


@pytest.mark.parametrize("updated", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "i går", None, 5])
def test_a_day_of_publication_out_of_reach_is_not_known(updated):
    assert read_json_stat2(stat2(["2026"], [1], updated=updated)).published_on is None


PX = """STUB="gren";
HEADING="kvartal";
VALUES("gren")="Öppenvård","Åldringsvård";
VALUES("kvartal")="2025K1","2025K2";
TIMEVAL("kvartal")=TLIST(Q1);
DATA=
1.5 ".."
-2 3.25;
"""
ELDERLY = final(**{"2025K1": "-2", "2025K2": "3.25"})


@pytest.mark.parametrize("first", ['TITLE="Vård; omsorg";', 'NOTE[sv]("gren")="hej";', "DECIMALS=2;", "\n\n"])
def test_a_px_file_may_begin_with_any_keyword(series, first):
    assert series(f"{first}\n{PX}", {"gren": "Åldringsvård"}) == ELDERLY


def test_an_equals_sign_in_a_heading_makes_no_px_file(series):
    assert series("KPI=100;2025K1\nQ;1,5\n") == {("2025K1", "FINAL"): "1.5"}


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('AXIS-VERSION="1990";', "cp850"),
        ('AXIS-VERSION="1990";', "cp1252"),
        ('CHARSET="ANSI";', "cp1252"),
        ('CHARSET="ANSI";CODEPAGE="iso-8859-15";', "iso-8859-15"),
        ('CHARSET="ANSI";CODEPAGE="undefined";', "cp1252"),
        ('CHARSET="ANSI";CODEPAGE="nonsens";', "cp1252"),
        ('CHARSET="ANSI";CODEPAGE="iso-8859-1";', "utf-8"),
    ],
)
def test_px_files_keep_their_letters_from_dos_windows_and_unicode(series, head, encoding):
    assert series(f"{head}\n{PX}".encode(encoding), {"gren": "åldringsvård"}) == ELDERLY


def test_a_field_that_is_too_long_is_said_with_its_row(series):
    with pytest.raises(UnreadableFile, match="Rad 2: Ett fält på raden är längre än"):
        series("period;värde\n" + "x" * 200_000 + ";2\n")


WHOLE = {
    "px": f'CHARSET="ANSI";\n{PX}',
    "across": '"näringsgren SNI 2007","prel 2025K1","slut 2025K1"\n"Q Vård",124.85,".."\n',
    "down": '"månad","KPI"\n"2026M01",124.85\n"2026M02",".."\n',
    "template": "period;värde;status;publicerad\n2026K1;124,85;preliminär;2026-06-01\n2026K2;125;;\n",
    "stat2": stat2({"2025": 0, "2026": 1}, [1.5, None], role={"time": ["Tid"]}).decode(),
    "json": json.dumps(
        {
            "columns": [{"code": "Tid", "text": "år", "type": "t"}, {"code": "A", "text": "fast", "type": "c"}],
            "data": [{"key": ["2025"], "values": ["124.85"]}, {"key": ["2026"], "values": [".."]}],
        }
    ),
}
STRAY = ['"', ";", ",", "\n", "(", "]", "=", "..", "-", "2026K1", "å", "\0", "null", "[]", "{}", "1e9", "KEYS", "DATA="]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_file_is_read_or_refused_but_never_breaks_anything(series, data):
    whole = data.draw(st.sampled_from(list(WHOLE.values())))
    first, second = sorted(data.draw(st.integers(0, len(whole))) for _ in range(2))
    stray = data.draw(st.sampled_from(["", *STRAY]))
    kept = whole[second:] if data.draw(st.booleans()) else ""
    encoding = data.draw(st.sampled_from(["utf-8", "cp1252"]))
    status = data.draw(st.sampled_from([None, {"prel": "PRELIMINARY"}]))
    try:
        found = series((whole[:first] + stray + kept).encode(encoding), status=status)
    except UnreadableFile as refused:
        assert str(refused)
    else:
        assert all(Decimal(value).is_finite() for value in found.values())


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("px", {"selection": {"gren": "Öppenvård"}}),
        ("across", {"status": {"prel": "PRELIMINARY", "slut": "FINAL"}}),
        *((name, {}) for name in ("down", "template", "stat2", "json")),
    ],
)
def test_the_same_files_are_read_when_they_are_whole(series, name, options):
    assert series(WHOLE[name], **options)
