"""Nothing is guessed silently: whose file it is, which sheet, which sign parts decimals, and what was not read."""

import io
import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from followup.ledger import actions
from followup.ledger.imports import How, read_ledger
from followup.ledger.models import LedgerImport
from huddinge_vo.common.files.tabular import UndecidedFile, UnreadableFile
from huddinge_vo.common.people.models import Organization
from tests import factories as make

OTHER, OTHER_NUMBER = "Annan kommun", "2120000142"
HEADER = "kopare_id;kopare;leverantor;leverantor_id;konto_nr;belopp;datum"


def ledger(*amounts, header=HEADER, buyer="212000-0142;Annan kommun", on="2016-05-10"):
    return "\n".join([header, *(f"{buyer};Provhem AB;5566778899;4631;{each};{on}" for each in amounts), ""])


def book(**sheets):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name.removeprefix("dolt_"))
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
            if name.startswith("dolt_"):
                sheet.hide()
    return target.getvalue()


@pytest.fixture
def read(tmp_path):
    """Reads bytes or text as a ledger: the reading, and the amounts of its rows."""
    count = iter(range(10_000))

    def one(content, *, how=None, name="r.csv"):
        folder = tmp_path / str(next(count))
        folder.mkdir()
        path = folder / "kept"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        with read_ledger(path, work_folder=folder, file_name=name, how=how) as reading:
            rows = reading.connection.execute("SELECT amount FROM ledger_rows ORDER BY line_no").fetchall()
            return reading, [row[0] for row in rows]

    return one


def kinds(reading):
    return [note.kind for note in reading.notes]


# ------------------------------------------------------------------------------------------------- whose it is

SPEC_10 = """kopare,kopare_text,faktura_nr,leverantor,leverantor_id,forvaltning,konto_nr,belopp,datum
2120000142,Annan kommun,7001,Provhem AB,5566778899,Vård,4631,749.50,2016-03-01
"""
TOLD = {
    "the number in kopare, as version 1.0 has it": SPEC_10,
    "a byte order mark encoded twice": "ï»¿" + ledger("749,50"),
    "a byte order mark before a quote": "\ufeff\ufeff" + ledger("749,50").replace("kopare_id", '"kopare_id"', 1),
    "a column that is not read otherwise": ledger("749,50", header=HEADER.replace("kopare_id;kopare", "Enhetsnr;Anm")),
    "a column of another name": ledger("749,50", header=HEADER.replace("kopare_id;kopare", "Beställare nr;Beställare")),
}


@pytest.mark.parametrize("content", TOLD.values(), ids=TOLD)
@pytest.mark.parametrize("blank_line", [False, True], ids=["fast", "explaining"])
def test_a_buyer_is_told_by_its_number_in_any_column(read, content, blank_line):
    reading, amounts = read(content + ("\n" if blank_line else ""))
    assert (reading.lane == "explaining") == blank_line
    assert (reading.buyer_org_number, amounts) == (OTHER_NUMBER, [Decimal("749.50")])


def test_a_supplier_that_is_in_a_column_of_its_own_on_all_rows_is_no_buyer(read):
    reading, _ = read(
        "leverantor;leverantor_id;belopp;datum;moderbolag\nProvhem AB;5566778899;1,00;2026-01-01;5560360793\n"
    )
    assert (reading.buyer_org_number, reading.buyer_unclear) == (None, "")
    assert kinds(reading) == ["HEADINGS_NOT_USED"]


