"""A look at a file of which nothing is known: its first lines as they are read, and best guesses of how to read it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from followup.ledger.imports import day_of_all, open_by
from followup.ledger.imports.days import read_day
from followup.ledger.imports.explaining import LoadedRow, first_rows
from followup.ledger.imports.headings import find_layout, guess_mapping, named_headings
from followup.ledger.imports.how import DATE_FORMATS, How
from followup.ledger.imports.recognise import first_lines
from huddinge_vo.common.files.tabular import (
    DELIMITERS,
    RowError,
    SheetTable,
    TextTable,
    UnreadableFile,
    open_table,
)

_WITHIN = 30  # lines in which the headings are looked for
_TRIED = 200  # rows from which days are guessed
SHOWN_LINES, SHOWN_ROWS = 12, 20


@dataclass(frozen=True)
class Look:
    """What a person sees of a file before it is read: lines as they came, with their numbers, and its headings."""

    lines: list[tuple[int, list[str]]]
    headings: list[str]
    heading_line: int
    sheets: list[str]
    encoded_twice: int


@dataclass(frozen=True)
class Trial:
    """The first rows as they would be loaded, what is wrong in those that would not, or why none can be read."""

    rows: Sequence[LoadedRow] = ()
    errors: Sequence[RowError] = ()
    problem: str = ""


def _open(path: Path, file_name: str, how: How) -> TextTable | SheetTable:
    """The file as far as it can be opened, also where a choice is yet to be made: then the first sheet is shown."""
    table = open_table(
        path,
        file_name,
        encoding=how.encoding,
        delimiter=how.delimiter,
        sheets=how.sheets,
        skip_lines=how.skip_lines,
        encoded_twice="mend" if how.mends_text else "keep",
    )
    if isinstance(table, SheetTable) and not how.sheets:
        return replace(table, wanted=tuple(list(table.sheets)[:1]))
    return table


def look_at(path: Path, file_name: str, how: How) -> Look:
    """The first lines of a file and its headings, read as is said. Raises UnreadableFile."""
    table = _open(path, file_name, how)
    lines = [(record.line, record.fields) for record in islice(table.records(), how.skip_lines + SHOWN_LINES)]
    below = [(line, fields) for line, fields in lines if line > how.skip_lines and any(map(str.strip, fields))]
    if not below:
        raise UnreadableFile(f"Filen har inga rader efter rad {how.skip_lines}.")
    heading_line, fields = below[0]
    sheets = list(table.sheets) if isinstance(table, SheetTable) else []
    twice = table.encoded_twice if isinstance(table, TextTable) else 0
    return Look(lines[-SHOWN_LINES:], named_headings(fields), heading_line, sheets, twice)


def guess_how(path: Path, file_name: str) -> How:
    """The best guesses of how a file is to be read: where its headings are, what parts them, and what they hold."""
    how = _guess_dialect(path, file_name)
    table = _open(path, file_name, how)
    records = [record for record in islice(table.records(), how.skip_lines + _TRIED) if record.line > how.skip_lines]
    rows = [record.fields for record in records if not record.is_blank]
    if not rows:
        return how
    headings = named_headings(rows[0])
    mapping = guess_mapping(headings)
    guessed = replace(how, headings=tuple(headings), mapping=mapping)
    if "booked_on" in mapping:
        at = headings.index(mapping["booked_on"])
        guessed = replace(guessed, date_format=_guess_format([row[at] for row in rows[1:] if at < len(row)]))
    return guessed


def _guess_dialect(path: Path, file_name: str) -> How:
    """What parts the fields, and how many lines stand above the headings: where most headings are understood."""
    try:
        table = _open(path, file_name, How())
    except UnreadableFile:
        return How()
    if isinstance(table, SheetTable):
        records = [(record.line, record.fields) for record in islice(table.records(), _WITHIN)]
        return How(skip_lines=_heading_line(records) - 1)
    lines = first_lines(path, table.encoding)[:_WITHIN]
    tried = []
    for delimiter in DELIMITERS:
        parted = _parted(lines, delimiter)
        line = _heading_line(parted)
        fields = dict(parted).get(line, [])
        widths = Counter(len(fields) for _, fields in parted if len(fields) > 1)
        tried.append((len(guess_mapping(named_headings(fields))), max(widths.values(), default=0), delimiter, line))
    _, _, delimiter, line = max(tried, key=lambda each: each[:2])
    return How(delimiter=delimiter, skip_lines=line - 1)


def _parted(lines: Sequence[str], delimiter: str) -> list[tuple[int, list[str]]]:
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            found.append((number, next(csv.reader([line], delimiter=delimiter), [])))
        except csv.Error:
            continue
    return found


def _heading_line(records: Sequence[tuple[int, list[str]]]) -> int:
    """The line whose fields are best understood as headings; else the first of the usual width; at least 1."""
    filled = [(line, fields) for line, fields in records if any(map(str.strip, fields))]
    if not filled:
        return 1
    known = {line: len(guess_mapping(named_headings(fields))) for line, fields in filled}
    best = max(known.values())
    if best > 1:
        return next(line for line, count in known.items() if count == best)
    width = Counter(len(fields) for _, fields in filled).most_common(1)[0][0]
    return next(line for line, fields in filled if len(fields) == width)


def _guess_format(days: Sequence[str]) -> str:
    """The one way in which most of the days can be read; empty where it is ISO, or for a person to choose."""
    written = [day for day in days if day.strip()]
    readable = {each: sum(_is_day(day, each) for day in written) for each in ("", *DATE_FORMATS)}
    most = max(readable.values())
    fitting = [each for each, count in readable.items() if count == most]
    return fitting[0] if len(fitting) == 1 else ""


def _is_day(text: str, date_format: str) -> bool:
    try:
        read_day(text, date_format)
    except ValueError:
        return False
    return True


def try_rows(path: Path, file_name: str, how: How) -> Trial:
    """The first rows as they would be loaded. Nothing is kept of it."""
    try:
        table = open_by(path, file_name, how)
        layout = find_layout(table, how)
        rows, errors = first_rows(table, layout, how, day_of_all(how, layout, file_name), most=SHOWN_ROWS)
    except UnreadableFile as error:
        return Trial(problem=str(error))
    return Trial(rows, errors)
