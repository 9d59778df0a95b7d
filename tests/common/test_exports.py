"""Lists as files."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import import_module

import openpyxl
import pytest
from django.conf import settings
from django.utils.html import format_html

from huddinge_vo.common.files import exports
from huddinge_vo.common.pages.tables import Table

ROWS = [
    ["Namn", "Belopp", "Antal", "Dag", "När", "Öppet", "Inget"],
    ["Åkerö; AB", Decimal("1234567.80"), 3, date(2026, 12, 31), datetime(2026, 7, 1, 12, 0, tzinfo=UTC), True, None],
    ["=1+1", Decimal("-0.05"), -2, date(2020, 2, 29), datetime(2026, 1, 1, 12, 0, tzinfo=UTC), False, "–"],
]


def test_csv_opens_right_in_a_swedish_spreadsheet():
    text = b"".join(exports.csv_lines(ROWS)).decode()
    assert text.startswith("\ufeffNamn;Belopp;")
    assert text.splitlines()[1] == '"Åkerö; AB";1234567,80;3;2026-12-31;2026-07-01 14:00:00;ja;'
    assert text.splitlines()[2] == "'=1+1;-0,05;-2;2020-02-29;2026-01-01 13:00:00;nej;"


def test_xlsx_has_numbers_as_numbers_and_texts_that_never_compute():
    with exports.xlsx_file(ROWS) as file:
        sheet = openpyxl.load_workbook(io.BytesIO(file.read())).active
    rows = list(sheet.iter_rows())
    assert [str(cell.value) for cell in rows[1]] == [
        "Åkerö; AB",
        "1234567.8",
        "3",
        "2026-12-31 00:00:00",
        "2026-07-01 14:00:00",
        "ja",
        "None",
    ]
    assert (rows[1][1].data_type, rows[1][3].data_type) == ("n", "d")
    assert (rows[2][0].value, rows[2][0].data_type) == ("=1+1", "s")
    assert rows[2][0].quotePrefix
    assert sheet.freeze_panes == "A2"


def test_more_rows_than_a_sheet_holds_are_refused_not_cut(monkeypatch):
    monkeypatch.setattr(exports, "MOST_XLSX_ROWS", 2)
    with pytest.raises(exports.TooManyRows, match="CSV"):
        exports.xlsx_file([["a"], [1], [2], [3]])
    exports.xlsx_file([["a"], [1], [2]]).close()


def test_what_was_drawn_for_a_page_is_words_in_a_file():
    drawn = format_html('<a href="/x/">{}</a><br><span class="muted small">{}</span>', "A & B <AB>", "senast")
    rows = [["Namn"], [drawn], ["Skrivet < av någon"]]
    assert b"".join(exports.csv_lines(rows)).decode("utf-8-sig").splitlines() == [
        "Namn",
        "A & B <AB>, senast",
        "Skrivet < av någon",
    ]
    with exports.xlsx_file(rows) as file:
        sheet = openpyxl.load_workbook(io.BytesIO(file.read())).active
    assert [row[0].value for row in sheet.iter_rows()] == ["Namn", "A & B <AB>, senast", "Skrivet < av någon"]


def test_a_share_is_a_number_shown_as_per_cent():
    rows = [["Ändring"], [exports.Share("0.0375")]]
    assert b"".join(exports.csv_lines(rows)).decode("utf-8-sig").splitlines()[1] == "3,7500%"
    with exports.xlsx_file(rows) as file:
        cell = openpyxl.load_workbook(io.BytesIO(file.read())).active["A2"]
    assert (cell.value, cell.number_format) == (0.0375, "0.00%")


def every_table():
    """All lists there are, by name."""
    for name in ("contracts", "procurement", "followup", "activities", "huddinge_vo"):
        for found in (settings.BASE_DIR / name).rglob("tables.py"):
            import_module(".".join(found.relative_to(settings.BASE_DIR).with_suffix("").parts))
    waiting, tables = [Table], {}
    while waiting:
        for each in waiting.pop().__subclasses__():
            waiting.append(each)
            if each.__module__.split(".")[0] not in {"tests", "django_tables2"}:
                tables[f"{each.__module__}.{each.__name__}"] = each
    return tables


TABLES = every_table()


def test_no_file_has_a_column_that_says_that_it_is_two_of_which_the_other_stands_beside_it():
    assert len(TABLES) > 40
    double = {}
    for name, table in TABLES.items():
        headings = [
            getattr(table, "file_headings", {}).get(column, str(each.verbose_name or column))
            for column, each in table.base_columns.items()
            if not each.exclude_from_export
        ]
        others = {each.casefold() for each in headings}
        twice = [each for each in headings if {part.casefold() for part in each.split(" och ")[1:]} & others]
        if twice:
            double[name] = twice
    assert double == {}
