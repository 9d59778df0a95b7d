"""A file of the register, from a file to plain rows and errors: its columns, and what a cell of each may say. Pure.

Headings are matched without case, accents and signs; columns with other headings are left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from contracts.plan.cells import Areas, Problem, amount_in, areas_in, day_in
from huddinge_vo.common import org_numbers
from huddinge_vo.common.files.columns import NamedRow, one_line, read_count, read_named
from huddinge_vo.common.files.records import AmountCell, RowError, Typed, UnreadableFile
from huddinge_vo.common.files.tabular import plain_heading
from huddinge_vo.common.money import TwoReadings, decimal_sign_of
from huddinge_vo.common.untyped import Cleaned, Context

_SHOWN = 60  # of a text that is too long, this much is given back
_LARGEST_COUNT = 32_767


class WrongCell(ValueError):
    """A cell that cannot be taken: each value in it that is wrong, as it came, and the reason in Swedish."""

    def __init__(self, *wrong: tuple[str, str]) -> None:
        self.wrong = wrong
        super().__init__(" ".join(reason for _, reason in wrong))


# A cell as it came and the buyer's areas → what it means. Raises ValueError with the reason in Swedish.
Reader = Callable[[str, Areas], Any]  # what a cell is read into, each kind of column its own


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a file: its heading, what it means, and how a cell of it is read into a field of the row.

    An empty cell is refused with the words in `missing`; where there are none it may be empty. A file may be without a
    column that `may_lack`, and then says nothing of it. Amounts are read by the one decimal sign of their file. What
    `is_stored` is kept as it was read, in the field of the same name of what the row is about; the others are for the
    register to make something of.
    """

    heading: str
    field: str
    meaning: str  # in Swedish, for whoever makes the file
    read: Reader
    missing: str = ""
    may_lack: bool = False
    is_amount: bool = False  # its decimals follow the sign of the whole file
    is_stored: bool = True


@dataclass(frozen=True)
class Row:
    """A row of a file: its line as a spreadsheet shows it, and what each column said, of those that the file has."""

    line: int
    values: Cleaned
    fields: Sequence[str] = field(default=(), compare=False)  # as they came, for giving a bad row back

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - each column knows what its cells are read into
        return self.values[name]

    def error(self, column: str, value: str, reason: str) -> RowError:
        """What is wrong in a column of this row."""
        return RowError(self.line, column, value, reason, list(self.fields))


def stored_in(columns: Iterable[Column], row: Row) -> Context:
    """What of a row is kept as it was read: field → value."""
    return {each.field: row[each.field] for each in columns if each.is_stored and each.field in row.values}


# What is wrong in a row as a whole: its cells as they came, and what those that could be read mean, by field.
Check = Callable[[Mapping[str, str], Cleaned], Iterator[Problem]]


@dataclass(frozen=True)
class Once:
    """What may be in a file only once: how it is known, null where that cannot be told, how a second one is refused."""

    key: Callable[[Cleaned], Hashable | None]
    column: str
    value: Callable[[Cleaned], str]
    reason: str  # with {line}, where it was first


def read_rows(
    path: Path,
    *,
    columns: Sequence[Column],
    areas: Areas,
    file_name: str = "",
    check: Check | None = None,
    once: Once | None = None,
    one_of: Sequence[str] = (),
) -> tuple[list[Row], list[RowError]]:
    """Read all rows and all errors, those by line and column.

    Raises UnreadableFile when a column is not there that must be, or when none of `one_of` is.

    `areas` leads from an area's code or name, as `name_key` writes it, to the area; null where the name is several's.
    """
    named, errors = named_rows(path, columns=columns, file_name=file_name)
    if named and one_of and not named[0].cells.keys() & set(one_of):
        raise UnreadableFile(f"Kolumnen {' eller '.join(one_of)} saknas på rad 1.")
    sign = _decimal_sign(named, columns)
    places = {column.heading: place for place, column in enumerate(columns)}
    rows: list[Row] = []
    seen: dict[Hashable, int] = {}
    for row in named:
        values, problems = _cells(row, columns, areas, sign)
        if once is not None and (key := once.key(values)) is not None:
            if key in seen:
                problems.append((once.column, once.value(values), once.reason.format(line=seen[key])))
            seen.setdefault(key, row.line)
        if check is not None:
            problems.extend(check(row.cells, values))
        problems.sort(key=lambda problem: places[problem[0]])
        errors.extend(row.error(column, value, reason) for column, value, reason in problems)
        if not problems:
            rows.append(Row(row.line, values, row.fields))
    return rows, sorted(errors, key=lambda error: error.line)


