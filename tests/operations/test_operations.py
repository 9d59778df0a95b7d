"""How the system is, for whoever looks after it: what is late, full, missing or refused is said, and where."""

import json
import logging
import re
import socket
import ssl
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import get_resolver

from followup.duties.models import CalendarFeed, SentMail
from huddinge_vo.celery import app
from huddinge_vo.common import logs
from huddinge_vo.common.backup import actions as backup
from huddinge_vo.common.backup.sealing import Sealed
from huddinge_vo.common.jobs.done import note_done
from huddinge_vo.common.jobs.models import UnfinishedJob
from huddinge_vo.common.jobs.tasks import known_jobs
from huddinge_vo.operations import reports
from huddinge_vo.operations.certificates import Certificate, look_at
from tests import database
from tests import factories as make

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
JUDGE, NIGHTLY = "followup.judging.tasks.judge_changes", "followup.judging.tasks.recompute_everything"


@pytest.fixture
def keeper():
    return make.user("förvaltare")


@pytest.fixture(autouse=True)
def nothing_remembered():
    """What the cache remembers of jobs and certificates, also of other tests' jobs, is of no one test."""
    remembered = [reports.CERTIFICATES, *(f"job-done:{name}" for name in known_jobs())]
    cache.delete_many(remembered)
    yield
    cache.delete_many(remembered)


def concerns(user, at=AT):
    return [concern.words for concern in reports.operations(user, at=at).concerns]


