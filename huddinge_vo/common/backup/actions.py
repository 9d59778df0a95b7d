"""Making a copy of everything, trying one, and taking one back."""

from __future__ import annotations

import io
import json
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

import pyrage
from django.conf import settings
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from psycopg import Connection, IsolationLevel, errors, sql

from huddinge_vo.common.backup.contents import Tables, count_tables, differences, pack, rows_of, unpack
from huddinge_vo.common.backup.programs import address, own_connection, program
from huddinge_vo.common.backup.rules import name_of, to_keep
from huddinge_vo.common.backup.sealing import Broken, Sealed, WrongKey, check, flowing, seal, unseal
from huddinge_vo.common.untyped import Context

_FORMAT = 1
_MANIFEST, _TRIED = "innehall.json", "provad.json"
_UNFINISHED = ".halv-"


class CannotRestore(Exception):
    """A copy that cannot be taken back as things are, in words for whoever asked."""


@dataclass(frozen=True)
class Copy:
    """What stands in the open about a copy: when, of which version, and its files with their checksums."""

    made_at: str
    migrations: list[str]
    rows: int
    tables: int
    files: int
    is_sealed: bool
    parts: list[Sealed]
    format: int = field(default=_FORMAT)

    @property
    def size(self) -> int:
        """Bytes, of all its files."""
        return sum(part.size for part in self.parts)


@dataclass(frozen=True)
class Tried:
    """What came of trying a copy: what was found when it had been taken back beside, and each difference in a line."""

    at: str
    seconds: float
    rows: int
    files: int
    wrong: list[str]

    @property
    def made_at(self) -> datetime:
        """The moment of the trial."""
        return datetime.fromisoformat(self.at)


def make_backup(folder: Path, *, recipients: list[pyrage.x25519.Recipient], at: datetime) -> Path:
    """Copy the database and the files to a folder of its own under `folder`, named by the moment. Returns it.

    The database is copied and counted as it stands at one moment, while others work on. Files are only added, but for
    those that the retention takes away later in the night, so that what is copied after it holds all that it names. A
    copy has its name when it is whole, and not before. Raises OSError, NoProgram, and CalledProcessError with what
    pg_dump said.
    """
    whole = folder / name_of(timezone.localtime(at))
    folder.mkdir(parents=True, exist_ok=True)
    if whole.exists():
        raise FileExistsError(whole)
    unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder))
    try:
        tables, dumped = _copy_database(unfinished, recipients)
        kept: Context = {}
        with flowing(lambda stream: kept.update(pack(settings.MEDIA_ROOT, stream))) as stream:
            packed = seal(stream, unfinished / _named("files.tar", recipients), recipients)
        told = json.dumps({"tables": tables, "files": kept}, ensure_ascii=False).encode()
        counted = seal(io.BytesIO(told), unfinished / _named("counted.json", recipients), recipients)
        copy = Copy(
            made_at=at.isoformat(),
            migrations=sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations),
            rows=rows_of(tables),
            tables=len(tables),
            files=kept["files"],
            is_sealed=bool(recipients),
            parts=[dumped, packed, counted],
        )
        (unfinished / _MANIFEST).write_text(json.dumps(asdict(copy), indent=1), encoding="utf-8")
        unfinished.rename(whole)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return whole


def _named(name: str, recipients: list[pyrage.x25519.Recipient]) -> str:
    return f"{name}.age" if recipients else name


def _copy_database(folder: Path, recipients: list[pyrage.x25519.Recipient]) -> tuple[Tables, Sealed]:
    with closing(own_connection()) as database:
        database.isolation_level = IsolationLevel.REPEATABLE_READ
        database.read_only = True
        (snapshot,) = cast("tuple[str]", database.execute("SELECT pg_export_snapshot()").fetchone())
        where, environment = address(database)
        command = [program("pg_dump"), "--format=custom", f"--snapshot={snapshot}", f"--dbname={where}"]
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(  # noqa: S603 - PostgreSQL's own program, to an address of ours
                command, env=environment, stdout=subprocess.PIPE, stderr=said
            )
            with process:
                sealed = seal(
                    cast("BinaryIO", process.stdout), folder / _named("database.dump", recipients), recipients
                )
            _refuse_failure(process, command, said)
        return count_tables(database), sealed


