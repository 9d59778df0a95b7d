"""The worker's jobs: each by one at a time, and those that fail told of where they can be tried again."""

import errno
import inspect
import io
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from kombu.exceptions import OperationalError as NoBroker
from redis.exceptions import RedisError

from contracts.index.actions import fetch_series
from contracts.index.models import IndexFetch
from followup.judging import tasks as judging_tasks
from followup.judging.models import ClassificationRule, Touched
from followup.ledger import actions as ledger_actions
from followup.ledger import tasks as ledger_tasks
from followup.ledger.models import LedgerImport, LedgerRow
from followup.measures import tasks as measure_tasks
from huddinge_vo.celery import app
from huddinge_vo.common.jobs import actions, progress, rules
from huddinge_vo.common.jobs.models import AskedJob, UnfinishedJob
from huddinge_vo.common.jobs.querysets import Standing, standing_of
from huddinge_vo.common.jobs.tasks import JOBS, ask_for, title_of
from tests import factories as make
from tests.contracts.index.indices import fetched_series

NOW = datetime(2026, 11, 1, tzinfo=UTC)
app.loader.import_default_modules()
OURS = sorted(name for name in app.tasks if not name.startswith("celery."))
ASKED = {"letter_ids": [0], "trial": "x", "site": "https://vo.example.se", "person_ids": [0]}


def asked_of(name):
    """What a job is asked, of what is not there."""
    return {each: ASKED.get(each, 0) for each in inspect.signature(app.tasks[name].run).parameters}


@contextmanager
def somebody_does(name, kwargs):
    """Another connection holds the job's lock, as a worker that is doing it does."""
    held, over = threading.Event(), threading.Event()

    def run():
        try:
            with actions.alone(name, actions.subject_of(kwargs)) as is_ours:
                assert is_ours
                held.set()
                over.wait(60)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert held.wait(10)
        yield
    finally:
        over.set()
        thread.join()


def receive(name="r.csv", amount="1,00", on="2026-03-01"):
    content = make.ledger_file(make.ledger_row(amount, on))
    return ledger_actions.receive_ledger_file(file=io.BytesIO(content), name=name, by=None, at=NOW)


def test_every_task_is_a_job():
    assert set(OURS) == set(JOBS)
    assert len(OURS) >= 15


@pytest.mark.parametrize("name", OURS)
def test_every_job_is_tried_again_when_the_database_restarts(name):
    """Also before it is written down that it has begun: what ends there leaves nothing that could be taken up."""
    assert OperationalError in app.tasks[name].autoretry_for


@pytest.mark.django_db
def test_what_a_person_asks_for_while_the_queue_is_away_is_done_when_it_is_there(django_capture_on_commit_callbacks):
    received = receive()
    with app.connection("redis+socket:///nowhere/v.sock") as nowhere, pytest.MonkeyPatch.context() as patched:
        patched.setattr(app, "send_task", partial(app.send_task, connection=nowhere, retry=False))
        with django_capture_on_commit_callbacks(execute=True):
            ask_for(ledger_tasks.preview_ledger_import, ledger_import_id=received.pk)
    asked = UnfinishedJob.objects.get()
    assert (asked.tries, asked.failed_at) == (0, None)
    assert standing_of(asked.name, asked.subject) == Standing()  # waits, and was not broken off
    at = asked.begun_at + timedelta(minutes=6)
    assert [job.pk for job in actions.take_up_broken_off(before=at - timedelta(minutes=5), at=at)] == [asked.pk]
    assert actions.take_up_broken_off(before=at - timedelta(minutes=5), at=at) == []  # not each time somebody looks
    ledger_tasks.preview_ledger_import(ledger_import_id=received.pk)
    assert not UnfinishedJob.objects.exists()


