"""A file's rows into a partition of their own: the fast way."""

from __future__ import annotations

import csv
import os
import select as waiting
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connection

from contracts.suppliers.actions import register_suppliers_from_ledger
from followup.ledger.imports import LedgerReading
from followup.ledger.models import LedgerImport
from followup.ledger.querysets import partition_of
from huddinge_vo.common import org_numbers

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_LOOK_AGAIN = 0.05  # seconds between two looks at whether the writer still lives
_KEY = ("supplier_ref", "supplier_name", "account", "unit", "contract_ref")


def load_rows(
    ledger_import: LedgerImport, reading: LedgerReading, *, folder: Path, source: str = "ledger_rows"
) -> None:
    """Load all rows of the reading, or those of another of its tables with the same columns.

    Keys first, for they are few; then all rows in one COPY into a table of their own; then indexes and keys on it.

    Loading into a table without indexes and attaching it afterwards costs a third of filling an indexed one.
    """
    duck = reading.connection
    columns = ", ".join(_KEY)
    duck.execute(
        f"CREATE OR REPLACE TEMP TABLE ledger_key AS SELECT row_number() OVER () AS nr, {columns}, "
        f"max(account_text) AS account_text FROM {source} GROUP BY {columns}"
    )
    keys = duck.execute(f"SELECT nr, {columns}, account_text FROM ledger_key ORDER BY nr").fetchall()
    _upsert_keys(ledger_import, keys, id_file := folder / "key_ids.csv")
    duck.execute(
        "CREATE OR REPLACE TEMP TABLE key_id AS SELECT * FROM read_csv(?, header = false, auto_detect = false, "
        "columns = {'nr': 'BIGINT', 'id': 'BIGINT'})",
        [str(id_file)],
    )
    same = " AND ".join(f"r.{column} = k.{column}" for column in _KEY)
    select = (
        f"SELECT {ledger_import.pk}, r.line_no, i.id, r.invoice_number, r.voucher, r.booked_on, r.service_on, r.amount "
        f"FROM {source} r JOIN ledger_key k ON {same} JOIN key_id i ON i.nr = k.nr"
    )
    partition = partition_of(ledger_import.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT begin_ledger_rows(%s)", [ledger_import.pk]
        )  # by the owner: see sql/ledger_partitions.sql
        # FREEZE is allowed as the table was made in this transaction: the rows never need to be written again.
        with cursor.copy(f"COPY {partition} FROM STDIN (FORMAT csv, FREEZE, NULL '\\N')") as copy:
            for block in stream(duck, select, folder / "rows"):
                copy.write(block)
        cursor.execute("SELECT finish_ledger_rows(%s)", [ledger_import.pk])


def stream(duck: DuckDBPyConnection, select: str, fifo: Path) -> Iterable[bytes]:
    """What DuckDB selects, as CSV, while it selects it: a named pipe between its writer thread and our reader.

    The reader opens without waiting for a writer, who may fail before he ever opens the pipe: then there is nothing to
    read, and no writer any more to wait for. Raises what DuckDB raised.
    """
    os.mkfifo(fifo)
    failed: list[BaseException] = []

    def produce() -> None:
        try:
            duck.execute(f"COPY ({select}) TO '{fifo}' (FORMAT csv, HEADER false, NULLSTR '\\N')")
        except BaseException as error:  # noqa: BLE001 - raised again by the reader
            failed.append(error)

    pipe = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    try:
        producer = threading.Thread(target=produce, daemon=True)
        producer.start()
        while True:
            # Looked at before the pipe is: what a writer left behind when he ended is then still read.
            is_writing = producer.is_alive()
            if not waiting.select([pipe], [], [], _LOOK_AGAIN)[0] and is_writing:
                continue
            try:
                block = os.read(pipe, 1 << 20)
            except BlockingIOError:  # a writer has the pipe open and has not written yet
                block = b""
            if block:
                yield block
            elif not is_writing:
                break
            else:  # no writer yet, or he has just closed the pipe
                producer.join(_LOOK_AGAIN)
    finally:
        os.close(pipe)  # a writer whose reader is gone fails, and ends
    producer.join()
    if failed:
        raise failed[0]


# Any: a row as DuckDB gives it
def _upsert_keys(ledger_import: LedgerImport, keys: Sequence[tuple[Any, ...]], id_file: Path) -> None:
    """Register unseen keys and the suppliers they name; write which id each key has."""
    names: dict[str, str] = {}
    buyer_id = ledger_import.buyer_id
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE new_key (nr bigint, supplier_ref text, supplier_name text, account text, unit text, "
            "contract_ref text, account_text text, org_number text) ON COMMIT DROP"
        )
        with cursor.copy("COPY new_key FROM STDIN") as copy:
            for key in keys:
                number = org_numbers.normalise(key[1])
                if number is not None:
                    names.setdefault(number, key[2])
                copy.write_row((*key, number))
        register_suppliers_from_ledger(names=names)
        cursor.execute(
            """
            INSERT INTO followup_spendkey (buyer_id, supplier_ref, supplier_name, account, account_text, unit,
                contract_ref, org_number)
            SELECT %s, supplier_ref, supplier_name, account, account_text, unit, contract_ref, org_number
            FROM new_key ORDER BY nr ON CONFLICT DO NOTHING
            """,
            [buyer_id],
        )
        cursor.execute(
            """
            SELECT n.nr, k.id FROM new_key n JOIN followup_spendkey k ON k.buyer_id = %s
                AND (k.supplier_ref, k.supplier_name, k.account, k.unit, k.contract_ref)
                  = (n.supplier_ref, n.supplier_name, n.account, n.unit, n.contract_ref)
            """,
            [buyer_id],
        )
        with id_file.open("w", newline="") as out:
            csv.writer(out).writerows(cursor.fetchall())
        cursor.execute("DROP TABLE new_key")
