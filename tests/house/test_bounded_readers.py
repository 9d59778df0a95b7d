"""What a person sends is read within bounds: of cells, of what it unpacks to, of memory, of time, and of the answer."""

import io
import logging
import tempfile
import time
import tracemalloc
import zipfile
from functools import partial
from pathlib import Path

import pytest
import xlsxwriter
from docx import Document as Word

from contracts.documents.imports import DOCX, PDF, UnknownContent, media_type, text_of
from followup.field import imports as field_files
from followup.flags import imports as flag_files
from followup.joint import imports as joint_files
from followup.judging.imports import read_rules
from followup.surveys import imports as survey_files
from huddinge_vo.common.files import columns
from huddinge_vo.common.files.apart import TooMuchToRead, read_apart
from huddinge_vo.common.files.columns import read_named
from huddinge_vo.common.files.records import ErrorCell, Typed, UnreadableFile
from huddinge_vo.common.files.tabular import open_table
from tests import factories as make
from tests.house import readers

# ------------------------------------------------------------------------------------------- a process of its own


def test_who_asks_for_more_memory_than_there_is_ends_by_himself():
    assert list(read_apart(readers.asks_for_memory, 1 << 20)) == [1 << 20]
    with pytest.raises(TooMuchToRead):
        list(read_apart(readers.asks_for_memory, 1 << 30, memory=1 << 29))


def test_who_takes_more_time_than_there_is_ends_by_himself():
    given = read_apart(readers.asks_for_time, seconds=1)
    assert next(given) == 1
    started = time.monotonic()
    with pytest.raises(TooMuchToRead):
        next(given)
    assert time.monotonic() - started < 30


def test_who_falls_over_takes_nobody_with_him():
    with pytest.raises(TooMuchToRead):
        list(read_apart(readers.falls_over))


def test_a_reader_writes_no_files_and_knows_no_passwords(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hemlig")
    monkeypatch.setenv("DATABASE_URL", "postgres://vo:hemlig@db/vo")
    with pytest.raises(TooMuchToRead):
        list(read_apart(readers.writes, str(tmp_path / "a.txt")))
    ((names,),) = [list(read_apart(readers.knows_of))]
    assert not {"SECRET_KEY", "DATABASE_URL", "REDIS_URL"} & set(names)


def children():
    return " ".join(each.read_text() for each in Path("/proc/self/task").glob("*/children")).split()


def test_who_has_heard_enough_leaves_no_process_behind():
    given = read_apart(readers.repeats)
    assert [next(given), next(given)] == [1, 2]
    given.close()
    mine = [Path(f"/proc/{pid}/cmdline").read_text() for pid in children()]
    assert not any("apart.py" in command for command in mine)


# -------------------------------------------------------------------------------------------------------- workbooks


def workbook(rows, shared=""):
    """A workbook as Excel makes it, but for what its only sheet says."""
    made, target = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.add_worksheet("Data").write(0, 0, "belopp")
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            said = {"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": shared or old.read(name)}
            new.writestr(name, said.get(name, old.read(name)))
    return target.getvalue()


def kept(content, name="r.xlsx"):
    path = Path(tempfile.mkdtemp()) / name
    path.write_bytes(content)
    return path


LAST_CELL = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
# One text of a megabyte, which each of thousands of cells points at.
LONG_TEXT = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
    + "x" * (1 << 20)
    + "</t></si></sst>"
)
SAME_TEXT = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_001))
ONE_ROW = '<row r="1">' + '<c t="s"><v>0</v></c>' * 10_000 + "</row>"
NO_ENDS = "<c " * 3_000_000  # tags that never close, over which a pattern goes again and again


@pytest.mark.parametrize(
    "content",
    [
        lambda: workbook(LAST_CELL),
        lambda: workbook(SAME_TEXT, LONG_TEXT),
        lambda: workbook(ONE_ROW, LONG_TEXT),
    ],
    ids=["the last cell of all", "one long text in all cells", "one long row"],
)
@pytest.mark.parametrize("reader", [read_rules, lambda path: read_named(path, columns=("a",))], ids=["rules", "named"])
def test_a_workbook_of_few_bytes_that_is_much_to_read_is_refused(content, reader):
    path = kept(content())
    assert path.stat().st_size < 200_000
    tracemalloc.start()
    with pytest.raises(UnreadableFile):
        reader(path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 300 << 20


def test_a_workbook_whose_look_would_never_end_is_refused_in_time(monkeypatch):
    monkeypatch.setattr("huddinge_vo.common.files.apart.read_apart.__kwdefaults__", {"memory": 2 << 30, "seconds": 3})
    with pytest.raises(UnreadableFile):
        open_table(kept(workbook(NO_ENDS)))


def test_cells_come_from_the_other_process_as_what_they_were():
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["å", 1.5, 2, True])
        for row in range(1, 1500):
            sheet.write(row, 0, row)
        sheet.write_formula(1200, 1, "=1/0", None, "#DIV/0!")
    records = list(open_table(kept(made.getvalue())).records())
    assert len(records) == 1500
    assert records[0].fields == ["å", "1.5", "2", "sant"]
    assert [type(cell) for cell in records[0].fields] == [str, Typed, Typed, str]
    error = records[1200].fields[1]
    assert (type(error), error.at, records[1200].line, records[-1].fields[0]) == (ErrorCell, "B1201", 1201, "1499")


