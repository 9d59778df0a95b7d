"""PX files: in the encoding they name or not, in their own language, and refused when they are cut off."""

from datetime import date

import pytest

from contracts.index.imports.pxweb import read_px
from huddinge_vo.common.files.tabular import UnreadableFile
from tests.contracts.index.index_files import LCI, series

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
def test_a_truncated_or_broken_px_file_is_refused(read_index, content, said):
    with pytest.raises(UnreadableFile, match=said):
        read_index(content.encode("cp1252"))
