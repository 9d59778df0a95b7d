"""Ledger files as they come: two lanes that say the same, and every error with its place."""

import csv
import io
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from followup.ledger import imports
from followup.ledger.imports import read_ledger, write_rejected
from huddinge_vo.common.files.records import UndecidedFile
from huddinge_vo.common.files.tabular import UnreadableFile
from tests import factories as make


@pytest.fixture
def read(tmp_path):
    """Reads bytes as a ledger: the reading with its rows; the file is called r.csv."""
    count = iter(range(10_000))

    def one(content, *, name="r.csv"):
        folder = tmp_path / str(next(count))
        folder.mkdir()
        path = folder / "kept"
        path.write_bytes(content)
        with read_ledger(path, work_folder=folder, file_name=name) as reading:
            rows = reading.connection.execute("SELECT * FROM ledger_rows ORDER BY line_no").fetchall()
            names = [each[0] for each in reading.connection.description]
            return reading, [dict(zip(names, row, strict=True)) for row in rows]

    return one


def table(*rows, header="kopare_id;leverantor;leverantor_id;konto_nr;belopp;datum", end="\n"):
    return (end.join([header, *rows]) + end).encode()


PLAIN = ("2120000068;Provhem AB;5566778899;4631;1000,50;2026-01-31", "2120000068;Åkers AB;L1;4632;-20,05;2026-02-28")


def amounts(rows):
    return [row["amount"] for row in rows]


def errors(reading):
    return [(error.line, error.column, error.value) for error in reading.errors]


@pytest.mark.parametrize(
    ("encode", "lane"),
    [
        (lambda text: text.encode(), "fast"),
        (lambda text: b"\xef\xbb\xbf" + text.encode(), "fast"),
        (lambda text: text.encode("cp1252"), "fast"),
        (lambda text: text.encode("utf-16"), "fast"),
        (lambda text: text.replace("\n", "\r\n").encode(), "fast"),
        (lambda text: text.replace("\n", "\r").encode(), "fast"),
        (lambda text: text.replace(";", "\t").encode(), "fast"),
        (lambda text: text.replace(",", ".").replace(";", ",").encode(), "fast"),
        (lambda text: text.replace(";", "|").encode(), "fast"),
        (lambda text: text.replace("\n", "\n\n").encode(), "explaining"),
    ],
    ids=["utf-8", "bom", "cp1252", "utf-16", "crlf", "cr", "tab", "comma", "pipe", "blank lines"],
)
def test_a_file_says_the_same_however_it_is_written(read, encode, lane):
    reading, rows = read(encode(table(*PLAIN).decode()))
    assert (reading.lane, reading.lines, reading.errors) == (lane, 2, [])
    assert [row["supplier_name"] for row in rows] == ["Provhem AB", "Åkers AB"]
    assert amounts(rows) == [Decimal("1000.50"), Decimal("-20.05")]
    assert reading.file_total == Decimal("980.45")
    assert reading.buyer_org_number == "2120000068"


def test_a_spreadsheet_says_the_same_with_typed_cells(read):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["kopare_id", "leverantor", "leverantor_id", "konto_nr", "belopp", "datum"])
        for line, (amount, on) in enumerate(((1000.5, 46053), (-20.05, 46081)), start=1):
            sheet.write_row(line, 0, [2120000068, "Provhem AB", 5566778899, 4631, amount])
            sheet.write_number(line, 5, on, day)
    reading, rows = read(target.getvalue(), name="r.xlsx")
    assert (reading.lines, reading.errors) == (2, [])
    assert amounts(rows) == [Decimal("1000.50"), Decimal("-20.05")]
    assert [str(row["booked_on"]) for row in rows] == ["2026-01-31", "2026-02-28"]
    assert rows[0]["account"] == "4631"
    assert rows[0]["supplier_ref"] == "5566778899"


def test_bad_rows_are_told_with_the_line_a_spreadsheet_shows(read):
    reading, rows = read(
        table(
            PLAIN[0],
            "",
            "2120000068;;;4631;1,00;2026-01-01",
            "2120000068;A;1;4631;ett;2026-13-01",
            "2120000068;A;1;4631;1,00",
            "2120000142;A;1;4631;1,00;2026-01-01",
            "2120000068;A;1;4631;1.00;2026-01-01",
        )
    )
    assert errors(reading) == [
        (4, "leverantor", ""),
        (5, "belopp", "ett"),
        (5, "datum", "2026-13-01"),
        (6, "hela raden", ""),
        (7, "kopare_id", "2120000142"),
        (8, "belopp", "1.00"),
    ]
    assert len(rows) + len({error.line for error in reading.errors}) == reading.lines == 6