@pytest.mark.django_db
def test_what_failed_and_is_asked_for_again_is_as_if_never_tried_and_what_is_given_up_waits_for_a_person():
    name, kwargs = "followup.judging.tasks.judge_changes", {}
    begun = actions.begin_job(name=name, kwargs=kwargs, most_tries=5, at=NOW)
    actions.fail_job(job=begun, error=ValueError(), most_tries=5, at=NOW)
    assert actions.take_up_broken_off(before=NOW + timedelta(days=1), at=NOW) == []  # it failed, and says so
    wanted = actions.want_job(name=name, kwargs=kwargs, at=NOW + timedelta(hours=1))
    assert (wanted.tries, wanted.failed_at, wanted.reason) == (0, None, "")
    begun = actions.begin_job(name=name, kwargs=kwargs, most_tries=1, at=NOW)
    actions.fail_job(job=begun, error=ValueError(), most_tries=1, at=NOW)
    assert actions.want_job(name=name, kwargs=kwargs, at=NOW + timedelta(hours=1)).is_given_up


@pytest.mark.django_db
def test_a_job_without_limit_whose_worker_dies_each_time_is_left_told_of_and_tried_the_next_night():
    name = "followup.judging.tasks.recompute_everything"
    tries = [actions.begin_job(name=name, kwargs={}, most_tries=None, at=NOW).tries for _ in range(12)]
    assert tries == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 1]
    actions.begin_job(name=name, kwargs={}, most_tries=None, at=NOW)
    assert UnfinishedJob.objects.get().reason == "Arbetsprocessen avbröts innan jobbet var klart."


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (NoBroker("hemligt"), "Kön (Valkey) svarade inte."),
        (RedisError("hemligt"), "Kön (Valkey) svarade inte."),
        (OSError(errno.EDQUOT, "hemligt"), "Disken är full."),
        (OSError(errno.EFBIG, "hemligt"), "Disken är full."),
    ],
)
def test_why_a_job_failed_is_said_in_words_for_whoever_looks_after_the_server(error, words):
    assert actions.reason_of(error) == words


def test_two_jobs_about_much_are_two_also_where_they_begin_alike():
    many = list(range(100_000, 100_200))
    one, other = (actions.subject_of({"letter_ids": ids}) for ids in (many, [*many, 1]))
    assert one != other
    assert len(one) == len(other) == 200
    assert actions.subject_of({"letter_ids": [7, 8]}) == "letter_ids=[7, 8]"


@pytest.mark.parametrize(
    ("kwargs", "words"),
    [
        ({"letter_ids": [7, 8]}, "Skicka brev om nya priser (2 st)"),
        ({"letter_ids": [7]}, "Skicka brev om nya priser (1 st)"),
        ({"letter_ids": [7], "buyer_id": 3}, "Skicka brev om nya priser (1 st)"),
    ],
)
def test_a_job_about_many_says_how_many(kwargs, words):
    assert title_of(AskedJob(name="contracts.prices.tasks.send_price_letters", kwargs=kwargs)) == words


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", OURS)
def test_a_job_that_somebody_does_already_is_left_at_once_and_taken_up_if_he_dies(name):
    """He may die before he has written it down, and this message may be the last that the queue had of it."""
    kwargs = asked_of(name)
    later = datetime.now(UTC) + timedelta(hours=1)
    with somebody_does(name, kwargs):
        begun = time.monotonic()
        assert app.tasks[name](**kwargs) is None  # those with an id would not find what it names
        assert time.monotonic() - begun < 2
        assert actions.take_up_broken_off(before=later, at=later) == []
    assert [each.name for each in actions.take_up_broken_off(before=later, at=later)] == [name]
    actions.end_job(name=name, kwargs=kwargs)
    assert not UnfinishedJob.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_whoever_writes_a_job_down_just_now_is_not_waited_for():
    asked = {"name": "followup.duties.tasks.refresh_duties", "kwargs": {}, "at": NOW}
    written, over = threading.Event(), threading.Event()

    def write():
        try:
            with transaction.atomic():
                actions.begin_job(**asked, most_tries=None)
                written.set()
                over.wait(30)
        finally:
            connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        assert written.wait(10)
        begun = time.monotonic()
        actions.leave_job(**asked)
        assert time.monotonic() - begun < 10
    finally:
        over.set()
        thread.join()
    assert UnfinishedJob.objects.get().tries == 1


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_being_loaded_is_left_at_once_by_whoever_else_comes():
    received = receive()
    locked, over = threading.Event(), threading.Event()

    def load():
        def hold(_stage, _done):
            locked.set()
            over.wait(30)

        try:
            ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW, progress=hold)
        finally:
            connection.close()

    thread = threading.Thread(target=load)
    thread.start()
    try:
        assert locked.wait(30)
        begun = time.monotonic()
        seen = ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
        assert time.monotonic() - begun < 2
        assert seen.status == LedgerImport.Status.RECEIVED
    finally:
        over.set()
        thread.join()
    received.refresh_from_db()
    assert received.status == LedgerImport.Status.LOADED


