"""From a released version to this one: its migrations stand as they stood, and what is in its database survives."""

import os
import re
import socket
import subprocess
import sys

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.operations import CreateExtension
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL, SeparateDatabaseAndState

from huddinge_vo.common.migrating import ChangeModels, migrations_apart
from tests import database
from tests.common import released

VERSIONS = sorted(path.stem for path in released.FOLDER.glob("*.json"))
# Rows that a later migration means to remove or add: {(version, table): how many there are afterwards}. Say why.
MEANT = {
    # The ends that are kept were computed anew. Of each table the release keeps some rows: these contracts' options are
    # not among them, and what was decided by those lengthens nothing.
    ("0.1.0", "contracts_contractevent"): 25,
}


@pytest.fixture
def empty_database(django_db_setup, django_db_blocker):
    """A database of its own with nothing in it, which Django's connection leads to."""
    tested = connection.settings_dict["NAME"]
    name = f"{tested}_scratch"
    with django_db_blocker.unblock():
        database.create_empty(name)
        database.use(name)
        yield name
        database.use(tested)
        database.drop(name)


def tables():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
            " AND NOT relispartition"
            " AND relname <> 'django_migrations' ORDER BY relname"
        )
        return [name for (name,) in cursor.fetchall()]


def counts(names):
    with connection.cursor() as cursor:
        found = {}
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            found[name] = cursor.fetchone()[0]
        return found


def fill(version):
    """Put the version's rows in as they are: no trigger computes anything from them anew."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute((released.FOLDER / f"{version}.sql").read_text(encoding="utf-8"))
        cursor.execute("SET session_replication_role = origin")
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND is_identity = 'YES'"
        )
        for table, column in cursor.fetchall():
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), max(\"{column}\")) FROM {table}"
            )


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_in_a_database_of_a_released_version_survives_the_way_to_this_one(version, empty_database):
    executor = MigrationExecutor(connection)
    executor.migrate(list(released.read(version)["last"].items()))
    fill(version)
    before = counts(tables())
    # Nearly every table has something to lose.
    empty = {name for name, number in before.items() if not number}
    assert empty <= {
        "common_user_user_permissions",
        "django_admin_log",
        "django_session",
        "followup_touched",
        "pghistory_context",
    }
    call_command("migrate", verbosity=0, interactive=False)
    after = counts(tables())
    # What Django and we bring in after every migrate is more than it was, and never less.
    brought = {"auth_group", "auth_group_permissions", "auth_permission", "django_content_type", "followup_touched"}
    assert {name: after[name] for name in brought & before.keys() if after[name] < before[name]} == {}
    assert {name: after.get(name) for name in before.keys() - brought} == {
        name: MEANT.get((version, name), number) for name, number in before.items() if name not in brought
    }


@pytest.mark.parametrize("version", VERSIONS)
def test_a_released_migration_is_neither_removed_nor_changed(version):
    now = released.migration_files()
    then = released.read(version)["files"]
    assert {path: now.get(path) for path in then} == then


def test_a_migration_changes_the_models_of_its_app_in_one_step():
    """One by one they have Django render nearly all models anew for each: see ChangeModels."""
    loose = {
        f"{migration}: {operation.describe()}"
        for (label, _name), migration in MigrationLoader(None).disk_migrations.items()
        if label in released.OURS
        for operation in migration.operations
        if not isinstance(operation, (ChangeModels, CreateExtension, RunPython, RunSQL, SeparateDatabaseAndState))
    }
    assert loose == set()


def test_no_migration_names_a_module_of_an_app_for_those_may_move():
    for label in released.OURS:
        folder = settings.BASE_DIR / apps.get_app_config(label).path / "migrations"
        for path in folder.glob("[0-9]*.py"):
            named = re.findall(r"^(?:from|import) (\S+)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
            ours = {module for module in named if module.partition(".")[0] in {*released.OURS, "huddinge_vo"}}
            stay = {"huddinge_vo.common.kept_files", "huddinge_vo.common.migrating", "huddinge_vo.common.words"}
            assert ours <= stay, path


def test_the_changelog_names_the_last_migrations_of_every_version():
    text = (settings.BASE_DIR / "CHANGELOG.md").read_text(encoding="utf-8")
    for version in VERSIONS:
        last = released.read(version)["last"]
        [part] = re.findall(rf"^## {re.escape(version)}.*?(?=^## |\Z)", text, flags=re.MULTILINE | re.DOTALL)
        for label in released.OURS:
            assert f"`{label}.{last[label]}`" in part, version


def run_serve(name):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "VO_TEST_DATABASE": name,
            "PORT": str(port),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_database_by_migrations_that_are_gone_is_refused_in_a_line_that_says_what_to_do(empty_database):
    assert migrations_apart().strange == []
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE django_migrations"
            " (id bigserial PRIMARY KEY, app varchar(255), name varchar(255), applied timestamptz DEFAULT now())"
        )
        cursor.execute(
            "INSERT INTO django_migrations (app, name) VALUES ('auth', '0001_initial'), ('contracts', '0001_register'),"
            " ('gone', '0001_initial')"
        )
    assert migrations_apart().strange == ["contracts.0001_register"]
    connection.close()
    done = run_serve(empty_database)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    [line] = [line for line in done.stderr.splitlines() if line]
    assert "make demo-reset" in line
    assert "contracts.0001_register" in line
    assert counts(["django_migrations"]) == {"django_migrations": 3}  # nothing was done to it
