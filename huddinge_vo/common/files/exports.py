"""Lists as files: XLSX for those who compute on, CSV that Swedish Excel opens right."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from tempfile import TemporaryFile
from typing import IO

import django_tables2 as tables
import xlsxwriter
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from huddinge_vo.common.files.tabular import safe_cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
MOST_XLSX_ROWS = 1_048_575  # a sheet's last row, less the heading
_CHUNK = 2000
_NARROWEST, _WIDEST = 8, 60
_ARROW = 4  # beside a heading: what opens its filter
_BREAK = re.compile(r"<br\s*/?>|</li>\s*<li[^>]*>")


class TooManyRows(ValueError):
    """There are more rows than a sheet holds. The message is for the user."""

    def __init__(self) -> None:
        super().__init__("Listan har fler rader än ett kalkylblad rymmer. Begränsa listan, eller hämta den som CSV.")


def table_rows(table: tables.Table) -> Iterator[list[object]]:
    """The headings, then every row of a django-tables2 table as its columns' values for export.

    All its columns, also those that the page has no room for; where somebody has chosen among them, those.

    A row of which the page tells several things may be several here, so that each value has a cell: the table's
    `in_files` gives them. A column that shows two things on a page, each of which has its own here, is called by what
    it says here: `file_headings`.

    The rows are read in portions and forgotten: a year's ledger does not fit in memory. What the table itself does
    (`as_values`) keeps them all.
    """
    shown = table.columns if getattr(table, "is_chosen", False) else table.columns.iterall()
    columns = [column for column in shown if not column.column.exclude_from_export]
    headings = getattr(table, "file_headings", {})
    yield [headings.get(column.name, str(column.header)) for column in columns]
    data = table.data.data
    records = data.iterator(chunk_size=_CHUNK) if isinstance(data, QuerySet) else iter(data)
    row_class = table.rows.__class__
    parts_of = getattr(table, "in_files", _as_it_is)
    for record in records:
        for part in parts_of(record):
            row = next(iter(row_class(data=[part], table=table)))
            yield [row.get_cell_value(column.name) for column in columns]


def _as_it_is(record: object) -> Iterator[object]:
    """A row of a list is one of its file, where the table does not say that it is several."""
    yield record


class Share(Decimal):
    """A share between 0 and 1: in a spreadsheet a number shown as per cent."""


def _without_markup(written: str) -> str:
    """What a cell drawn as HTML says: its words alone, a new line as a comma."""
    return unescape(strip_tags(_BREAK.sub(", ", written))).strip()


def _plain(value: object) -> str | int | date | Decimal | None:
    """A value as a person means it: times are Swedish, yes and no are words, what is not there is nothing.

    What was drawn for a page is words in a file, whichever column forgot to say its value.
    """
    if value is None or value == "–":
        return None
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.replace(tzinfo=None, microsecond=0)
    if isinstance(value, (date, Decimal, int)):
        return value
    return _without_markup(value) if isinstance(value, SafeString) else str(value)


def _width(cell: str | int | date | Decimal) -> int:
    """How many signs a cell needs as it is shown."""
    if isinstance(cell, Decimal) and not isinstance(cell, Share):
        return len(f"{cell:,.2f}") + 1
    return len(str(cell)) + 1


def _csv_cell(value: object) -> str:
    value = _plain(value)
    if value is None:
        return ""
    if isinstance(value, Share):
        return f"{Decimal(value) * 100:f}".replace(".", ",") + "%"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return safe_cell(value) if isinstance(value, str) else str(value)


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """BOM, semicolons, decimal commas, no spaces in numbers; a text that looks like a formula is neutralised."""
    yield "\ufeff".encode()
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row])
        if buffer.tell() > 64 * 1024:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def xlsx_file(rows: Iterable[Iterable[object]]) -> IO[bytes]:
    """A workbook with one sheet, open at its beginning: numbers are numbers, dates are dates, texts never formulas.

    Raises TooManyRows rather than leave any out.
    """
    target = TemporaryFile()  # noqa: SIM115  # whoever sends it closes it
    try:
        with xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False}) as book:
            _fill(book, rows)
    except BaseException:
        target.close()
        raise
    target.seek(0)
    return target


class _Sheet:
    """A sheet that is filled cell by cell, each as its kind is written, and then made as wide as what stands in it."""

    def __init__(self, book: xlsxwriter.Workbook, heading: Sequence[str]) -> None:
        self.sheet = book.add_worksheet("Uppgifter")
        self.money = book.add_format({"num_format": "#,##0.00"})
        self.share = book.add_format({"num_format": "0.00%"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.time = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        # A text stays a text also when somebody edits its cell or saves the sheet as CSV.
        self.quoted = book.add_format({"quote_prefix": True})
        self.widths = [len(value) + _ARROW for value in heading]
        head = book.add_format({"bold": True, "bottom": 1})
        self.sheet.freeze_panes(1, 0)
        for column, value in enumerate(heading):
            self.sheet.write_string(0, column, value, head)

    def write(self, row: int, column: int, cell: str | int | date | Decimal) -> None:
        """One value in its cell."""
        self.widths[column] = max(self.widths[column], _width(cell))
        if isinstance(cell, Share):
            self.sheet.write_number(row, column, cell, self.share)
        elif isinstance(cell, Decimal):
            self.sheet.write_number(row, column, cell, self.money)  # written with all its digits
        elif isinstance(cell, int):
            self.sheet.write_number(row, column, cell)
        elif isinstance(cell, datetime):
            self.sheet.write_datetime(row, column, cell, self.time)
        elif isinstance(cell, date):
            self.sheet.write_datetime(row, column, cell, self.day)
        else:
            self.sheet.write_string(row, column, cell, None if safe_cell(cell) == cell else self.quoted)

    def end(self, last: int) -> None:
        """Widths that fit, and a filter at each heading down to the last row."""
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, min(max(width, _NARROWEST), _WIDEST))
        if self.widths:
            self.sheet.autofilter(0, 0, last, len(self.widths) - 1)


def _fill(book: xlsxwriter.Workbook, rows: Iterable[Iterable[object]]) -> None:
    computed = iter(rows)
    sheet = _Sheet(book, [str(value) for value in next(computed, [])])
    last = 0
    for index, row in enumerate(computed, start=1):
        last = index
        if index > MOST_XLSX_ROWS:
            raise TooManyRows
        for column, raw in enumerate(row):
            cell = _plain(raw)
            if cell is not None:
                sheet.write(index, column, cell)
    sheet.end(last)
