"""Tables that come as files: found encoding, found delimiter, records with the row number a spreadsheet shows.

Nothing is guessed silently. What cannot be read is an error with its place; characters are never replaced.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

DELIMITERS = (";", ",", "\t", "|")
_BLOCK = 1 << 20
_LONGEST_RECORD = 50  # physical lines that one quoted record may span
_LARGEST_UNPACKED = 2 * 1024**3
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class UnreadableFile(ValueError):
    """The file as a whole cannot be read. The message is for the user."""


@dataclass(frozen=True)
class RowError:
    """What is wrong in a row: the row number of a spreadsheet, the column's heading, the value and the reason."""

    line: int
    column: str
    value: str
    reason: str
    raw: list[str] = field(default_factory=list)


class Typed(str):
    """A cell that the spreadsheet held as a number or a date: its text is exact and has a decimal point."""

    __slots__ = ()


@dataclass(frozen=True)
class Record:
    """One row of a table. `broken` says why it could not be parted into fields."""

    line: int
    fields: list[str]
    broken: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it; such rows count in the numbering and are no records."""
        return not self.broken and not any(value.strip() for value in self.fields)


@dataclass(frozen=True)
class TextTable:
    """A text file and how it is to be read. `newlines` counts line feeds; null where the file is not plain UTF-8 with line feeds."""

    path: Path
    encoding: str
    delimiter: str
    newlines: int | None

    def records(self) -> Iterator[Record]:
        """Each record, also the heading, in order. A quote that is never closed spoils its own line only."""
        with self.path.open(encoding=self.encoding, newline=None) as file:
            yield from _records(file, self.delimiter)


@dataclass(frozen=True)
class SheetTable:
    """The first sheet with anything in it of an XLSX file."""

    path: Path

    def records(self) -> Iterator[Record]:
        """Each row of the sheet, with row numbers as the spreadsheet shows them."""
        from python_calamine import CalamineError, CalamineWorkbook

        try:
            book = CalamineWorkbook.from_path(str(self.path))
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                if sheet.height:
                    for line, cells in enumerate(sheet.to_python(skip_empty_area=False), start=1):
                        yield Record(line, [_cell(value) for value in cells])
                    return
        except (CalamineError, OSError, ValueError) as error:
            raise UnreadableFile("Excelfilen går inte att läsa: den är skadad eller skyddad med lösenord.") from error
        raise UnreadableFile("Excelfilen är tom.")


def _cell(value: object) -> str:
    """A cell as exact text: whole numbers without .0, dates as ISO, text as it is."""
    if isinstance(value, bool):
        return "sant" if value else "falskt"
    if isinstance(value, datetime):
        return Typed(value.date().isoformat() if value.time() == value.min.time() else value.isoformat(sep=" "))
    if isinstance(value, date):
        return Typed(value.isoformat())
    if isinstance(value, int):
        return Typed(str(value))
    if isinstance(value, float):
        exact = Decimal(repr(value)).quantize(Decimal("0.000001")).normalize()
        return Typed(f"{exact:f}")
    return str(value).strip() if value is not None else ""


def open_table(path: Path, file_name: str = "") -> TextTable | SheetTable:
    """Find out what a file is and how to read it. Raises UnreadableFile with what is wrong."""
    with path.open("rb") as file:
        start = file.read(4096)
    if not start.strip():
        raise UnreadableFile("Filen är tom.")
    if start.startswith(b"PK\x03\x04"):
        _check_package(path)
        return SheetTable(path)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile("Filen är i det äldre Excelformatet .xls. Spara den som .xlsx eller .csv och försök igen.")
    if start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"Rar!")):
        raise UnreadableFile("Filen är ingen tabell. Läs in en CSV- eller Excelfil (.csv, .xlsx).")
    encoding, newlines = _encoding(path, start)
    with path.open(encoding=encoding, newline=None) as text:
        heading = next((line for line in text if line.strip()), "")
    return TextTable(path, encoding, _delimiter(heading), newlines)


def _check_package(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            unpacked = sum(part.file_size for part in package.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableFile("Excelfilen är skadad och går inte att öppna.") from error
    if "xl/workbook.xml" not in names and "xl/workbook.bin" not in names:
        raise UnreadableFile("Filen är ett zip-arkiv och ingen Excelfil. Packa upp den och läs in tabellen.")
    if unpacked > _LARGEST_UNPACKED:
        raise UnreadableFile("Excelfilen är för stor när den packas upp. Spara den som CSV.")


def _encoding(path: Path, start: bytes) -> tuple[str, int | None]:
    """The encoding, by mark, else strictly UTF-8, else strictly Windows-1252; and the number of line feeds."""
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            _decodes(path, encoding)
            return encoding, None
    if b"\0" in start:
        raise UnreadableFile("Filen är ingen textfil (den innehåller nolltecken).")
    newlines = _decodes(path, "utf-8", raises=False)
    if newlines is not None:
        return "utf-8", newlines if newlines >= 0 else None
    _decodes(path, "cp1252")
    return "cp1252", None


def _decodes(path: Path, encoding: str, *, raises: bool = True) -> int | None:
    """Read all of a file strictly. Null when it is not in this encoding; else its line feeds, −1 if it has other ends."""
    decoder = codecs.getincrementaldecoder(encoding)()
    newlines, other = 0, False
    line = 1
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            try:
                text = decoder.decode(block)
            except UnicodeDecodeError as error:
                if not raises:
                    return None
                near = line + block[: error.start].count(b"\n")
                raise UnreadableFile(
                    f"Filens teckenkodning går inte att tolka (nära rad {near}). Spara den som UTF-8 och försök igen."
                ) from error
            if "\0" in text:
                raise UnreadableFile("Filen är ingen textfil (den innehåller nolltecken).")
            newlines += text.count("\n")
            line = newlines + 1
            other = other or "\r" in text
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        if not raises:
            return None
        raise UnreadableFile("Filen slutar mitt i ett tecken: den är avhuggen.") from error
    return -1 if other else newlines


def _delimiter(heading: str) -> str:
    counts = {sign: len(next(csv.reader([heading], delimiter=sign), [])) for sign in DELIMITERS}
    best = max(DELIMITERS, key=lambda sign: counts[sign])
    return best if counts[best] > 1 else ";"


def _records(lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    """Part lines into records. A quoted field may hold line ends; one that is never closed must not swallow the rest."""
    queue: list[str] = []
    source = iter(lines)
    row = 0

    def next_line() -> str | None:
        return queue.pop(0) if queue else next(source, None)

    while (line := next_line()) is not None:
        row += 1
        if line.count('"') % 2 == 0:
            yield _parse(row, line, delimiter)
            continue
        joined, taken = line, [line]
        while len(taken) < _LONGEST_RECORD and (following := next_line()) is not None:
            taken.append(following)
            joined += following
            if joined.count('"') % 2 == 0:
                break
        record = _parse(row, joined, delimiter)
        if record.broken:
            queue[:0] = taken[1:]
            raw = next(csv.reader([line.rstrip("\n")], delimiter=delimiter), [])
            record = Record(row, raw, "Ett citattecken öppnas utan att stängas på raden.")
        yield record


def _parse(row: int, text: str, delimiter: str) -> Record:
    try:
        parsed = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raw = text.rstrip("\n").split(delimiter)
        return Record(row, raw, "Citattecknen på raden stämmer inte.")
    return Record(row, parsed[0] if parsed else [])


def plain_heading(text: str) -> str:
    """A heading without case, accents, spaces and signs, so that "Leverantör-ID" is leverantorid."""
    decomposed = unicodedata.normalize("NFKD", text.strip().lstrip("\ufeff").lower())
    return re.sub(r"[^a-z0-9]", "", decomposed)


def safe_cell(value: str) -> str:
    """A text that no spreadsheet takes for a formula. A plain number keeps its minus."""
    if value.startswith(("=", "+", "-", "@", "\t", "\r")) and not re.fullmatch(r"-?[\d  .,]+", value):
        return f"'{value}"
    return value
