"""The tests' database: built once by the migrations, and copied for each process of tests.

A database built by the same migrations, models and roles is the same database, so the built one is kept as a template
under a name that tells what it was built from. Copying it takes a fraction of a second. One process at a time builds
or copies; the lock is the server's own, so that it holds wherever the server is and goes when its holder does.
"""

import hashlib
import inspect
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from huddinge_vo import roles
from huddinge_vo.common.logins import rights

_LOCK = 7_203_401  # any number that nobody else uses
_PREFIX = "test_template_"


def fingerprint():
    """What the database is built from: migrations with their SQL, what models leave in it, and the roles."""
    told = hashlib.sha256()
    modules = [inspect.getmodule(type(one)) for one in MigrationLoader(None).disk_migrations.values()]
    files = {Path(module.__file__) for module in modules if module}
    files |= {file for path in files for file in path.parent.glob("sql/*.sql")}
    for path in sorted(files):
        told.update(path.name.encode() + path.read_bytes())
    for model in apps.get_models(include_auto_created=True):  # content types and permissions
        options = model._meta
        told.update(repr((options.label, options.verbose_name, options.default_permissions)).encode())
        told.update(repr((options.permissions, options.proxy, options.managed)).encode())
    told.update(inspect.getsource(roles).encode())
    told.update(
        settings.VO_APP_LOGIN.encode()
        + inspect.getsource(rights).encode()
        + Path(rights.__file__).with_name("rights.sql").read_bytes()
    )
    told.update("".join(map(version, ("django", "django-pgtrigger", "django-pghistory"))).encode())
    return told.hexdigest()[:16]


@contextmanager
def _alone():
    """The maintenance database, by one process at a time."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        yield cursor


def _exists(cursor, name):
    cursor.execute("SELECT FROM pg_database WHERE datname = %s", [name])
    return cursor.fetchone() is not None


def _built_from(cursor, name):
    cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
    found = cursor.fetchone()
    return found and found[0]


def use(name):
    """Have Django's connection lead to another database."""
    connection.close()
    connection.settings_dict["NAME"] = name


def _ensure_template(cursor):
    template = _PREFIX + fingerprint()
    if _exists(cursor, template):
        return template
    cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [_PREFIX + "%"])
    for (old,) in cursor.fetchall():
        cursor.execute(f'DROP DATABASE "{old}"')
    # A server that was started before there were two logins has not the application's: then it would get no rights.
    cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [settings.VO_APP_LOGIN])
    if cursor.fetchone() is None:
        cursor.execute(f'CREATE ROLE "{settings.VO_APP_LOGIN}" LOGIN')
    unfinished = f"{_PREFIX}unfinished"
    cursor.execute(f'CREATE DATABASE "{unfinished}"')
    before = connection.settings_dict["NAME"]
    use(unfinished)
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        use(before)
    cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{template}"')  # it has its name when it is whole
    return template


def copy_template(name, *, keep):
    """Make a database as the migrations leave it. With `keep` one that is there and was copied from the same stays."""
    with _alone() as cursor:
        template = _ensure_template(cursor)
        if keep and _built_from(cursor, name) == template:
            return
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        cursor.execute(f"COMMENT ON DATABASE \"{name}\" IS '{template}'")


def create_empty(name):
    """Make a database with nothing in it."""
    with _alone() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')


def drop(name):
    """Remove a database."""
    with _alone() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def become_the_application():
    """From here on, until the transaction is over, by the rights of the application's login."""
    with connection.cursor() as cursor:
        cursor.execute(f'SET SESSION AUTHORIZATION "{settings.VO_APP_LOGIN}"')


@contextmanager
def owner():
    """What only the owner may: numbers anew, what a role gives."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user")
        (before,) = cursor.fetchone()
        cursor.execute("RESET SESSION AUTHORIZATION")
    yield
    if before == settings.VO_APP_LOGIN:
        become_the_application()
