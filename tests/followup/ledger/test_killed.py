"""A worker that is killed, a broker and a database that go away: nothing half loaded, nothing lost, nothing twice."""

import contextlib
import io
import shutil
import tempfile
import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.db.models import Count, Sum

from followup.judging.models import JudgedRow, SpendMonth
from followup.ledger import actions, tasks
from followup.ledger.models import LedgerDelivery, LedgerImport, RejectedRow
from huddinge_vo.common.jobs.models import UnfinishedJob
from tests import factories as make
from tests.processes import Broker, Worker, until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]
NOW = datetime(2026, 11, 1, tzinfo=UTC)
Status = LedgerImport.Status
# Where the worker stands still, as the table whose lock the test has; none is the end of its transaction.
IN_A_LOOK = {
    "before it reads": "followup_ledgerprofile",
    "when it keeps what it could not read": "followup_rejectedrow",
    "when it compares": "followup_ledgerrow",
    "when it tries how the rows would be judged": "followup_spendmonth",
    "at its very end": "",
}
IN_A_LOAD = {
    "before it reads": "followup_ledgerprofile",
    "when it keeps what it could not read": "followup_rejectedrow",
    "when it registers keys": "followup_spendkey",
    "when it judges": "followup_spendmonth",
    "at its very end": "",
}
AT_THE_END = """
CREATE FUNCTION stand_still() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NULL; END';
CREATE CONSTRAINT TRIGGER stand_still AFTER UPDATE ON followup_ledgerimport DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status IN ('PREVIEWED', 'LOADED')) EXECUTE FUNCTION stand_still();
"""


@pytest.fixture(scope="module")
def broker():
    one = Broker()
    yield one
    one.kill()
    shutil.rmtree(one.folder)


@pytest.fixture(scope="module")
def running(broker, django_db_setup):
    """The workers of this module, the first of which goes on from test to test: to start one takes seconds."""
    workers = []

    def get():
        if not workers or workers[-1].process.poll() is not None:
            workers.append(Worker(broker))
        return workers[-1]

    yield get
    for worker in workers:
        worker.stop()


@pytest.fixture
def worker(running):
    """One that works, and at the end rests: the tables are not emptied under what a killed one had still asked for."""
    yield running()

    def nobody_is_at_it():
        with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as other:
            at_it = (
                "SELECT count(*) = 0 FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle' AND pid <> %s"
            )
            own = connection.connection.info.backend_pid if connection.connection else 0
            return other.execute(at_it, [own]).fetchone()[0]

    until(nobody_is_at_it, "everybody rests")


@contextlib.contextmanager
def standing_still(table):
    """Whoever comes to a table waits there, or at the end of the transaction; gives whether somebody does."""
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as ours:
        if table:
            ours.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        else:
            ours.execute(AT_THE_END)
            ours.commit()
            ours.execute("SELECT pg_advisory_lock(4711)")
            ours.commit()

        def somebody_waits():
            with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
                return other.execute(
                    "SELECT pid FROM pg_stat_activity WHERE %s = ANY(pg_blocking_pids(pid))", [ours.info.backend_pid]
                ).fetchall()

        try:
            yield lambda: until(somebody_waits, "the worker stands still")
        finally:
            ours.rollback()
            if not table:
                ours.execute("SELECT pg_advisory_unlock(4711)")
                ours.commit()
                ours.execute("DROP FUNCTION stand_still CASCADE")


def send(broker, ledger_import):
    broker.send(tasks.next_step(ledger_import).name, {"ledger_import_id": ledger_import.pk})


ROWS = [make.ledger_row(f"{n},10", f"2026-03-{n % 28 + 1:02}", voucher=f"V{n}") for n in range(1, 60)]
THERE = make.ledger_row("500,00", "2026-03-02", voucher="W1")
BAD = make.ledger_row("tusen", "2026-03-03", voucher="V99")
OF_ROWS = sum((Decimal(n) + Decimal("0.10") for n in range(1, 60)), Decimal(0))


def receive(*rows, name="r.csv"):
    return actions.receive_ledger_file(file=io.BytesIO(make.ledger_file(*rows)), name=name, by=None, at=NOW)