def test_an_open_quote_spoils_its_own_line_only(read):
    reading, rows = read(
        table(
            PLAIN[0],
            '2120000068;"Öppet AB;1;4631;1,00;2026-01-01',
            PLAIN[1],
            '2120000068;"A; B";1;4631;3,00;2026-01-01',
        )
    )
    assert [(error.line, error.column) for error in reading.errors] == [(3, "hela raden")]
    assert amounts(rows) == [Decimal("1000.50"), Decimal("-20.05"), Decimal("3.00")]
    assert rows[-1]["supplier_name"] == "A; B"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tom"),
        (b"   \n", "tom"),
        (b"a;b\n1;2\n", "Filens rubriker känns inte igen. På rad 1 står: a, b."),
        (table(header="leverantor;belopp;datum;belopp"), "betyder samma sak"),
        (b"leverantor;belopp;datum\nA\x00;1;2026-01-01\n", "nolltecken"),
        ("leverantor;belopp;datum\nÅ;1;2026-01-01\n".encode()[:-14] + b"\xc3", "avhuggen"),
        (
            "leverantor;belopp;datum\nÅ;1;2026-01-01\n".encode() + "Ö;1;2026-01-01\n".encode("cp1252"),
            "blandar teckenkodningar",
        ),
        (b"%PDF-1.7 ...", "ingen tabell"),
        (b"\xd0\xcf\x11\xe0....", ".xls"),
        (b"PK\x03\x04rest", "skadad"),
    ],
)
def test_what_cannot_be_read_at_all_is_told_in_one_line(read, content, words):
    with pytest.raises(UnreadableFile, match=words) as error:
        read(content)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "header",
    [
        "köpare id;Leverantör;Leverantör-ID;Konto nr;Belopp;Datum",
        "kopare_id;leverantor;leverantor_id;konto_nr;nettobelopp;bokforingsdatum",
        "KOPARE_ID;LEVERANTOR;LEVERANTOR_ID;KONTO_NR;BELOPP;DATUM",
    ],
)
def test_headings_are_known_by_their_aliases(read, header):
    reading, rows = read(table(*PLAIN, header=header))
    assert (len(rows), reading.errors) == (2, [])
    assert rows[0]["account"] == "4631"


CELL = st.text(st.sampled_from("aÅö 0\u00a0\t'\"-="), max_size=6)
AMOUNT = st.one_of(
    st.decimals(-9_999_999, 9_999_999, places=2).map(lambda value: f"{value:f}".replace(".", ",")),
    st.sampled_from(["", "ett", "1.5", "1 234,50", "-0,01", "12-", "1,234", "\u22125,00"]),
)
DAY = st.one_of(st.dates().map(str), st.sampled_from(["20260131", "2026-02-30", "", "2026-01", "2026-01-31 10:00"]))
ROW = st.tuples(st.just("2120000068"), CELL, CELL, CELL, AMOUNT, DAY)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(ROW, max_size=8), quoted=st.booleans())
def test_the_fast_lane_and_the_explaining_lane_say_the_same(tmp_path_factory, rows, quoted):
    folder = tmp_path_factory.mktemp("lane")
    text = io.StringIO()
    writer = csv.writer(
        text, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    )
    writer.writerow(["kopare_id", "leverantor", "leverantor_id", "konto_nr", "belopp", "datum"])
    writer.writerows(rows)
    path = folder / "r.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    told = []
    for fast in (True, False):
        work = folder / str(fast)
        work.mkdir()
        with pytest.MonkeyPatch.context() as patch:
            if not fast:
                patch.setattr(imports, "read_fast", _never)
            try:
                reading = read_ledger(path, work_folder=work)
            except UndecidedFile as error:  # nothing settles how its amounts are written
                told.append(str(error))
                continue
            with reading:
                found = reading.connection.execute("SELECT * FROM ledger_rows ORDER BY line_no").fetchall()
                told.append((found, reading.lines, errors(reading), reading.file_total, reading.buyer_org_number))
                assert len(found) + len({error.line for error in reading.errors}) == reading.lines
    assert told[0] == told[1]


def _never(*_):
    raise imports.NotPlain


def test_bad_rows_come_back_mended(read):
    reading, _ = read(table(PLAIN[0], "2120000068;=1+1;1;4631;ett;2026-01-01"))
    bad = [(error.line, error.raw, error.reason) for error in reading.errors]
    given_back = b"".join(write_rejected(reading.header, bad))
    assert b"'=1+1" in given_back  # no spreadsheet takes it for a formula
    mended, rows = read(given_back.replace(b"ett", b"2,00"))
    assert (mended.errors, amounts(rows)) == ([], [Decimal("2.00")])


def test_one_line_of_the_factory_is_what_the_specification_says(read):
    reading, rows = read(make.ledger_file(make.ledger_row("1,00", invoice="F1", contract="A-1")))
    assert (reading.lane, reading.errors) == ("fast", [])
    assert (rows[0]["invoice_number"], rows[0]["contract_ref"], rows[0]["unit"]) == ("F1", "A-1", "Socialförvaltningen")
