"""Mapping profiles: how another system's files are read, made once and recognised by their headings."""

import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from followup.ledger import actions
from followup.ledger.imports import How, read_ledger, recognise
from followup.ledger.imports.how import period_in
from followup.ledger.models import LedgerImport, LedgerProfile
from huddinge_vo.common.files.tabular import UndecidedFile, UnreadableFile
from huddinge_vo.common.people.rights import NotAllowed
from tests import factories as make

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ENGLISH = """Payments over 500
Extracted 2026-04-01

Supplier Name,Supplier Number,Invoice Creation Date,Invoice Nett Amount,Cost Centre
Provhem AB,5566778899,31/03/2026,"1,250.50",Care
Provhem AB,5566778899,01/04/2026,-50.50,Care
"""
MAPPING = {
    "supplier_name": "Supplier Name",
    "supplier_ref": "Supplier Number",
    "booked_on": "Invoice Creation Date",
    "amount": "Invoice Nett Amount",
}
HOW = How(
    name="Engelsk",
    headings=tuple(MAPPING.values()),
    mapping=MAPPING,
    skip_lines=3,
    delimiter=",",
    decimal_sign=".",
    date_format="%d/%m/%Y",
)
ARGUMENTS = [
    *("--map", "leverantor=Supplier Name", "--map", "leverantor_id=Supplier Number", "--skip-lines", "3"),
    *("--map", "belopp=Invoice Nett Amount", "--map", "datum=Invoice Creation Date", "--date-format", "%d/%m/%Y"),
    *("--decimal", ".", "--delimiter", ","),
]


@pytest.fixture
def read(tmp_path):
    """Reads text as a ledger by a profile: the reading, and (account, unit, day, amount) of its rows."""
    count = iter(range(10_000))

    def one(content, how, *, name="r.csv"):
        folder = tmp_path / str(next(count))
        folder.mkdir()
        path = folder / "kept"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        with read_ledger(path, work_folder=folder, file_name=name, how=how) as reading:
            rows = reading.connection.execute(
                "SELECT account, unit, booked_on, amount FROM ledger_rows ORDER BY line_no"
            ).fetchall()
            return reading, rows

    return one


def changed(how, **values):
    return How(**{**{name: getattr(how, name) for name in how.__dataclass_fields__}, **values})


def test_an_english_file_is_read_by_its_profile(read):
    reading, rows = read(ENGLISH, HOW)
    assert reading.errors == []
    assert rows == [
        ("", "", date(2026, 3, 31), Decimal("1250.50")),
        ("", "", date(2026, 4, 1), Decimal("-50.50")),
    ]
    assert {note.kind for note in reading.notes} == {"PROFILE", "HEADINGS_NOT_USED"}


def test_a_plain_file_takes_the_fast_lane_by_a_profile_and_says_the_same_as_the_other(read):
    plain = ENGLISH.replace('"1,250.50"', "1250.50")
    how = changed(HOW, constants={"unit": "Socialförvaltningen", "account": "4631"}, credits="positive")
    fast, rows = read(plain, how)
    slow, same = read(plain + "\n", how)
    assert (fast.lane, slow.lane) == ("fast", "explaining")
    assert rows == same
    assert rows[0] == ("4631", "Socialförvaltningen", date(2026, 3, 31), Decimal("-1250.50"))
    assert (fast.lines, fast.file_total, fast.notes) == (slow.lines, slow.file_total, slow.notes)


@pytest.mark.parametrize(
    ("written", "date_format", "lane"),
    [
        ("202603", "%Y%m", "fast"),
        ("2026-03", "%Y-%m", "fast"),
        ("03/31/2026", "%m/%d/%Y", "fast"),
        ("31.03.26", "%d.%m.%y", "explaining"),
        ("31-Mar-2026", "%d-%b-%Y", "explaining"),
        ("31 mars 2026", "%d %B %Y", "explaining"),
    ],
)
def test_days_are_read_in_the_profiles_format_and_a_month_is_its_last_day(read, written, date_format, lane):
    reading, rows = read(
        ENGLISH.replace("31/03/2026", written).replace("01/04/2026", written).replace('"1,250.50"', "1250.50"),
        changed(HOW, date_format=date_format),
    )
    assert (reading.lane, reading.errors) == (lane, [])
    assert {row[2] for row in rows} == {date(2026, 3, 31)}


def test_the_period_is_taken_from_the_files_name_or_a_constant(read):
    content = "Lev;Summa\nProvhem AB;1 000,50\n"
    how = How(name="Namn", mapping={"supplier_name": "Lev", "amount": "Summa"}, period_from_name=True)
    for name in ("reskontra 2020-03.csv", "reskontra_202003.csv", "Mars 2020.csv", "03-2020.csv"):
        assert read(content, how, name=name)[1] == [("", "", date(2020, 3, 31), Decimal("1000.50"))]
    for name in ("reskontra.csv", "2020-03 och 2020-04.csv"):
        with pytest.raises(UnreadableFile, match="Filens namn"):
            read(content, how, name=name)
    constant = changed(how, period_from_name=False, constants={"booked_on": "2020-02"})
    assert read(content, constant)[1][0][2] == date(2020, 2, 29)
    assert period_in("2019-12") == date(2019, 12, 31)


def test_a_file_that_names_another_buyer_than_its_profile_is_not_read_as_the_profiles(read):
    given = changed(HOW, constants={"buyer_ref": "2120000068"})
    assert read(ENGLISH, given)[0].buyer_org_number == "2120000068"
    with pytest.raises(UndecidedFile, match="212000-0142 i kolumnen ”Cost Centre”"):
        read(ENGLISH.replace("Care", "2120000142"), given)
    reading, rows = read(ENGLISH.replace("Cost Centre", "Buyer").replace("Care", "2120000142"), given)
    assert rows == []
    assert {error.reason for error in reading.errors} == {"Raden gäller en annan köpare än filens första (2120000068)."}