@pytest.fixture
def quiet_afterwards(transactional_db):
    """Nobody is in the midst of something when the tables are emptied: what a dead worker asked for goes on a while."""
    yield
    others = (
        "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND backend_type = 'client backend' AND state <> 'idle'"
    )

    def all_rest():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) {others}")
            return cursor.fetchone()[0] == 0

    until(all_rest, "nobody asks the database for anything")


@pytest.fixture
def received(quiet_afterwards):
    """A file of a month of which there is something, with a row that cannot be read."""
    make.contract("A-1")
    first = receive(THERE, name="first.csv")
    actions.load_ledger_import(ledger_import_id=first.pk, at=NOW)
    return receive(*ROWS, BAD)


@pytest.fixture
def chosen(received):
    """The same, looked at and on its way to be loaded beside what is there."""
    actions.preview_ledger_import(ledger_import_id=received.pk, at=NOW)
    return actions.choose_load(ledger_import_id=received.pk, choice="ADD", by=None, at=NOW)


def story():
    """All that is counted: rows by file, and the sums they make."""
    rows = (
        JudgedRow.objects.order_by().values_list("ledger_import__original_name").annotate(Count("pk"), Sum("sum_sek"))
    )
    sums = SpendMonth.objects.order_by().values_list("month", "bucket").annotate(Sum("sum_sek"), Sum("n"))
    return sorted(rows), sorted(sums)


def comes_to(ledger_import, status):
    def is_there():
        ledger_import.refresh_from_db()
        return ledger_import.status == status

    until(is_there, f"{ledger_import} comes to {status}; it is {ledger_import.status}")


def is_loaded_once(ledger_import):
    comes_to(ledger_import, Status.LOADED)
    told = (ledger_import.lines, ledger_import.loaded, ledger_import.left_out, ledger_import.rejected)
    assert told == (60, 59, 0, 1)
    rows, sums = story()
    assert rows == [("first.csv", 1, Decimal(500)), ("r.csv", 59, OF_ROWS)]
    assert (sum(each[2] for each in sums), sum(each[3] for each in sums)) == (OF_ROWS + 500, 60)
    assert RejectedRow.objects.count() == 1
    assert LedgerDelivery.objects.filter(is_active=True).count() == 2
    # Only this file's: jobs of files of tests before may come back from workers that they killed.
    unfinished = UnfinishedJob.objects.filter(subject=f"ledger_import_id={ledger_import.pk}")
    until(lambda: not unfinished.exists(), "the job is told as done")


def left_by(pid):
    return list(Path(tempfile.gettempdir()).glob(f"vo-ledger-{pid}-*"))


@pytest.mark.parametrize("table", IN_A_LOOK.values(), ids=IN_A_LOOK)
def test_a_worker_killed_while_it_looks_leaves_the_file_as_it_came_and_another_looks(received, worker, broker, table):
    before = story()
    with standing_still(table) as stands:
        send(broker, received)
        stands()
        killed = worker.kill_child()
        received.refresh_from_db()
        assert (received.status, received.preview) == (Status.RECEIVED, {})
    send(broker, received)  # as the search for what waits does, each minute
    comes_to(received, Status.PREVIEWED)
    assert (received.lines, received.rejected, RejectedRow.objects.count()) == (60, 1, 1)
    assert story() == before
    actions.sweep_folders()
    assert left_by(killed) == []


@pytest.mark.parametrize("table", IN_A_LOAD.values(), ids=IN_A_LOAD)
def test_a_worker_killed_while_it_loads_leaves_nothing_half_and_another_loads_all_once(chosen, worker, broker, table):
    with standing_still(table) as stands:
        send(broker, chosen)
        stands()
        killed = worker.kill_child()
        chosen.refresh_from_db()
        assert (chosen.status, chosen.loaded) == (Status.LOADING, 0)
        assert LedgerDelivery.objects.filter(is_active=True).count() == 1
    send(broker, chosen)
    is_loaded_once(chosen)
    actions.sweep_folders()
    assert left_by(killed) == []


