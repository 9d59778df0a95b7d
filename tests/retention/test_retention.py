"""What is older than its term goes, at night and in pieces; what is held back stays; money never goes; it is told."""

import io
import json
import threading
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, InternalError, connection, models, transaction
from django.utils import timezone
from pghistory.models import Event

from contracts.files.models import RegisterImport
from followup.duties import actions as duty_actions
from followup.duties.models import CalendarFeed, Duty, ReminderRule, SentMail
from followup.judging import actions as judging_actions
from followup.ledger import actions as ledger_actions
from followup.ledger.models import LedgerImport, LedgerRow, RejectedRow
from huddinge_vo.common.jobs.models import AskedJob, UnfinishedJob
from huddinge_vo.common.registry import IncompleteKind
from huddinge_vo.common.retention.models import RegisterExtract, RetentionResult, RetentionRun, RetentionTerm
from huddinge_vo.common.saved_views.models import SavedView
from huddinge_vo.common.secrecy.models import SecretReading, TriedChange
from huddinge_vo.common.signin.models import SignInEvent
from huddinge_vo.retention import actions, reports, tasks
from huddinge_vo.retention.actions import run_retention, save_term
from huddinge_vo.retention.kinds import KEPT, KINDS, Days, RetentionKind
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=False)

NOW = datetime(2026, 11, 29, 4, 50, tzinfo=UTC)


def ago(days):
    return NOW - timedelta(days=days)


@pytest.fixture
def keeper():
    return make.user("förvaltare")


def load(*rows, at=NOW, name="r.csv", good_rows_only=False):
    received = ledger_actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(*rows)), name=name, by=None, at=at, good_rows_only=good_rows_only
    )
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=at)
    judging_actions.judge_changes(at=at)
    return LedgerImport.objects.get(pk=received.pk)


def known_row(amount="1,00", day="2026-04-01"):
    """Of a supplier that is known, in an account that a rule knows."""
    return make.ledger_row(amount, day, org_number=make.ORG_NUMBERS[0])


@pytest.fixture
def matched():
    """So that known_row leads to a supplier and a subcategory."""
    make.supplier()
    make.rules()


def gone(run):
    return {kind: number for _, kind, number in reports.went(run)}


# ------------------------------------------------------------------------------------- nothing is forgotten


def covered():
    return [each for kind in (*KINDS.values(), *KEPT.values()) for each in kind.covers]


def test_every_model_and_every_kept_file_ages_or_says_why_it_stays():
    said, missing, known = covered(), [], set()
    for model in apps.get_models():
        if issubclass(model, Event):
            continue  # history, which KEPT["HISTORY"] speaks of
        files = [f"{model._meta.label}.{f.name}" for f in model._meta.local_fields if isinstance(f, models.FileField)]
        known |= {model._meta.label, *files}
        missing += [label for label in (model._meta.label, *files) if label not in said]
    assert missing == []
    assert [label for label in said if label not in known] == []
    assert len(said) == len(set(said))


def test_a_kind_that_lacks_a_part_starts_nothing():
    told = {name: getattr(KINDS["LEDGER_FILES"], name) for name in RetentionKind.__dataclass_fields__}
    with pytest.raises(IncompleteKind, match="lacks why"):
        KINDS.add(RetentionKind(**{**told, "code": "X", "number": 999, "why": ""}))
    del told["becomes"]
    with pytest.raises(TypeError, match="becomes"):
        RetentionKind(**told)


def test_start_values_lie_within_their_bounds_and_codes_within_their_columns():
    for kind in KINDS.values():
        assert kind.days.least <= kind.days.start <= kind.days.most, kind.code
        assert len(kind.code) <= RetentionTerm._meta.get_field("kind").max_length


def test_what_holds_money_is_in_no_kind():
    ageing = {each for kind in KINDS.values() for each in kind.covers}
    assert not ageing & {"followup.LedgerRow", "followup.SpendKey", "followup.LedgerDelivery", "contracts.Price"}
    assert KINDS["LEDGER_FILES"].days == Days(start=30, least=1, most=365)  # domain.md §15


# ------------------------------------------------------------------------------------------------ ledger files


