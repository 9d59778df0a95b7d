"""Django's PostgreSQL engine on the embedded server, which is started when somebody first connects."""

from __future__ import annotations

from django.db.backends.postgresql import base

from huddinge_vo.dev import embedded


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, with the address filled in."""

    def get_connection_params(self) -> dict[str, object]:
        """Start or attach to the server. The database name is Django's to choose: tests have their own."""
        where = embedded.ensure_postgres()
        parameters = super().get_connection_params()
        return {**parameters, "host": where["host"], "user": where["user"]}
