"""PX files: in the encoding they name or not, in their own language, and refused when they are cut off."""

from datetime import date

import pytest

from contracts.index import actions
from contracts.index.imports.pxweb import observations, read_px
from huddinge_vo.common.files.tabular import UnreadableFile
from tests import factories as make
from tests.contracts.index.index_files import LCI, series
from tests.contracts.index.indices import AT

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
        (PX[: PX.rindex('"-"')], "har 5 värden men skulle ha 6"),
        (PX[: PX.index("Tredje")], "avhuggen eller skadad"),
        (PX[: PX.index("DATA")], "inga värden"),
        (PX.replace('="Q";', '="P","Q";'), "1 värden och 2 koder"),
        (PX.replace("165.1", "abc"), "är inget tal"),
        (PX.replace("DATA=", 'KEYS("kvartal")=VALUES;\nDATA='), "KEYS"),
    ],
)
def test_a_truncated_or_broken_px_file_is_refused(read_index, content, said):
    with pytest.raises(UnreadableFile, match=said):
        read_index(content.encode("cp1252"))


# ---- whole files that end or are parted otherwise than the standard has it

ENDED = 'DATA=\n165.1 166.20 ".." -0.4 "." "-"\n;\n'


@pytest.mark.parametrize(
    "content",
    [
        PX.rstrip().removesuffix(";"),  # no last semicolon
        PX.rstrip().removesuffix(";").rstrip() + "\r\n\x1a",
        PX.rstrip() + ";",  # two of them
        PX.rstrip() + "\n;\n",
        PX.replace('LANGUAGE="sv";', 'LANGUAGE="sv";;'),
        # A note that goes on after its semicolon, one in two strings, one over two lines, and two notes.
        PX.replace("DATA=", 'NOTE="Kvartalet räknas";\n" efter betalningsdag.";\nDATA='),
        PX.replace("DATA=", 'NOTEX("kvartal")="Räknas om;"\n" varje år";\n"och sedan";\nDATA='),
        PX.replace("DATA=", 'NOTE="Ett" "två";\nNOTE="Tre\nfyra";\nVALUENOTE("kvartal","Andra")="Fem";\n"sex";\nDATA='),
    ],
)
def test_a_whole_file_is_read_however_it_ends_and_its_notes_are_parted(read_index, content):
    assert ENDED in PX
    cube = read_index(content.encode("cp1252"))
    assert series(cube, {"SNI2007": "Q"}, LCI) == [
        ("2025K4", "FINAL", "-0.4"),
        ("2025K4", "PRELIMINARY", "165.1"),
        ("2026K1", "PRELIMINARY", "166.20"),
    ]


def test_a_file_without_an_end_whose_last_value_lacks_decimals_is_cut_in_it(read_index):
    whole = PX.replace('"." "-"\n;\n', "147.25 148.31")
    values = series(read_index(whole.encode("cp1252")), {"SNI2007": "Q"}, LCI)
    assert values[-1] == ("2026K2", "FINAL", "148.31")
    for cut in (1, 2, 3):
        with pytest.raises(UnreadableFile, match="ser ut att vara avhugget"):
            read_index(whole[:-cut].encode("cp1252"))
    # A line end after it says that it is whole.
    assert read_index((whole[:-1] + "\n").encode("cp1252"))


def test_what_is_parted_in_anything_but_a_note_is_still_refused(read_index):
    broken = PX.replace('="Q";', '="Q";\n"P";')
    with pytest.raises(UnreadableFile, match="avhuggen eller skadad"):
        read_index(broken.encode("cp1252"))


# ---- the base that the file says

BASED = 'BASEPERIOD("Preliminärt index")="2020=100";\nBASEPERIOD("Slutligt index")="2008=100";\nDATA='


@pytest.mark.parametrize(
    ("content", "status", "base"),
    [
        (PX.replace("DATA=", 'BASEPERIOD="2020=100";\nDATA='), LCI, "2020=100"),
        (PX.replace("DATA=", 'BASEPERIOD="2020";\nDATA='), LCI, "2020=100"),
        (PX.replace("DATA=", 'UNITS="Index, 2020 = 100";\nDATA='), LCI, "2020=100"),
        (PX.replace("Arbetskostnadsindex;", "Arbetskostnadsindex 2020=100;"), LCI, "2020=100"),
        (PX.replace("DATA=", 'BASEPERIOD="2008M01=100";\nDATA='), LCI, "2008M01=100"),
        # Of the contents that are read, and the nearest counts.
        (PX.replace("DATA=", BASED), {"Preliminärt index": "PRELIMINARY"}, "2020=100"),
        (PX.replace("DATA=", BASED), {"Slutligt index": "FINAL"}, ""),
        (PX.replace("index;", "index 2020=100;").replace("DATA=", 'BASEPERIOD="2008=100";\nDATA='), LCI, ""),
        (PX, LCI, ""),
    ],
)
def test_a_file_that_states_another_base_than_the_series_is_refused_with_both_named(content, status, base):
    def read():
        return observations(read_px(content.encode("cp1252")), selection={}, contents_status=status, base="2008=100")

    if not base:
        assert read()[0]
        return
    with pytest.raises(UnreadableFile) as refused:
        read()
    assert f"Filens värden har basen {base}, men serien har basen 2008=100." in str(refused.value)


@pytest.mark.django_db
def test_the_series_own_base_is_asked_and_of_yearly_changes_none_is():
    content = PX.replace("-0.4", "163.9").replace("DATA=", 'BASEPERIOD="2020=100";\nDATA=').encode("cp1252")
    named = {"preliminary_label": "Preliminärt index", "final_label": "Slutligt index"}
    named |= {"preliminary_code": "P", "final_code": "F"}

    def receive(of):
        return actions.receive_index(series=of, content=content, name="lci.px", by=None, at=AT)

    lci = make.series(**named)
    with pytest.raises(UnreadableFile, match="har basen 2020=100, men serien har basen 2008=100"):
        receive(lci)
    lci.base = "2020 = 100"
    lci.save()
    assert receive(lci)
    assert receive(make.series("OPI-K", kind="OPI", base="2008=100", measures="CHANGE", **named))