@pytest.mark.usefixtures("matched")
def test_a_ledger_file_goes_when_it_is_matched_and_thirty_days_old_and_its_rows_stay(
    django_capture_on_commit_callbacks,
):
    loaded = load(known_row(), at=ago(31))
    path, rows = Path(loaded.file.path), LedgerRow.objects.count()
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        run = run_retention(at=NOW)
    assert gone(run) == {"LEDGER_FILES": 1}
    loaded.refresh_from_db()
    assert (loaded.file.name, loaded.preview, loaded.status) == ("", {}, "LOADED")
    assert not path.exists()
    assert LedgerRow.objects.count() == rows == 1
    assert loaded.amount_sek == 1


@pytest.mark.usefixtures("matched")
def test_a_file_of_exactly_its_days_stays_until_the_next_night():
    load(known_row(), at=ago(30))
    assert gone(run_retention(at=NOW)) == {}
    assert gone(run_retention(at=NOW + timedelta(seconds=1))) == {"LEDGER_FILES": 1}


def test_a_file_with_a_month_that_could_not_be_judged_is_held_for_at_most_a_year():
    load(make.ledger_row("1,00", "2026-04-01", org_number=""), at=ago(31))
    (told,) = [each for each in reports.forecast(make.buyer(), at=NOW) if each.kind.code == "LEDGER_FILES"]
    assert (told.number, told.held) == (0, 1)
    assert gone(run_retention(at=NOW)) == {}
    assert gone(run_retention(at=NOW + timedelta(days=340))) == {"LEDGER_FILES": 1}


@pytest.mark.parametrize("status", ["RECEIVED", "PREVIEWED", "LOADING"])
@pytest.mark.usefixtures("matched")
def test_a_file_that_somebody_is_still_to_do_something_with_is_held(status):
    loaded = load(known_row(), at=ago(400))
    LedgerImport.objects.filter(pk=loaded.pk).update(status=status)
    assert gone(run_retention(at=NOW)) == {}


@pytest.mark.usefixtures("matched")
def test_the_same_content_of_another_import_keeps_its_file(django_capture_on_commit_callbacks, keeper):
    first = load(known_row(), at=ago(40))
    ledger_actions.undo_ledger_import(ledger_import_id=first.pk, by=None, at=ago(39))
    again = load(known_row(), at=ago(1))
    assert again.file.name == LedgerImport.objects.get(pk=first.pk).file.name
    with django_capture_on_commit_callbacks(execute=True):
        assert gone(run_retention(at=NOW)) == {"LEDGER_FILES": 1}
    assert Path(again.file.path).exists()
    assert LedgerImport.objects.get(pk=first.pk).file.name == ""


def test_a_refused_file_whose_file_has_gone_comes_again_whole(django_capture_on_commit_callbacks):
    make.buyer()
    bad = make.ledger_row("x", "2026-04-01", org_number=make.ORG_NUMBERS[0])
    refused = load(bad, at=ago(100))
    assert refused.status == "REFUSED"
    with django_capture_on_commit_callbacks(execute=True):
        assert gone(run_retention(at=NOW)) == {"LEDGER_FILES": 1, "REJECTED_ROWS": 1}
    again = ledger_actions.receive_ledger_file(file=io.BytesIO(make.ledger_file(bad)), name="r.csv", by=None, at=NOW)
    assert again.pk == refused.pk
    assert Path(again.file.path).read_bytes() == make.ledger_file(bad)


def test_pages_of_a_file_that_has_gone_say_so_and_do_not_fall(client, django_capture_on_commit_callbacks):
    client.force_login(make.user("controller"))
    make.buyer()
    refused = load(make.ledger_row("x", "2026-04-01"), at=ago(100))
    with django_capture_on_commit_callbacks(execute=True):
        run_retention(at=NOW)
    page = client.get(refused.get_absolute_url())
    assert page.status_code == 200
    assert "Filen är gallrad" in page.content.decode()
    assert "Välj hur filen ska läsas" not in page.content.decode()
    for method in (client.get, client.post):
        answer = method(f"{refused.get_absolute_url()}sa-lases-den/", follow=True)
        assert answer.status_code == 200
        assert "Filen är gallrad" in answer.content.decode()


