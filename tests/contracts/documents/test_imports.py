"""What a document is and the text in it, read here and not in a process of its own."""

import io
import zipfile
from datetime import date

import pytest
from docx import Document as Word
from openpyxl import Workbook

from contracts.documents.imports import (
    DOCX,
    ODP,
    ODS,
    ODT,
    PDF,
    PLAIN,
    XLSX,
    UnknownContent,
    media_type,
    read_text,
    refuse_other_name,
    text_of,
)
from huddinge_vo.common.pdf import render_pdf


def zipped(**parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def kept(tmp_path, content):
    path = tmp_path / "fil"
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7", PDF),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (zipped(**{"word/document.xml": "x"}), DOCX),
        (zipped(**{"xl/workbook.xml": "x"}), XLSX),
        (zipped(**{"mimetype": ODT, "content.xml": "x"}), ODT),
        (zipped(**{"mimetype": f"{ODS}-template", "content.xml": "x"}), ODS),
        (zipped(**{"mimetype": ODP, "content.xml": "x"}), ODP),
        ("Å" * 4000, PLAIN),  # a letter is cut in two where the portion that is looked at ends
    ],
)
def test_a_document_is_known_by_what_it_begins_with(content, kind):
    file = io.BytesIO(b"a" + content.encode() if isinstance(content, str) else content)
    assert media_type(file) == kind
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tom"),
        (b"<html>", "slag som inte"),
        (b"a\0b", "slag som inte"),
        (b"\xfe\xfe", "slag som inte"),
        (b"PK\x03\x04 och sedan inget", "skadad"),
        (zipped(**{"a.txt": "x"}), "zip-arkiv"),
        (zipped(**{"word/document.xml": "x", "word/vbaProject.bin": "x"}), "makron"),
        (zipped(**{"mimetype": ODT, "content.xml": "x", "Basic/Standard/Module1.xml": "x"}), "makron"),
        (zipped(**{"mimetype": "application/epub+zip", "content.xml": "x"}), "zip-arkiv"),
        (zipped(mimetype=ODT), "zip-arkiv"),
        (zipped(**{"mimetype": ODT, "content.xml": b"0" * (200 << 20)}), "packas upp"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "brev från Outlook"),
    ],
)
def test_what_is_no_document_says_why(content, words):
    with pytest.raises(UnknownContent, match=words):
        media_type(io.BytesIO(content))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("bad.exe", PLAIN),
        ("avtal.EXE", PDF),
        ("avtal.pdf", DOCX),
        ("x.tar.sh", PLAIN),
        ("a.html", PDF),
        ("a.docx", ODT),
    ],
)
def test_a_file_that_is_called_something_else_than_it_is_is_refused(name, kind):
    with pytest.raises(UnknownContent, match=r"Filen slutar på \.\w+, men innehållet är av ett annat slag"):
        refuse_other_name(name, kind)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Avtal.PDF", PDF),
        ("avtal", PDF),
        ("v.2", DOCX),
        ("mejl.eml", PLAIN),
        ("IMG_1.HEIC", "image/jpeg"),
        ("a.xlsx", XLSX),
        ("a.odt", ODT),
        ("mall.ots", ODS),
    ],
)
def test_a_file_that_is_called_what_it_is_or_nothing_is_taken(name, kind):
    refuse_other_name(name, kind)


def test_the_text_of_each_kind_is_its_words_in_order(tmp_path):
    plain = kept(tmp_path, "Avtal  om\n\njourhem\0 \ufeff".encode() + b"\xff")
    assert "".join(read_text(plain, PLAIN)).startswith("Avtal om jourhem")
    word = Word()
    word.add_paragraph("Avtal om stödboende")
    word.add_paragraph("   ")
    word.add_table(rows=1, cols=2).rows[0].cells[1].text = "1 850 kr"
    word.save(str(tmp_path / "a.docx"))
    assert "".join(read_text(str(tmp_path / "a.docx"), DOCX)) == "Avtal om stödboende 1 850 kr"


def test_the_pages_of_a_pdf_are_read_one_by_one(tmp_path):
    content = render_pdf(
        template="contracts/terms/extension_letters_pdf.html",
        title="Provavtal om jourhem",
        context={"letters": [], "on": date(2026, 1, 31)},
        is_demo=True,
    )
    assert "Förlängning av avtal" in "".join(read_text(kept(tmp_path, content), PDF))


def test_the_text_of_a_workbook_is_its_sheets_and_cells(tmp_path):
    book = Workbook()
    book.active.title = "Priser"
    book.active.append(["Dygnspris", 1850, 12.5, None, date(2026, 1, 31)])
    book.create_sheet("Tom")
    book.save(tmp_path / "a.xlsx")
    assert "".join(read_text(str(tmp_path / "a.xlsx"), XLSX)) == "Priser Dygnspris 1850 12.5 2026-01-31 Tom"


OPEN_DOCUMENT = """<?xml version="1.0"?>{before}
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body>
  <text:h>Avtal om <text:span>stöd</text:span>boende</text:h>
  <table:table><table:table-row><table:table-cell table:number-columns-repeated="16000"><text:p>1 850 kr</text:p>
  </table:table-cell></table:table-row></table:table>{inside}
</office:body></office:document-content>"""


@pytest.mark.parametrize("kind", [ODT, ODS, ODP])
def test_the_text_of_an_open_document_is_what_it_shows_and_nothing_is_read_beside_it(tmp_path, kind):
    secret = tmp_path / "hemlig.txt"
    secret.write_text("utanför filen")
    bomb = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}"><!ENTITY b "{"ha" * 9}">]>'
    for before, inside, shown in (("", "", ""), (bomb, "<text:p>&a;&b;</text:p>", " &a;&b;")):
        content = OPEN_DOCUMENT.format(before=before, inside=inside)
        path = kept(tmp_path, zipped(**{"mimetype": kind, "content.xml": content}))
        assert "".join(read_text(path, kind)) == f"Avtal om stödboende 1 850 kr{shown}"
        assert text_of(path, kind) == f"Avtal om stödboende 1 850 kr{shown}"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (PDF, b"%PDF-1.7 trasig"),
        (DOCX, zipped(**{"word/document.xml": "x"})),
        (XLSX, zipped(**{"xl/workbook.xml": "x"})),
        (ODT, zipped(**{"content.xml": "<a"})),
        (ODT, b"PK\x03\x04 trasig"),
    ],
)
def test_a_damaged_document_has_no_text_and_stops_nobody(tmp_path, kind, content):
    assert list(read_text(kept(tmp_path, content), kind)) == []


def test_no_more_text_is_kept_than_the_word_index_takes(tmp_path):
    text = "".join(read_text(kept(tmp_path, b"ord " * 200_000), PLAIN))
    assert len(text) == 300_000


def test_a_kind_without_text_is_not_read_at_all(tmp_path):
    assert text_of(str(tmp_path / "finns inte"), "image/png") == ""
