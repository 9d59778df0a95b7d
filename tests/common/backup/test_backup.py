"""Everything is copied, sealed, and comes back to the öre; what is broken, strange or half done is refused."""

import io
import json
import shutil
import subprocess
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from contracts.documents import actions as document_actions
from contracts.documents.models import Document
from contracts.register.models import Contract
from followup.judging.querysets import spend_in
from followup.ledger import actions as ledger_actions
from followup.ledger.models import LedgerRow
from huddinge_vo.common.backup import actions, rules, sealing, tasks
from huddinge_vo.common.backup.programs import own_connection
from huddinge_vo.common.jobs.models import UnfinishedJob
from huddinge_vo.common.periods import Period
from tests import factories as make

AT = datetime(2026, 11, 29, 1, 30, tzinfo=UTC)
YEAR = Period.year(2026)


@pytest.fixture
def key(tmp_path):
    """A key file and its public key."""
    public, text = sealing.new_key()
    path = tmp_path / "nyckel.txt"
    path.write_text(text)
    return path, public


@pytest.fixture
def lived(transactional_db):
    """A contract with a document, and a ledger that is judged."""
    contract = make.contract("A-1")
    document_actions.add_document(
        document=Document(kind="OTHER", title="Bilaga", contract=contract),
        file=io.BytesIO(b"Avtalet, ordagrant"),
        name="bilaga.txt",
        by=make.user("upphandlare"),
        at=AT,
    )
    rows = (make.ledger_row("1000,10", "2026-03-01"), make.ledger_row("-0,07", "2026-03-02", invoice="2"))
    received = ledger_actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(*rows)), name="r.csv", by=None, at=AT
    )
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=AT)
    return contract


def copied(folder, *, public=None):
    return actions.make_backup(folder, recipients=sealing.read_recipients([public] if public else []), at=AT)


def put_back(copy, *options):
    """By the command, as an operator does it. The database that was there is dropped."""
    told = io.StringIO()
    call_command("restore", str(copy), "--yes", *options, stdout=told)
    with closing(own_connection("postgres", by_itself=True)) as server:
        for (name,) in server.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s", ["%\\_fore\\_%"]
        ).fetchall():
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    return told.getvalue()


def test_what_was_destroyed_comes_back_row_for_row_and_to_the_ore(lived, tmp_path, key):
    file, public = key
    before = spend_in(YEAR).loyalty()
    copy = copied(tmp_path / "kopior", public=public)
    path = next(path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file() and b"ordagrant" in path.read_bytes())
    path.unlink()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE contracts_contract CASCADE")
        cursor.execute("DELETE FROM followup_ledgerrow")
    said = put_back(copy, "--key", str(file))
    assert "Återställt" in said
    assert Contract.objects.get().number == "A-1"
    assert LedgerRow.objects.count() == 2
    assert spend_in(YEAR).loyalty() == before
    assert before.ledger == make.money("1000.03")
    assert path.read_bytes() == b"Avtalet, ordagrant"


def test_a_copy_is_tried_beside_what_there_is_and_that_is_written_down(lived, tmp_path, key):
    file, public = key
    copy = copied(tmp_path / "kopior", public=public)
    Contract.objects.update(title="Ändrat efteråt")
    told = io.StringIO()
    call_command("restore", str(copy), "--rehearse", "--key", str(file), stdout=told)
    assert "lika till öret" in told.getvalue()
    assert Contract.objects.get().title == "Ändrat efteråt"
    (kept,) = actions.kept_in(tmp_path / "kopior")
    assert (kept.name, kept.tried.wrong, kept.tried.rows) == (copy.name, [], kept.copy.rows)
    with closing(own_connection("postgres", by_itself=True)) as server:
        assert server.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'vo\\_kopia%'").fetchone() == (0,)


_MOST_LOCKS = """
SELECT max(n) FROM (SELECT count(*) AS n FROM pg_locks l JOIN pg_stat_activity a USING (pid)
    WHERE a.datname LIKE 'vo\\_kopia%' GROUP BY l.pid) held
"""


def test_no_lock_is_held_on_all_there_is_while_a_copy_is_taken_back(lived, tmp_path, key):
    """There is room for some thousands among all who work in the server, and a buyer has a partition for each file."""
    file, public = key
    copy = copied(tmp_path / "kopior", public=public)
    over, seen = threading.Event(), []

    def look():
        with closing(own_connection("postgres", by_itself=True)) as server:
            while not over.is_set():
                seen.append(server.execute(_MOST_LOCKS).fetchone()[0] or 0)
                over.wait(0.02)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        call_command("restore", str(copy), "--rehearse", "--key", str(file), stdout=io.StringIO())
    finally:
        over.set()
        looking.join()
    assert 0 < max(seen) < 1_000


def test_a_sealed_copy_tells_nothing_without_its_key_and_opens_with_no_other(lived, tmp_path, key):
    _file, public = key
    copy = copied(tmp_path / "kopior", public=public)
    open_one = copied(tmp_path / "öppna")
    told = (b"contracts_contract", b"ordagrant")  # long enough that chance does not write them
    assert all(any(each in path.read_bytes() for path in open_one.iterdir()) for each in told)
    for path in copy.iterdir():
        assert not any(each in path.read_bytes() for each in told)
        assert path.stat().st_mode & 0o077 == 0 or path.name == "innehall.json"
    with pytest.raises(CommandError, match="Kopian är låst"):
        put_back(copy)
    other = tmp_path / "annan.txt"
    other.write_text(sealing.new_key()[1])
    with pytest.raises(CommandError, match="öppnar inte"):
        put_back(copy, "--key", str(other))
    assert Contract.objects.count() == 1


