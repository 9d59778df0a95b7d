"""The application's login cannot change history, nor any row of a loaded file, nor what keeps them from being changed.

Tried as that login: by a connection of its own, which is no superuser and owns nothing.
"""

import io
from contextlib import closing
from datetime import UTC, datetime

import pgtrigger
import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.core.checks import run_checks
from django.db import connection
from pghistory.models import Event

from followup.judging import actions as judging_actions
from followup.judging.models import SpendMonth
from followup.ledger import actions as ledger_actions
from followup.ledger.models import LedgerImport, LedgerRow
from huddinge_vo.common.backup import actions as backup
from huddinge_vo.common.backup.programs import own_connection
from huddinge_vo.common.logins.checks import owns_history
from huddinge_vo.common.logins.rights import ONLY_READ, grant_rights, rights_on_tables
from huddinge_vo.common.retention.models import RegisterExtract, RetentionResult
from huddinge_vo.common.secrecy.models import SecretReading, TriedChange
from huddinge_vo.common.signin.models import SignInEvent
from huddinge_vo.retention.actions import run_retention
from tests import factories as make

NOW = datetime(2026, 11, 29, 4, 50, tzinfo=UTC)
LOGS = (SignInEvent, SecretReading, TriedChange, RegisterExtract, RetentionResult)
REFUSED = psycopg.errors.InsufficientPrivilege


def histories():
    """The tables of history, and of the security log."""
    found = [model._meta.db_table for model in apps.get_models() if issubclass(model, Event) and model._meta.managed]
    return sorted({*found, *(model._meta.db_table for model in LOGS)} - {"pghistory_events"})


@pytest.fixture
def by_app(db, monkeypatch):
    """Questions asked by the application's login. Each may fail without spoiling the next."""
    monkeypatch.setenv("VO_EMBEDDED_LOGIN", settings.VO_APP_LOGIN)
    with closing(own_connection(by_itself=True)) as opened:
        yield opened


def refused(by_app, statement):
    with pytest.raises(REFUSED):
        by_app.execute(statement)


# ---------------------------------------------------------------------------------------------- what it cannot do


def test_the_login_is_nobody_in_particular(by_app):
    (row,) = by_app.execute(
        "SELECT current_user, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls FROM pg_roles"
        " WHERE rolname = current_user"
    ).fetchall()
    assert row == (settings.VO_APP_LOGIN, False, False, False, False, False)
    owned = by_app.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole").fetchone()
    assert owned == (0,)


def test_there_are_histories_to_try():
    assert len(histories()) > 60
    assert {"common_userevent", "common_signinevent", "common_secretreading"} <= set(histories())


@pytest.mark.parametrize("table", histories())
def test_no_row_of_history_is_changed_removed_or_emptied_and_its_guards_stay(by_app, table):
    (key,) = by_app.execute(
        "SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey)"
        " WHERE indrelid = %s::regclass AND indisprimary",
        [table],
    ).fetchone()
    for statement in (
        f"UPDATE {table} SET {key} = {key}",
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
        f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        f"ALTER TABLE {table} ADD COLUMN mine text",
        f"ALTER TABLE {table} OWNER TO {settings.VO_APP_LOGIN}",
        f"DROP TABLE {table}",
        f"CREATE RULE mine AS ON INSERT TO {table} DO INSTEAD NOTHING",
        f"CREATE TRIGGER mine BEFORE INSERT ON {table} EXECUTE FUNCTION keep_one_buyer()",
        f"GRANT ALL ON {table} TO {settings.VO_APP_LOGIN}",
    ):
        if statement.startswith("GRANT"):
            by_app.execute(statement)  # PostgreSQL warns, and gives nothing
            assert by_app.execute("SELECT has_table_privilege(%s, 'UPDATE')", [table]).fetchone() == (False,)
        else:
            refused(by_app, statement)
    assert by_app.execute(f"SELECT count(*) FROM {table}").fetchone() is not None  # it may be read


