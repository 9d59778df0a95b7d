"""Django's questions inside SQL of our own."""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet


def written_out(question: QuerySet) -> tuple[str, list[str | int | None]]:
    """A question as SQL and what belongs in it. One that can have no answer is a question too, and answers nothing."""
    sql, params = question.query.get_compiler(DEFAULT_DB_ALIAS, elide_empty=False).as_sql()
    return sql, list(params)
