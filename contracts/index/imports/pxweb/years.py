"""Tables with a year a row and its months or quarters across, as an index is mostly printed: År, Jan, Feb … Dec.

A column for the year's mean is left: it is another series.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from contracts.index.imports.pxweb.cube import Cube, dimension, is_missing, is_number, read_number
from huddinge_vo.common.files.tabular import Record, UnreadableFile, plain_heading
from huddinge_vo.common.index_periods import Frequency, IndexPeriod
from huddinge_vo.common.periods import MONTHS

_FEWEST = 2  # columns of months or quarters that make a heading of them
_NAMES = {name: part for part, each in enumerate(MONTHS, start=1) for name in (each.lower(), each.lower()[:3])}
_NAMES |= {"sept": 9, "maj": 5, "may": 5, "oct": 10}
_QUARTER = re.compile(r"(?:k|q|kv|kvartal)\.? ?([1-4])|([1-4]):?[ae] kvartalet")
_MONTH = re.compile(r"m?(0[1-9]|1[0-2])")
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_MEAN = re.compile(r"medel|genomsnitt|snitt|helar|^ar$|average|mean|^year$")


def years_down(records: Sequence[Record], place: int) -> Cube | None:
    """The table under a heading of months or quarters with years to their left; null where the row is none such.

    Rows without a year are notes when they have no values. Raises UnreadableFile where a value is no number, a year
    comes twice, or a value stands where no month is.
    """
    heading = records[place]
    parts = {index: part for index, text in enumerate(heading.fields) if (part := _part(text))}
    frequencies = {frequency for frequency, _ in parts.values()}
    if len(parts) < _FEWEST or len(frequencies) != 1 or len({part for _, part in parts.values()}) != len(parts):
        return None
    frequency, first = frequencies.pop(), min(parts)
    below = records[place + 1 :]
    at = next((index for index in range(first) if below and _year(below[0], index)), None)
    if at is None:
        return None
    names = [index for index in range(first) if index != at and any(_cell(row, index) for row in _rows(below, at))]
    codes = [_cell(heading, index) or f"Kolumn {index + 1}" for index in names]
    seen: list[dict[str, None]] = [{} for _ in names]
    cells: dict[tuple[str, ...], Decimal | None] = {}
    current = [""] * len(names)
    for row in below:
        year = _year(row, at)
        if not year:
            _refuse_values(row, parts)
            continue
        current = [_cell(row, index) or before for index, before in zip(names, current, strict=True)]
        for known, value in zip(seen, current, strict=True):
            known[value] = None
        _refuse_others(row, heading, first, parts)
        for index, (_, number) in parts.items():
            if not _cell(row, index):
                continue  # a month to come
            key = (*current, IndexPeriod(year, number, frequency).code)
            if key in cells:
                raise UnreadableFile(f"Rad {row.line}: året {year} finns flera gånger i filen.")
            cells[key] = _value(row, index)
    if not any(value is not None for value in cells.values()):
        return None
    periods = sorted({key[-1] for key in cells})
    dimensions = [dimension(code, code, known) for code, known in zip(codes, seen, strict=True)]
    title = " ".join(text for record in records[:place] for text in record.fields if text.strip())
    return Cube((*dimensions, dimension("Tid", "tid", periods)), cells, "Tid", None, title=title)


def _cell(record: Record, index: int) -> str:
    return record.fields[index].strip() if index < len(record.fields) else ""


def _rows(records: Sequence[Record], at: int) -> list[Record]:
    return [record for record in records if _year(record, at)]


def _year(record: Record, index: int) -> int:
    """The year of a cell; 0 where it is none."""
    text = _cell(record, index)
    return int(text) if _YEAR.fullmatch(text) else 0


def _part(text: str) -> tuple[Frequency, int] | None:
    """Which of a year's months or quarters heads a column: Jan, januari, M01, 01, Kv 1, kvartal 1."""
    plain = " ".join(text.lower().replace(".", "").split())
    if plain in _NAMES:
        return Frequency.MONTH, _NAMES[plain]
    if found := _QUARTER.fullmatch(plain):
        return Frequency.QUARTER, int(found[1] or found[2])
    if found := _MONTH.fullmatch(plain):
        return Frequency.MONTH, int(found[1])
    return None


def _value(row: Record, index: int) -> Decimal | None:
    try:
        return read_number(_cell(row, index))
    except UnreadableFile as error:
        raise UnreadableFile(f"Rad {row.line}: {error}") from None


def _refuse_values(row: Record, parts: dict[int, tuple[Frequency, int]]) -> None:
    """A row of values without a year would be lost."""
    if any(is_number(_cell(row, index)) for index in parts):
        raise UnreadableFile(f"Rad {row.line}: raden har värden men inget år.")


def _refuse_others(row: Record, heading: Record, first: int, parts: dict[int, tuple[Frequency, int]]) -> None:
    """A value where no month is, but for the year's mean, would be lost."""
    for index in range(first, len(row.fields)):
        text = _cell(row, index)
        if index in parts or not text or is_missing(text) or _MEAN.search(plain_heading(_cell(heading, index))):
            continue
        raise UnreadableFile(f"Rad {row.line}: kolumn {index + 1} har ett värde, men ingen månad i rubriken.")