def test_no_trigger_of_any_table_is_altered_or_dropped(by_app):
    tried = by_app.execute(
        "SELECT tgname, tgrelid::regclass::text FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid"
        " WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace ORDER BY 2, 1"
    ).fetchall()
    assert len(tried) > 300
    for trigger, table in tried:
        refused(by_app, f'ALTER TABLE {table} DISABLE TRIGGER "{trigger}"')
        refused(by_app, f'DROP TRIGGER "{trigger}" ON {table}')
        refused(by_app, f'ALTER TRIGGER "{trigger}" ON {table} RENAME TO mine')


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "CREATE TABLE public.mine (a int)",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION keep_one_buyer() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "DROP FUNCTION forget_security_log(text, timestamptz, integer, bigint)",
        "SET ROLE vo",
        "CREATE ROLE mine SUPERUSER",
        "COPY (SELECT 1) TO '/tmp/mine'",
        "COPY common_user TO PROGRAM 'cat'",
        "UPDATE auth_group_permissions SET permission_id = 1",
        "INSERT INTO auth_group_permissions (group_id, permission_id) VALUES (1, 1)",
        "DELETE FROM django_migrations",
        "DELETE FROM common_user",
        "UPDATE followup_ledgerrow SET amount_sek = 0",
        "DELETE FROM followup_ledgerrow",
        "INSERT INTO followup_ledgerrow VALUES (1, 1, 1, '', '', '2026-01-01', NULL, 1)",
    ],
)
def test_what_would_lead_round_it_is_refused(by_app, statement):
    refused(by_app, statement)


def test_whoever_is_let_in_as_the_login_cannot_put_a_function_in_anothers_place(by_app):
    """What the owner does in its stead looks for names where only the owner puts any."""
    found = by_app.execute(
        "SELECT proname, proconfig FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY 1"
    ).fetchall()
    assert [name for name, _ in found] == ["begin_ledger_rows", "finish_ledger_rows", "forget_security_log"]
    assert all(config == ["search_path=public, pg_temp"] for _, config in found)


def test_a_temporary_table_of_the_same_name_draws_no_history_to_itself(as_app):
    contract = make.contract()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE contracts_contractevent (LIKE public.contracts_contractevent INCLUDING ALL)")
        cursor.execute("UPDATE contracts_contract SET title = 'Ny' WHERE id = %s", [contract.pk])
        cursor.execute("SELECT count(*) FROM public.contracts_contractevent WHERE pgh_label = 'update'")
        assert cursor.fetchone() == (1,)
        cursor.execute("DROP TABLE pg_temp.contracts_contractevent")


# ------------------------------------------------------------------------------------------- what it can, and how


@pytest.mark.django_db
def test_every_table_and_view_has_just_the_rights_that_are_derived():
    """A table that no model knows, or that came without rights, is found here."""
    told = rights_on_tables()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, ARRAY(SELECT each FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE',"
            " 'TRIGGER', 'REFERENCES']) each WHERE has_table_privilege(%s, pg_class.oid, each)) FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')"
            " AND NOT relispartition",
            [settings.VO_APP_LOGIN],
        )
        found = {name: tuple(rights) for name, rights in cursor.fetchall()}
    assert found == {table: rights for table, rights in told.items() if table in found}
    assert set(found) <= set(told)
    assert set(ONLY_READ) - set(found) <= {"pghistory_events"}


def test_what_a_trigger_forbids_is_not_given():
    told = rights_on_tables()
    assert told["common_userevent"] == told["common_signinevent"] == ("SELECT", "INSERT")
    assert told["common_user"] == ("SELECT", "INSERT", "UPDATE")
    assert told["common_retentionrun"] == ("SELECT", "INSERT", "UPDATE")
    assert told["contracts_contract"] == ("SELECT", "INSERT", "UPDATE", "DELETE")
    assert told["followup_ledgerrow"] == ("SELECT",)
    whole = [
        (m, t) for m, t in pgtrigger.registered() if isinstance(t, pgtrigger.Protect) and t.get_condition(m) is None
    ]
    protected = {model._meta.db_table for model, _ in whole}
    assert len(protected) > 60
    # What is forbidden of some rows or fields is the trigger's alone to look at: a right is for the table.
    assert {"UPDATE", "DELETE"} <= {*told["contracts_priceadjustment"]} & {*told["followup_statusreport"]}
    assert "UPDATE" in told["contracts_price"]
    assert all(told[table] != told["contracts_contract"] for table in protected)


@pytest.mark.django_db
def test_rights_that_somebody_gave_by_hand_are_taken_back():
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT ALL ON common_userevent TO {settings.VO_APP_LOGIN}")
        grant_rights()
        cursor.execute("SELECT has_table_privilege(%s, 'common_userevent', 'DELETE')", [settings.VO_APP_LOGIN])
        assert cursor.fetchone() == (False,)


