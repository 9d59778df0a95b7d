"""Index values in CSV and Excel, long and wide, and in our own template."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.index.imports.pxweb import observations
from huddinge_vo.common.files.tabular import UnreadableFile
from tests.contracts.index.index_files import LCI, series, sheet


def test_wide_csv_has_contents_before_the_period_and_a_title_above(read_index):
    cube = read_index(
        '"Arbetskostnadsindex, efter näringsgren SNI 2007. 2008K1 - 2026K1"\n\n'
        '"näringsgren SNI 2007","Preliminärt index 2025K4","Preliminärt index 2026K1","Slutligt index 2025K4"\n'
        '"P utbildning",1,2,3\n"Q vård och omsorg; sociala tjänster",165.1,166.2,..\n\n"Källa: SCB, 2026"\n'
    )
    assert series(cube, {"SNI2007": "Q"}, LCI) == [
        ("2025K4", "PRELIMINARY", "165.1"),
        ("2026K1", "PRELIMINARY", "166.2"),
    ]


def test_a_variable_named_for_a_year_is_no_period(read_index):
    cube = read_index('"näringsgren SNI 2007","Index 2024","Index 2025"\n"Q vård",101.5,103.25\n')
    assert series(cube) == [("2024", "FINAL", "101.5"), ("2025", "FINAL", "103.25")]


def test_long_csv_has_a_column_of_periods(read_index):
    cube = read_index(
        '"SNI","kvartal","tabellinnehåll","värde"\n'
        '"Q","2026K1","Slutligt index",-1.5\n"Q","2026K2","Slutligt index",..\n'
    )
    assert series(cube, {}, LCI) == [("2026K1", "FINAL", "-1.5")]


def test_periods_down_may_have_several_columns_of_values(read_index):
    cube = read_index('"kvartal","Preliminärt index","Slutligt index"\n"2026K1",166.2,165.9\n"2026K2",167,..\n')
    assert series(cube, {}, LCI) == [
        ("2026K1", "FINAL", "165.9"),
        ("2026K1", "PRELIMINARY", "166.2"),
        ("2026K2", "PRELIMINARY", "167"),
    ]


def test_years_down_with_whole_numbers_are_not_taken_for_values(read_index):
    assert series(read_index("år,KPI\n1980,100\n1981,112.1\n")) == [
        ("1980", "FINAL", "100"),
        ("1981", "FINAL", "112.1"),
    ]


def test_excel_repeats_what_stands_above_and_leaves_notes_alone(read_index):
    cube = read_index(
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


def test_excel_may_have_contents_under_the_periods(read_index):
    cube = read_index(
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


def test_a_value_that_is_no_number_is_refused_with_its_row(read_index):
    with pytest.raises(UnreadableFile, match="Rad 3: Värdet ”okänt”"):
        read_index("SNI,2026K1,2026K2\nP,1,2\nQ,okänt,3\n")
    with pytest.raises(UnreadableFile, match="Värdet ”okänt” i kolumnen Slutligt 2026K1"):
        read_index("SNI,Slutligt 2026K1,Slutligt 2026K2\nQ,okänt,2\n")


def test_a_period_that_is_there_twice_is_refused(read_index):
    with pytest.raises(UnreadableFile, match="finns flera gånger"):
        read_index("SNI,2026K1,2026K1\nQ,1,2\n")


def test_a_file_that_does_not_say_what_is_preliminary_says_so(read_index):
    cube = read_index("SNI,2026K1\nQ,166.2\n")
    found, notes = observations(cube, selection={}, contents_status=LCI)
    assert [one.status for one in found] == ["FINAL"]
    assert "läses som slutliga" in notes[0]


# Our template


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_the_template_carries_statuses_and_days(read_index, delimiter):
    value = "124.85" if delimiter == "," else "124,85"
    rows = (
        ("period", "värde", "status", "publicerad"),
        ("2026K1", value, "Preliminär", "2026-05-28"),
        ("2025K4", "-1.5", "slutlig", ""),
        ("2025K3", "..", "", ""),
        ("2025K2", "120", "", ""),
    )
    cube = read_index("\n".join(delimiter.join(row) for row in rows))
    found, notes = observations(cube, selection={}, contents_status=LCI)
    assert [(one.period.code, one.status, one.value, one.published_on) for one in found] == [
        ("2025K2", "FINAL", Decimal(120), None),
        ("2025K4", "FINAL", Decimal("-1.5"), None),
        ("2026K1", "PRELIMINARY", Decimal("124.85"), date(2026, 5, 28)),
    ]
    assert notes == ["1 cell i filen saknar värde och lästes inte."]


def test_the_template_in_excel_may_have_made_a_month_a_day(read_index):
    cube = read_index(sheet(["Period", "Värde"], [date(2026, 8, 1), 124.85], ["2026M09", 125.56]))
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
def test_a_wrong_row_of_the_template_is_named(read_index, row, said):
    with pytest.raises(UnreadableFile, match=said):
        read_index(f"period;värde;status;publicerad\n2025K4;1;;\n{row}\n")
