"""Ledger files as publishers really write them, each quirk with a small file of our own, and files of any quirk."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from followup.ledger.imports import How, read_ledger
from huddinge_vo.common.files.tabular import UndecidedFile, UnreadableFile, mend

MARCH = date(2026, 3, 31)
FIRST, SECOND = ("Provhem AB", "5566778899", "4631", "1250.50", "2026-03-30"), ("Åkers", "", "", "-20.05", "2026-03-31")
SUM = Decimal("1230.45")


def lines(*rows, header="leverantor;leverantor_id;konto_nr;belopp;datum", end="\n"):
    return end.join([header, *rows, ""])


def csv(delimiter=";", *, comma=True, thousands="", **values):
    rows = []
    for name, ref, account, amount, on in (FIRST, SECOND):
        written = amount.replace("1250", f"1{thousands}250").replace(".", "," if comma else ".")
        rows.append(delimiter.join((name, ref, account, written, on)))
    header = values.pop("header", "leverantor;leverantor_id;konto_nr;belopp;datum").replace(";", delimiter)
    return lines(*rows, header=header, **values)


def sheet(rows, *, hide=(), errors=()):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        made = book.add_worksheet("Data")
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                if (line, column) in errors:
                    made.write_formula(line, column, "=NA()", None, "#N/A")
                else:
                    made.write(line, column, value)
        for line in hide:
            made.set_row(line, None, None, {"hidden": True})
    return target.getvalue()


@pytest.fixture
def read(tmp_path):
    count = iter(range(10_000))

    def one(content, *, how=None, name="r.csv"):
        folder = tmp_path / str(next(count))
        folder.mkdir()
        path = folder / "kept"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        with read_ledger(path, work_folder=folder, file_name=name, how=how) as reading:
            cursor = reading.connection.execute("SELECT * FROM ledger_rows ORDER BY line_no")
            names = [each[0] for each in cursor.description]
            return reading, [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    return one


def named(**mapping):
    return How(name="Prov", mapping=mapping)


TOTAL = ";;;1230,45;"
# The quirk table: publisher and quirk → the file, how it is read (null: without a profile), the kinds of its notes.
QUIRKS = {
    "Västra Götaland: bare CR, decimal point, names of its own": (
        csv(comma=False, end="\r", header="leverantor;leverantor_id;konto_nr;nettobelopp;bokforingsdatum"),
        None,
        [],
    ),
    "Göteborg 2026: UTF-16LE with mark, comma, decimal comma": (
        csv("\t").replace("\t", ",").replace("1250,50", '"1250,50"').replace("-20,05", '"-20,05"').encode("utf-16"),
        None,
        [],
    ),
    "Göteborg 2020: spaces in thousands, the month in the file's name": (
        lines(
            "Provhem AB;5566778899;4631;1 250,50",
            "Åkers;;;-20,05",
            header="leverantor;leverantor_id;konto_nr;belopp",
        ),
        How(name="Prov", period_from_name=True),
        ["PROFILE", "DAY_OF_ALL"],
    ),
    "Västerås: mark inside the first heading, quoted, supplier number": (
        "\ufeff\ufeff"
        + csv(header='"leverantor";leverantor_id;konto_nr;belopp;datum').replace("5566778899", "10004007"),
        None,
        ["BYTE_ORDER_MARK"],
    ),
    "Umeå: the month as date, masked suppliers": (
        csv()
        .replace("2026-03-30", "202603")
        .replace("2026-03-31", "202603")
        .replace("Provhem AB;5566778899", "***;***"),
        How(name="Prov", date_format="%Y%m"),
        ["PROFILE", "DAYS_ARE_MONTHS"],
    ),
    "Örebro: XLSX with account and its name in one cell": (
        sheet(
            [
                ["leverantor", "konto_nr", "belopp", "datum"],
                ["Provhem AB", "4631 Köp av vård", 1250.5, "2026-03-30"],
                ["Åkers", "4631 Köp av vård", -20.05, "2026-03-31"],
            ]
        ),
        None,
        [],
    ),
    "Ale: spaces in amounts, rows without a number": (csv(thousands="\u00a0"), None, []),
    "others: preamble above, total below, trailing blanks": (
        "Uttag ur ekonomisystemet\n2026-04-01;;;;\n\n" + csv() + TOTAL + "\n;;;;\n\n",
        How(name="Prov", leaves_out_totals=True),
        ["LINES_ABOVE", "PROFILE", "TOTAL_ROWS"],
    ),
    "others: own headings, day before month, purchases negative": (
        lines(
            "Provhem AB|30/03/2026|-1250.50",
            "Åkers|31/03/2026|20.05",
            header="Payee|Paid on|Sum",
        ),
        How(
            name="Prov",
            mapping={"supplier_name": "Payee", "booked_on": "Paid on", "amount": "Sum"},
            date_format="%d/%m/%Y",
            credits="positive",
        ),
        ["PROFILE", "SIGN_TURNED"],
    ),
    "text encoded twice, mended by choice": (
        csv().encode().decode("cp1252").encode(),
        How(name="Prov", mends_text=True),
        ["PROFILE", "ENCODED_TWICE"],
    ),
    "hidden rows are read as the others": (
        sheet(
            [
                ["leverantor", "belopp", "datum"],
                ["Provhem AB", 1250.5, "2026-03-30"],
                ["Åkers", -20.05, "2026-03-31"],
            ],
            hide=(2,),
        ),
        None,
        ["HIDDEN_ROWS"],
    ),
}


@pytest.mark.parametrize(("content", "how", "notes"), QUIRKS.values(), ids=QUIRKS)
def test_a_file_with_a_publishers_quirk_is_read(read, content, how, notes):
    reading, rows = read(content, how=how, name="reskontra 2026-03.csv")
    assert reading.errors == []
    assert (reading.lines, len(rows), reading.file_total) == (2, 2, SUM)
    assert rows[1]["supplier_name"] == "Åkers"
    assert rows[1]["booked_on"] == MARCH
    assert sorted(note.kind for note in reading.notes) == sorted(notes)
    if "Örebro" in str(rows[0]):
        assert (rows[0]["account"], rows[0]["account_text"]) == ("4631", "Köp av vård")


def test_text_that_is_encoded_twice_waits_for_a_person_to_choose(read):
    with pytest.raises(UndecidedFile, match=r"Texten är kodad två gånger.*först på rad 3"):
        read(csv().encode().decode("cp1252").encode())


def test_what_only_looks_like_text_encoded_twice_is_left_as_it_is():
    assert mend("Ã…kers Ã„lvÃ¶ ABÂ\u00a0") == "Åkers Älvö AB\u00a0"
    assert mend("SÃO PAULO, Ântônio") == "SÃO PAULO, Ântônio"


@pytest.mark.parametrize(
    ("total", "words"),
    [
        (";;;1230,45;", "beloppet är summan av de 2 raderna ovanför"),
        (";;;1230,45;2026-03-31", "beloppet är summan av de 2 raderna ovanför"),
        ("Summa;;;1230,45;", "beloppet är summan av de 2 raderna ovanför"),
        ("Totalt:;;;1000,00;", "beloppet är inte summan av raderna ovanför"),
        (";;;1000,00;2026-03-31", "Både leverantörens namn och id saknas."),
    ],
)
def test_a_total_line_is_no_purchase(read, total, words):
    reading, rows = read(csv() + total + "\n")
    assert (reading.lines, len(rows), reading.file_total) == (3, 2, SUM)
    assert [(error.line, words in error.reason) for error in reading.errors] == [(4, True)]
    proposed = "saknas" not in words
    assert [note.kind for note in reading.notes] == ["TOTAL_ROWS"] * proposed
    assert (reading.whole_total is not None) == proposed


def test_subtotals_and_the_total_of_them_are_told_apart_from_purchases(read):
    content = (
        csv() + ";;;1230,45;\nProvhem AB;;;100,00;2026-03-01\nProvhem AB;;;50,00;2026-03-01\n;;;150,00;\n;;;1380,45;\n"
    )
    reading, rows = read(content, how=How(name="Prov", leaves_out_totals=True))
    assert (reading.lines, len(rows), reading.file_total) == (4, 4, Decimal("1380.45"))
    assert reading.whole_total == Decimal("1380.45")


def test_a_purchase_of_the_same_amount_as_the_rows_above_is_a_purchase(read):
    reading, _ = read(csv() + "Provhem AB;5566778899;;1230,45;2026-03-31\n")
    assert (reading.lines, reading.errors, reading.file_total) == (3, [], SUM * 2)


@pytest.mark.parametrize("column", [0, 1, 2], ids=["supplier", "amount", "day"])
def test_a_row_with_an_error_of_the_spreadsheet_is_refused_with_its_cell(read, column):
    rows = [["leverantor", "belopp", "datum"], ["Provhem AB", 5, "2026-03-30"], ["Åkers", 7, "2026-03-31"]]
    reading, kept = read(sheet(rows, errors=[(2, column)]))
    assert [row["amount"] for row in kept] == [Decimal(5)]
    assert next((error.line, error.reason) for error in reading.errors) == (
        3,
        f"Cell {'ABC'[column]}3 är ett fel i Excel (#N/A).",
    )
    reading, kept = read(
        lines("#SAKNAS!;5;2026-03-30", "A;#N/A;2026-03-30", "A;7;#REF!", header="leverantor;belopp;datum")
    )
    assert (kept, len(reading.errors)) == ([], 3)


def archive(**parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Filen är tom"),
        (b"\xef\xbb\xbf", "Filen är tom"),
        (archive(**{"r.csv": csv()}), "Filen är ett zip-arkiv"),
        (archive(**{"xl__workbook.xml": "<a/>", "xl__x": b"0" * (150 << 20)}), "för stor när den packas upp"),
        (archive(**{"xl__workbook.xml": "<a/>"}), "Excelfilen går inte att läsa"),
        (sheet([]), "Excelfilen är tom"),
        (b"x" * (3 << 20), "en rad som är längre än"),
    ],
    ids=["nothing", "a mark alone", "zip", "bomb", "no workbook", "no cells", "one long line"],
)
def test_what_is_no_table_is_told_in_one_sentence(read, content, words):
    with pytest.raises(UnreadableFile, match=words) as refused:
        read(content)
    assert "\n" not in str(refused.value)


# ----------------------------------------------------------------------------------------- files of any quirk

NAME = (
    st.text(st.sampled_from("aÅö é-&'"), min_size=1, max_size=8).filter(str.strip).map(lambda text: f"L{text.strip()}")
)
ROW = st.tuples(
    NAME,
    st.decimals(-9_999_999, 9_999_999, places=2),
    st.dates(date(1990, 1, 1), date(2099, 12, 31)),
)
MINUS = st.sampled_from(["-{}", "{}-", "({})", "\u2212{}", "{} CR"])


def amount(value, sign, thousands, minus):
    whole, decimals = f"{abs(value):,.2f}".split(".")
    text = whole.replace(",", thousands) + sign + decimals
    return minus.format(text) if value < 0 else text


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(ROW, min_size=1, max_size=6),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    delimiter=st.sampled_from([";", "\t", "|", ","]),
    sign=st.sampled_from([",", "."]),
    thousands=st.sampled_from(["", " ", "\u00a0", "other"]),
    minus=MINUS,
    date_format=st.sampled_from(["", "%Y%m%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%b-%Y"]),
    above=st.integers(0, 3),
    has_total=st.booleans(),
    blanks=st.booleans(),
)
def test_whatever_its_quirks_a_file_is_read_back_as_it_was_written(
    tmp_path_factory, rows, encoding, end, delimiter, sign, thousands, minus, date_format, above, has_total, blanks
):
    other = "." if sign == "," else ","
    parting = other if thousands == "other" else thousands
    written = [
        ["Vem", "Hur mycket", "När"],
        *(
            [name, amount(value, sign, parting, minus), on.strftime(date_format) if date_format else str(on)]
            for name, value, on in rows
        ),
    ]
    total = sum((value for _, value, _ in rows), Decimal(0))
    if has_total and total:
        written.append(["", amount(total, sign, parting, minus), ""])
    text = end.join(
        ["ovanför"] * above
        + [delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in written]
        + ([delimiter * 2] if blanks else [])
        + [""]
    )
    folder = tmp_path_factory.mktemp("quirk")
    path = folder / "kept"
    path.write_bytes(text.replace("\u2212", "-").encode(encoding) if encoding == "cp1252" else text.encode(encoding))
    how = How(
        name="Prov",
        mapping={"supplier_name": "Vem", "amount": "Hur mycket", "booked_on": "När"},
        skip_lines=above,
        delimiter=delimiter,
        decimal_sign=sign,
        date_format=date_format,
        leaves_out_totals=True,
    )
    with read_ledger(path, work_folder=folder, how=how) as reading:
        found = reading.connection.execute(
            "SELECT supplier_name, amount, booked_on FROM ledger_rows ORDER BY line_no"
        ).fetchall()
    assert reading.errors == []
    assert found == rows
    assert (reading.lines, reading.file_total) == (len(rows), total)