@pytest.fixture
def as_app(transactional_db, monkeypatch):
    """All of Django works by the application's login, as the web and the worker do."""
    make.buyer()
    connection.close()
    monkeypatch.setenv("VO_EMBEDDED_LOGIN", settings.VO_APP_LOGIN)
    yield
    connection.close()
    monkeypatch.delenv("VO_EMBEDDED_LOGIN")


def load(*rows, at=NOW):
    received = ledger_actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(*rows)), name="r.csv", by=None, at=at
    )
    ledger_actions.preview_ledger_import(ledger_import_id=received.pk, at=at)
    ledger_actions.choose_load(ledger_import_id=received.pk, by=None, at=at)
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=at)
    return LedgerImport.objects.get(pk=received.pk)


def test_a_ledger_is_loaded_judged_and_undone_by_it(as_app):
    assert not owns_history()
    make.rules()
    make.contract(areas=[make.area()])
    loaded = load(make.ledger_row("10,00", "2026-03-01"), make.ledger_row("20,00", "2026-04-01"))
    assert (loaded.status, LedgerRow.objects.count()) == ("LOADED", 2)
    judging_actions.judge_changes(at=NOW)
    assert sum(SpendMonth.objects.values_list("sum_sek", flat=True)) == 30
    ledger_actions.undo_ledger_import(ledger_import_id=loaded.pk, by=None, at=NOW)
    assert not SpendMonth.objects.filter(n__gt=0).exists()
    again = load(make.ledger_row("10,00", "2026-03-01"), make.ledger_row("20,00", "2026-04-01"))
    assert again.pk != loaded.pk
    judging_actions.recompute_everything(at=NOW)
    assert sum(SpendMonth.objects.values_list("sum_sek", flat=True)) == 30


def test_the_rows_of_a_loaded_file_are_nobodys_to_change(as_app):
    make.supplier()
    loaded = load(make.ledger_row("10,00", "2026-03-01"))
    part = f"followup_ledgerrow_{loaded.pk}"
    with closing(own_connection(by_itself=True)) as by_app:
        assert by_app.execute(f"SELECT count(*) FROM {part}").fetchone() == (1,)
        for statement in (
            f"UPDATE {part} SET amount_sek = 0",
            f"DELETE FROM {part}",
            f"TRUNCATE {part}",
            f"DROP TABLE {part}",
            f"INSERT INTO {part} SELECT ledger_import_id, 99, key_id, '', '', booked_on, NULL, 1 FROM {part}",
            f"ALTER TABLE followup_ledgerrow DETACH PARTITION {part}",
        ):
            refused(by_app, statement)
        with pytest.raises(psycopg.errors.DuplicateTable):
            by_app.execute("SELECT begin_ledger_rows(%s)", [loaded.pk])


def test_pages_people_and_the_retention_work_by_it_and_leave_history(as_app, client):
    keeper = make.user("förvaltare")
    client.force_login(keeper)
    assert client.post("/administration/gallring/mails/", {"days": 45, "version": 0}).status_code == 302
    contract = make.contract()
    contract.title = "Ny titel"
    contract.save()
    assert contract.events.count() == 2
    SignInEvent.objects.create(kind="SIGNED_IN", user=keeper, at=datetime(2020, 1, 1, tzinfo=UTC))
    run = run_retention(at=NOW)
    assert run.results.get(kind="SIGN_INS").number == 1
    for path in ("/start/", "/avtal/", "/administration/drift/", "/administration/gallring/", "/halsa/redo/"):
        assert client.get(path).status_code == 200


def test_a_copy_is_made_by_it(as_app, tmp_path):
    made = backup.make_backup(tmp_path, recipients=[], at=NOW)
    assert backup.read_copy(made).tables > 100


# ---------------------------------------------------------------------------------------------------- it is told


def test_the_check_warns_of_the_owner_and_not_of_the_application(as_app, monkeypatch):
    def told():
        found = run_checks(tags=["database"], include_deployment_checks=True, databases=["default"])
        return [each.id for each in found if str(each.id).startswith("vo.")]

    assert told() == []
    connection.close()
    monkeypatch.delenv("VO_EMBEDDED_LOGIN")
    assert told() == ["vo.W001"]
    connection.close()
    monkeypatch.setenv("VO_EMBEDDED_LOGIN", settings.VO_APP_LOGIN)
