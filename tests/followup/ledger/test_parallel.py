"""Actions that are done twice, or by two at once, leave what one would have left."""

import io
import threading
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction

from followup.duties import actions as duty_actions
from followup.duties.models import Duty
from followup.judging import actions as judging_actions
from followup.judging import sql
from followup.judging.models import JudgedRow, SpendMonth, Touched
from followup.ledger import actions
from followup.ledger.actions import loading
from followup.ledger.models import LedgerImport
from tests import factories as make
from tests.at_once import at_once

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def receive(*rows, name="r.csv", choice=""):
    return actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(*rows)), name=name, by=None, at=NOW, choice=choice
    )


def story():
    return (
        list(JudgedRow.objects.order_by("ledger_import_id", "line_no").values_list("bucket", "reason", "sum_sek")),
        SpendMonth.objects.loyalty(),
    )


@pytest.mark.django_db(transaction=True)
def test_two_workers_load_a_file_once():
    make.contract("A-1")
    received = receive(*(make.ledger_row(f"{n},00", voucher=f"V{n}") for n in range(1, 200)))
    done = at_once(*[lambda: actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)] * 2)
    # The one who comes second finds it being loaded and leaves at once, or finds it loaded.
    assert LedgerImport.Status.LOADED in [each.status for each in done]
    assert LedgerImport.objects.get().status == LedgerImport.Status.LOADED
    assert JudgedRow.objects.count() == 199


@pytest.mark.django_db
def test_nobody_who_reads_waits_for_a_file_that_is_being_judged(monkeypatch):
    make.contract("A-1")
    judge, held = loading.judge_import, []

    def look(**values):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT c.relname FROM pg_locks l JOIN pg_class c ON c.oid = l.relation "
                "WHERE l.pid = pg_backend_pid() AND l.mode = 'AccessExclusiveLock' "
                "AND c.relnamespace = 'public'::regnamespace"
            )
            held.extend(name for (name,) in cursor.fetchall())
        return judge(**values)

    monkeypatch.setattr(loading, "judge_import", look)
    received = receive(make.ledger_row("1,00"))
    assert actions.load_ledger_import(ledger_import_id=received.pk, at=NOW).status == LedgerImport.Status.LOADED
    own = f"followup_ledgerrow_{received.pk}"
    assert own in held  # nobody else knows of it yet
    assert [name for name in held if not name.startswith(own)] == []


@pytest.mark.django_db(transaction=True)
def test_the_same_file_sent_twice_at_once_is_kept_once():
    rows = [make.ledger_row("1,00")]
    results = at_once(*[lambda: receive(*rows)] * 2)
    assert LedgerImport.objects.count() == 1
    assert sum(isinstance(each, LedgerImport) for each in results) == 1
    assert sum(isinstance(each, actions.AlreadyReceived) for each in results) == 1


@pytest.mark.django_db(transaction=True)
def test_two_files_for_the_same_month_at_once_give_one_delivery():
    first, second = receive(make.ledger_row("1,00"), name="a.csv"), receive(make.ledger_row("2,00"), name="b.csv")
    at_once(
        lambda: actions.load_ledger_import(ledger_import_id=first.pk, at=NOW),
        lambda: actions.load_ledger_import(ledger_import_id=second.pk, at=NOW),
    )
    assert sorted(LedgerImport.objects.values_list("status", flat=True)) == ["LOADED", "REFUSED"]
    assert JudgedRow.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_files_of_a_month_added_at_once_have_what_is_the_same_once():
    make.contract("A-1")
    same = [make.ledger_row(f"{n},00", voucher=f"V{n}") for n in range(1, 50)]
    files = [receive(*same, make.ledger_row(own), name=own, choice="ADD") for own in ("700,00", "800,00")]
    done = at_once(
        *[lambda pk=each.pk: actions.load_ledger_import(ledger_import_id=pk, at=NOW) for each in files],
        lambda: judging_actions.recompute_everything(at=NOW),
    )
    assert [each for each in done if isinstance(each, Exception)] == []
    assert sorted(LedgerImport.objects.values_list("loaded", "left_out")) == [(1, 49), (50, 0)]
    assert SpendMonth.objects.loyalty().ledger == sum(range(1, 50)) + 1500
    assert JudgedRow.objects.count() == 51