def test_it_is_said_before_the_ledgers_files_fill_the_servers_room_for_locks(keeper, monkeypatch):
    room = " lås. Höj max_locks_per_transaction och starta om den, se drift.md."
    assert not [words for words in concerns(keeper) if room in words]
    monkeypatch.setattr(reports, "_ASK_AT_ONCE", 1_000_000)  # what so many files hold is not made in a test
    (told,) = [words for words in concerns(keeper) if room in words]
    held, there = map(
        int, re.search(r"låser (\d+) tabeller och index, och databasen har plats för (\d+) lås", told).groups()
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid()")
        before = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM followup_ledgerrow WHERE amount_sek > 1")
        cursor.execute("SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid()")
        assert cursor.fetchone()[0] - before <= held
        cursor.execute("SHOW max_locks_per_transaction")
        assert there % int(cursor.fetchone()[0]) == 0


def copy_of(folder, made, *, tried=None, wrong=()):
    """What stands in the open of a copy, as `backup` writes it."""
    place = Path(folder) / made.strftime("vo-%Y-%m-%dT%H%M%S")
    place.mkdir(parents=True)
    told = {"made_at": made.isoformat(), "migrations": [], "rows": 3, "tables": 1, "files": 1, "is_sealed": True}
    parts = [vars(Sealed("database.dump.age", 2048, "0" * 64))]
    (place / "innehall.json").write_text(json.dumps({**told, "parts": parts, "format": 1}))
    if tried:
        result = {"at": tried.isoformat(), "seconds": 4.2, "rows": 3, "files": 1, "wrong": list(wrong)}
        (place / "provad.json").write_text(json.dumps(result))


def test_a_system_where_all_is_well_says_so_and_which_versions_run(client, keeper):
    client.force_login(keeper)
    page = client.get("/administration/drift/").content.decode()
    assert "Allt är som det ska." in page
    assert "PostgreSQL" in page
    assert "Räkna om alla siffror" in page


def test_what_looks_after_the_system_is_not_for_all(client):
    client.force_login(make.user("läsare"))
    assert client.get("/administration/drift/").status_code == 403


@pytest.mark.parametrize(
    ("name", "ago", "is_late"),
    [
        (JUDGE, timedelta(seconds=40), False),
        (JUDGE, timedelta(minutes=3), True),
        (NIGHTLY, timedelta(hours=7), False),
        (NIGHTLY, timedelta(days=2), True),
    ],
)
def test_a_job_of_the_clock_that_was_not_done_again_is_late(keeper, name, ago, is_late):
    note_done(name, began=AT - ago, at=AT - ago + timedelta(seconds=1))
    late = [words for words in concerns(keeper) if "skulle ha gjorts" in words]
    assert bool(late) is is_late


def test_a_job_that_succeeds_is_remembered_with_how_long_it_took(keeper):
    app.tasks[JUDGE]()
    told = {job.title: job for job in reports.operations(keeper, at=datetime.now(UTC)).jobs}
    done = told["Räkna om siffrorna efter ändringar"].done
    assert datetime.now(UTC) - done.at < timedelta(minutes=1)
    assert done.seconds >= 0


def test_a_job_that_failed_and_a_migration_that_was_not_run_are_said(client, keeper):
    UnfinishedJob.objects.create(name=NIGHTLY, begun_at=AT, failed_at=AT, reason="Disken är full.", tries=1)
    with database.owner(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'followup' AND name = '0003_answers'")
    assert concerns(keeper) == ["1 migreringar är inte körda: kör manage.py migrate.", "1 jobb har inte gått."]
    assert client.get("/halsa/redo/").status_code == 503
    assert client.get("/halsa/redo/").json()["migreringar"] == "inte körda"
    assert client.get("/halsa/").status_code == 200
    client.force_login(keeper)
    assert "Disken är full." in client.get("/administration/drift/").content.decode()


def test_no_job_makes_copies_in_time_where_none_are_made(keeper, settings, tmp_path):
    settings.VO_BACKUP_DIR = str(tmp_path)
    assert "Säkerhetskopiera" in [job.title for job in reports.operations(keeper, at=AT).jobs]
    settings.VO_BACKUP_DIR = ""
    assert "Säkerhetskopiera" not in [job.title for job in reports.operations(keeper, at=AT).jobs]


def test_a_job_that_failed_at_another_buyer_is_told_there_alone(keeper):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    UnfinishedJob.objects.create(name=NIGHTLY, buyer=other, begun_at=AT, failed_at=AT, reason="Deras fel.", tries=1)
    told = reports.operations(keeper, at=AT)
    assert [concern.words for concern in told.concerns] == []
    assert {job.failed_for for job in told.jobs} == {""}


def test_copies_that_are_missing_old_untried_or_broken_are_said(keeper, settings, tmp_path):
    settings.VO_BACKUP_DIR = str(tmp_path)
    assert concerns(keeper) == ["Ingen säkerhetskopia har gjorts sedan i går."]
    copy_of(tmp_path, AT - timedelta(days=2))
    assert concerns(keeper) == ["Ingen säkerhetskopia har gjorts sedan i går."]
    copy_of(tmp_path, AT - timedelta(hours=8))
    assert concerns(keeper) == ["Ingen säkerhetskopia har provats på hundra dagar."]
    copy_of(tmp_path, AT - timedelta(days=120), tried=AT - timedelta(days=110))
    assert concerns(keeper) == ["Ingen säkerhetskopia har provats på hundra dagar."]
    copy_of(tmp_path, AT - timedelta(days=9), tried=AT - timedelta(days=8), wrong=["contracts_contract: saknas"])
    assert concerns(keeper) == ["Den senaste säkerhetskopian som provades var inte hel."]
    copy_of(tmp_path, AT - timedelta(days=7), tried=AT - timedelta(days=6))
    assert concerns(keeper) == []


def test_the_page_tells_each_copy_with_how_it_did_when_it_was_tried(client, keeper, settings, tmp_path):
    settings.VO_BACKUP_DIR = str(tmp_path)
    now = datetime.now(UTC).replace(microsecond=0)
    copy_of(tmp_path, now - timedelta(hours=1), tried=now)
    copy_of(tmp_path, now - timedelta(days=1), tried=now, wrong=["contracts_contract: saknas"])
    client.force_login(keeper)
    page = client.get("/administration/drift/").content.decode()
    assert "contracts_contract: saknas" in page
    assert "på 4 s" in page
    assert [kept.copy.size for kept in backup.kept_in(tmp_path)] == [2048, 2048]


def test_a_disk_that_is_nearly_full_and_a_mail_that_was_refused_are_said(keeper, monkeypatch):
    full = reports.Disk("mottagna filer", total=1000, free=99)
    monkeypatch.setattr(reports, "disks_there_are", lambda: [full])
    reader = make.user("läsare")
    SentMail.objects.create(
        user=reader, on=AT.date(), refused_at=AT, refused_address=reader.email, refused_code=550, refusal="Okänd"
    )
    assert concerns(keeper) == ["Disken för mottagna filer är snart full: 10 % är ledigt.", "1 mejl togs inte emot."]
    assert not reports.Disk("", total=1000, free=100).is_nearly_full


def test_a_queue_that_does_not_answer_is_said_and_the_page_stands(client, keeper, monkeypatch):
    with socket.socket() as taken:  # bound and not listening: whoever comes is refused
        taken.bind(("127.0.0.1", 0))
        url = f"redis://127.0.0.1:{taken.getsockname()[1]}/0"
        whole = app.connection_for_read
        monkeypatch.setattr(app, "connection_for_read", lambda **kwargs: whole(url, **kwargs))
        client.force_login(keeper)
        assert "Kön svarar inte" in client.get("/administration/drift/").content.decode()


# Certificates


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of ours for localhost, for 40 days, and its key."""
    folder = tmp_path_factory.mktemp("certifikat")
    key, own = folder / "nyckel.pem", folder / "certifikat.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "40", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(own)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return own, key


@pytest.fixture
def address(certificate):
    """Where a server shows it, to three callers at most."""
    own, key = certificate
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own, key)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)

        def serve():
            for _each in range(3):
                try:
                    plain, _from = server.accept()
                    with context.wrap_socket(plain, server_side=True) as sealed:
                        sealed.recv(1)
                except OSError:
                    continue

        threading.Thread(target=serve, daemon=True).start()
        yield f"https://localhost:{server.getsockname()[1]}"


def test_the_certificate_of_an_address_is_told_with_when_it_ends(certificate, address):
    (found,) = look_at(
        [address, "http://vo.example", "https://*.example"], trusting=ssl.create_default_context(cafile=certificate[0])
    )
    assert not found.wrong
    assert timedelta(days=39) < found.ends_at - datetime.now(UTC) <= timedelta(days=40)


def test_one_that_nobody_trusts_and_one_that_does_not_answer_say_so(address):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        silent = f"https://127.0.0.1:{taken.getsockname()[1]}"
        found = {each.address: each.wrong for each in look_at([address, silent])}
    assert "går inte att lita på" in found[address]
    assert "svarade inte" in found[silent]


def test_a_certificate_that_ends_within_a_month_is_said(keeper):
    ends = {"https://a.example": AT + timedelta(days=29), "https://b.example": AT + timedelta(days=31)}
    cache.set(reports.CERTIFICATES, [Certificate(address, at) for address, at in ends.items()], None)
    assert concerns(keeper) == ["Certifikatet för https://a.example går ut 2026-12-28."]


# What a monitor reads


def test_a_monitor_with_the_token_reads_and_all_others_find_no_such_page(client, settings):
    assert client.get("/metrics").status_code == 404
    settings.VO_METRICS_TOKEN = "ett-hemligt-ord"
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer fel"}).status_code == 404
    client.get("/halsa/")
    UnfinishedJob.objects.create(name=NIGHTLY, begun_at=AT, failed_at=AT, reason="x", tries=1)
    read = client.get("/metrics", headers={"Authorization": "Bearer ett-hemligt-ord"})
    lines = read.content.decode().splitlines()
    assert "vo_failed_jobs 1.0" in lines
    assert any(line.startswith('vo_requests_total{method="GET",page="health",status="200"}') for line in lines)


def test_neither_counts_nor_logs_hold_an_address_that_is_a_secret(client, settings, caplog):
    settings.VO_METRICS_TOKEN = "ett-hemligt-ord"
    secret = "kalendernshemlighet0123456789"
    CalendarFeed.objects.all().delete()
    with caplog.at_level(logging.INFO):
        client.get(f"/kalender/{secret}.ics")
        client.get(f"/glomt/{secret}/{secret}/")
    counted = client.get("/metrics", headers={"Authorization": "Bearer ett-hemligt-ord"}).content.decode()
    written = [form().format(record) for record in caplog.records for form in (logs.LineFormatter, logs.JsonFormatter)]
    assert len(written) >= 4
    assert secret not in counted + "".join(written)


# What is written down


@pytest.mark.parametrize(
    ("sent", "is_kept"), [("abc12345-proxyns", True), ("kort", False), ("rad\tbyte12345", False), ("x" * 65, False)]
)
def test_a_request_has_the_proxys_id_if_it_is_fit_and_else_one_of_ours(client, sent, is_kept):
    told = client.get("/halsa/lever/", headers={"X-Request-ID": sent}).headers["X-Request-ID"]
    assert (told == sent) is is_kept
    assert len(told) >= 8


def test_the_log_tells_who_asked_for_which_page_how_it_went_and_by_which_id(client, keeper, caplog):
    client.force_login(keeper)
    with caplog.at_level(logging.INFO, logger="huddinge_vo.requests"):
        answer = client.get("/administration/drift/", headers={"X-Request-ID": "abc12345-proxyns"})
        (record,) = [each for each in caplog.records if each.name == "huddinge_vo.requests"]
        line = json.loads(logs.JsonFormatter().format(record))
    assert answer.status_code == 200
    assert (line["id"], line["message"], line["status"], line["user"]) == (
        "abc12345-proxyns",
        "GET /administration/drift/",
        200,
        keeper.pk,
    )


def test_the_page_of_a_fault_names_it_as_the_log_does(keeper, monkeypatch):
    monkeypatch.setattr(reports, "database_bytes", lambda: 1 / 0)
    client = Client(raise_request_exception=False)
    client.force_login(keeper)
    answer = client.get("/administration/drift/", headers={"X-Request-ID": "abc12345-proxyns"})
    assert answer.status_code == 500
    assert "abc12345-proxyns" in answer.content.decode()
    assert get_resolver().resolve_error_handler(500).__module__ == "huddinge_vo.operations.views"


def test_every_task_is_known_to_a_process_that_has_read_in_none(settings):
    script = "from huddinge_vo.common.jobs.tasks import known_jobs; print(len(known_jobs()))"
    done = subprocess.run(
        [settings.BASE_DIR / ".venv/bin/python", "manage.py", "shell", "--no-imports", "-c", script],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    app.loader.import_default_modules()
    assert int(done.stdout.split()[-1]) == len([name for name in app.tasks if not name.startswith("celery.")])