def _refuse_failure(process: subprocess.Popen[bytes], command: list[str], said: BinaryIO) -> None:
    if process.returncode:
        said.seek(0)
        raise subprocess.CalledProcessError(
            process.returncode, command[0], stderr=said.read(4000).decode(errors="replace")
        )


def forget_old(folder: Path) -> list[str]:
    """Throw away the copies that the rule of days, weeks and months does not keep, and what was left half done.

    Returns their names. Nothing else in the folder is touched.
    """
    names = {path.name for path in folder.iterdir() if (path / _MANIFEST).is_file()}
    gone = sorted(names - to_keep(names) - {name for name in names if not name.startswith("vo-")})
    for name in [*gone, *(path.name for path in folder.glob(f"{_UNFINISHED}*"))]:
        shutil.rmtree(folder / name)
    return gone


def read_copy(folder: Path) -> Copy:
    """What stands in the open about a copy. Raises Broken for a folder that holds none."""
    try:
        told = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        if told["format"] != _FORMAT:
            raise Broken("Kopian är gjord av en version som skriver den på ett annat sätt.")
        return Copy(**{**told, "parts": [Sealed(**part) for part in told["parts"]]})
    except FileNotFoundError:
        raise Broken(f"Mappen {folder} är ingen säkerhetskopia: {_MANIFEST} saknas.") from None
    except (ValueError, KeyError, TypeError) as error:
        raise Broken(f"{_MANIFEST} går inte att läsa, så kopian kan inte användas.") from error


def rehearse(folder: Path, *, identities: list[pyrage.x25519.Identity], at: datetime) -> Tried:
    """Take a copy back beside what there is, hold it to what was counted, throw it away, and write down the result.

    What there is is left alone. Raises as `restore` does.
    """
    began = time.perf_counter()
    copy = _ready(folder, identities)
    with _taken_back(folder, copy, identities, at=at) as (database, counted), tempfile.TemporaryDirectory() as files:
        wrong = _wrong_with(database, counted)
        unpacked = _unpack(folder, copy, identities, Path(files))
        wrong += [] if unpacked == counted["files"] else ["filerna är inte de som kopierades"]
    seconds = time.perf_counter() - began
    tried = Tried(at=at.isoformat(), seconds=round(seconds, 1), rows=copy.rows, files=unpacked["files"], wrong=wrong)
    (folder / _TRIED).write_text(json.dumps(asdict(tried), ensure_ascii=False, indent=1), encoding="utf-8")
    return tried


def restore(folder: Path, *, identities: list[pyrage.x25519.Identity], at: datetime) -> str:
    """Put a copy in the place of what there is. Returns the name of the database that was there, which is kept.

    The copy is taken back beside, and held to what was counted when it was made; only then does it get the name, and
    all who work in the old one are shut out. Raises Broken, WrongKey, CannotRestore, NoProgram, OSError and
    CalledProcessError; the database is then as it was.
    """
    copy = _ready(folder, identities)
    with _taken_back(folder, copy, identities, at=at) as (database, counted):
        if wrong := _wrong_with(database, counted):
            raise CannotRestore(f"Det som återställdes är inte det som kopierades: {'; '.join(wrong[:5])}.")
        if _unpack(folder, copy, identities, settings.MEDIA_ROOT) != counted["files"]:
            raise CannotRestore("Filerna är inte de som kopierades.")
        return _change_places(database, at=at)


def _ready(folder: Path, identities: list[pyrage.x25519.Identity]) -> Copy:
    copy = read_copy(folder)
    for part in copy.parts:
        check(folder, part)
    if copy.is_sealed and not identities:
        raise WrongKey("Kopian är låst. Ange nyckelfilen med --key.")
    here = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if newer := sorted(set(copy.migrations) - here):
        raise CannotRestore(f"Kopian är gjord av en nyare version ({newer[0]} finns inte här).")
    return copy