# ----------------------------------------------------------------------------------------------------- rows of a file


def test_a_register_of_more_rows_than_anybody_has_is_refused_before_it_fills_the_memory(monkeypatch, tmp_path):
    monkeypatch.setattr(columns, "_MOST_ROWS", 10)
    path = tmp_path / "r.csv"
    path.write_text("a;b\n" + "1;2\n" * 9)
    assert len(read_named(path, columns=("a",))[0]) == 9
    path.write_text(
        "ordning;leverantor_id;konto_fran;konto_till;enhet;underkategori;undantag;a\n" + "1;;;;;;x;2\n" * 10
    )
    for reader in (read_rules, lambda path: read_named(path, columns=("a",))):
        with pytest.raises(UnreadableFile, match="högst 10 rader"):
            reader(path)


@pytest.mark.parametrize(
    ("reader", "asked"),
    [
        (flag_files.read_facts, flag_files.COLUMNS),
        (survey_files.read_survey, survey_files.COLUMNS),
        (partial(joint_files.read_joint, methods={}), joint_files.COLUMNS),
        (field_files.read_companies, field_files.COMPANY_COLUMNS),
    ],
    ids=["facts", "survey", "joint", "companies"],
)
def test_headings_alone_are_refused_and_are_not_nothing_new(tmp_path, reader, asked):
    path = tmp_path / "r.csv"
    path.write_text(";".join(asked) + "\n\n")
    with pytest.raises(UnreadableFile, match="rubriker men inga rader"):
        reader(path)


# ---------------------------------------------------------------------------------------------------------- documents


def docx(**parts):
    made, target = io.BytesIO(), io.BytesIO()
    Word().save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.replace("/", "__").replace(".", "_"), old.read(name)))
    return target.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def letter(paragraphs):
    body = "<w:p><w:r><w:t>ord</w:t></w:r></w:p>" * paragraphs
    return docx(word__document_xml=f"<w:document {W}><w:body>{body}</w:body></w:document>")


def test_a_word_file_that_unpacks_to_more_than_anybody_writes_is_refused():
    with pytest.raises(UnknownContent, match="för stor när den packas upp"):
        media_type(io.BytesIO(letter(3_000_000)))


def test_a_word_file_that_takes_more_memory_than_there_is_has_no_text_and_ends_nothing(caplog):
    content = letter(2_000_000)  # 70 MB of XML, which the library makes two gigabytes of
    assert len(content) < 500_000
    assert media_type(io.BytesIO(content)) == DOCX
    with caplog.at_level(logging.ERROR):
        assert text_of(str(kept(content, "a.docx")), DOCX) == ""
    assert text_of(str(kept(letter(3), "a.docx")), DOCX) == "ord ord ord"


def test_a_pdf_whose_page_unpacks_to_gigabytes_has_no_text_and_ends_nothing():
    import zlib

    stream = zlib.compress(zlib.compress(b"0" * (1 << 30), 9), 9)
    content = b"".join(
        (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n4 0 obj<</Length ",
            str(len(stream)).encode(),
            b"/Filter[/FlateDecode/FlateDecode]>>stream\n",
            stream,
            b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
        )
    )
    assert len(content) < 100_000
    assert text_of(str(kept(content, "a.pdf")), PDF) == ""


# ----------------------------------------------------------------------------------------------------------- requests


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/logga-in/", "/reskontra/las-in/", "/finns-inte/", "/"])
def test_nothing_of_a_large_body_is_kept_for_one_who_has_not_signed_in(client, address, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    read = []

    class Body(io.BytesIO):
        def read(self, size=-1):
            read.append(size)
            return super().read(size)

    content = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        + b"0" * (5 << 20)
        + b"\r\n--x--\r\n"
    )
    client.handler.enforce_csrf_checks = True
    answer = client.generic(
        "POST",
        address,
        content,
        content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": Body(content), "CONTENT_LENGTH": str(len(content))},
    )
    assert (answer.status_code, read) == (413, [])
    assert "Logga in först" in answer.content.decode()


@pytest.mark.django_db
def test_two_files_at_once_are_refused(client):
    client.force_login(make.user("controller"))
    files = {name: io.BytesIO(b"x") for name in ("file", "other")}
    assert client.post("/reskontra/las-in/", files).status_code == 400


# ------------------------------------------------------------------------------------------------------------ answers


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "address", "heading", "sent"),
    [
        (
            "kategoriledare",
            "/regler/fran-fil/",
            "ordning;leverantor_id;konto_fran;konto_till;enhet;underkategori;undantag",
            {},
        ),
        (
            "avtalscontroller",
            "/kontroller/fran-fil/",
            "organisationsnummer;rating;band;modell;datum;skal",
            {"kind": "kreditbetyg"},
        ),
    ],
)
def test_a_file_of_40_000_bad_rows_is_answered_with_the_first_of_them(client, role, address, heading, sent):
    client.force_login(make.user(role))
    width = heading.count(";")
    rows = "\n".join(("x" * 1000) + ";" * width for _ in range(40_000))
    file = io.BytesIO(f"{heading}\n{rows}".encode())
    file.name = "fel.csv"
    answer = client.post(address, {"file": file, **sent})
    assert answer.status_code == 422, answer.content.decode()[:3000]
    text = answer.content.decode()
    assert len(text) < 500_000
    assert text.count("<td") > 4 * 290
    assert "De första 300 av" in text
