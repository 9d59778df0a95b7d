"""What a document is, told by its content and never by its name, and the text in it."""

from __future__ import annotations

import codecs
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import IO, cast

from huddinge_vo.common.files.apart import TooMuchToRead, read_apart
from huddinge_vo.common.files.packages import unpacks_to_too_much
from huddinge_vo.common.files.sheets import is_beyond_reading

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT, ODS, ODP = (f"application/vnd.oasis.opendocument.{each}" for each in ("text", "spreadsheet", "presentation"))
PLAIN = "text/plain"
# Media type → the ending that a downloaded file gets.
ENDINGS = {
    PDF: ".pdf",
    DOCX: ".docx",
    XLSX: ".xlsx",
    ODT: ".odt",
    ODS: ".ods",
    ODP: ".odp",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    PLAIN: ".txt",
}
KINDS = "PDF, Word, Excel, OpenDocument (odt, ods, odp), PNG, JPEG eller ren text"  # as a person calls them
_MOST_TEXT = 300_000  # more than PostgreSQL's word index is sure to hold would fail the whole document
_MOST_READ = 4 * _MOST_TEXT  # of a plain text that may be half blanks
_MOST_PAGES = 2000
_LONGEST_NAME = 100  # of a media type
_ODF_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_MEMORY, _SECONDS = 1 << 30, 120


_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a compound file: doc, xls, ppt, msg, and all that has a password


class UnknownContent(ValueError):
    """The file is of no kind that is kept. The message is for the user."""


def media_type(file: IO[bytes]) -> str:
    """The media type by what is in the file. Raises UnknownContent; leaves the file at its beginning."""
    file.seek(0)
    start = file.read(4096)
    file.seek(0)
    if not start:
        raise UnknownContent("Filen är tom.")
    if start.startswith(b"%PDF-"):
        return PDF
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if start.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if start.startswith(b"PK\x03\x04"):
        return _office(file)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)  # a character cut off at the portion's end is no error
    except UnicodeDecodeError:
        pass
    else:
        if b"\0" not in start and start.lstrip()[:1] != b"<":  # a web page is no plain text
            return PLAIN
    if start.startswith(_OLD_OFFICE):
        raise UnknownContent(
            "Filen är ett brev från Outlook, är sparad i Offices äldre format (doc, xls, ppt) eller är skyddad med "
            "lösenord. Spara den som PDF utan lösenord och ladda upp den."
        )
    raise UnknownContent(f"Filen är av ett slag som inte tas emot. Ladda upp {KINDS}.")


# What a file of a kind may be called by its last part. A picture may be called anything: a phone's is written anew.
_CALLED = {
    PDF: {"pdf"},
    DOCX: {"docx", "dotx"},
    XLSX: {"xlsx", "xltx"},
    ODT: {"odt", "ott"},
    ODS: {"ods", "ots"},
    ODP: {"odp", "otp"},
    PLAIN: {"txt", "text", "csv", "tsv", "md", "log", "eml"},
}
_LAST_PART = re.compile(r"\.(?=\w*[a-z])(\w{1,5})$", re.ASCII | re.IGNORECASE)


def refuse_other_name(name: str, kind: str) -> None:
    """Refuse a file that is called something else than what is in it, as a program that says it is a text.

    The content rules on what it is kept as; but whoever sends bad.exe as a contract has taken the wrong file.
    Raises UnknownContent.
    """
    last = _LAST_PART.search(name)
    if last and kind in _CALLED and last[1].lower() not in _CALLED[kind]:
        raise UnknownContent(
            f"Filen slutar på .{last[1]}, men innehållet är av ett annat slag. Ladda upp dokumentet som {KINDS}."
        )


def _office(file: IO[bytes]) -> str:
    size = file.seek(0, 2)
    try:
        with zipfile.ZipFile(file) as package:
            names = set(package.namelist())
            is_bomb = unpacks_to_too_much(package, size)
            said = package.open("mimetype").read(_LONGEST_NAME) if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise UnknownContent("Filen är skadad och går inte att öppna.") from error
    finally:
        file.seek(0)
    if is_bomb:
        raise UnknownContent("Filen är för stor när den packas upp. Dela upp den.")
    if any(name.endswith("vbaProject.bin") or name.startswith(("Basic/", "Scripts/")) for name in names):
        raise UnknownContent("Filen innehåller makron och tas inte emot. Spara den utan makron.")
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        return XLSX
    kind = said.decode("ascii", "replace").removesuffix("-template")
    if kind in {ODT, ODS, ODP} and "content.xml" in names:
        return kind
    raise UnknownContent("Filen är ett zip-arkiv. Packa upp den och ladda upp dokumenten ett och ett.")


def text_of(path: str, kind: str) -> str:
    """The text of a document, for search; empty where there is none or it cannot be read.

    Never more than 300 000 signs. It is read in a process of its own, and what asks for too much there has no text.
    """
    if kind not in _READERS:
        return ""
    try:
        return "".join(cast("Iterator[str]", read_apart(read_text, path, kind, memory=_MEMORY, seconds=_SECONDS)))
    except TooMuchToRead:
        return ""


def read_text(path: str, kind: str) -> Iterator[str]:
    """The text of a document in short pieces, as far as it is kept."""
    left = _MOST_TEXT
    between = ""
    for piece in _READERS[kind](path):
        words = between + " ".join(piece.replace("\0", "").split())
        if words.strip():
            yield words[:left]
            left -= len(words)
            between = " "
        if left <= 0:
            return


def _plain_text(path: str) -> Iterator[str]:
    with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - a name is what is handed over
        yield file.read(_MOST_READ)


def _pdf_text(path: str) -> Iterator[str]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        for page in islice(PdfReader(path).pages, _MOST_PAGES):
            yield page.extract_text()
    except (PyPdfError, ValueError, KeyError, RecursionError):
        return  # a scanned or damaged document is kept all the same


def _docx_text(path: str) -> Iterator[str]:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = Document(path)
    except (PackageNotFoundError, KeyError, ValueError):
        return
    yield from (paragraph.text for paragraph in document.paragraphs)
    for table in document.tables:
        yield from (cell.text for row in table.rows for cell in row.cells)


def _book_text(path: str) -> Iterator[str]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(path) as package:
            if is_beyond_reading(package):
                return
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            yield name
            for row in book.get_sheet_by_name(name).iter_rows():
                yield " ".join(_written(cell) for cell in row if cell != "")
    except (CalamineError, zipfile.BadZipFile, zlib.error, ValueError, KeyError):
        return  # one that is damaged is kept all the same


def _written(cell: object) -> str:
    """As a person would search for it: a whole number is one in the sheet, whatever the package keeps it as."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _open_document_text(path: str) -> Iterator[str]:
    """Paragraphs and headings, also those in cells and on pictures, as they are shown."""
    from lxml import etree

    said = [f"{{{_ODF_TEXT}}}{name}" for name in ("p", "h")]
    try:
        with zipfile.ZipFile(path) as package, package.open("content.xml") as content:
            safely = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
            for _, element in etree.iterparse(content, events=("end",), tag=said, **safely):
                yield "".join(element.itertext())
                element.clear(keep_tail=True)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, NotImplementedError):
        return


_READERS = {
    PDF: _pdf_text,
    DOCX: _docx_text,
    XLSX: _book_text,
    ODT: _open_document_text,
    ODS: _open_document_text,
    ODP: _open_document_text,
    PLAIN: _plain_text,
}