@pytest.mark.django_db(transaction=True)
def test_a_file_is_looked_at_chosen_loaded_and_undone_once_also_by_two_at_once():
    received = receive(*(make.ledger_row(f"{n},00", voucher=f"V{n}") for n in range(1, 50)))
    at_once(*[lambda: actions.preview_ledger_import(ledger_import_id=received.pk, at=NOW)] * 2)
    assert LedgerImport.objects.get().status == LedgerImport.Status.PREVIEWED
    chosen = at_once(*[lambda: actions.choose_load(ledger_import_id=received.pk, by=None, at=NOW)] * 2)
    assert sum(isinstance(each, actions.NothingToChoose) for each in chosen) == 1
    at_once(*[lambda: actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)] * 2)
    assert JudgedRow.objects.count() == 49
    undone = at_once(*[lambda: actions.undo_ledger_import(ledger_import_id=received.pk, by=None, at=NOW)] * 2)
    assert sum(isinstance(each, actions.NothingToUndo) for each in undone) == 1
    assert (JudgedRow.objects.count(), SpendMonth.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_load_delivered_twice_does_not_load_what_a_person_has_yet_to_choose_anew():
    late = receive(make.ledger_row("1,00", voucher="V1"), make.ledger_row("2,00", voucher="V2"), name="late.csv")
    there = receive(make.ledger_row("1,00", voucher="V1"), name="there.csv")
    actions.load_ledger_import(ledger_import_id=there.pk, at=NOW)
    actions.preview_ledger_import(ledger_import_id=late.pk, at=NOW)
    actions.choose_load(ledger_import_id=late.pk, choice="ADD", by=None, at=NOW)
    between = receive(make.ledger_row("2,00", voucher="V2"), name="between.csv", choice="ADD")
    actions.load_ledger_import(ledger_import_id=between.pk, at=NOW)
    before = story()
    for _ in range(2):
        done = actions.load_ledger_import(ledger_import_id=late.pk, at=NOW)
        assert (done.status, done.chosen_at) == (LedgerImport.Status.RECEIVED, None)
    assert story() == before
    assert actions.preview_ledger_import(ledger_import_id=late.pk, at=NOW).status == LedgerImport.Status.PREVIEWED


class WorkerDied(BaseException):
    """As when the machine takes a process away."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("stage", ["Jämför med det som finns", "Prövar hur raderna skulle bedömas"])
def test_a_worker_that_dies_while_it_looks_leaves_the_file_as_it_came(stage):
    first = receive(make.ledger_row("1,00"))
    actions.load_ledger_import(ledger_import_id=first.pk, at=NOW)
    expected = story()
    received = receive(make.ledger_row("2,00"), make.ledger_row("tusen"))

    def die(now, _done):
        if now == stage:
            raise WorkerDied

    with pytest.raises(WorkerDied):
        actions.preview_ledger_import(ledger_import_id=received.pk, at=NOW, progress=die)
    received.refresh_from_db()
    assert (received.status, received.preview, received.rejected_rows.count()) == ("RECEIVED", {}, 0)
    assert story() == expected
    assert LedgerImport.objects.waiting_since(NOW + timedelta(minutes=1)) == [received.pk]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("stage", ["Lägger in raderna", "Bedömer raderna"])
def test_a_worker_that_dies_while_it_replaces_a_month_leaves_what_was_there_and_the_choice(stage):
    first = receive(make.ledger_row("1,00"))
    actions.load_ledger_import(ledger_import_id=first.pk, at=NOW)
    expected = story()
    received = receive(make.ledger_row("2,00"))
    actions.preview_ledger_import(ledger_import_id=received.pk, at=NOW)
    actions.choose_load(ledger_import_id=received.pk, choice="REPLACE", by=None, at=NOW)

    def die(now, _done):
        if now == stage:
            raise WorkerDied

    with pytest.raises(WorkerDied):
        actions.load_ledger_import(ledger_import_id=received.pk, at=NOW, progress=die)
    assert story() == expected
    assert LedgerImport.objects.waiting_since(NOW + timedelta(minutes=1)) == [received.pk]
    done = actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    assert (done.status, JudgedRow.objects.get().sum_sek) == ("LOADED", 2)


@pytest.mark.django_db(transaction=True)
def test_recomputing_by_several_at_once_leaves_what_one_leaves():
    make.contract("A-1", until=date(2026, 6, 30))
    received = receive(
        *(make.ledger_row(f"{n},10", f"2026-{n % 12 + 1:02}-15", voucher=f"V{n}") for n in range(1, 120)),
        *(make.ledger_row(f"-{n},10", f"2026-{n % 12 + 1:02}-20", invoice=f"F{n}") for n in range(1, 20)),
    )
    actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    expected = story()
    Touched.objects.create(at=NOW)  # everything
    results = at_once(
        lambda: judging_actions.recompute_everything(at=NOW),
        lambda: judging_actions.judge_changes(at=NOW),
        lambda: judging_actions.recompute_everything(at=NOW),
    )
    assert [each for each in results if isinstance(each, Exception)] == []
    assert story() == expected


@pytest.mark.django_db(transaction=True)
def test_a_file_whose_job_was_lost_is_found_again_but_not_while_somebody_loads_it():
    received = receive(make.ledger_row("1,00"))
    later = NOW + timedelta(minutes=1)
    assert LedgerImport.objects.waiting_since(NOW) == []
    assert LedgerImport.objects.waiting_since(later) == [received.pk]
    with transaction.atomic():
        LedgerImport.objects.select_for_update().get(pk=received.pk)
        assert at_once(lambda: LedgerImport.objects.waiting_since(later)) == [[]]
    actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    assert LedgerImport.objects.waiting_since(later) == []


def until_somebody_waits():
    """Hold on until another connection waits for a lock that this one has, so that the two really meet."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("nobody came to wait")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("action", "state"),
    [
        (lambda pk, by: duty_actions.finish_duty(duty_id=pk, by=by, at=NOW), "DONE"),
        (lambda pk, by: duty_actions.snooze_duty(duty_id=pk, until=date(2026, 11, 9), by=by, at=NOW), "SNOOZED"),
    ],
)
@pytest.mark.parametrize("goes_on", [True, False])
def test_what_a_person_says_of_a_duty_while_the_nightly_job_runs_stays(action, state, goes_on):
    by = make.user("kategoriledare")
    duty_actions.load_reminder_rules(buyer=make.buyer(), at=NOW)
    contract = make.contract(until=date(2026, 11, 10), owner=by)
    duty_actions.refresh_duties(buyer=make.buyer(), at=NOW)
    duty = Duty.objects.get(rule__kind="CONTRACT_END")
    contract.title = "Nytt namn"  # so that the job has something to write
    contract.status = "SIGNED" if goes_on else "DRAFT"
    contract.save()
    begun = threading.Event()

    def person():
        with transaction.atomic():
            action(duty.pk, by)
            begun.set()
            until_somebody_waits()

    def job():
        begun.wait(30)
        return duty_actions.refresh_duties(buyer=make.buyer(), at=NOW)

    assert at_once(person, job) == [None, 1 if goes_on or state == "SNOOZED" else 0]
    duty.refresh_from_db()
    assert duty.state == (state if goes_on or state == "DONE" else "GONE")
    assert duty.snoozed_until == (date(2026, 11, 9) if duty.state == "SNOOZED" else None)
    assert (duty.done_by == by) == (state == "DONE")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "judge",
    [
        judging_actions.judge_changes,
        judging_actions.recompute_everything,
        lambda at: judging_actions.recompute_buyer(buyer_id=make.buyer().pk, at=at),
    ],
    ids=["what changed", "everything", "a buyer"],
)
def test_who_waits_for_a_ledger_holds_nothing_that_whoever_is_at_it_needs(judge):
    make.contract("A-1")
    loaded = receive(make.ledger_row("1,00"))
    actions.load_ledger_import(ledger_import_id=loaded.pk, at=NOW)
    own = Touched.objects.create(buyer_id=make.buyer().pk, at=NOW)
    waiter = threading.Thread(target=lambda: (judge(at=NOW), connection.close()))
    with transaction.atomic():
        sql.lock_buyer(make.buyer().pk)
        waiter.start()
        for _ in range(200):
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                if cursor.fetchone()[0]:
                    break
            time.sleep(0.05)
        else:
            pytest.fail("it does not wait")
        assert list(Touched.objects.select_for_update(nowait=True))  # as whoever judges a row by hand takes it
    waiter.join(timeout=60)
    assert not Touched.objects.filter(pk=own.pk).exists()  # and then it did it
