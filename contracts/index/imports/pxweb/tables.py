"""Tables as PxWeb saves them in CSV and XLSX: periods across or down, labels and no codes.

Which shape a file has is found from where its periods are:

- across: stub columns, then columns headed by a period, with what is measured before it or in a row above or below;
- down: one column of periods, and columns of numbers to the right of it;
- years down, with their months or quarters across (years.py).
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from pathlib import Path

from contracts.index.imports.pxweb.cube import (
    CONTENTS,
    CONTENTS_LABEL,
    LARGEST_CELLS,
    Cube,
    check_size,
    contents_among,
    dimension,
    is_missing,
    is_number,
    read_number,
)
from contracts.index.imports.pxweb.template import is_template, period_in, read_template
from contracts.index.imports.pxweb.years import years_down
from huddinge_vo.common.files.tabular import (
    DELIMITERS,
    Record,
    SheetTable,
    TextTable,
    UnreadableFile,
    open_table,
)
from huddinge_vo.common.index_periods import Frequency, IndexPeriod

_HEADING_WITHIN = 30  # rows: a title and some remarks may stand above the heading
_TIME_HEADINGS = {"tid", "period", "år", "kvartal", "månad", "year", "quarter", "month", "time"}
_NO_PERIODS = (
    "Filen har inga perioder att läsa. Den ska ha kolumner med perioder i rubriken, en kolumn med perioder, "
    "ett år på varje rad med månader eller kvartal i rubriken, eller kolumnerna period, värde, status och publicerad."
)


@dataclass(frozen=True)
class _Column:
    """A column of values, and the period and the contents it is headed by where it is."""

    index: int
    period: IndexPeriod | None
    contents: str

    @property
    def frequency(self) -> Frequency | None:
        return self.period.frequency if self.period else None


def read_csv(path: Path, *, file_name: str = "") -> Cube:
    """The table of a CSV or XLSX file that PxWeb saved, or that follows our template.

    Dimensions and values have their labels for codes, but periods have theirs. Blank stub cells repeat the one above;
    rows without numbers are notes. Raises UnreadableFile when no periods are found or a value is no number.
    """
    table = open_table(path, file_name)
    records = []
    fields = 0
    for record in _parted(table).records():
        if record.broken:
            raise UnreadableFile(f"Rad {record.line}: {record.broken}")
        fields += len(record.fields)
        if fields > 2 * LARGEST_CELLS:
            check_size([fields])
        if not record.is_blank:
            records.append(record)
    if not records:
        raise UnreadableFile("Filen är tom.")
    for place, record in enumerate(records[:_HEADING_WITHIN]):
        if is_template(record):
            return read_template(record, records[place + 1 :])
        if (by_year := years_down(records, place)) is not None:
            return by_year
        if place and (at := _periods_down(records[place - 1], records[place:])) is not None:
            return _read_down(records[place - 1], records[place:], at)
        if columns := _periods_across(records, place):
            return _read_across(records, place, columns)
    raise UnreadableFile(_NO_PERIODS)


def _parted(table: TextTable | SheetTable) -> TextTable | SheetTable:
    """The table by the delimiter that parts most of its first rows: the very first may be a title with commas in it."""
    if isinstance(table, SheetTable):
        return table
    with table.path.open(encoding=table.encoding, newline=None) as file:
        lines = [line for line in islice(file, _HEADING_WITHIN) if line.strip()]

    def score(delimiter: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
        except csv.Error:
            return 0, 0  # the records say what is wrong, and where
        width, rows = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
        return rows, width

    return replace(table, delimiter=max(DELIMITERS, key=score))


def _cell(record: Record, index: int) -> str:
    return record.fields[index].strip() if index < len(record.fields) else ""


@lru_cache(maxsize=4096)  # the same few hundred periods stand in every row
def _period(text: str) -> IndexPeriod | None:
    try:
        return period_in(text)
    except ValueError:
        return None


def _is_value(text: str) -> bool:
    return bool(text) and (is_number(text) or is_missing(text))


def _has_values(record: Record, indexes: Iterable[int]) -> bool:
    return any(_is_value(_cell(record, index)) for index in indexes)


# Periods down


def _periods_down(heading: Record, records: Sequence[Record]) -> int | None:
    """The column that has a period in every row with values; None when the table has another shape."""
    width = len(heading.fields)
    headed = [index for index, text in enumerate(heading.fields) if text.strip()]
    # One cell in the first column is a title; one further out heads the only column of values.
    if headed in ([], [0]) or any(map(_period, heading.fields)):
        return None
    rows = list(_rows_down(records, width))
    if not rows or rows[0] is not records[0]:
        return None
    found = [
        index
        for index in range(width)
        if _period(_cell(rows[0], index))
        and all(_period(text) for row in rows if (text := _cell(row, index)))
        and _value_columns(rows, width, index)
    ]
    named = [index for index in found if heading.fields[index].strip().lower() in _TIME_HEADINGS]
    return next(iter(named or found), None)


def _rows_down(records: Iterable[Record], width: int) -> Iterator[Record]:
    """The rows that are no notes: notes have one cell only, and rows have a cell with a number or its sign."""
    for record in records:
        # From the right, where the values are.
        if _has_values(record, reversed(range(width))) and sum(bool(text.strip()) for text in record.fields) > 1:
            yield record


def _value_columns(rows: Sequence[Record], width: int, at: int) -> list[int]:
    """The last columns to the right of the periods that have nothing but numbers, next to each other."""
    found: list[int] = []
    for index in reversed(range(at + 1, width)):
        cells = [text for row in rows if (text := _cell(row, index))]
        if cells and all(map(_is_value, cells)):
            found.insert(0, index)
        elif found:
            break
    return found if any(is_number(_cell(row, index)) for row in rows for index in found) else []


def _read_down(heading: Record, records: Sequence[Record], at: int) -> Cube:
    width = len(heading.fields)
    rows = list(_rows_down(records, width))
    columns = [_Column(index, None, _cell(heading, index)) for index in _value_columns(rows, width, at)]
    _refuse_texts(records, [at], columns)
    taken = {at, *(column.index for column in columns)}
    keys = [index for index in range(width) if index not in taken and any(_cell(row, index) for row in rows)]
    return _cube(heading, rows, keys, columns, at=at)


# Periods across


def _periods_across(records: Sequence[Record], place: int) -> list[_Column]:
    """The columns under periods, when the row is a heading of such; none otherwise.

    All bare periods, or all with what is measured before them. A variable may be named SNI 2007, which looks like the
    latter: so they must be the last columns of the row, of one frequency, and have values under them.
    """
    heading = records[place]
    texts = [text.strip() for text in heading.fields]
    while texts and not texts[-1]:
        texts.pop()
    below = records[place + 1 :]
    if bare := [(index, found) for index, text in enumerate(texts) if (found := _period(text))]:
        columns = _filled(records, place, bare, len(heading.fields))
    else:
        columns = _labelled(texts, below)
    has_numbers = any(is_number(_cell(row, column.index)) for row in below for column in columns)
    return columns if has_numbers else []


def _labelled(texts: Sequence[str], below: Sequence[Record]) -> list[_Column]:
    columns: list[_Column] = []
    if sum(bool(text) for text in texts) < 2 or not below:
        return columns  # a title may end with a period too
    for index in reversed(range(len(texts))):
        contents, _, written = texts[index].rpartition(" ")
        period = _period(written)
        is_other = period is None or (bool(columns) and columns[0].frequency != period.frequency)
        if is_other or not contents or (_cell(below[0], index) and not _is_value(_cell(below[0], index))):
            break
        columns.insert(0, _Column(index, period, contents.strip(" ,")))
    return columns


def _filled(records: Sequence[Record], place: int, bare: list[tuple[int, IndexPeriod]], width: int) -> list[_Column]:
    """Columns under bare periods. What is measured may stand in the row above them, or in the row below."""
    first = bare[0][0]
    columns: list[_Column] = []
    below = records[place + 1] if place + 1 < len(records) else Record(0, [])
    has_stub = any(_cell(below, index) for index in range(first))
    if _cell(below, first) and not has_stub and not _has_values(below, range(first, width)):
        known, period = dict(bare), bare[0][1]
        for index in range(first, width):
            period = known.get(index, period)
            if contents := _cell(below, index):
                columns.append(_Column(index, period, contents))
        return columns
    above = records[place - 1] if place else Record(0, [])
    # A title stands in the first column, over the stub.
    has_contents = bool(_cell(above, first)) and not any(_cell(above, index) for index in range(first))
    for index, period in bare:
        between = [text for step in range(first, index + 1) if (text := _cell(above, step))]
        contents = between[-1] if has_contents and first and between else ""
        columns.append(_Column(index, period, contents))
    return columns


def _read_across(records: Sequence[Record], place: int, columns: list[_Column]) -> Cube:
    first = columns[0].index
    heading = records[place]
    places = [column.index for column in columns]
    rows = [record for record in records[place + 1 :] if _has_values(record, places)]
    _refuse_texts(records[place + 1 :], range(first), columns)
    keys = [index for index in range(first) if _cell(heading, index) or any(_cell(row, index) for row in rows)]
    for index in keys:
        # Years may well stand in the name of a variable, as in SNI 2007; quarters and months do not.
        period = _period(_cell(heading, index).rpartition(" ")[2])
        if period and period.frequency != Frequency.YEAR:
            wrong = next((text for row in rows if (text := _cell(row, index)) and not _is_value(text)), "")
            raise UnreadableFile(f"Värdet ”{wrong[:40]}” i kolumnen {_cell(heading, index)} är inget tal.")
    for index in range(first, len(heading.fields)):
        if index not in places and any(is_number(_cell(row, index)) for row in rows):
            raise UnreadableFile(f"Rad {heading.line}: kolumn {index + 1} har värden, men ingen period i rubriken.")
    return _cube(heading, rows, keys, columns, at=None)


# Both


def _refuse_texts(records: Iterable[Record], keys: Sequence[int], columns: Sequence[_Column]) -> None:
    """Refuse rows that have text where values should be: to take them for notes would be to lose their values.

    Notes have a blank row above them, or stand under no value; a row of headings has nothing in the key columns.
    """
    places = [column.index for column in columns]
    last = None
    for record in records:
        if last is not None and record.line > last + 1:
            return
        if any(_cell(record, index) for index in keys):
            for column in columns:
                _value(record, column.index)
        if last is not None or _has_values(record, places):
            last = record.line


def _cube(
    heading: Record, rows: Sequence[Record], keys: Sequence[int], columns: Sequence[_Column], *, at: int | None
) -> Cube:
    """The cube of rows, with key columns, value columns, and a column of periods where they go down."""
    check_size([len(rows), len(columns)])
    codes = [_cell(heading, index) or f"Kolumn {index + 1}" for index in keys]
    if twice := [code for code, count in Counter(codes).items() if count > 1]:
        raise UnreadableFile(f"Kolumnen {twice[0]} finns flera gånger på rad {heading.line}.")
    time_label = (_cell(heading, at) if at is not None else "") or "tid"
    has_contents = any(column.contents for column in columns)
    given = contents_among(dimension(code, code, ()) for code in codes)
    # A file with a column for what is measured has that; its column of numbers is then headed by nothing of interest.
    measured = has_contents and not given
    seen: list[dict[str, None]] = [{} for _ in keys]
    periods: dict[str, None] = {}
    cells: dict[tuple[str, ...], Decimal | None] = {}
    current = [""] * len(keys)
    running = ""
    for row in rows:
        current = [_cell(row, index) or before for index, before in zip(keys, current, strict=True)]
        running = (_cell(row, at) or running) if at is not None else ""
        for known, value in zip(seen, current, strict=True):
            known[value] = None
        for column in columns:
            code = (column.period or _period(running) or period_in(running)).code
            periods[code] = None
            key = (*current, *((column.contents or CONTENTS_LABEL,) if measured else ()), code)
            if key in cells:
                raise UnreadableFile(f"Rad {row.line}: värdet för {', '.join(key)} finns flera gånger i filen.")
            cells[key] = _value(row, column.index)
    dimensions = [dimension(code, code, known) for code, known in zip(codes, seen, strict=True)]
    if measured:
        contents = dict.fromkeys(column.contents or CONTENTS_LABEL for column in columns)
        dimensions.append(dimension(CONTENTS, CONTENTS_LABEL, contents))
    dimensions.append(dimension("Tid", time_label, periods))
    return Cube(tuple(dimensions), cells, "Tid", CONTENTS if measured else given)


def _value(row: Record, index: int) -> Decimal | None:
    try:
        return read_number(_cell(row, index))
    except UnreadableFile as error:
        raise UnreadableFile(f"Rad {row.line}: {error}") from None
