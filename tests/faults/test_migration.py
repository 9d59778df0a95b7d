"""A migration that is killed in its midst and run again goes through, and leaves the schema of an undisturbed one."""

import os
import subprocess
import sys
from collections import Counter

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from huddinge_vo.dev import embedded
from tests import database
from tests.common import released
from tests.common.test_upgrades import VERSIONS, fill
from tests.faults.room import TRIES, chance_of

pytestmark = pytest.mark.owner  # the room builds a database of its own

_SECONDS = 12.0  # what a whole run takes about; one that is done sooner is not killed


def schema():
    """All that pg_dump says of a database but its data, line by line."""
    where = connection.get_connection_params()
    command = [embedded.pg_binary("pg_dump"), "--schema-only", "--no-owner", f"--host={where['host']}"]
    command += [f"--username={where['user']}", str(where["dbname"])]
    dumped = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    return [line for line in dumped.splitlines() if line and not line.startswith(("--", "\\"))]


def migrate(name, *, seconds=None):
    """Run `manage.py migrate`, and kill it after so many seconds. Returns whether it came to its end."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "migrate", "-v", "0"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "VO_TEST_DATABASE": name},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        return process.wait(seconds or 300) == 0
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)
        return False


@pytest.mark.long
@pytest.mark.skipif(TRIES == 1, reason="a migration takes half a minute: by `make faults`")
@pytest.mark.parametrize("version", ["", *VERSIONS])
def test_a_migration_that_is_killed_goes_through_when_it_is_run_again(version, django_db_setup, django_db_blocker):
    tested = connection.settings_dict["NAME"]
    name, start = f"{tested}_killed", f"{tested}_start"
    with django_db_blocker.unblock():
        database.create_empty(start)
        try:
            database.use(start)
            if version:
                MigrationExecutor(connection).migrate(list(released.read(version)["last"].items()))
                fill(version)
            expected = after(name, start)
            for number in range(TRIES):
                seconds = chance_of("migrate", version, number).uniform(1, _SECONDS)
                found = after(name, start, seconds)
                assert (found - expected, expected - found) == (Counter(), Counter())
        finally:
            database.use(tested)
            database.drop(name)
            database.drop(start)


def after(name, start, seconds=None):
    """The schema that migrating leaves; where it is killed after so many seconds, it is run once more."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{start}"')
    if seconds:
        migrate(name, seconds=seconds)
    assert migrate(name)
    database.use(name)
    try:
        return Counter(schema())
    finally:
        database.use(start)