def test_a_copy_that_is_not_what_it_was_is_refused_and_nothing_is_touched(lived, tmp_path):
    whole = copied(tmp_path / "kopior")
    for part in ("database.dump", "files.tar", "counted.json"):
        for how in ("one byte is another", "cut off", "gone"):
            copy = Path(shutil.copytree(whole, tmp_path / f"{part} {how}"))
            content = bytearray((copy / part).read_bytes())
            if how == "gone":
                (copy / part).unlink()
            else:
                content[len(content) // 2] ^= 1
                (copy / part).write_bytes(content if how == "one byte is another" else content[:-10])
            with pytest.raises(CommandError, match="saknas" if how == "gone" else "kontrollsumman"):
                put_back(copy)
    assert Contract.objects.count() == 1


def test_a_copy_whose_counts_do_not_hold_is_found_out(lived, tmp_path):
    copy = copied(tmp_path / "kopior")
    told = json.loads((copy / "counted.json").read_text())
    told["tables"]["contracts_contract"]["rows"] = 2
    (copy / "counted.json").write_text(json.dumps(told))
    manifest = json.loads((copy / "innehall.json").read_text())
    for each in manifest["parts"]:
        if each["name"] == "counted.json":
            each["sha256"] = sealing.hashlib.sha256((copy / "counted.json").read_bytes()).hexdigest()
    (copy / "innehall.json").write_text(json.dumps(manifest))
    tried = actions.rehearse(copy, identities=[], at=AT)
    assert tried.wrong == ["contracts_contract: 1 rader i stället för 2"]
    with pytest.raises(CommandError, match="inte det som kopierades"):
        put_back(copy)


def test_a_copy_of_a_newer_version_is_refused(lived, tmp_path):
    copy = copied(tmp_path / "kopior")
    manifest = json.loads((copy / "innehall.json").read_text())
    manifest["migrations"].append("contracts.9999_from_tomorrow")
    (copy / "innehall.json").write_text(json.dumps(manifest))
    with pytest.raises(CommandError, match="nyare version"):
        put_back(copy)


@pytest.mark.parametrize("content", [None, "", "{}", "[]", '{"format": 7}'])
def test_what_is_no_copy_is_said_to_be_none(tmp_path, content):
    if content is not None:
        (tmp_path / "innehall.json").write_text(content)
    with pytest.raises(sealing.Broken):
        actions.read_copy(tmp_path)


def test_a_copy_that_fails_leaves_nothing_that_looks_like_one(lived, tmp_path, monkeypatch):
    monkeypatch.setattr(actions, "program", lambda _name: "/bin/false")
    with pytest.raises(subprocess.CalledProcessError):
        copied(tmp_path / "kopior")
    assert list((tmp_path / "kopior").iterdir()) == []


def test_copies_are_asked_to_be_sealed(tmp_path):
    with pytest.raises(CommandError, match="öppen nyckel"):
        call_command("backup", str(tmp_path))
    with pytest.raises(CommandError, match="age1"):
        call_command("backup", str(tmp_path), "--recipient", "hej")


def test_a_key_file_is_made_once_and_for_its_owner_alone(tmp_path):
    said = io.StringIO()
    call_command("backup_key", str(tmp_path / "nyckel"), stdout=said)
    assert (tmp_path / "nyckel").stat().st_mode & 0o077 == 0
    assert said.getvalue().startswith("VO_BACKUP_RECIPIENT=age1")
    assert sealing.read_identities(tmp_path / "nyckel")
    with pytest.raises(CommandError, match="finns redan"):
        call_command("backup_key", str(tmp_path / "nyckel"))


def test_days_weeks_and_months_are_kept_and_what_is_strange_is_left_alone(tmp_path):
    nights = [AT - timedelta(days=days) for days in range(500)]
    kept = rules.to_keep([*map(rules.name_of, nights), "något-annat"])
    days = sorted((rules.made_at(name).date() for name in kept), reverse=True)
    assert days[:14] == [(AT - timedelta(days=back)).date() for back in range(14)]
    assert len({(day.year, day.month) for day in days}) == 12
    assert len(days) <= 14 + 8 + 12
    assert "något-annat" not in kept
    for name in (*map(rules.name_of, nights[:20]), "något-annat", ".halv-abc"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "innehall.json").write_text("{}")
    gone = actions.forget_old(tmp_path)
    assert gone == sorted(rules.name_of(night) for night in nights[14:20] if night.isoweekday() != 7)
    assert (tmp_path / "något-annat").exists()
    assert not (tmp_path / ".halv-abc").exists()


def test_every_night_a_copy_is_made_and_one_that_fails_is_told_of(lived, tmp_path, settings, key):
    settings.VO_BACKUP_DIR = str(tmp_path / "natt")
    settings.VO_BACKUP_RECIPIENTS = [key[1]]
    name = tasks.back_up()
    assert [each.name for each in actions.kept_in(tmp_path / "natt")] == [name]
    settings.VO_BACKUP_RECIPIENTS = ["hej"]
    with pytest.raises(Exception, match="age1"):
        tasks.back_up()
    failed = UnfinishedJob.objects.get(name__endswith="back_up")
    assert failed.reason.startswith("Den öppna nyckeln")
    shutil.rmtree(tmp_path / "natt")
