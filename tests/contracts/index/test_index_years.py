"""Tables with a year a row and its months or quarters across."""

import pytest

from contracts.index.imports.pxweb import observations
from huddinge_vo.common.files.tabular import UnreadableFile
from tests.contracts.index.index_files import series, sheet

KPI = """Konsumentprisindex (KPI), fastställda tal, 1980=100

År;Jan;Feb;Mar;Apr;Maj;Jun;Jul;Aug;Sep;Okt;Nov;Dec;Årsmedel
2025;415,80;418,27;416,14;417,27;417,15;418,01;418,66;418,06;417,98;419,21;418,85;420,01;417,98
2024;412,99;413,76;414,08;415,21;415,82;415,46;415,71;414,11;414,85;415,28;415,91;416,61;415,15
2026;419,40;;;;;;;;;;;;

Källa: SCB
"""


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_the_months_of_each_year_are_read_and_the_years_mean_is_left(read_index, delimiter):
    cube = read_index(KPI.replace(";", delimiter))
    found = series(cube)
    assert len(found) == 25
    assert found[0] == ("2024M01", "FINAL", "412.99")
    assert found[12:14] == [("2025M01", "FINAL", "415.80"), ("2025M02", "FINAL", "418.27")]
    assert found[-1] == ("2026M01", "FINAL", "419.40")
    assert "417.98" not in {value for period, _, value in found if period.startswith("2025") and period != "2025M09"}


def test_the_same_sheet_is_read_from_a_spreadsheet(read_index):
    content = sheet(
        ["KPI, 2020=100"],
        ["År", "januari", "februari", "mars", "Genomsnitt"],
        [2026, 124.85, 125.1, None, 124.98],
        [2025, 122.0, "..", 123.5, 122.75],
    )
    assert series(read_index(content, name="kpi.xlsx")) == [
        ("2025M01", "FINAL", "122"),
        ("2025M03", "FINAL", "123.5"),
        ("2026M01", "FINAL", "124.85"),
        ("2026M02", "FINAL", "125.1"),
    ]


@pytest.mark.parametrize(
    "heading", ["År;Kv 1;Kv 2", "År;K1;K2", ";Kvartal 1;Kvartal 2", "År;1:a kvartalet;2:a kvartalet"]
)
def test_quarters_across_are_read_the_same_way(read_index, heading):
    found = series(read_index(f"{heading}\n2025;165,1;166,2\n2026;167,3;..\n"))
    assert found == [
        ("2025K1", "FINAL", "165.1"),
        ("2025K2", "FINAL", "166.2"),
        ("2026K1", "FINAL", "167.3"),
    ]


def test_columns_before_the_years_part_the_table_in_series(read_index):
    cube = read_index("Serie;År;Jan;Feb\nKPI;2025;1;2\n;2026;3;4\nKPIF;2025;5;6\n;2026;7;8\n")
    assert series(cube, {"Serie": "KPIF"}) == [
        ("2025M01", "FINAL", "5"),
        ("2025M02", "FINAL", "6"),
        ("2026M01", "FINAL", "7"),
        ("2026M02", "FINAL", "8"),
    ]
    with pytest.raises(UnreadableFile, match="Välj ett värde för Serie: KPI, KPIF"):
        series(cube)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("År;Jan;Feb\n2025;1;2\n2025;1;2\n", "Rad 3: året 2025 finns flera gånger"),
        ("År;Jan;Feb\n2025;1;ett\n", "Rad 2: Värdet ”ett” är inget tal"),
        ("År;Jan;Feb\n2025;1;2\nSumma;3;4\n", "Rad 3: raden har värden men inget år"),
        ("År;Jan;Feb;Prognos\n2025;1;2;3\n", "Rad 2: kolumn 4 har ett värde, men ingen månad i rubriken"),
    ],
)
def test_what_would_be_lost_or_taken_for_something_else_is_refused_with_its_row(read_index, content, said):
    with pytest.raises(UnreadableFile, match=said):
        read_index(content)


def test_the_base_in_the_title_is_compared_with_the_series(read_index):
    with pytest.raises(UnreadableFile, match="har basen 1980=100, men serien har basen 2020=100"):
        observations(read_index(KPI), selection={}, contents_status={}, base="2020=100")
    assert observations(read_index(KPI), selection={}, contents_status={}, base="1980=100")[0]
