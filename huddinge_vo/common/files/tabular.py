"""Tables that come as files: found encoding, found delimiter, records with the row number a spreadsheet shows.

Nothing is guessed silently. What cannot be read is an error with its place; characters are never replaced.
"""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Literal

from huddinge_vo.common.files.records import (
    ErrorCell,
    Record,
    RowError,
    Typed,
    UndecidedFile,
    UnreadableFile,
    error_in,
)
from huddinge_vo.common.files.sheets import SheetTable

__all__ = [
    "DELIMITERS",
    "ENCODINGS",
    "ErrorCell",
    "Record",
    "RowError",
    "SheetTable",
    "TextTable",
    "Typed",
    "UndecidedFile",
    "UnreadableFile",
    "clean_heading",
    "error_in",
    "open_table",
    "plain_heading",
    "safe_cell",
]

DELIMITERS = (";", ",", "\t", "|")
_BLOCK = 1 << 20
_LONGEST_RECORD = 50  # physical lines that one quoted record may span
_LONGEST_LINE = 1 << 20  # characters
_LONGEST_FIELD = 131_072  # characters; the csv module's own limit
# What UTF-8 looks like when it is read as Windows-1252 or Latin-1: å ä ö Å Ä Ö é É ü.
_MISREAD = re.compile("Ã[¥¤¶…„–©‰¼\x84\x85\x89\x96]")
_TWICE = re.compile(
    "[ÂÃ][\x80-\xbf" + "".join(bytes([at]).decode("cp1252", errors="ignore") for at in range(0x80, 0xA0)) + "]|ï»¿"
)
# What a person may say that a text file is in, and the words for it.
ENCODINGS = {
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252 (Västeuropa)",
    "iso-8859-1": "ISO 8859-1 (Latin-1)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16, minsta byte först",
    "utf-16-be": "UTF-16, största byte först",
    "cp850": "DOS 850",
    "cp437": "DOS 437",
    "mac-roman": "Mac",
}
# All that Python counts as white space, but the space itself and line ends.
_ODD_WHITE = [sign for sign in map(chr, range(0x3001)) if sign.isspace() and sign not in " \n\r"]
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class TextTable:
    """A text file and how it is to be read.

    `is_plain` is UTF-8 without mark and with line feeds only; `lines` are its physical lines, known when it is plain.
    `white` is the white space there is in it, line ends apart, for those who must strip exactly as Python does.
    """

    path: Path
    encoding: str
    delimiter: str
    is_plain: bool
    lines: int
    has_quotes: bool
    white: str = " "
    encoded_twice: int = 0  # the first line in which å, ä or ö are encoded twice, else 0
    is_mended: bool = False  # what is encoded twice is read as it was meant

    def records(self) -> Iterator[Record]:
        """Each record, also the heading, in order. A quote that is never closed spoils its own line only."""
        with self.path.open(encoding=self.encoding, newline=None) as file:
            yield from _records(map(mend, file) if self.is_mended else file, self.delimiter)

    def as_plain(self, target: Path) -> TextTable:
        """The same table in plain UTF-8: itself, or written to `target`."""
        if self.is_plain:
            return self
        lines, last = 0, "\n"
        with (
            self.path.open(encoding=self.encoding, newline=None) as source,
            target.open("w", encoding="utf-8", newline="\n") as out,
        ):
            # What is mended is taken by whole lines, for a letter may be cut where a block ends.
            while block := "".join(source.readlines(_BLOCK)) if self.is_mended else source.read(_BLOCK):
                out.write(mend(block) if self.is_mended else block)
                lines += block.count("\n")
                last = block[-1]
        return replace(
            self, path=target, encoding="utf-8", is_plain=True, is_mended=False, lines=lines + (last != "\n")
        )


