"""What the application's login may do with each table, derived from the models.

A model says in its triggers what nobody does to its rows (`pgtrigger.Protect`): the login has not even the right. So
history, which may only be added to, cannot be changed whatever becomes of a trigger. What is forbidden of some rows, or
of some fields (`pgtrigger.ReadOnly`), the trigger alone looks at: a right is for the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pgtrigger
from django.apps import AppConfig, apps
from django.conf import settings
from django.db import connection
from psycopg import sql

from huddinge_vo.common.untyped import ModelClass, PassedOn

_ALL = ("SELECT", "INSERT", "UPDATE", "DELETE")
_FORBIDDEN_BY = {pgtrigger.Update: "UPDATE", pgtrigger.Delete: "DELETE"}
# Only read, each for its reason: who may write here could give himself what a role gives, or a migration.
ONLY_READ: Mapping[str, str] = {
    "django_migrations": "written by who migrates",
    "django_content_type": "the kinds of object, written by who migrates",
    "auth_permission": "the permissions, written by who migrates",
    "auth_group": "the roles, written by who migrates",
    "auth_group_permissions": "what each role may, written by who migrates",
    "followup_ledgerrow": "the rows of loaded files: made by begin_ledger_rows and finish_ledger_rows alone",
    "pghistory_events": "a view of all history",
}
# The security log, of which forget_security_log alone takes what is old enough.
_LOG = {"common_registerextract", "common_secretreading", "common_signinevent", "common_triedchange"}
_STATEMENTS = Path(__file__).with_name("rights.sql")


def rights_on_tables() -> dict[str, tuple[str, ...]]:
    """Table or view → what the application's login may do with it."""
    refused = {table: {"DELETE"} for table in _LOG}
    for model, trigger in pgtrigger.registered():
        if isinstance(trigger, pgtrigger.Protect) and trigger.get_condition(model) is None:  # whatever the row
            forbidden = refused.setdefault(model._meta.db_table, set())
            forbidden |= {word for operation, word in _FORBIDDEN_BY.items() if str(operation) in str(trigger.operation)}
    models: list[ModelClass] = list(apps.get_models(include_auto_created=True))
    told: dict[str, tuple[str, ...]] = {"django_migrations": ("SELECT",)}
    for model in models:
        table, is_ours = model._meta.db_table, model._meta.managed and not model._meta.proxy
        if table in ONLY_READ or not is_ours:
            told.setdefault(table, ("SELECT",))
        else:
            told[table] = tuple(word for word in _ALL if word not in refused.get(table, ()))
    return told


def grant_rights(sender: AppConfig | None = None, using: str = "default", **_: PassedOn) -> None:
    """Give the application's login its rights, and take back all others. After each migrate; twice changes nothing.

    Without such a login there is nothing to do: the owner is then the one that all use, and a check says so.
    """
    login = sql.Identifier(settings.VO_APP_LOGIN)
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [settings.VO_APP_LOGIN])
        if cursor.fetchone() is None:
            return
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v') "
        )
        there = {name for (name,) in cursor.fetchall()}
        statements = [sql.SQL(_STATEMENTS.read_text(encoding="utf-8")).format(login=login)]
        statements += [
            sql.SQL("GRANT {rights} ON {table} TO {login}").format(
                rights=sql.SQL(", ").join(map(sql.SQL, rights)), table=sql.Identifier(table), login=login
            )
            for table, rights in sorted(rights_on_tables().items())
            if table in there
        ]
        cursor.execute(sql.SQL(";\n").join(statements).as_string(cursor.connection))
