"""The example to practise in, made as new within seconds: from a copy of it as it was when the demo was just loaded.

The database is copied by the server itself, and its files lie beside. The new one is made beside the old one, while
that is in use, and takes its place in one transaction: what goes wrong before leaves all as it was. Only for a
workplace's own servers, and only for the demo: `refuse_unless_example` stands first in what a page can set off.
"""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psycopg
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.template.loader import render_to_string
from psycopg.sql import SQL, Identifier

from huddinge_vo.demo import anew
from huddinge_vo.dev import embedded

OWN_ENGINE = "huddinge_vo.dev.postgres"


class NotTheExample(Exception):
    """What is here may be somebody's work: it is not the demo, or not on servers of our own."""

    def __init__(self) -> None:
        super().__init__("Bara demon i den inbyggda databasen kan återställas.")


class NotMadeAnew(Exception):
    """The copy could not be put in place; all is as it was."""


def refuse_unless_example() -> None:
    """Raise NotTheExample unless all that is here is the demo, in the database that came with the workplace."""
    engine = connection.settings_dict["ENGINE"]
    if settings.PRODUCTION or engine != OWN_ENGINE or not anew.is_example():
        raise NotTheExample


def _database(word: str = "") -> str:
    """The database in use, or the one beside it by a word of ours."""
    name = str(connection.settings_dict["NAME"])
    return f"{name}_{word}" if word else name


def _files(word: str = "") -> Path:
    """The folder of files in use, or the one beside it by a word of ours."""
    folder = Path(settings.MEDIA_ROOT)
    return folder.with_name(f"{folder.name}.{word}") if word else folder


@contextmanager
def _server() -> Iterator[psycopg.Connection]:
    """The owner, beside the databases and in none of them. Our own connection would be in the way."""
    connections.close_all()
    where = embedded.ensure_postgres()
    with psycopg.connect(host=where["host"], user=where["user"], dbname="postgres", autocommit=True) as server:
        yield server


def _drop(server: psycopg.Connection, *names: str) -> None:
    for name in names:
        server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def _copy(server: psycopg.Connection, source: str, target: str) -> None:
    """Whoever is in the source is thrown out: it is copied while nobody is in it."""
    for left in range(20, -1, -1):
        _throw_out(server, source)
        try:
            server.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(target), Identifier(source)))
        except psycopg.errors.ObjectInUse:  # somebody came in between
            if not left:
                raise
        else:
            return


def _rename(server: psycopg.Connection, old: str, new: str) -> None:
    server.execute(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(old), Identifier(new)))


def _throw_out(server: psycopg.Connection, name: str) -> None:
    server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])


def _copy_files(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        target.mkdir(parents=True)


def keep() -> None:
    """Keep the example as it is now, to be made as new from. Raises NotTheExample."""
    refuse_unless_example()
    unfinished = _database("unfinished")
    _copy_files(_files(), _files("kept"))
    with _server() as server:
        _drop(server, unfinished, _database("kept"))
        _copy(server, _database(), unfinished)
        _rename(server, unfinished, _database("kept"))


def is_kept() -> bool:
    """Whether there is a whole copy. A workplace from before there were any has none."""
    with _server() as server:
        found = server.execute("SELECT FROM pg_database WHERE datname = %s", [_database("kept")]).fetchone()
    return found is not None and _files("kept").is_dir()


def forget_kept() -> None:
    """Throw the copy away: it is of another demo than the one that is about to be made."""
    with _server() as server:
        _drop(server, _database("kept"))
    shutil.rmtree(_files("kept"), ignore_errors=True)


def empty_database() -> None:
    """An empty database in the place of the one that is.

    To drop the tables in one transaction takes more locks than the server has, once a demo's ledger is loaded.
    """
    with _server() as server:
        _drop(server, _database())
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(_database())))


def prepare() -> None:
    """Make one more example beside the one that is in use, which nobody notices.

    Raises NotTheExample, and NotMadeAnew where there is no copy to make it from, or no room for one more.
    """
    refuse_unless_example()
    try:
        _copy_files(_files("kept"), _files("fresh"))
        with _server() as server:
            _drop(server, _database("fresh"), _database("left"))
            _copy(server, _database("kept"), _database("fresh"))
    except (psycopg.Error, OSError) as error:
        shutil.rmtree(_files("fresh"), ignore_errors=True)
        raise NotMadeAnew(f"Exemplet är som det var: {str(error).strip()}") from error


def put_in_place() -> None:
    """Put what is prepared in the place of the example. Our programs are stopped; who else is in it is thrown out.

    Raises NotTheExample, and NotMadeAnew.
    """
    refuse_unless_example()
    exchange = ((_database(), _database("left")), (_database("fresh"), _database()))
    try:
        with _server() as server:
            _throw_out(server, _database())
            with server.transaction():
                for old, new in exchange:
                    _rename(server, old, new)
    except psycopg.Error as error:
        raise NotMadeAnew(f"Exemplet är som det var: {str(error).strip()}") from error
    shutil.rmtree(_files("left"), ignore_errors=True)
    if _files().exists():
        _files().rename(_files("left"))
    _files("fresh").rename(_files())


def throw_away() -> None:
    """What was in use before: there is time for it when all is up again."""
    with _server() as server:
        _drop(server, _database("left"))
    shutil.rmtree(_files("left"), ignore_errors=True)


def empty_queue_and_cache() -> None:
    """Jobs and sessions are of what is gone."""
    with current_app.connection_for_write() as queue:
        queue.default_channel.client.flushdb()
    cache.clear()


class _Wait(BaseHTTPRequestHandler):
    """The same page for whatever is asked: it comes back by itself until there is something else to show."""

    page = b""
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        self.send_response(503)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(self.page)))
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Refresh", anew.ASK_AGAIN)
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(self.page)

    do_GET = do_POST = do_HEAD = _answer  # noqa: N815 - http.server's names

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@contextmanager
def waiting_page(listening: socket.socket) -> Iterator[None]:
    """Say on the web's own socket that the example is being made as new, as long as the web is down.

    Whoever comes after, and before the web is up, waits in the socket's queue.
    """
    page = render_to_string("help/being_made_anew.html").encode()
    server = ThreadingHTTPServer(("", 0), type("_Page", (_Wait,), {"page": page}), bind_and_activate=False)
    server.socket.close()
    server.socket = listening.dup()
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