def mend(text: str) -> str:
    """Text of which parts were encoded twice, as it was meant: Ã¥ is å. What only looks alike is left as it is."""

    def meant(found: re.Match[str]) -> str:
        for encoding in ("cp1252", "iso-8859-1"):
            try:
                return found[0].encode(encoding).decode("utf-8")
            except (UnicodeEncodeError, UnicodeDecodeError):
                continue
        return found[0]

    return _TWICE.sub(meant, text) if "Ã" in text or "Â" in text or "ï»¿" in text else text


def open_table(
    path: Path,
    file_name: str = "",
    *,
    encoding: str = "",
    delimiter: str = "",
    sheets: tuple[str, ...] = (),
    skip_lines: int = 0,
    encoded_twice: Literal["refuse", "keep", "mend"] = "refuse",
) -> TextTable | SheetTable:
    """Find out what a file is and how to read it, as far as it is not said. Raises UnreadableFile with what is wrong.

    `skip_lines` are the lines above the headings, from which no delimiter is told. Text that is encoded twice (Ã¥) is
    refused with UndecidedFile, kept as it is, or mended.
    """
    with path.open("rb") as file:
        start = file.read(4096)
    if not start.strip():
        raise UnreadableFile("Filen är tom.")
    if start.startswith(b"PK\x03\x04"):
        table = SheetTable(path, sheets)
        table.check()
        return table
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(
            "Filen är i det äldre Excelformatet .xls eller skyddad med lösenord. Spara den olåst som .xlsx eller .csv."
        )
    if start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"Rar!", b"PK\x05\x06", b"7z\xbc\xaf")):
        raise UnreadableFile("Filen är ingen tabell. Läs in en CSV- eller Excelfil (.csv, .xlsx).")
    if b"\0" in start and not encoding and not start.startswith(tuple(mark for mark, _ in _BOMS)):
        raise UnreadableFile(_NOT_TEXT)
    encoding, text = _as_said(path, start, encoding) if encoding else _encoding(path, start)
    if text.misread and encoded_twice == "refuse":
        raise UndecidedFile(
            f"Texten är kodad två gånger: å, ä och ö har blivit andra tecken, först på rad {text.misread}. Spara om "
            "filen som UTF-8 från källan, eller välj att läsa texten som den var tänkt."
        )
    is_mended = encoded_twice == "mend" and text.has_letters
    if not delimiter:
        with path.open(encoding=encoding, newline=None) as file_:
            heading = next((line for line in islice(file_, skip_lines, None) if line.strip()), "")
        delimiter = _delimiter(heading)
    is_plain = encoding == "utf-8" and not text.has_returns and not is_mended
    lines = text.lines if is_plain else 0
    return TextTable(path, encoding, delimiter, is_plain, lines, text.has_quotes, text.white, text.misread, is_mended)


def _as_said(path: Path, start: bytes, encoding: str) -> tuple[str, _Text]:
    """The encoding that a person has said, tried on all of the file; a mark that says the same is no text."""
    if encoding not in ENCODINGS:
        raise UnreadableFile(f"Teckenkodningen ”{encoding}” finns inte. Välj {', '.join(ENCODINGS)}.")
    mark = next((said for mark, said in _BOMS if start.startswith(mark)), "")
    if mark and encoding.startswith(mark.removesuffix("-sig")):
        encoding = mark
    try:
        return encoding, _decode(path, encoding)
    except _Undecodable as error:
        raise UnreadableFile(
            f"Filen är inte i teckenkodningen {ENCODINGS.get(encoding, encoding)} (nära rad {error.line}). "
            "Välj en annan."
        ) from error


_NOT_TEXT = "Filen är ingen textfil (den innehåller nolltecken)."


@dataclass
class _Text:
    """What was seen while all of a file was decoded."""

    lines: int = 0
    has_returns: bool = False
    has_quotes: bool = False
    white: str = " "
    has_letters: bool = False  # any beyond ASCII
    misread: int = 0  # the first line that looks like UTF-8 read as Windows-1252, else 0
    # In a file that is read as UTF-8 that is text encoded twice; in one that is not, a mix of encodings.