@contextmanager
def _taken_back(
    folder: Path, copy: Copy, identities: list[pyrage.x25519.Identity], *, at: datetime
) -> Iterator[tuple[str, Context]]:
    """The copy's database beside the one there is, by name, and what was counted; gone afterwards if it is still so."""
    dump, counted = _part(copy, "database.dump"), io.BytesIO()
    unseal(folder / _part(copy, "counted.json"), counted, identities if copy.is_sealed else [])
    with closing(own_connection("postgres", by_itself=True)) as server:
        name = f"vo_kopia_{at:%Y%m%d%H%M%S}_{secrets.token_hex(4)}"  # two may try a copy in the same second
        _ask(server, "CREATE DATABASE {} TEMPLATE template0", name)
        try:
            where, environment = address(server, name)
            command = [
                program("pg_restore"),
                "--exit-on-error",
                # The database is dropped if it fails, so nobody needs all of it in one transaction, which would hold a
                # lock on each table, index and partition until its end: more than the server has room for.
                "--transaction-size=20",
                "--no-owner",
                "--no-acl",  # the application's login may not be there yet; whoever migrates gives it its rights
                f"--dbname={where}",
            ]
            with tempfile.TemporaryFile() as said:
                process = subprocess.Popen(  # noqa: S603 - PostgreSQL's own program, to an address of ours
                    command, env=environment, stdin=subprocess.PIPE, stderr=said
                )
                try:
                    with process:
                        unseal(folder / dump, cast("BinaryIO", process.stdin), identities if copy.is_sealed else [])
                except OSError:  # it stopped reading, and says why
                    process.wait()
                _refuse_failure(process, command, said)
            yield name, json.loads(counted.getvalue())
        finally:
            _ask(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _ask(server: Connection, statement: str, *names: str) -> None:
    try:
        server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
    except errors.InsufficientPrivilege as error:
        raise CannotRestore("Databasens användare får inte skapa databaser, vilket en återställning kräver.") from error


def _part(copy: Copy, name: str) -> str:
    return next(part.name for part in copy.parts if part.name.removesuffix(".age") == name)


def _wrong_with(database: str, counted: Context) -> list[str]:
    with closing(own_connection(database)) as restored:
        return differences(counted["tables"], count_tables(restored))


def _unpack(folder: Path, copy: Copy, identities: list[pyrage.x25519.Identity], into: Path) -> Context:
    opened = identities if copy.is_sealed else []

    def write(stream: BinaryIO) -> None:
        unseal(folder / _part(copy, "files.tar"), stream, opened)

    with flowing(write) as stream:
        found = unpack(stream, into)
        while stream.read(1024 * 1024):  # what an archive ends with
            pass
    return found


def _change_places(restored: str, *, at: datetime) -> str:
    """Give the restored database the name of the one there is, which gets another one and is kept."""
    own = str(connections["default"].settings_dict["NAME"])
    kept = f"{own}_fore_{at:%Y%m%d%H%M%S}"
    connections.close_all()
    with closing(own_connection("postgres", by_itself=True)) as server:
        _alone_with(server, own, lambda: _ask(server, "ALTER DATABASE {} RENAME TO {}", own, kept))
        try:
            _ask(server, "ALTER DATABASE {} RENAME TO {}", restored, own)
        except BaseException:
            _ask(server, "ALTER DATABASE {} RENAME TO {}", kept, own)
            raise
    return kept


def _alone_with(server: Connection, database: str, rename: Callable[[], None]) -> None:
    """Shut out all who work in a database, as often as they come back, and rename it."""
    for tries_left in reversed(range(50)):
        server.execute(
            "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity"
            " WHERE datname = %s AND pid <> pg_backend_pid()",
            [database],
        )
        try:
            rename()
        except errors.ObjectInUse:
            if not tries_left:
                raise
        else:
            return


@dataclass(frozen=True)
class Kept:
    """A copy in the folder of copies, and what came of trying it."""

    name: str
    copy: Copy
    tried: Tried | None

    @property
    def made_at(self) -> datetime:
        """The moment that the copy is of."""
        return datetime.fromisoformat(self.copy.made_at)


def kept_in(folder: Path) -> list[Kept]:
    """The copies there are, the latest first. One whose account cannot be read is left out."""
    found = []
    for path in folder.glob("vo-*"):
        try:
            copy = read_copy(path)
        except Broken:
            continue
        try:
            tried = Tried(**json.loads((path / _TRIED).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            tried = None
        found.append(Kept(path.name, copy, tried))
    return sorted(found, key=lambda one: one.name, reverse=True)