def test_rejected_rows_go_and_their_number_stays():
    loaded = load(known_row(), make.ledger_row("x", "2026-04-01"), at=ago(91), good_rows_only=True)
    assert RejectedRow.objects.count() == loaded.rejected == 1
    assert gone(run_retention(at=NOW))["REJECTED_ROWS"] == 1
    assert LedgerImport.objects.get().rejected == 1
    assert not RejectedRow.objects.exists()


def test_a_register_file_goes_when_it_was_applied_and_stays_while_it_is_looked_at(keeper):
    def sent(status, **values):
        return RegisterImport.objects.create(
            kind="CONTRACTS",
            buyer=make.buyer(),
            original_name="avtal.csv",
            file=io_file(),
            uploaded_by=keeper,
            uploaded_at=ago(100),
            status=status,
            **values,
        )

    looked_at = sent("PREVIEW")
    applied, lately = sent("APPLIED", applied_at=ago(31)), sent("APPLIED", applied_at=ago(29))
    assert gone(run_retention(at=NOW)) == {"REGISTER_FILES": 1}
    assert [bool(RegisterImport.objects.get(pk=each.pk).file) for each in (looked_at, applied, lately)] == [
        True,
        False,
        True,
    ]


def io_file():
    from django.core.files.base import ContentFile

    return ContentFile(b"avtalsnummer\n", "avtal.csv")


# ------------------------------------------------------------------------------------------------- the security log


def in_logs(person, at):
    """A row of each log."""
    kind = RegisterExtract.Kind.PERSON
    from django.contrib.contenttypes.models import ContentType

    return (
        SignInEvent.objects.create(kind="SIGNED_IN", user=person, at=at),
        SecretReading.objects.create(
            user=person, content_type=ContentType.objects.get_for_model(LedgerImport), object_id=1, at=at, address="/"
        ),
        TriedChange.objects.create(user=person, buyer=make.buyer(), kind="RULE", what="Prov", at=at),
        RegisterExtract.objects.create(
            kind=kind, object_id=person.pk, form="PAGE", asked_by=person, buyer=make.buyer(), at=at
        ),
    )


LOGS = (SignInEvent, SecretReading, TriedChange, RegisterExtract)