def named_rows(path: Path, *, columns: Sequence[Column], file_name: str = "") -> tuple[list[NamedRow], list[RowError]]:
    """All rows as they came, by heading, and those of the wrong shape. Raises UnreadableFile."""
    needed = [column.heading for column in columns if not column.may_lack]
    others = [column.heading for column in columns if column.may_lack]
    return read_named(path, columns=needed, optional=others, file_name=file_name)


def _decimal_sign(rows: Sequence[NamedRow], columns: Sequence[Column]) -> str:
    """The decimal sign of a file's amounts. Raises UnreadableFile where it may be either."""
    headings = [column.heading for column in columns if column.is_amount]
    cells = (row.cells[name] for row in rows for name in headings if name in row.cells)
    try:
        return decimal_sign_of(cell for cell in cells if not isinstance(cell, Typed))
    except TwoReadings as error:
        raise UnreadableFile(f"{error} Skriv beloppen med decimalkomma.") from error


def _cells(row: NamedRow, columns: Sequence[Column], areas: Areas, sign: str) -> tuple[Context, list[Problem]]:
    values: Context = {}
    problems: list[Problem] = []
    for column in columns:
        cell = row.cells.get(column.heading)
        if cell is None:
            continue
        if column.missing and not cell.strip():
            problems.append((column.heading, "", column.missing))
            continue
        if column.is_amount and not isinstance(cell, Typed):
            cell = AmountCell(cell, sign)
        try:
            values[column.field] = column.read(cell, areas)
        except WrongCell as error:
            problems.extend((column.heading, value, reason) for value, reason in error.wrong)
        except ValueError as error:
            problems.append((column.heading, cell.strip(), str(error)))
    return values, problems


def text(longest: int) -> Reader:
    """A text on one line, no longer than the register holds."""

    def read(cell: str, areas: Areas) -> str:
        value = one_line(cell)
        if len(value) > longest:
            raise WrongCell((value[:_SHOWN], f"Värdet är längre än {longest} tecken."))
        return value

    return read


def word(words: Cleaned, listed: str) -> Reader:
    """One of some words to choose from, which are matched as headings are; an empty cell is an empty text."""

    def read(cell: str, areas: Areas) -> object:
        value = one_line(cell)
        if not value:
            return ""
        if plain_heading(value) not in words:
            raise WrongCell((value, f"”{value}” går inte att tolka. Ange {listed}."))
        return words[plain_heading(value)]

    return read


def day(cell: str, areas: Areas) -> date | None:
    """A day of a term; an empty cell is none."""
    return day_in(cell.strip()) if cell.strip() else None


def count(cell: str, areas: Areas) -> int | None:
    """A whole number that the register holds; an empty cell is none."""
    value = cell.strip()
    if not value:
        return None
    number = read_count(value)
    if number > _LARGEST_COUNT:
        raise WrongCell((value, f"Talet kan vara högst {_LARGEST_COUNT}."))
    return number


def amount(noun: str) -> Reader:
    """An amount of nought or more, excluding VAT; an empty cell is none. `noun` is what the reason calls it."""

    def read(cell: str, areas: Areas) -> Decimal | None:
        if not cell.strip():
            return None
        value = amount_in(cell)
        if value < 0:
            raise WrongCell((cell, f"{noun} kan inte vara negativ."))
        return value

    return read


def org_number(refusal: Callable[[str], str]) -> Reader:
    """An organisation number in ten digits; an empty cell is none. `refusal` says of a value why it cannot be one."""

    def read(cell: str, areas: Areas) -> str | None:
        value = one_line(cell)
        found = org_numbers.normalise(value)
        if value and found is None:
            raise WrongCell((value, refusal(value)))
        return found

    return read


def contract_areas(cell: str, areas: Areas) -> tuple[int, ...]:
    """The areas that a cell names by code or exact name, each once, in the cell's order; several are parted by |."""
    named = list(areas_in(cell, areas))
    if wrong := [(name, reason) for name, area, reason in named if area is None]:
        raise WrongCell(*wrong)
    return tuple(dict.fromkeys(area for _, area, _ in named if area is not None))


def wrong_order(
    values: Cleaned, first: str = "valid_from", last: str = "initial_until", column: str = "giltigt_till"
) -> Iterator[Problem]:
    """A term whose last day, which stands in a column, lies before its first."""
    begins, ends = values.get(first), values.get(last)
    if begins and ends and ends < begins:
        yield column, str(ends), f"Sista dagen ligger före första dagen, {begins}."
