"""What there is in a database and among its files, counted and summed, so that a copy can be held to it."""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, cast

from psycopg import Connection, sql

from huddinge_vo.common.untyped import Context

_TABLES = """
SELECT c.relname, coalesce(array_agg(a.attname ORDER BY a.attnum) FILTER (WHERE a.attname IS NOT NULL), '{}')
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
LEFT JOIN pg_attribute a
    ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid = 'numeric'::regtype
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
GROUP BY c.relname ORDER BY c.relname
"""

Tables = dict[str, dict[str, object]]  # by table: rows, and the sum of each of its decimal columns as text


def count_tables(database: Connection) -> Tables:
    """Every table: its rows, and the exact sum of each column of decimals. One question a table.

    Each is taken back at once, and with it the locks on the table and its indexes: those of all tables at a time are
    more than a server has room for beside other work.
    """
    told: Tables = {}
    for table, columns in database.execute(_TABLES).fetchall():
        sums = [sql.SQL("coalesce(sum({}), 0)::text").format(sql.Identifier(column)) for column in columns]
        asked = sql.SQL("SELECT {} FROM {}").format(
            sql.SQL(", ").join([sql.SQL("count(*)"), *sums]), sql.Identifier(table)
        )
        with database.transaction(force_rollback=True):
            row = database.execute(asked).fetchone()
        assert row is not None
        told[table] = {"rows": row[0], "sums": dict(zip(columns, row[1:], strict=True))}
    return told


def rows_of(tables: Mapping[str, Mapping[str, object]]) -> int:
    """The rows of all tables."""
    return sum(cast("int", table["rows"]) for table in tables.values())


def differences(was: Tables, found: Tables) -> list[str]:
    """Tables whose rows or sums are not what they were, each in a line."""
    lines = []
    for table in sorted(was.keys() | found.keys()):
        before, after = was.get(table), found.get(table)
        if before == after:
            continue
        if before is None or after is None:
            lines.append(f"{table}: {'finns inte i kopian' if before is None else 'saknas'}")
        elif before["rows"] != after["rows"]:
            lines.append(f"{table}: {after['rows']} rader i stället för {before['rows']}")
        else:
            lines.append(f"{table}: samma rader, andra summor")
    return lines


def pack(folder: Path, into: BinaryIO) -> Context:
    """Write all files under a folder as one archive. Returns how many there were, their bytes, and one fingerprint."""
    files, size, told = 0, 0, hashlib.sha256()
    with tarfile.open(fileobj=into, mode="w|") as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
            name = path.relative_to(folder).as_posix()
            archive.add(path, arcname=name, recursive=False)
            files, size = files + 1, size + path.stat().st_size
            told.update(f"{name}\n".encode())
    return {"files": files, "bytes": size, "names": told.hexdigest()}


def unpack(archive: BinaryIO, folder: Path) -> Context:
    """Write the files of an archive under a folder, each whole or not at all. Returns the same as `pack`."""
    files, size, told = 0, 0, hashlib.sha256()
    with tarfile.open(fileobj=archive, mode="r|") as opened:
        for member in opened:
            if not member.isfile() or member.name.startswith("/") or ".." in Path(member.name).parts:
                continue  # nothing that `pack` writes
            source = opened.extractfile(member)
            assert source is not None
            target = folder / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            unfinished = target.with_name(f".{target.name}.del")
            with source, unfinished.open("wb") as written:
                unfinished.chmod(0o600)
                while piece := source.read(1024 * 1024):
                    written.write(piece)
            unfinished.replace(target)
            files, size = files + 1, size + member.size
            told.update(f"{member.name}\n".encode())
    return {"files": files, "bytes": size, "names": told.hexdigest()}