def test_nothing_of_the_security_log_goes_by_hand_before_a_year_and_nothing_is_ever_changed(keeper):
    now = timezone.now()
    for each in in_logs(keeper, now - timedelta(days=364)):
        with pytest.raises((InternalError, DatabaseError)), transaction.atomic():
            type(each).objects.filter(pk=each.pk).delete()
    for each in in_logs(keeper, now - timedelta(days=4000)):
        with pytest.raises((InternalError, DatabaseError)), transaction.atomic():
            type(each).objects.filter(pk=each.pk).update(at=now)
    run = RetentionRun.objects.create(began_at=now)
    for log in ("SIGN_INS", "common_user"):
        with pytest.raises((InternalError, DatabaseError)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT forget_security_log(%s, now(), 10, %s)", [log, run.pk])


def test_the_bounds_of_the_log_are_never_below_what_the_database_lets_go():
    logs = [kind for kind in KINDS.values() if kind.log]
    assert {kind.model for kind in logs} == set(LOGS)
    assert all(kind.days.least > 365 for kind in logs)


def test_the_security_log_goes_when_it_is_old_and_the_database_itself_says_so(keeper):
    now = timezone.now()
    in_logs(keeper, now - timedelta(days=4000))
    in_logs(keeper, now - timedelta(days=4001))
    in_logs(keeper, now - timedelta(days=100))
    RetentionRun.objects.create(began_at=now)
    run = run_retention(at=now)
    assert gone(run) == {"SIGN_INS": 2, "READINGS": 2, "TRIALS": 2, "EXTRACTS": 2}
    assert [model.objects.count() for model in LOGS] == [1, 1, 1, 1]
    result = run.results.get(kind="SIGN_INS")
    assert (now - result.oldest_at).days == 4001
    with pytest.raises((InternalError, DatabaseError)), transaction.atomic():
        RetentionResult.objects.all().update(number=0)
    with pytest.raises((InternalError, DatabaseError)), transaction.atomic():
        RetentionResult.objects.all().delete()
    with pytest.raises((InternalError, DatabaseError)), transaction.atomic():
        RetentionRun.objects.filter(results__isnull=True).delete()


# -------------------------------------------------------------------------------------------------------- the rest


def test_closed_duties_and_mails_go_and_open_ones_stay(keeper):
    duty_actions.load_reminder_rules(buyer=make.buyer(), at=NOW)
    contract = make.contract()
    from django.contrib.contenttypes.models import ContentType

    def duty(state, days, **values):
        return Duty.objects.create(
            rule=ReminderRule.objects.order_by("pk").first(),
            content_type=ContentType.objects.get_for_model(contract),
            object_id=contract.pk + days,
            title="Prov",
            due_on=ago(days).date(),
            remind_on=ago(days).date(),
            state=state,
            made_at=ago(days),
            **values,
        )

    old = duty("DONE", 800, done_by=keeper, done_at=ago(800))
    SentMail.objects.create(user=keeper, duty=old, sent_at=ago(800))
    duty("GONE", 801), duty("OPEN", 802), duty("GONE", 700)
    SentMail.objects.create(user=keeper, on=ago(366).date(), sent_at=ago(366))
    SentMail.objects.create(user=keeper, on=ago(100).date(), sent_at=ago(100))
    assert gone(run_retention(at=NOW)) == {"DUTIES": 2, "MAILS": 1}
    assert sorted(Duty.objects.values_list("state", flat=True)) == ["GONE", "OPEN"]
    assert SentMail.objects.get().on == ago(100).date()


def test_calendars_of_leavers_sessions_and_jobs_go(keeper):
    from axes.models import AccessAttempt
    from django.contrib.sessions.models import Session

    leaver = make.user("läsare", username="slutat", is_active=False)
    CalendarFeed.objects.create(user=leaver, fingerprint="a", made_at=ago(40))
    CalendarFeed.objects.create(user=keeper, fingerprint="b", made_at=ago(400))
    for owner, name in ((leaver, "borta"), (keeper, "kvar")):
        SavedView.objects.create(owner=owner, buyer=make.buyer(), page="/avtal/", name=name, saved_at=ago(400))
    CalendarFeed.objects.create(user=keeper, fingerprint="c", made_at=ago(400), revoked_at=ago(31))
    Session.objects.create(session_key="a", session_data="", expire_date=ago(2))
    Session.objects.create(session_key="b", session_data="", expire_date=NOW)
    UnfinishedJob.objects.create(name="a", begun_at=ago(200), failed_at=ago(200))
    UnfinishedJob.objects.create(name="b", begun_at=ago(200))
    AskedJob.objects.create(name="a", asked_by=keeper, asked_at=ago(91), outcome="DONE", ended_at=ago(91))
    AskedJob.objects.create(name="b", asked_by=keeper, asked_at=ago(91))
    AskedJob.objects.create(name="c", asked_by=keeper, asked_at=ago(80), outcome="DONE", ended_at=ago(80))
    old = AccessAttempt.objects.create(username="x", ip_address="1.1.1.1", failures_since_start=1)
    AccessAttempt.objects.filter(pk=old.pk).update(attempt_time=ago(31))
    assert gone(run_retention(at=NOW)) == {
        "CALENDARS": 2,
        "SAVED_VIEWS": 1,
        "SESSIONS": 1,
        "FAILED_JOBS": 1,
        "ASKED_JOBS": 1,
        "FAILED_SIGN_INS": 1,
    }
    assert CalendarFeed.objects.get().fingerprint == "b"
    assert SavedView.objects.get().name == "kvar"
    assert set(AskedJob.objects.values_list("name", flat=True)) == {"b", "c"}


def test_accounts_of_leavers_are_shown_and_never_removed(keeper):
    make.user("läsare", username="slutat", is_active=False, date_joined=ago(500))
    (told,) = [each for each in reports.forecast(make.buyer(), at=NOW) if each.kind.code == "LEAVERS"]
    assert told.number == 1
    assert gone(run_retention(at=NOW)) == {}
    from huddinge_vo.common.people.models import User

    assert User.objects.filter(username="slutat").exists()


# ------------------------------------------------------------------------------------------------ how it is done


@pytest.mark.usefixtures("matched")
def test_a_second_run_does_nothing_and_a_dry_run_changes_nothing():
    load(known_row(), at=ago(31))
    out = StringIO()
    before = RetentionRun.objects.count()
    call_command("retention", "--dry-run", "--json", stdout=out)
    assert RetentionRun.objects.count() == before
    assert {"LEDGER_FILES", "SIGN_INS", "LEAVERS"} <= {each["kind"] for each in json.loads(out.getvalue())}
    assert LedgerImport.objects.exclude(file="").exists()
    assert gone(run_retention(at=NOW)) == {"LEDGER_FILES": 1}
    assert gone(run_retention(at=NOW)) == {}


def test_the_command_says_what_it_did(keeper):
    SentMail.objects.create(user=keeper, on=date(2020, 1, 1), sent_at=ago(2000))
    out = StringIO()
    call_command("retention", "--dry-run", stdout=out)
    assert "alla, MAILS: 1 skulle gallras, den äldsta från 2020-01-01" in out.getvalue()
    out = StringIO()
    call_command("retention", stdout=out)
    assert out.getvalue().strip() == "alla, MAILS: 1 gallrades"
    out = StringIO()
    call_command("retention", stdout=out)
    assert "Ingenting är äldre" in out.getvalue()


def test_much_goes_in_pieces_each_told_of(keeper, monkeypatch):
    monkeypatch.setattr(actions, "_PIECE", 2)
    for day in range(1, 6):
        SentMail.objects.create(user=keeper, on=date(2020, 1, day), sent_at=ago(2000))
    run = run_retention(at=NOW)
    assert sorted(run.results.values_list("number", flat=True)) == [1, 2, 2]
    assert gone(run) == {"MAILS": 5}


def test_a_buyers_term_is_his_own_and_what_is_common_goes_by_the_longest(keeper):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    home = make.buyer()
    root = make.user(None, username="rot", is_superuser=True)
    save_term(buyer=home, kind=KINDS["DUTIES"], days=400, by=keeper, at=NOW)
    save_term(buyer=home, kind=KINDS["MAILS"], days=30, by=keeper, at=NOW)
    terms = actions.Terms.now()
    assert (terms.days(KINDS["DUTIES"], home), terms.days(KINDS["DUTIES"], other)) == (400, 730)
    # He alone has said anything, and the other wants the start value.
    assert terms.days(KINDS["MAILS"], None) == 365
    save_term(buyer=other, kind=KINDS["MAILS"], days=90, by=root, at=NOW)
    assert actions.Terms.now().days(KINDS["MAILS"], None) == 90


@pytest.mark.parametrize("days", [6, 366])
def test_a_term_outside_of_its_bounds_is_refused(keeper, days):
    with pytest.raises(ValidationError, match="Ange mellan 7 och 365 dagar"):
        save_term(buyer=make.buyer(), kind=KINDS["REJECTED_ROWS"], days=days, by=keeper, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_what_somebody_is_at_is_left_to_the_next_night_and_nobody_waits(matched_rows):
    held, free = matched_rows
    is_held, may_end = threading.Event(), threading.Event()

    def somebody():
        with transaction.atomic():
            LedgerImport.objects.select_for_update().get(pk=held.pk)
            is_held.set()
            may_end.wait(20)
        connection.close()

    other = threading.Thread(target=somebody)
    other.start()
    assert is_held.wait(20)
    try:
        run = run_retention(at=NOW)
    finally:
        may_end.set()
        other.join()
    assert gone(run)["LEDGER_FILES"] == 1
    assert not LedgerImport.objects.get(pk=free.pk).file
    assert LedgerImport.objects.get(pk=held.pk).file
    assert gone(run_retention(at=NOW))["LEDGER_FILES"] == 1


@pytest.fixture
def matched_rows():
    make.buyer()
    return [
        LedgerImport.objects.create(
            buyer=make.buyer(),
            sha256=str(number) * 64,
            file=f"ledger/{number}",
            original_name="r.csv",
            received_at=ago(100),
            status="REFUSED",
        )
        for number in (1, 2)
    ]


def test_the_job_does_it_and_is_told_of():
    assert RetentionRun.objects.get(pk=tasks.run_retention.apply().get()).ended_at is not None