def test_a_worker_killed_while_it_reads_leaves_nothing_and_the_next_reads_all(worker, broker):
    rows = [make.ledger_row("1,00", voucher=f"V{n}") for n in range(60_000)]
    file = receive(*rows, BAD)
    send(broker, file)

    def reads():
        (child,) = worker.children() or [0]
        return any((folder / "ledger_rows.csv").exists() for folder in left_by(child))

    until(reads, "the worker reads")
    killed = worker.kill_child()
    assert left_by(killed)
    file.refresh_from_db()
    assert (file.status, file.lines) == (Status.RECEIVED, 0)
    send(broker, file)
    comes_to(file, Status.PREVIEWED)
    assert file.lines == 60_001
    assert left_by(killed) == []  # whoever reads next removes what was left


def test_the_whole_machine_killed_the_page_says_so_and_a_new_worker_takes_the_job_up_by_itself(
    chosen, running, broker, client, leader
):
    at_work = running()  # the first, where no test before it has been given to this process
    page = chosen.get_absolute_url()
    assert "Väntar på att läsas in" in client.get(page).content.decode()
    with standing_still("followup_spendmonth") as stands:
        send(broker, chosen)
        stands()
        assert "Läses in" in client.get(f"{page}lage/").content.decode()
        at_work.kill()
        # Though nobody lets it on, the database soon sees that whoever asked is gone.
        until(
            lambda: "Arbetet avbröts. Ingenting är inläst" in client.get(f"{page}lage/").content.decode(),
            "the page says that the work was broken off",
            seconds=15,
        )
    running()
    is_loaded_once(chosen)
    assert "Inläst" in client.get(page).content.decode()


def test_a_broker_killed_while_a_file_is_loaded_takes_nothing_with_it(chosen, worker, broker):
    other = receive(make.ledger_row("7,00", "2026-05-01"), name="other.csv")
    with standing_still("followup_rejectedrow") as stands:
        send(broker, chosen)
        stands()
        send(broker, other)  # waits in the queue
        broker.kill()
    comes_to(chosen, Status.LOADED)  # though nobody can be told how far it has come
    broker.start()
    is_loaded_once(chosen)
    comes_to(other, Status.PREVIEWED)


def test_a_database_that_restarts_while_a_file_is_loaded_takes_nothing_with_it(chosen, worker, broker):
    name = connection.settings_dict["NAME"]
    with standing_still("followup_spendmonth") as stands:
        send(broker, chosen)
        stands()
        with psycopg.connect(**{**connection.get_connection_params(), "dbname": "postgres"}, autocommit=True) as server:
            # What a client meets when the server restarts: its connection ends in the middle of a question, and for a
            # while there is no new one. The server itself is other tests' too.
            server.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS false')
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = %s AND wait_event_type = 'Lock'",
                [name],
            )
            time.sleep(1)
            server.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS true')
    is_loaded_once(chosen)


def test_two_workers_at_one_import_and_two_imports_of_one_month_count_everything_once(chosen, worker, broker):
    second = Worker(broker)
    try:
        until(second.children, "the second worker has begun")
        also = receive(*ROWS, make.ledger_row("900,00", "2026-03-09", voucher="V900"), name="also.csv")
        actions.preview_ledger_import(ledger_import_id=also.pk, at=NOW)
        also = actions.choose_load(ledger_import_id=also.pk, choice="ADD", by=None, at=NOW)
        for each in (chosen, also, chosen, also):
            send(broker, each)

        def both_are_done():
            return not LedgerImport.objects.filter(status__in=[Status.LOADING, Status.RECEIVED]).exists()

        until(both_are_done, "both are loaded, or looked at anew")
    finally:
        second.stop()
    # Whoever came second met what it had not seen when it was looked at: it waits for a person to choose again.
    done, again = sorted([chosen, also], key=lambda each: LedgerImport.objects.get(pk=each.pk).status)
    done.refresh_from_db()
    again.refresh_from_db()
    assert (done.status, again.status) == (Status.LOADED, Status.PREVIEWED)
    assert "Granska och välj igen" in again.message
    actions.choose_load(ledger_import_id=again.pk, choice="ADD", by=None, at=NOW)
    actions.load_ledger_import(ledger_import_id=again.pk, at=NOW)
    assert SpendMonth.objects.aggregate(total=Sum("sum_sek"))["total"] == OF_ROWS + 500 + 900
    assert JudgedRow.objects.count() == 61
