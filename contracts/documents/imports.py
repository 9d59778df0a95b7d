"""What a document is, told by its content and never by its name, and the text in it."""

from __future__ import annotations

import codecs
import zipfile
from io import BytesIO
from typing import IO

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = "text/plain"
# Media type → the ending that a downloaded file gets.
ENDINGS = {PDF: ".pdf", DOCX: ".docx", XLSX: ".xlsx", "image/png": ".png", "image/jpeg": ".jpg", PLAIN: ".txt"}
_MOST_TEXT = 300_000  # more than PostgreSQL's word index is sure to hold would fail the whole document
_MOST_PAGES = 2000


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
    raise UnknownContent(
        "Filen är av ett slag som inte tas emot. Ladda upp PDF, Word, Excel, PNG, JPEG eller ren text."
    )


def _office(file: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(file) as package:
            names = set(package.namelist())
    except zipfile.BadZipFile as error:
        raise UnknownContent("Filen är skadad och går inte att öppna.") from error
    finally:
        file.seek(0)
    if any(name.endswith("vbaProject.bin") for name in names):
        raise UnknownContent("Filen innehåller makron och tas inte emot. Spara den utan makron.")
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        return XLSX
    raise UnknownContent("Filen är ett zip-arkiv. Packa upp den och ladda upp dokumenten ett och ett.")


def text_of(content: bytes, kind: str) -> str:
    """The text of a document, for search; empty where there is none or it cannot be read.

    Never more than 300 000 signs.
    """
    reader = {PDF: _pdf_text, DOCX: _docx_text, PLAIN: lambda data: data.decode("utf-8", "replace")}.get(kind)
    if reader is None:
        return ""
    return " ".join(reader(content).replace("\0", "").split())[:_MOST_TEXT]


def _pdf_text(content: bytes) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        pages = PdfReader(BytesIO(content)).pages
        return "\n".join(page.extract_text() for page in pages[:_MOST_PAGES])
    except (PyPdfError, ValueError, KeyError, RecursionError):
        return ""  # a scanned or damaged document is kept all the same


def _docx_text(content: bytes) -> str:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = Document(BytesIO(content))
    except (PackageNotFoundError, KeyError, ValueError):
        return ""
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