class _Undecodable(Exception):
    """The file is not in the encoding tried: near which line, and whether only its last character is cut off."""

    def __init__(self, line: int, seen: _Text, *, at_end: bool) -> None:
        super().__init__(line)
        self.line, self.seen, self.at_end = line, seen, at_end


def _encoding(path: Path, start: bytes) -> tuple[str, _Text]:
    """The encoding, by mark, else strictly UTF-8, else strictly Windows-1252; and what the text has in it."""
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            try:
                return encoding, _decode(path, encoding)
            except _Undecodable as error:
                raise _refusal(error) from error
    try:
        return "utf-8", _decode(path, "utf-8")
    except _Undecodable as error:
        if error.at_end and error.seen.has_letters:
            raise _refusal(error) from error
    try:
        text = _decode(path, "cp1252")
    except _Undecodable as error:
        raise _refusal(error) from error
    if text.misread:
        # Nearly UTF-8, with something else in it: to read it as Windows-1252 would spoil every å, ä and ö.
        raise UnreadableFile(
            f"Filen blandar teckenkodningar (UTF-8 nära rad {text.misread}, men inte överallt). "
            "Spara den som UTF-8 och försök igen."
        )
    return "cp1252", text


def _refusal(error: _Undecodable) -> UnreadableFile:
    if error.at_end:
        return UnreadableFile("Filen slutar mitt i ett tecken: den är avhuggen.")
    return UnreadableFile(
        f"Filens teckenkodning går inte att tolka (nära rad {error.line}). Spara den som UTF-8 och försök igen."
    )


def _decode(path: Path, encoding: str) -> _Text:
    """Read all of a file strictly. Raises _Undecodable when it is not in this encoding, UnreadableFile for no text."""
    decoder = codecs.getincrementaldecoder(encoding)()
    seen = _Text()
    since_end, last = 0, "\n"
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            try:
                text = decoder.decode(block)
            except UnicodeDecodeError as error:
                near = seen.lines + 1 + error.object[: error.start].count(b"\n")
                raise _Undecodable(near, seen, at_end=False) from error
            except UnicodeError as error:  # UTF-16 without the mark that tells which byte comes first
                raise _Undecodable(1, seen, at_end=False) from error
            if "\0" in text:
                raise UnreadableFile(_NOT_TEXT)
            if not seen.misread and "Ã" in text and (found := _MISREAD.search(text)):
                seen.misread = seen.lines + 1 + text.count("\n", 0, found.start())
            seen.lines += text.count("\n")
            seen.has_returns = seen.has_returns or "\r" in text
            seen.has_quotes = seen.has_quotes or '"' in text
            seen.has_letters = seen.has_letters or not text.isascii()
            seen.white += "".join(sign for sign in _ODD_WHITE if sign not in seen.white and sign in text)
            # Only whole blocks are looked at: cheap, and enough to keep a file without line ends out of memory.
            since_end = since_end + len(text) if "\n" not in text and "\r" not in text else 0
            if since_end > _LONGEST_LINE:
                raise UnreadableFile(f"Filen har en rad som är längre än {_LONGEST_LINE} tecken. Är det en tabell?")
            last = text[-1:] or last
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise _Undecodable(seen.lines + 1, seen, at_end=True) from error
    seen.lines += last != "\n"
    return seen


def _delimiter(heading: str) -> str:
    """The sign that parts the headings into most fields."""
    try:
        counts = {sign: len(next(csv.reader([heading], delimiter=sign), [])) for sign in DELIMITERS}
    except csv.Error:
        raise UnreadableFile("Filens första rad är för lång för att vara rubriker.") from None
    best = max(DELIMITERS, key=lambda sign: counts[sign])
    return best if counts[best] > 1 else ";"


