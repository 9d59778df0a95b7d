"""Files whose columns go by name: every row as its cells, and what is wrong with its shape.

Days and whole numbers in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from huddinge_vo.common.files.tabular import Record, RowError, UnreadableFile, error_in, open_table, plain_heading
from huddinge_vo.common.periods import FIRST_YEAR, LAST_YEAR
from huddinge_vo.common.personal_numbers import personal_number_in

# Columns, by their plain headings, that ask for a number: of a company, perhaps a sole trader's, or of a case.
_ASK_FOR_NUMBERS = re.compile(r"organisationsnummer|orgnr|id$")
# Plain headings that files had before, and what the columns are called now.
_NOW_CALLED = {
    "grundtidtill": "ursprungligavtalstidtill",
    "takbelopp": "takvolym",
    "upphandlingsomgang": "omgang",
}
_MOST_ROWS = 100_000
_MOST_SIGNS = 50_000_000  # of all cells, each of which counts as one more


@dataclass(frozen=True)
class NamedRow:
    """A row by column name. `fields` are the same as they came, for giving a bad row back."""

    line: int
    cells: dict[str, str]
    fields: list[str]

    def error(self, column: str, value: str, reason: str) -> RowError:
        """What is wrong in a column of this row."""
        return RowError(self.line, column, value, reason, list(self.fields))


def read_named(
    path: Path, *, columns: Sequence[str], optional: Sequence[str] = (), file_name: str = ""
) -> tuple[list[NamedRow], list[RowError]]:
    """All rows under the heading, and errors for those with too few or too many fields.

    Headings are matched without case, accents and signs; other columns are left alone. Cells of `optional` columns are
    there when the file has them. Raises UnreadableFile when one of the columns is missing, or any is there twice.
    """
    records = (record for record in bounded(open_table(path, file_name).records()) if not record.is_blank)
    heading = next(records, None)
    if heading is None:
        raise UnreadableFile("Filen är tom.")
    at, width = _places(heading, columns, optional)
    rows: list[NamedRow] = []
    errors: list[RowError] = []
    for record in records:
        if reason := _misshapen(record, width):
            errors.append(RowError(record.line, "hela raden", "", reason, list(record.fields)))
        elif faulty := _faulty(record, at):
            errors.extend(faulty)
        else:
            cells = {name: record.fields[index] for name, index in at.items()}
            rows.append(NamedRow(record.line, cells, list(record.fields)))
    return rows, errors


def read_some(path: Path, *, columns: Sequence[str], file_name: str = "") -> tuple[list[NamedRow], list[RowError]]:
    """As read_named, of a file that says nothing without rows: it raises UnreadableFile for headings alone."""
    rows, errors = read_named(path, columns=columns, file_name=file_name)
    if not rows and not errors:
        raise UnreadableFile("Filen har rubriker men inga rader.")
    return rows, errors


def bounded(records: Iterable[Record]) -> Iterator[Record]:
    """The rows of a file that is kept in memory while it is looked at. Raises UnreadableFile where it is too much.

    No register, price list or list of rules is near that; a ledger is, and is read row by row.
    """
    rows = size = 0
    for record in records:
        rows, size = rows + 1, size + len(record.fields) + sum(map(len, record.fields))
        if rows > _MOST_ROWS or size > _MOST_SIGNS:
            raise UnreadableFile(f"Filen är för stor: högst {_MOST_ROWS} rader läses på en gång. Dela upp den.")
        yield record


def _places(heading: Record, columns: Sequence[str], optional: Sequence[str]) -> tuple[dict[str, int], int]:
    plain = [_NOW_CALLED.get(text, text) for text in map(plain_heading, heading.fields)]
    while plain and not plain[-1]:
        plain.pop()
    missing = [name for name in columns if plain_heading(name) not in plain]
    if missing:
        word = "Kolumnen" if len(missing) == 1 else "Kolumnerna"
        raise UnreadableFile(
            f"{word} {', '.join(missing)} saknas på rad {heading.line}. Kolumnerna ska vara {', '.join(columns)}."
        )
    present = [*columns, *(name for name in optional if plain_heading(name) in plain)]
    if twice := [name for name in present if plain.count(plain_heading(name)) > 1]:
        raise UnreadableFile(f"Kolumnen {twice[0]} finns flera gånger på rad {heading.line}. Behåll den som ska läsas.")
    return {name: plain.index(plain_heading(name)) for name in present}, len(plain)


def _faulty(record: Record, at: Mapping[str, int]) -> list[RowError]:
    """The cells of a row in which the spreadsheet has an error and no value, or that name a person by number."""
    return [
        RowError(record.line, name, record.fields[index], reason, list(record.fields))
        for name, index in at.items()
        if (reason := error_in(record.fields[index]))
    ] + people_in(record.line, {name: record.fields[index] for name, index in at.items()})


def people_in(line: int, cells: Mapping[str, str]) -> list[RowError]:
    """The cells with a personal number in them, where none is asked for. It is not said again what it was."""
    return [
        RowError(line, name, "", "Texten innehåller något som ser ut som ett personnummer. Ta bort det.", [])
        for name, cell in cells.items()
        if not _ASK_FOR_NUMBERS.search(plain_heading(name)) and personal_number_in(cell)
    ]


def _misshapen(record: Record, width: int) -> str:
    if record.broken:
        return record.broken
    if len(record.fields) < width or any(value.strip() for value in record.fields[width:]):
        return f"Raden har {len(record.fields)} fält, men rubrikraden har {width}."
    return ""


def one_line(value: str) -> str:
    """A text without surplus space."""
    return " ".join(value.split())


def read_day(value: str, *, hint: str = "") -> date:
    """An ISO day. Raises ValueError with the reason in Swedish; `hint` is added where the year is out of reach."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", value)
    if found is None:
        raise ValueError(f"”{value}” går inte att läsa som datum. Skriv ÅÅÅÅ-MM-DD.")
    year, month, day = (int(part) for part in found.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"”{value}” ligger utanför åren {FIRST_YEAR}–{LAST_YEAR}.{hint and ' '}{hint}")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"”{value}” är ingen dag i almanackan.") from None


def read_count(value: str) -> int:
    """A whole number, nought or more. Raises ValueError with the reason in Swedish."""
    if not re.fullmatch(r"[0-9]{1,6}", value):
        raise ValueError(f"”{value}” är inget heltal.")
    return int(value)
