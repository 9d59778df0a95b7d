"""A database server of the tests' own, which may be restarted while others use theirs."""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connection

from huddinge_vo.dev import embedded
from tests.processes import until

# A commit is on disk before it is answered, as in production and not as at a workplace: else a restart may lose it.
# The machine itself does not stop here, so that what the kernel has need not wait for the disk.
_AS_IN_PRODUCTION = ("synchronous_commit = on", "fsync = off", "full_page_writes = off", "shared_buffers = '64MB'")


class Database:
    """PostgreSQL with a data folder of its own, to which Django's connection leads meanwhile."""

    def __init__(self, folder):
        self.folder = folder
        self.port = {"user": "vo", "host": ""}

    @contextmanager
    def used(self):
        """Django is at this server, in its process."""
        copied = self._dump()
        before = os.environ.get("VO_DATA_DIR"), connection.settings_dict["NAME"]
        connection.close()
        os.environ["VO_DATA_DIR"] = str(self.folder)
        try:
            where = embedded.ensure_postgres()
            self.port = {"user": where["user"], "host": where["host"]}
            for each in _AS_IN_PRODUCTION:
                self.ask("postgres", f"ALTER SYSTEM SET {each}")
            self.restart("fast")
            self.ask("postgres", "CREATE DATABASE world")
            subprocess.run(
                [
                    embedded.pg_binary("pg_restore"),
                    "--no-owner",
                    f"--host={where['host']}",
                    "--username=vo",
                    "-d",
                    "world",
                ],
                input=copied,
                check=True,
            )
            yield self
        finally:
            connection.close()
            embedded.release()
            os.environ["VO_DATA_DIR"], connection.settings_dict["NAME"] = before
            shutil.rmtree(self.folder, ignore_errors=True)

    @staticmethod
    def _dump():
        where = connection.get_connection_params()
        command = [
            embedded.pg_binary("pg_dump"),
            "-Fc",
            "-Z0",
            f"--host={where['host']}",
            f"--username={where['user']}",
        ]
        return subprocess.run([*command, str(where["dbname"])], stdout=subprocess.PIPE, check=True).stdout

    def ask(self, name, question, parameters=None):
        with self.connected(name) as open_one:
            answer = open_one.execute(question, parameters)
            return answer.fetchall() if answer.description else []

    def connected(self, name):
        return psycopg.connect(dbname=name, **self.port, autocommit=True)

    def restart(self, mode):
        """Stop it, as whoever administers the server does, or as it stops by itself (immediate), and start it.

        A process that asks for the database while it is away starts it too, as the embedded server does: whoever comes
        first, it is the same server. `pg_ctl restart` would then wait in vain for the one that it stopped to be gone.
        """
        user = embedded._as_server_user()  # noqa: SLF001 - as it was started
        command = [*user, embedded.pg_binary("pg_ctl"), "-D", str(self.folder / "pg"), "-s"]
        nothing = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "timeout": 90}
        before = self._process()
        subprocess.run([*command, "-m", mode, "-W", "stop"], check=True, **nothing)
        until(lambda: self._process() != before, "the server has stopped", 60)
        if not self._process():  # `restart` begins with the options that it had, where `start` knows of none
            log = ["-l", str(self.folder / "pg.log"), "-w", "-t", "20"]
            subprocess.run([*command, *log, "restart"], check=False, **nothing)
        until(self._answers, "the server has started", 60)

    def _process(self):
        """The number of the server's process, as it writes it itself; nothing where none runs."""
        try:
            return (self.folder / "pg" / "postmaster.pid").read_text().partition("\n")[0]
        except FileNotFoundError:
            return ""

    def _answers(self):
        try:
            return self.ask("postgres", "SELECT 1")
        except psycopg.OperationalError:
            return None

    def anew(self, name, template):
        """A database as its template is. Whoever is in the old one is thrown out.

        By its files: three thousand relations through the log, as is usual, take five times as long.
        """
        self.ask("postgres", f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.ask("postgres", f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')

    def rests(self, name):
        """Nobody is in the midst of something there."""
        busy = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND state <> 'idle'"
        until(lambda: self.ask("postgres", busy, [name]) == [(0,)], "the database rests")


def own_folder():
    """Short: a socket's path has 107 bytes at most. Whoever runs the server may go in.

    In memory where the machine has a folder there: a database is made anew before each try.
    """
    in_memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="vo-f-", dir=in_memory if os.access(in_memory, os.W_OK) else None))
    folder.chmod(0o711)
    return folder
