"""What a document is and the text in it, read here and not in a process of its own."""

import io
import zipfile
from datetime import date

import pytest
from docx import Document as Word

from contracts.documents.imports import (
    DOCX,
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
    ],
)
def test_what_is_no_document_says_why(content, words):
    with pytest.raises(UnknownContent, match=words):
        media_type(io.BytesIO(content))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("bad.exe", PLAIN), ("avtal.EXE", PDF), ("avtal.pdf", DOCX), ("x.tar.sh", PLAIN), ("a.html", PDF)],
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


@pytest.mark.parametrize(("kind", "content"), [(PDF, b"%PDF-1.7 trasig"), (DOCX, zipped(**{"word/document.xml": "x"}))])
def test_a_damaged_document_has_no_text_and_stops_nobody(tmp_path, kind, content):
    assert list(read_text(kept(tmp_path, content), kind)) == []


def test_no_more_text_is_kept_than_the_word_index_takes(tmp_path):
    text = "".join(read_text(kept(tmp_path, b"ord " * 200_000), PLAIN))
    assert len(text) == 300_000


def test_a_kind_without_text_is_not_read_at_all(tmp_path):
    assert text_of(str(tmp_path / "finns inte"), "image/png") == ""