@pytest.mark.django_db
@pytest.mark.parametrize("content", TOLD.values(), ids=TOLD)
def test_another_buyers_ledger_is_never_ours(content, tmp_path):
    ours = make.buyer()
    path = tmp_path / "r.csv"
    path.write_text(content)
    out = io.StringIO()
    call_command("import_ledger", path, "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert (said["status"], said["amount_sek"]) == ("LOADED", "749.50")
    done = LedgerImport.objects.get()
    assert done.buyer == Organization.objects.get(org_number=OTHER_NUMBER) != ours


@pytest.mark.django_db
def test_a_buyer_that_is_named_without_a_number_is_known_by_its_name_or_refused(tmp_path):
    by_name = ledger("1,00", header=HEADER.removeprefix("kopare_id;"), buyer=OTHER)
    for name, content in (("name", by_name), ("number", ledger("1,00", buyer="212000-0143;"))):
        path = tmp_path / name
        path.write_text(content)
        with pytest.raises(CommandError, match=r"Filen säger att köparen är ”(Annan kommun|212000-0143)”"):
            call_command("import_ledger", path, stdout=io.StringIO())
    other = make.buyer(org_number=OTHER_NUMBER, name=OTHER)
    call_command("import_ledger", tmp_path / "name", stdout=io.StringIO())
    assert LedgerImport.objects.get(status="LOADED").buyer == other


@pytest.mark.django_db
def test_nobody_gains_a_role_by_sending_a_file_that_names_a_buyer_in_kopare():
    make.buyer(org_number=OTHER_NUMBER, name=OTHER)
    at = datetime(2026, 11, 1, tzinfo=UTC)
    received = actions.receive_ledger_file(
        file=io.BytesIO(SPEC_10.encode()), name="r.csv", by=make.user("controller"), at=at
    )
    done = actions.load_ledger_import(ledger_import_id=received.pk, at=at)
    assert (done.status, done.buyer) == ("REFUSED", None)
    assert "Annan kommun, vars reskontra du inte får läsa in" in done.message


# ----------------------------------------------------------------------------------------------------- amounts


@pytest.mark.parametrize(
    ("amounts", "total"),
    [
        (("245.500", "12.750", "1250.000"), "1508.25"),
        (("1250.0000", "245.5000"), "1495.50"),
        (("12.500", "3,50"), "12503.50"),
        (("12.500", "1.234.567,00"), "1247067.00"),
        (("5,616.65", "1,000"), "6616.65"),
        (("(1 234,50)", "1 234,50-", "\u22121\u00a0234,50", "1 234,50 CR", "\u20131234,50"), "-6172.50"),
        (("+12,50 kr", ",50"), "13.00"),
    ],
)
def test_the_amounts_of_a_file_tell_together_which_sign_parts_decimals(read, amounts, total):
    reading, _ = read(ledger(*amounts))
    assert (reading.errors, reading.file_total) == ([], Decimal(total))


def test_amounts_that_can_be_read_in_two_ways_wait_for_a_person_to_choose(read):
    content = ledger("245.500", "12.750")
    with pytest.raises(UndecidedFile, match=r"”245.500” kan läsas på två sätt") as refused:
        read(content)
    assert "258\u00a0250,00" in str(refused.value)
    assert "258,25" in str(refused.value)
    assert read(content, how=How(decimal_sign="."))[0].file_total == Decimal("258.25")
    assert read(content, how=How(decimal_sign=","))[0].file_total == Decimal("258250.00")


def test_an_amount_with_the_other_sign_is_refused_for_the_true_reason(read):
    reading, amounts = read(ledger("12,50", "13,50", "5,616.65", "7.25", "361,505"))
    assert amounts == [Decimal("12.50"), Decimal("13.50")]
    assert [error.reason for error in reading.errors] == [
        "”5,616.65” kan läsas på två sätt: det ser ut att ha decimalpunkt, men filen har decimalkomma.",
        "”7.25” har decimalpunkt, men filen har decimalkomma.",
        "”361,505” har fler än två decimaler.",
    ]


# ------------------------------------------------------------------------------------------------------ sheets

HEAD = ["leverantor", "leverantor_id", "belopp", "datum"]
ONE, TWO = ["Provhem AB", "5566778899", 100, "2016-05-10"], ["Provhem AB", "5566778899", 900, "2016-05-11"]


def test_rows_on_several_sheets_are_never_lost_without_a_word(read):
    two = book(SOF=[HEAD, ONE], VON=[HEAD, TWO])
    with pytest.raises(UndecidedFile, match="Filen har rader på flera blad: SOF, VON"):
        read(two)
    both, amounts = read(two, how=How(sheets=("SOF", "VON")))
    assert (amounts, both.lines, kinds(both)) == ([Decimal(100), Decimal(900)], 2, ["SEVERAL_SHEETS"])
    one, amounts = read(two, how=How(sheets=("VON",)))
    assert (amounts, kinds(one)) == ([Decimal(900)], ["SHEETS_NOT_READ"])
    assert "SOF" in one.notes[0].text
    with pytest.raises(UnreadableFile, match="Bladet VON har inte samma rubriker"):
        read(book(SOF=[HEAD, ONE], VON=[["annat"], TWO]), how=How(sheets=("SOF", "VON")))
    with pytest.raises(UnreadableFile, match="Bladet BUF finns inte"):
        read(two, how=How(sheets=("BUF",)))


def test_a_hidden_sheet_is_left_out_and_said(read):
    reading, amounts = read(book(SOF=[HEAD, ONE], dolt_Listor=[["ja"], ["nej"]]))
    assert amounts == [Decimal(100)]
    assert [(note.kind, note.text) for note in reading.notes] == [
        ("SHEETS_NOT_READ", "Bladet Listor (dolt) lästes inte.")
    ]


@pytest.mark.django_db
def test_the_terminal_and_the_page_say_what_was_not_read(tmp_path, client, leader):
    path = tmp_path / "r.csv"
    path.write_text(ledger("1,00", header=f"{HEADER};kommun_id", on="2016-05-10;0126", buyer=";"))
    out = io.StringIO()
    call_command("import_ledger", path, "--json", stdout=out)
    assert json.loads(out.getvalue())["notes"] == [
        {"kind": "HEADINGS_NOT_USED", "text": "Kolumnen kommun_id lästes inte."}
    ]
    page = client.get(LedgerImport.objects.get().get_absolute_url()).content.decode()
    assert "Kolumnen kommun_id lästes inte." in page