def _records(lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    """Part lines into records. A quoted field may hold line ends; one that is never closed must not swallow the rest.

    A quote counts as opening only where a field begins, so that 6" in a name is nothing special.
    """
    source = iter(lines)
    waiting: deque[str] = deque()  # lines given back by a record that was broken
    row = width = 0
    while (line := waiting.popleft() if waiting else next(source, None)) is not None:
        row += 1
        if '"' not in line and len(line) <= _LONGEST_FIELD:
            text = line.removesuffix("\n")
            record, taken = Record(row, text.split(delimiter) if text else []), [line]
        else:
            record, taken = _quoted(row, line, waiting, source, delimiter, width)
        waiting.extendleft(reversed(taken[1:]))
        if not width and not record.is_blank:
            width = len(record.fields)
        yield record


def _quoted(  # noqa: PLR0917 - the state of a reader, for the rare line that needs it
    row: int, line: str, waiting: deque[str], source: Iterator[str], delimiter: str, width: int
) -> tuple[Record, list[str]]:
    """The record that begins with a line, and the lines to be given back: the first is always done with."""
    taken: list[str] = []

    def feed() -> Iterator[str]:
        following: str | None = line
        while following is not None:
            taken.append(following)
            yield following
            if len(taken) >= _LONGEST_RECORD:
                return
            following = waiting.popleft() if waiting else next(source, None)

    try:
        fields = next(csv.reader(feed(), delimiter=delimiter, strict=True))
    except csv.Error:
        if len(line) > _LONGEST_FIELD:
            reason = f"Ett fält på raden är längre än {_LONGEST_FIELD} tecken."
        elif _never_closed(line, delimiter):
            reason = "Ett citattecken öppnas utan att stängas på raden."
        else:
            reason = "Citattecknen på raden stämmer inte."
        return Record(row, line.rstrip("\n").split(delimiter), reason), taken
    if len(taken) > 1 and width > 2 and all(part.count(delimiter) >= width - 1 for part in taken):
        # Each line is a whole row by itself: a stray quote has met another one further down, and swallowed rows.
        reason = "Ett citattecken öppnas utan att stängas på raden."
        return Record(row, line.rstrip("\n").split(delimiter), reason), taken
    return Record(row, fields), [line]


def _never_closed(line: str, delimiter: str) -> bool:
    """Whether a line by itself ends inside a quoted field."""
    try:
        next(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def clean_heading(text: str) -> str:
    """A heading without surplus space, and without byte order marks: also inside quotes, and encoded twice (ï»¿)."""
    clean = text.strip()
    while clean.startswith(("\ufeff", "ï»¿")):
        clean = clean.removeprefix("\ufeff").removeprefix("ï»¿").strip()
        if (
            len(clean) > 1 and clean[0] == clean[-1] == '"'
        ):  # the mark stood before the quote, which then opened nothing
            clean = clean[1:-1].replace('""', '"').strip()
    return clean


def plain_heading(text: str) -> str:
    """A heading without case, accents, spaces and signs, so that "Leverantör-ID" is leverantorid."""
    decomposed = unicodedata.normalize("NFKD", clean_heading(text).lower())
    return re.sub(r"[^a-z0-9]", "", decomposed)


_LEADING = 50  # signs
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NEGATIVE = re.compile(r"-[0-9][0-9 \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}.,]*")


def safe_cell(value: str) -> str:
    """A text that no spreadsheet takes for a formula. A plain negative number keeps its minus and stays a number.

    Some read a wide sign (U+FF1D) as the sign it is drawn after, and leave out blanks and what is not seen before it.
    """
    begins = "".join(sign for sign in value[:_LEADING] if unicodedata.category(sign) not in {"Cf", "Zs"})[:1]
    is_formula = value.startswith(_FORMULA) or unicodedata.normalize("NFKC", begins).startswith(_FORMULA)
    return f"'{value}" if is_formula and not _NEGATIVE.fullmatch(value) else value
