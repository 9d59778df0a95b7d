"""The embedded servers: started on first use, shared, stopped by the last, healed after a violent end."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from huddinge_vo.dev import embedded

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
import psycopg
from huddinge_vo.dev import embedded
connection = psycopg.connect(**embedded.ensure_postgres(), autocommit=True)
connection.execute("create table if not exists kept (word text)")
print("up", connection.execute("select pg_postmaster_start_time()::text").fetchone()[0], flush=True)
for line in sys.stdin:
    print(connection.execute(line).fetchone()[0], flush=True)
connection.close()
"""


@pytest.fixture
def folder(tmp_path):
    """A data folder whose path is far too long for a socket, walked through folders that only we may enter."""
    path = tmp_path / "en mapp med blanksteg och å ä ö" / ("lång" * 20)
    path.mkdir(parents=True)
    yield path
    for name in ("pg/postmaster.pid", "valkey/pid"):
        with contextlib.suppress(OSError, ValueError):
            os.kill(int((path / name).read_text().split()[0]), signal.SIGINT)


@contextlib.contextmanager
def user_of(folder, program=PROGRAM, **environment):
    """A process that uses the servers of a folder until it is left."""
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        env={**os.environ, "VO_DATA_DIR": str(folder), "VO_GRACE": "0.1", **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield process
        process.stdin.close()


def is_gone(pid):
    """True when the process ends within a while; one that waits to be buried counts as gone."""
    for _ in range(200):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    return False


def postmaster(folder):
    return int((folder / "pg" / "postmaster.pid").read_text().split()[0])


def test_two_processes_share_one_server_which_stops_when_the_last_has_gone(folder):
    with user_of(folder) as first:
        first_server = first.stdout.readline()
        assert first_server.startswith("up ")
        with user_of(folder) as second:
            assert second.stdout.readline() == first_server
        server = postmaster(folder)
        first.stdin.write("select 'still here'\n")
        first.stdin.flush()
        assert first.stdout.readline() == "still here\n"
    assert first.returncode == second.returncode == 0
    assert is_gone(server)
    assert not (folder / "pg" / "postmaster.pid").exists()


def test_a_killed_user_stops_the_server_too_and_what_was_written_is_there_afterwards(folder):
    with user_of(folder) as user:
        user.stdout.readline()
        user.stdin.write("insert into kept values ('kvar') returning word\n")
        user.stdin.flush()
        assert user.stdout.readline() == "kvar\n"
        server = postmaster(folder)
        user.kill()
    assert is_gone(server)
    with user_of(folder) as again:
        again.stdout.readline()
        again.stdin.write("select word from kept\n")
        again.stdin.flush()
        assert again.stdout.readline() == "kvar\n"


def test_a_killed_server_is_healed_though_a_backend_of_it_is_still_busy(folder):
    with user_of(folder) as user:
        user.stdout.readline()
        killed = postmaster(folder)
        user.stdin.write("select pg_sleep(60)\n")
        user.stdin.flush()
        time.sleep(0.3)
        os.kill(killed, signal.SIGKILL)
        with user_of(folder) as newcomer:
            assert newcomer.stdout.readline().startswith("up ")
            assert postmaster(folder) != killed
            server = postmaster(folder)
        user.kill()
    assert is_gone(server)


def test_valkey_keeps_its_queue_over_a_violent_end(folder):
    program = """
import sys
import redis
from huddinge_vo.dev import embedded
def client():
    return redis.Redis(unix_socket_path=str(embedded.ensure_valkey()), db=1, decode_responses=True)
with client() as valkey:
    print(valkey.llen("queue"), flush=True)
    for line in sys.stdin:
        valkey.rpush("queue", line)
        print(valkey.info("server")["process_id"], flush=True)
"""
    with user_of(folder, program) as user:
        assert user.stdout.readline() == "0\n"
        user.stdin.write("one job\n")
        user.stdin.flush()
        server = int(user.stdout.readline())
        time.sleep(1.2)  # it writes to disk every second
        os.kill(server, signal.SIGKILL)
        assert is_gone(server)
    with user_of(folder, program) as user:
        assert user.stdout.readline() == "1\n"
        server = int((folder / "valkey" / "pid").read_text())
    assert is_gone(server)


def test_a_removed_data_folder_does_not_let_the_old_watcher_stop_the_new_server(folder):
    with user_of(folder) as old:
        old.stdout.readline()
        old_server = postmaster(folder)
        folder.rename(folder.with_name("aside"))
        folder.mkdir()
        with user_of(folder) as new:
            assert new.stdout.readline().startswith("up ")
            new_server = postmaster(folder)
            old.kill()
            old.wait()
            time.sleep(1)
            new.stdin.write("select 'still here'\n")
            new.stdin.flush()
            assert new.stdout.readline() == "still here\n"
    assert is_gone(new_server)
    with contextlib.suppress(ProcessLookupError):
        os.kill(old_server, signal.SIGINT)


def test_a_folder_that_cannot_be_written_is_one_line_that_says_how_to_mend_it(tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    command = [sys.executable, "manage.py", "migrate"]
    if not os.geteuid():  # root may write everywhere, so be somebody else for this
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--", *command]
        tmp_path.chmod(0o755)
        if subprocess.run([*command[:5], sys.executable, "-c", ""], check=False, capture_output=True).returncode:
            pytest.skip("the interpreter lies where only root may read")
    environment = {**os.environ, "VO_DATA_DIR": str(locked / "data"), "DJANGO_SETTINGS_MODULE": "huddinge_vo.settings"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == (
        f"Mappen {locked / 'data'} går inte att skriva i (Permission denied). "
        "Ge dig själv skrivrätt till den, eller peka VO_DATA_DIR på en annan mapp.\n"
    )


@pytest.mark.django_db
def test_swedish_letters_are_letters_to_the_database():
    with connection.cursor() as cursor:
        cursor.execute("select lower('ÅÄÖÉ'), upper('åäöé'), 'Ångström' ilike 'ångSTRÖM'")
        assert cursor.fetchone() == ("åäöé", "ÅÄÖÉ", True)
        cursor.execute(
            "select datlocprovider, datlocale, current_setting('server_version_num')::int / 10000 from pg_database "
            "where datname = current_database()"
        )
        assert cursor.fetchone() == ("b", "C.UTF-8", 18)


def test_a_password_is_not_needed_but_the_socket_is_ours_alone(folder):
    with user_of(folder) as user:
        user.stdout.readline()
        command = [sys.executable, "-c", "from huddinge_vo.dev import embedded; print(embedded.socket_dir())"]
        sockets = Path(
            subprocess.run(
                command,
                cwd=ROOT,
                env={**os.environ, "VO_DATA_DIR": str(folder)},
                capture_output=True,
                text=True,
                check=True,
            ).stdout.strip()
        )
        assert len(os.fsencode(sockets / ".s.PGSQL.5432")) <= 107
        assert sockets.stat().st_mode & 0o077 == 0
        with psycopg.connect(host=str(sockets), user="vo", dbname="vo") as direct:
            assert direct.execute("show listen_addresses").fetchone() == ("",)
    assert embedded.data_dir() != folder
