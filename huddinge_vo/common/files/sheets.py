"""Spreadsheets: which sheets there are, the rows of those that are read, and what a reader of values does not show.

Hidden rows and the errors of formulas are not in the values: they are looked for in the package's own XML.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast
from xml.etree import ElementTree as ET

from huddinge_vo.common.files.apart import TooMuchToRead, read_apart
from huddinge_vo.common.files.packages import unpacks_to_too_much
from huddinge_vo.common.files.records import ErrorCell, Record, Typed, UndecidedFile, UnreadableFile

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_BLOCK = 1 << 20
_LARGEST_NUMBER = 1e15  # a spreadsheet keeps fifteen digits
_LONGEST_ROW = 8 << 20  # bytes of XML
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_ERROR = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*>.*?<(?:\w+:)?v>([^<]{1,20})<', re.DOTALL
)
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_NUMBER = re.compile(rb'\br="([0-9]+)"')
_LARGEST_INDEX = 1 << 20  # bytes of the package's lists of sheets
# What a row or a cell begins with. A cell that ends in /> has a style and nothing in it.
_ANY_ROW = re.compile(rb'<(?:\w+:)?row\b(?:[^>]*?\br="([0-9]{1,9})")?')
_FAR_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Za-z]{2,9})[0-9]+"[^>]*(?<!/)>')
_CELL_WITHOUT_PLACE = re.compile(rb"<(?:\w+:)?c\b(?![^>]*\br=)")
_CELL_STARTS = (b"<c ", b"<c>", b":c ", b":c>")
_TWO_LETTERS = re.compile(rb'r="[A-Za-z]{2}')
_LEAST_WIDTH = 26  # columns: those with one letter
MOST_CELLS = 30_000_000
_BEGINNING = 100  # rows: the headings are among them
_PORTION = 1 << 20  # characters and cells
_DAMAGED = "Excelfilen är skadad eller skyddad med lösenord och går inte att öppna."


@dataclass(frozen=True)
class Unseen:
    """What the values of a sheet do not say: rows that are hidden, and cells that are errors, as (row, column)."""

    hidden_rows: list[int] = field(default_factory=list)
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Looked:
    """What was seen of a sheet: whether it is shown, its hidden rows, its first rows and whether they are all."""

    is_shown: bool
    hidden_rows: list[int]
    beginning: list[Record]
    is_all: bool


@dataclass(frozen=True)
class SheetTable:
    """The rows of an XLSX file: those of the sheets that are `wanted`, else of the only one that has any.

    Hidden sheets are read when they are asked for by name: a workbook often keeps its lists of choices on one. The
    file is opened in a process of its own: see apart.py.
    """

    path: Path
    wanted: tuple[str, ...] = ()

    @cached_property
    def _looked(self) -> dict[str, Looked]:
        """Each sheet with anything in it, in order. Raises UnreadableFile."""
        known = self.path.stat()
        return _looked_at(str(self.path), known.st_mtime_ns, known.st_size)

    def check(self) -> None:
        """Raises UnreadableFile with what is wrong with the file as a whole."""
        _ = self._looked

    @property
    def sheets(self) -> dict[str, bool]:
        """Each sheet with anything in it, in order, and whether it is shown."""
        return {name: looked.is_shown for name, looked in self._looked.items()}

    @cached_property
    def chosen(self) -> tuple[str, ...]:
        """The sheets that are read. Raises UndecidedFile where several have rows and none was asked for."""
        if self.wanted:
            missing = [name for name in self.wanted if name not in self.sheets]
            if missing:
                there = ", ".join(self.sheets)
                raise UnreadableFile(f"Bladet {', '.join(missing)} finns inte eller är tomt. Filen har {there}.")
            return self.wanted
        shown = [name for name, is_shown in self.sheets.items() if is_shown]
        if len(shown) > 1:
            raise UndecidedFile(
                f"Filen har rader på flera blad: {', '.join(shown)}. Lägg det som ska läsas på ett blad, eller välj "
                "vilka blad som ska läsas."
            )
        if not shown:
            hidden = f": bara dolda blad har rader ({', '.join(self.sheets)})" if self.sheets else ""
            raise UnreadableFile(f"Excelfilen är tom{hidden}.")
        return tuple(shown)

    def left_out(self) -> list[str]:
        """Sheets with something in them that are not read."""
        return [name for name in self.sheets if name not in self.chosen]

    def hidden_rows(self) -> list[tuple[str, int]]:
        """Rows of the sheets that are read and that Excel does not show, as (sheet, row)."""
        return [(name, row) for name in self.chosen for row in self._looked[name].hidden_rows]

    def records(self) -> Iterator[Record]:
        """Each row, with the row numbers of the spreadsheet; those of a second sheet go on where the first ended.

        Who asks for the headings alone is answered by what is known already.
        """
        first = self._looked[self.chosen[0]]
        yield from first.beginning
        if len(self.chosen) == 1 and first.is_all:
            return
        for said in _apart(rows_of, str(self.path), self.chosen):
            for record in map(_record, cast("list[_Row]", said)):
                if record.line > len(first.beginning):
                    yield record


_Row = tuple[int, str, list[str], dict[str, str]]  # its number, its sheet, the cells, and which are more than text


def _record(row: _Row) -> Record:
    """A row as it came from the other process."""
    line, sheet, fields, special = row
    for place, at in special.items():
        text = fields[int(place)]
        fields[int(place)] = ErrorCell(text, at) if at else Typed(text)
    return Record(line, fields, sheet=sheet)


def _apart(reader: Callable[..., Iterator[object]], *asked: object) -> Iterator[object]:
    try:
        yield from read_apart(reader, *asked)
    except TooMuchToRead as error:
        raise UnreadableFile("Excelfilen är för stor eller för krånglig att läsa. Spara bladet som CSV.") from error


@lru_cache(maxsize=4)  # which of many mappings a file is of is asked of the same file again and again
def _looked_at(path: str, _changed_at: int, _size: int) -> dict[str, Looked]:
    found = {}
    for said in _apart(look_at, path):
        name, is_shown, hidden, beginning, is_all = cast("tuple[str, bool, list[int], list[_Row], bool]", said)
        found[name] = Looked(is_shown, hidden, [_record(row) for row in beginning], is_all)
    return found


# ------------------------------------------------------------------------------------------- in a process of its own


def look_at(path: str) -> Iterator[object]:
    """Of each sheet with anything in it: its name, whether it is shown, its hidden rows, its first rows, if all."""
    check_package(Path(path))
    book = _book(path)
    visible = {each.name: str(each.visible).endswith(".Visible") for each in book.sheets_metadata}
    with zipfile.ZipFile(path) as package:
        parts = _parts(package)
        for name in book.sheet_names:
            sheet = _sheet(book, name)
            if sheet.height:
                unseen = _look(package, parts[name]) if name in parts else Unseen()
                rows, is_all = _first(_rows(sheet, name, unseen, before=0))
                yield name, visible.get(name, True), unseen.hidden_rows, rows, is_all


def _first(rows: Iterator[_Row]) -> tuple[list[_Row], bool]:
    """The first rows, fewer where they are long, and whether there are no more."""
    found: list[_Row] = []
    size = 0
    for row in rows:
        if len(found) == _BEGINNING or size > _LONGEST_ROW:
            return found, False
        found.append(row)
        size += sum(map(len, row[2])) + len(row[2])
    return found, True


def rows_of(path: str, names: Sequence[str]) -> Iterator[object]:
    """The rows of some sheets, some hundreds at a time."""
    book = _book(path)
    portion: list[_Row] = []
    size = before = 0
    with zipfile.ZipFile(path) as package:
        parts = _parts(package)
        for name in names:
            sheet = _sheet(book, name)
            unseen = _look(package, parts[name]) if name in parts else Unseen()
            last = before
            for row in _rows(sheet, name, unseen, before=before):
                last = row[0]
                portion.append(row)
                size += sum(map(len, row[2])) + len(row[2]) + 1
                if size > _PORTION:
                    yield portion
                    portion, size = [], 0
            before = last
    yield portion


def _rows(sheet: CalamineSheet, name: str, unseen: Unseen, *, before: int) -> Iterator[_Row]:
    """The rows of a sheet. Raises UnreadableFile for one with more text in it than any table has."""
    left = sheet.start[1] if sheet.start else 0
    # Rows come with the blank ones above the first; columns left of the first are left out of all alike.
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        fields = [_cell(value) for value in cells]
        if sum(map(len, fields)) > _LONGEST_ROW:
            raise UnreadableFile(f"Rad {line} på bladet {name} är för lång. Är det en tabell?")
        special = {str(at): "" for at, text in enumerate(fields) if type(text) is Typed}
        if unseen.errors:
            for at in range(len(fields)):
                if error := unseen.errors.get((line, left + at)):
                    fields[at], special[str(at)] = error, f"{_letters(left + at)}{line}"
        yield before + line, name, fields, special


def _book(path: str) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return CalamineWorkbook.from_path(path)
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile("Excelfilen går inte att läsa: den är skadad eller skyddad med lösenord.") from error


def _sheet(book: CalamineWorkbook, name: str) -> CalamineSheet:
    from python_calamine import CalamineError

    try:
        return book.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile("Excelfilen går inte att läsa: den är skadad eller skyddad med lösenord.") from error


def check_package(path: Path) -> None:
    """Whether a package is a workbook that can be read at all. Raises UnreadableFile."""
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            is_bomb = unpacks_to_too_much(package, path.stat().st_size)
    except zipfile.BadZipFile as error:
        raise UnreadableFile(_DAMAGED) from error
    if "xl/workbook.bin" in names:  # how far apart its cells are cannot be told beforehand
        raise UnreadableFile("Filen är en binär Excelfil (.xlsb). Spara den som .xlsx eller .csv.")
    if "xl/workbook.xml" not in names:
        raise UnreadableFile("Filen är ett zip-arkiv och ingen Excelfil. Packa upp den och läs in tabellen.")
    if is_bomb:
        raise UnreadableFile("Excelfilen är för stor när den packas upp. Spara den som CSV.")
    try:
        with zipfile.ZipFile(path) as package:
            is_beyond = is_beyond_reading(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise UnreadableFile(_DAMAGED) from error
    if is_beyond:
        raise UnreadableFile("Excelfilens celler ligger för långt från varandra. Spara bladet som CSV.")


def is_beyond_reading(package: zipfile.ZipFile) -> bool:
    """Whether some sheet's cells lie so far apart that the reader, which keeps all between them, would need too much.

    A file of a few kilobytes with one cell in each corner asks for half a terabyte, and its reader ends the process.
    Every part is looked at, whatever it is called, a block at a time.
    """
    return any(_cells_between(package, part) > MOST_CELLS for part in package.infolist() if not part.is_dir())


def _cells_between(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """At least how many cells there are from a part's first one to its last; none in what is no sheet."""
    height, width = 0, _LEAST_WIDTH
    rest = b""
    with package.open(part) as content:
        while block := content.read(_BLOCK):
            whole = rest + block
            end = whole.rfind(b"<")
            whole, rest = (whole[:end], whole[end:]) if end > 0 and len(whole) < _LONGEST_ROW else (whole, b"")
            rows = 0
            for row in _ANY_ROW.finditer(whole):
                rows, height = rows + 1, max(height + 1, int(row[1] or 0))
            # Most sheets are narrow and say of each cell where it stands: the dear questions are asked of the others.
            if _TWO_LETTERS.search(whole):
                letters = {found[1].upper() for found in _FAR_CELL.finditer(whole)}
                width = max([width, *(1 + _place(each.decode()) for each in letters)])
            if whole.count(b' r="') < rows + sum(map(whole.count, _CELL_STARTS)) and _CELL_WITHOUT_PLACE.search(whole):
                width = max([width, *(sum(map(row.count, _CELL_STARTS)) for row in whole.split(b"row"))])
    return height * width


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Which part of the package each sheet is. Empty where the lists are not as they use to be."""
    try:
        book = _small(package, "xl/workbook.xml")
        relations = _small(package, "xl/_rels/workbook.xml.rels")
    except (KeyError, ET.ParseError):
        return {}
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    found: dict[str, str] = {}
    for each in book.iter():
        if not each.tag.endswith("}sheet"):
            continue
        relation = next((value for key, value in each.attrib.items() if key.endswith("}id")), "")
        target = targets.get(relation, "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if part in package.namelist():
            found[each.get("name", "")] = part
    return found


def _small(package: zipfile.ZipFile, name: str) -> ET.Element:
    """A short XML part. One that declares a document type is not read: there entities could grow without end."""
    with package.open(name) as part:
        content = part.read(_LARGEST_INDEX)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise KeyError(name)
    return ET.fromstring(content)  # noqa: S314 - no document type, so no entities


def _look(package: zipfile.ZipFile, part: str) -> Unseen:
    """Go through a sheet's XML once, a block at a time, for what is rare in it."""
    errors: dict[tuple[int, int], str] = {}
    seen = Unseen(errors=errors)
    rest = b""
    row = 0
    with package.open(part) as content:
        while block := content.read(_BLOCK):
            block = rest + block
            end = block.rfind(b"row>") + 4
            if end < 4 and len(block) < _LONGEST_ROW:
                rest = block
                continue
            whole, rest = (block[:end], block[end:]) if end >= 4 else (block, b"")
            row = _mark(whole, row, seen.hidden_rows, errors)
    _mark(rest, row, seen.hidden_rows, errors)
    return seen


def _mark(content: bytes, row: int, hidden: list[int], errors: dict[tuple[int, int], str]) -> int:
    """Note the hidden rows and the errors of a piece of XML; gives back the number of its last row."""
    if b"hidden=" in content:
        for found in _ROW.finditer(content):
            number = _NUMBER.search(found[1])
            row = int(number[1]) if number else row + 1
            if _HIDDEN.search(found[1]):
                hidden.append(row)
    if b't="e"' in content:
        for found in _ERROR.finditer(content):
            errors[int(found[2]), _place(found[1].decode())] = found[3].decode(errors="replace")
    return row


def _place(letters: str) -> int:
    """A column's place, from nought: A is 0, AA is 26."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _letters(place: int) -> str:
    """The letters of a column's place."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


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
        if not abs(value) < _LARGEST_NUMBER:
            return Typed(repr(value).removesuffix(".0"))
        # Beyond six decimals it is noise of the binary fraction, as in 0.1 + 0.2.
        exact = Decimal(repr(value)).quantize(Decimal("0.000001")).normalize()
        return Typed(f"{exact + 0:f}")  # adding nought makes -0 into 0
    return str(value).strip() if value is not None else ""