def test_a_file_is_recognised_by_its_headings_however_it_is_written(tmp_path):
    path = tmp_path / "kept"
    other = changed(HOW, name="Större", headings=(*HOW.headings, "Cost Centre"))
    for content in (ENGLISH.encode(), ENGLISH.encode("utf-16"), ENGLISH.replace("\n", "\r").encode("cp1252")):
        path.write_bytes(content)
        assert recognise(path, [HOW]) is HOW
        assert recognise(path, [HOW, other]) is other  # the one that says most
    with pytest.raises(UndecidedFile, match="”Engelsk”, ”Annan”"):
        recognise(path, [HOW, changed(HOW, name="Annan")])
    path.write_bytes(ENGLISH.replace("Nett", "Gross").encode())
    assert recognise(path, [HOW, other]) is None


# ------------------------------------------------------------------------------------- kept, and used again


def run(*arguments):
    out = io.StringIO()
    call_command(*arguments, "--json", stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


@pytest.mark.django_db
def test_a_profile_made_in_the_terminal_reads_its_files_and_the_rejects_that_come_back(tmp_path):
    run("ledger_profile", "Engelsk", *ARGUMENTS)
    path, rejects = tmp_path / "april.csv", tmp_path / "out.csv"
    path.write_text(ENGLISH.replace("01/04/2026", "2026/04"))
    said = run("import_ledger", path, "--profile", "Engelsk", "--good-rows", "--rejects", rejects)
    assert (said["status"], said["lines"], said["loaded"], said["amount_sek"]) == ("LOADED", 2, 1, "1250.50")
    assert "PROFILE" in {note["kind"] for note in said["notes"]}
    bad = rejects.read_text(encoding="utf-8-sig")
    assert "Provhem AB;5566778899;2026/04;-50.50;Care;6;" in bad
    mended = tmp_path / "mended.csv"
    mended.write_text(bad.replace("2026/04", "01/04/2026"), encoding="utf-8-sig")
    said = run("import_ledger", mended)  # recognised, though we wrote it
    assert (said["status"], said["amount_sek"]) == ("LOADED", "-50.50")
    assert LedgerImport.objects.latest("pk").profile.name == "Engelsk"


@pytest.mark.django_db
def test_a_profile_is_changed_by_its_name_and_a_wrong_one_is_refused_with_the_reason():
    run("ledger_profile", "Engelsk", *ARGUMENTS)
    run("ledger_profile", "Engelsk", *ARGUMENTS, "--constant", "kopare=212000-0142")
    assert LedgerProfile.objects.get().constants == {"buyer_name": "212000-0142"}
    for arguments, words in (
        (ARGUMENTS[2:], None),
        (["--map", "belopp=A"], "datum eller period och leverantörens namn eller nummer"),
        (["--map", "belop=A"], "skriv fält=värde"),
        ([*ARGUMENTS, "--date-format", "%d/%m"], "säger inte både år och månad"),
        ([*ARGUMENTS, "--encoding", "klingon"], "ingen teckenkodning"),
    ):
        if words:
            with pytest.raises(CommandError, match=words):
                run("ledger_profile", "Fel", *arguments)
    assert LedgerProfile.objects.count() == 1


@pytest.mark.django_db
def test_a_profile_gives_files_that_name_nobody_its_buyer_and_only_to_whoever_may_load_there():
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    profile = actions.save_profile(
        profile=LedgerProfile(
            buyer=other,
            name="Engelsk",
            headings=list(MAPPING.values()),
            mapping=MAPPING,
            dialect={"skip_lines": 3, "date_format": "%d/%m/%Y"},
        ),
        by=None,
        at=NOW,
    )
    here, there = make.user("controller"), make.user("controller", username="there", at=other)
    with pytest.raises(NotAllowed):
        actions.save_profile(profile=profile, by=here, at=NOW)
    for person, status in ((here, "REFUSED"), (there, "LOADED")):
        received = actions.receive_ledger_file(file=io.BytesIO(ENGLISH.encode()), name="r.csv", by=person, at=NOW)
        done = actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
        assert done.status == status
    assert (done.buyer, done.profile, done.amount_sek) == (other, profile, Decimal("1200.00"))
    assert not LedgerProfile.objects.visible_to(here).exists()


@pytest.mark.django_db
def test_a_profile_has_a_name_of_its_own_at_its_buyer():
    values = {"buyer": make.buyer(), "name": "Engelsk", "headings": [], "mapping": MAPPING}
    actions.save_profile(profile=LedgerProfile(**values), by=None, at=NOW)
    with pytest.raises(ValidationError, match="redan en profil med det namnet"):
        actions.save_profile(profile=LedgerProfile(**values), by=None, at=NOW)


@pytest.mark.django_db
def test_a_profile_without_columns_says_how_a_file_with_the_specifications_headings_is_written(tmp_path):
    run("ledger_profile", "Punkt", "--decimal", ".")
    path = tmp_path / "r.csv"
    path.write_bytes(make.ledger_file(make.ledger_row("245.500"), make.ledger_row("12.750")))
    with pytest.raises(CommandError, match="kan läsas på två sätt"):
        run("import_ledger", path)
    said = run("import_ledger", path, "--profile", "Punkt")
    assert (said["status"], said["amount_sek"]) == ("LOADED", "258.25")
