"""Whether the application comes into the database by a login that could change history."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.checks import CheckMessage
from django.core.checks import Warning as Concern
from django.db import connection

from huddinge_vo.common.untyped import PassedOn


def owns_history() -> bool:
    """Whether the login that Django uses now is a superuser, or owns any table of ours."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid AND relkind IN ('r', 'p')"
            " AND relnamespace = 'public'::regnamespace) FROM pg_roles WHERE rolname = current_user"
        )
        return bool(cursor.fetchone()[0])


def check_login(databases: Sequence[str] | None = None, **_: PassedOn) -> list[CheckMessage]:
    """For `manage.py check --deploy --database default`, run as the web and the worker are."""
    if not databases or not owns_history():
        return []
    return [
        Concern(
            "Databasens användare äger tabellerna eller är superanvändare, så historiken kan ändras.",
            hint="Ge webben och arbetaren en egen användare, se docs/drift.md: Två inloggningar till databasen.",
            id="vo.W001",
        )
    ]
