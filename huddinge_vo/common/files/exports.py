"""Lists as files: XLSX for those who compute on, CSV that Swedish Excel opens right."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
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
_WIDEST = 60
_BREAK = re.compile(r"<br\s*/?>|</li>\s*<li[^>]*>")


class TooManyRows(ValueError):
    """There are more rows than a sheet holds. The message is for the user."""


def table_rows(table: tables.Table) -> Iterator[list[object]]:
    """The headings, then every row of a django-tables2 table as its columns' values for export.

    All its columns, also those that the page has no room for; where somebody has chosen among them, those.

    The rows are read in portions and forgotten: a year's ledger does not fit in memory. What the table itself does
    (`as_values`) keeps them all.
    """
    shown = table.columns if getattr(table, "is_chosen", False) else table.columns.iterall()
    columns = [column for column in shown if not column.column.exclude_from_export]
    yield [str(column.header) for column in columns]
    data = table.data.data
    records = data.iterator(chunk_size=_CHUNK) if isinstance(data, QuerySet) else iter(data)
    row_class = table.rows.__class__
    for record in records:
        row = next(iter(row_class(data=[record], table=table)))
        yield [row.get_cell_value(column.name) for column in columns]


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


def _fill(book: xlsxwriter.Workbook, rows: Iterable[Iterable[object]]) -> None:
    sheet = book.add_worksheet("Uppgifter")
    head = book.add_format({"bold": True, "bottom": 1})
    money = book.add_format({"num_format": "#,##0.00"})
    share = book.add_format({"num_format": "0.00%"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    time = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    # A text stays a text also when somebody edits its cell or saves the sheet as CSV.
    quoted = book.add_format({"quote_prefix": True})
    sheet.freeze_panes(1, 0)
    last = 0
    computed = iter(rows)
    heading = [str(value) for value in next(computed, [])]
    for column, value in enumerate(heading):
        sheet.set_column(column, column, min(max(len(value) + 2, 12), _WIDEST))
        sheet.write_string(0, column, value, head)
    for index, row in enumerate(computed, start=1):
        last = index
        if index > MOST_XLSX_ROWS:
            raise TooManyRows(
                "Listan har fler rader än ett kalkylblad rymmer. Begränsa listan, eller hämta den som CSV."
            )
        for column, raw in enumerate(row):
            cell = _plain(raw)
            if cell is None:
                continue
            if isinstance(cell, Share):
                sheet.write_number(index, column, cell, share)
            elif isinstance(cell, Decimal):
                sheet.write_number(index, column, cell, money)  # written with all its digits
            elif isinstance(cell, int):
                sheet.write_number(index, column, cell)
            elif isinstance(cell, datetime):
                sheet.write_datetime(index, column, cell, time)
            elif isinstance(cell, date):
                sheet.write_datetime(index, column, cell, day)
            else:
                sheet.write_string(index, column, cell, None if safe_cell(cell) == cell else quoted)
    if heading:
        sheet.autofilter(0, 0, last, len(heading) - 1)