@pytest.mark.django_db(transaction=True)
def test_judging_changes_waits_for_nobody_and_forgets_nothing():
    make.contract()
    first = receive()
    ledger_actions.load_ledger_import(ledger_import_id=first.pk, at=NOW)
    judging_tasks.judge_changes()
    make.contract("A-2", supplier=make.supplier("Annan AB", make.ORG_NUMBERS[1]))
    waiting = Touched.objects.count()
    assert waiting
    held, over = threading.Event(), threading.Event()

    def loading():
        from django.db import transaction

        from followup.judging import sql

        try:
            with transaction.atomic():
                sql.lock_buyer(make.buyer().pk)
                held.set()
                over.wait(30)
        finally:
            connection.close()

    thread = threading.Thread(target=loading)
    thread.start()
    try:
        assert held.wait(30)
        begun = time.monotonic()
        assert judging_tasks.judge_changes() == 0
        assert time.monotonic() - begun < 2
    finally:
        over.set()
        thread.join()
    assert set(Touched.objects.values_list("buyer_id", flat=True)) == {make.buyer().pk}
    assert Touched.objects.count() == waiting
    judging_tasks.judge_changes()
    assert not Touched.objects.exists()


def worker():
    """A real Celery worker, one job at a time, in a process of its own on the test's database and queue."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "VO_TEST_DATABASE": connection.settings_dict["NAME"],
    }
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "huddinge_vo",
        "worker",
        "-P",
        "solo",
        "--without-gossip",
        "-l",
        "ERROR",
    ]
    return subprocess.Popen(
        command,
        env=environment,
        cwd=Path(settings.BASE_DIR),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.django_db(transaction=True)
def test_a_load_delivered_again_while_it_runs_does_not_keep_the_worker_from_the_next_file():
    running, other = receive("a.csv"), receive("b.csv", "2,00", "2026-04-01")
    with somebody_does("followup.ledger.tasks.load_ledger_import", {"ledger_import_id": running.pk}):
        ledger_tasks.load_ledger_import.delay(ledger_import_id=running.pk)
        ledger_tasks.load_ledger_import.delay(ledger_import_id=other.pk)
        process = worker()
        try:
            for _ in range(600):
                other.refresh_from_db()
                if other.status != LedgerImport.Status.RECEIVED:
                    break
                threading.Event().wait(0.1)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
    running.refresh_from_db()
    assert (running.status, other.status) == (LedgerImport.Status.RECEIVED, LedgerImport.Status.LOADED)


@pytest.mark.django_db
@pytest.mark.parametrize("task", [judging_tasks.recompute_buyer, measure_tasks.compute_outcomes_of_buyer])
def test_a_job_for_a_whole_buyer_knows_whose_it_is(task):
    buyer = make.buyer()
    with CaptureQueriesContext(connection) as asked:
        task(buyer_id=buyer.pk)
    assert not UnfinishedJob.objects.exists()
    begun = next(each["sql"] for each in asked if each["sql"].startswith('INSERT INTO "common_unfinishedjob"'))
    assert f"{buyer.pk}, 'buyer_id={buyer.pk}'" in begun


# ------------------------------------------------------------------------------------------------------ those that fail


@pytest.mark.django_db
def test_a_file_that_cannot_be_loaded_is_given_up_told_of_and_loaded_when_tried_by_hand(
    client, django_capture_on_commit_callbacks
):
    received = receive()
    path = Path(received.file.path)
    content = path.read_bytes()
    path.unlink()
    later = datetime(2026, 11, 2, tzinfo=UTC)
    for _ in range(5):
        assert LedgerImport.objects.waiting_since(later) == [received.pk]
        with pytest.raises(FileNotFoundError):
            ledger_tasks.load_ledger_import(ledger_import_id=received.pk)
    assert LedgerImport.objects.waiting_since(later) == []
    received.refresh_from_db()
    assert (received.status, received.message) == (LedgerImport.Status.FAILED, "Filen finns inte kvar på servern.")
    assert ledger_tasks.load_ledger_import(ledger_import_id=received.pk) is None

    LedgerImport.objects.update(buyer=make.buyer())
    client.force_login(make.user("läsare"))
    assert client.post(f"/reskontra/inlasningar/{received.pk}/igen/").status_code == 403
    client.force_login(make.user("controller"))
    page = client.get(f"/reskontra/inlasningar/{received.pk}/").content.decode()
    assert "Filen gick inte att läsa in" in page
    assert "Filen finns inte kvar på servern." in page
    path.write_bytes(content)
    with django_capture_on_commit_callbacks():
        client.post(f"/reskontra/inlasningar/{received.pk}/igen/")
    asked = UnfinishedJob.objects.get()
    assert (asked.tries, asked.failed_at, asked.is_given_up) == (0, None, False)
    ledger_tasks.load_ledger_import(ledger_import_id=received.pk)
    assert not UnfinishedJob.objects.filter(tries__gt=0).exists()
    received.refresh_from_db()
    assert received.status == LedgerImport.Status.LOADED


@pytest.mark.django_db
def test_a_file_that_was_given_up_may_be_sent_again():
    received = receive()
    ledger_actions.give_up_load(ledger_import_id=received.pk, reason="Disken är full.")
    assert receive().pk == received.pk
    received.refresh_from_db()
    assert (received.status, received.message) == (LedgerImport.Status.RECEIVED, "")


@pytest.mark.django_db
def test_a_job_whose_worker_dies_each_time_is_given_up_too():
    received = receive()
    name, kwargs = "followup.ledger.tasks.load_ledger_import", {"ledger_import_id": received.pk}
    for tried in range(1, 6):
        begun = actions.begin_job(name=name, kwargs=kwargs, most_tries=5, at=NOW)
        assert (begun.tries, begun.is_given_up) == (tried, False)
    assert ledger_tasks.load_ledger_import(ledger_import_id=received.pk) is None
    received.refresh_from_db()
    assert received.status == LedgerImport.Status.FAILED
    assert received.message == "Arbetsprocessen avbröts innan jobbet var klart."


@pytest.mark.owner
@pytest.mark.django_db
def test_judging_that_fails_is_told_where_the_figures_are_and_not_tried_for_ever(
    client, django_capture_on_commit_callbacks
):
    make.contract()
    received = receive()
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE followup_classificationrule RENAME TO elsewhere")
    for _ in range(5):
        with pytest.raises(ProgrammingError):
            judging_tasks.judge_changes()
    assert judging_tasks.judge_changes() is None
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE elsewhere RENAME TO followup_classificationrule")
    client.force_login(make.user("controller"))
    page = client.get("/regler/").content.decode()
    assert "Siffrorna har inte kunnat räknas om" in page
    assert "Ett fel som ingen har förutsett (ProgrammingError)" in page
    assert "elsewhere" not in page
    assert "Räkna om siffrorna efter ändringar" in client.get("/jobb/").content.decode()
    failed = UnfinishedJob.objects.get()
    assert failed.is_given_up
    with django_capture_on_commit_callbacks():
        answer = client.post(f"/jobb/{failed.pk}/igen/", {"next": "/regler/"})
    assert answer.url == "/regler/"
    assert judging_tasks.judge_changes() > 0
    assert "Siffrorna har inte" not in client.get("/regler/").content.decode()


@pytest.mark.django_db
def test_the_nightly_recomputation_makes_good_what_judging_failed_at():
    failed = actions.begin_job(name="followup.judging.tasks.judge_changes", kwargs={}, most_tries=1, at=NOW)
    actions.fail_job(job=failed, error=ValueError(), most_tries=1, at=NOW)
    assert judging_tasks.judge_changes() is None
    judging_tasks.recompute_everything()
    assert judging_tasks.judge_changes() == 0


@pytest.mark.django_db
def test_a_way_back_to_somewhere_else_is_not_followed_and_only_those_who_may_try_again(client):
    failed = actions.begin_job(name="followup.judging.tasks.judge_changes", kwargs={}, most_tries=1, at=NOW)
    actions.fail_job(job=failed, error=ValueError(), most_tries=1, at=NOW)
    client.force_login(make.user("läsare"))
    assert client.get("/jobb/").status_code == 403
    assert client.post(f"/jobb/{failed.pk}/igen/").status_code == 403
    client.force_login(make.user("controller"))
    assert client.get(f"/jobb/{failed.pk}/igen/").status_code == 405
    assert client.post(f"/jobb/{failed.pk}/igen/", {"next": "https://example.com/"}).url == "/jobb/"


@pytest.mark.django_db
def test_an_index_that_fails_as_nobody_foresaw_says_so_on_its_page():
    series = fetched_series()

    def get(*_args, **_kwargs):
        raise KeyError("hemligt")

    with pytest.raises(KeyError):
        fetch_series(series=series, address="https://api.example.se", by=None, at=NOW, get=get)
    assert (
        IndexFetch.objects.get(series=series).words
        == "Ett fel som ingen har förutsett (KeyError). Serverns logg säger mer."
    )


# ------------------------------------------------------------------------------------------ a rule tried by the worker


@pytest.mark.django_db
def test_a_rule_that_takes_too_much_is_tried_by_the_worker_and_the_page_asks_for_the_answer(
    client, monkeypatch, django_capture_on_commit_callbacks
):
    # A ledger of fifty thousand rows takes a while to make.
    monkeypatch.setattr("followup.judging.views.rules.MOST_ROWS_AT_ONCE", 0)
    make.contract()
    received = receive()
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    client.force_login(make.user("controller"))
    with django_capture_on_commit_callbacks() as callbacks:
        page = client.post("/regler/ny/", {"account_from": "46", "exclusion": "SiS", "prova": "1"})
    assert page.status_code == 200
    assert len(callbacks) == 1
    trial = page.context["trial"]
    assert f"/regler/prov/{trial}/" in page.content.decode()
    part = client.get(f"/regler/prov/{trial}/", headers={"HX-Request": "true"}).content.decode()
    assert "Provet väntar på sin tur" in part
    assert "<html" not in part
    judging_tasks.try_rule(trial=trial)
    assert "Regeln tar 1 rad, 1,00" in client.get(f"/regler/prov/{trial}/").content.decode()
    assert not ClassificationRule.objects.exists()
    client.force_login(make.user("kategoriledare"))
    assert client.get(f"/regler/prov/{trial}/").status_code == 404
    assert client.get("/regler/prov/finns-inte/").status_code == 404


# ------------------------------------------------------------------------------------- asked for by a person, and told


def asked_for(person, task, django_capture_on_commit_callbacks, **kwargs):
    with django_capture_on_commit_callbacks():
        return ask_for(task, by=person, href="/matt/", **kwargs)


def main(answer):
    return answer.content.decode().rpartition('<main class="page"')[2]


@pytest.mark.django_db
def test_whoever_asked_for_a_job_is_told_once_that_it_is_done_on_whatever_page_he_opens_next(
    client, django_capture_on_commit_callbacks
):
    person, buyer = make.user("controller"), make.buyer()
    asked = asked_for(
        person, measure_tasks.compute_outcomes_of_buyer, django_capture_on_commit_callbacks, buyer_id=buyer.pk
    )
    client.force_login(person)
    assert "Väntar på sin tur" in main(client.get(f"/mina-jobb/{asked.pk}/"))
    assert "är klart" not in main(client.get("/start/"))
    with django_capture_on_commit_callbacks(execute=True):
        measure_tasks.compute_outcomes_of_buyer(buyer_id=buyer.pk)
    asked.refresh_from_db()
    assert (asked.outcome, asked.seen_at) == ("DONE", None)
    part = client.get(f"/mina-jobb/{asked.pk}/status/", headers={"HX-Request": "true"})
    assert part.headers["HX-Refresh"] == "true"
    page = main(client.get("/avtal/"))
    assert "Beräkna måtten är klart" in page
    assert 'href="/matt/"' in page
    assert "är klart" not in main(client.get("/avtal/"))
    assert "Klart" in main(client.get(f"/mina-jobb/{asked.pk}/"))
    assert "Klart" in main(client.get("/mina-jobb/"))
    asked_for(person, measure_tasks.compute_outcomes_of_buyer, django_capture_on_commit_callbacks, buyer_id=buyer.pk)
    asked.refresh_from_db()
    assert (asked.outcome, asked.ended_at, asked.seen_at) == ("", None, None)
    assert AskedJob.objects.count() == 1


@pytest.mark.django_db
def test_anothers_jobs_are_nowhere_and_are_told_to_nobody_else(client, django_capture_on_commit_callbacks):
    asked = asked_for(
        make.user("controller"), judging_tasks.recompute_buyer, django_capture_on_commit_callbacks,
        buyer_id=make.buyer().pk,
    )  # fmt: skip
    client.force_login(make.user("kategoriledare"))
    assert client.get(f"/mina-jobb/{asked.pk}/").status_code == 404
    assert client.get(f"/mina-jobb/{asked.pk}/status/").status_code == 404
    assert client.post(f"/mina-jobb/{asked.pk}/avbryt/").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        judging_tasks.recompute_buyer(buyer_id=make.buyer().pk)
    assert "är klart" not in main(client.get("/mina-jobb/"))


@pytest.mark.django_db
def test_whoever_asked_for_a_job_that_fails_is_told_with_the_reason_and_told_again_when_it_goes(
    client, django_capture_on_commit_callbacks
):
    person, received = make.user("controller"), receive()
    LedgerImport.objects.update(buyer=make.buyer())
    path = Path(received.file.path)
    content = path.read_bytes()
    path.unlink()
    asked = asked_for(
        person, ledger_tasks.preview_ledger_import, django_capture_on_commit_callbacks, ledger_import_id=received.pk
    )
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(4):
            with pytest.raises(FileNotFoundError):
                ledger_tasks.preview_ledger_import(ledger_import_id=received.pk)
        asked.refresh_from_db()
        assert asked.outcome == ""  # it is tried again by itself
        with pytest.raises(FileNotFoundError):
            ledger_tasks.preview_ledger_import(ledger_import_id=received.pk)
    client.force_login(person)
    assert "gick inte" in main(client.get("/avtal/"))
    page = main(client.get(f"/mina-jobb/{asked.pk}/"))
    assert "Filen finns inte kvar på servern." in page
    path.write_bytes(content)
    failed = UnfinishedJob.objects.get()
    with django_capture_on_commit_callbacks():
        client.post(f"/jobb/{failed.pk}/igen/")
    with django_capture_on_commit_callbacks(execute=True):
        ledger_tasks.preview_ledger_import(ledger_import_id=received.pk)
    assert "är klart" in main(client.get("/avtal/"))


@pytest.mark.django_db
def test_a_load_that_is_cancelled_midway_takes_back_what_it_did_and_can_be_taken_up_again(
    client, django_capture_on_commit_callbacks
):
    make.contract()
    person, received = make.user("controller"), receive()
    LedgerImport.objects.update(buyer=make.buyer())
    asked = asked_for(
        person, ledger_tasks.load_ledger_import, django_capture_on_commit_callbacks, ledger_import_id=received.pk
    )
    client.force_login(person)
    stages = []

    def cancel_when_half_done(stage, done=0, whole=0):
        stages.append(stage)
        if stage == "Bedömer raderna":
            assert LedgerRow.objects.exists()
            client.post(f"/mina-jobb/{asked.pk}/avbryt/")
        progress.tell(stage, done, whole)

    with pytest.MonkeyPatch.context() as patched, django_capture_on_commit_callbacks(execute=True):
        patched.setattr(ledger_tasks, "tell", cancel_when_half_done)
        assert ledger_tasks.load_ledger_import(ledger_import_id=received.pk) is None
    assert stages == ["Läser filen", "Lägger in raderna", "Bedömer raderna"]
    assert not LedgerRow.objects.exists()
    assert not UnfinishedJob.objects.exists()
    received.refresh_from_db()
    assert (received.status, received.message) == (LedgerImport.Status.FAILED, "Avbrutet av den som begärde det.")
    assert "är avbrutet" in main(client.get("/avtal/"))
    with django_capture_on_commit_callbacks():
        client.post(f"/reskontra/inlasningar/{received.pk}/igen/")
    ledger_tasks.load_ledger_import(ledger_import_id=received.pk)
    assert LedgerRow.objects.count() == 1


@pytest.mark.django_db
def test_one_that_waits_is_cancelled_before_it_begins_and_one_that_may_not_be_is_not(
    client, django_capture_on_commit_callbacks
):
    person, buyer = make.user("controller"), make.buyer()
    client.force_login(person)
    waits = asked_for(person, judging_tasks.recompute_buyer, django_capture_on_commit_callbacks, buyer_id=buyer.pk)
    for _ in range(2):
        client.post(f"/mina-jobb/{waits.pk}/avbryt/")
    assert "Avbryts vid nästa steg" in main(client.get(f"/mina-jobb/{waits.pk}/"))
    assert judging_tasks.recompute_buyer(buyer_id=buyer.pk) is None
    waits.refresh_from_db()
    assert waits.outcome == "CANCELLED"
    other = asked_for(
        person, measure_tasks.compute_outcomes_of_buyer, django_capture_on_commit_callbacks, buyer_id=buyer.pk
    )
    answer = client.post(f"/mina-jobb/{other.pk}/avbryt/", follow=True)
    assert "går inte att avbryta" in main(answer)
    assert measure_tasks.compute_outcomes_of_buyer(buyer_id=buyer.pk) is not None
    again = asked_for(person, judging_tasks.recompute_buyer, django_capture_on_commit_callbacks, buyer_id=buyer.pk)
    assert judging_tasks.recompute_buyer(buyer_id=buyer.pk) is not None  # what was cancelled is forgotten
    again.refresh_from_db()
    assert again.outcome == "DONE"


@pytest.mark.django_db
def test_while_a_job_is_done_its_page_says_the_step_the_per_cent_and_the_time_left(
    client, django_capture_on_commit_callbacks
):
    person, buyer = make.user("controller"), make.buyer()
    name = judging_tasks.recompute_buyer.name
    asked = asked_for(person, judging_tasks.recompute_buyer, django_capture_on_commit_callbacks, buyer_id=buyer.pk)
    client.force_login(person)
    actions.begin_job(name=name, kwargs={"buyer_id": buyer.pk}, most_tries=None, at=timezone.now())
    with somebody_does(name, {"buyer_id": buyer.pk}), progress.telling(name, asked.subject):
        progress.tell("Summerar månaderna")
        part = client.get(f"/mina-jobb/{asked.pk}/status/", headers={"HX-Request": "true"}).content.decode()
    assert "Summerar månaderna" in part
    assert 'value="33"' in part
    assert "33 %, mindre än en minut kvar" in " ".join(part.split())
    assert 'aria-current="step"' in part
    assert f"/mina-jobb/{asked.pk}/avbryt/" in part
    assert "<html" not in part


@pytest.mark.parametrize(
    ("stage", "done", "whole", "percent"),
    [("a", 0, 0, 0), ("b", 1, 2, 75), ("b", 9, 2, 99), ("c", 1, 4, 25), ("c", 1, 0, None), ("", 0, 0, None)],
)
def test_a_step_that_is_half_done_is_half_of_its_share_and_nothing_is_done_before_it_is(stage, done, whole, percent):
    assert rules.percent_done(["a", "b"], stage, done, whole) == percent


def test_what_is_left_is_told_by_how_far_it_has_come_else_by_the_last_time_else_not_at_all():
    assert rules.seconds_left(25, 60, 1000) == 180
    assert rules.seconds_left(5, 60, 1000) == 940
    assert rules.seconds_left(None, 60, 30) is None
    assert rules.seconds_left(None, 60, None) is None
    assert [rules.time_words(each) for each in (59, 60, 181)] == [
        "mindre än en minut kvar",
        "ungefär 1 minut kvar",
        "ungefär 3 minuter kvar",
    ]
