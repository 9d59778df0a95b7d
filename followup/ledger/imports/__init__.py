"""The supplier ledger, "Specifikation för leverantörsreskontra" 1.1 and 1.0, as it is really published, and any other
file that a mapping profile says how to read.

Two lanes with the same answer. The fast lane takes only files in which every value is plain, and lets DuckDB read them;
anything else goes the explaining lane, which says line by line what is wrong. Both end in a DuckDB table `ledger_rows`:

    line_no BIGINT, supplier_name, supplier_ref, account, account_text, unit, contract_ref, invoice_number, voucher
    (VARCHAR, never null), booked_on DATE, service_on DATE or null, amount DECIMAL(17,2)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import duckdb

from followup.ledger.imports.days import constant_day
from followup.ledger.imports.explaining import Progress, read_explaining
from followup.ledger.imports.fast import NotPlain, read_fast
from followup.ledger.imports.headings import Layout, find_layout, supplier_column
from followup.ledger.imports.how import How, Note, is_month_only, period_of_name
from followup.ledger.imports.reading import LedgerReading
from followup.ledger.imports.recognise import as_it_comes, recognise
from followup.ledger.imports.rejected import BYTE_ORDER_MARK, write_rejected
from huddinge_vo.common.files.tabular import SheetTable, TextTable, UnreadableFile, open_table

__all__ = [
    "BYTE_ORDER_MARK",
    "How",
    "LedgerReading",
    "NotPlain",
    "Note",
    "open_by",
    "read_ledger",
    "recognise",
    "supplier_column",
    "write_rejected",
]

_SHOWN = 10


def read_ledger(
    path: Path,
    *,
    work_folder: Path,
    file_name: str = "",
    progress: Progress | None = None,
    how: How | None = None,
) -> LedgerReading:
    """Read a ledger file, by a profile where one is given. Temporary files go to `work_folder`.

    Errors in rows are collected; what makes the whole file unreadable is raised as UnreadableFile, and what a person
    has to choose as UndecidedFile.
    """
    how = as_it_comes(path, how) if how else None
    table = open_by(path, file_name, how)
    layout = find_layout(table, how)
    booked_on = day_of_all(how, layout, file_name)
    connection = _duck(work_folder)
    try:
        reading = _read(connection, table, layout, work_folder, progress, how, booked_on)
    except BaseException:
        connection.close()
        raise
    reading.notes.extend(_notes(table, layout, how, booked_on))
    reading.profile = how.name if how else ""
    return reading


def _read(  # noqa: PLR0917 - what both lanes are given
    connection: duckdb.DuckDBPyConnection,
    table: TextTable | SheetTable,
    layout: Layout,
    work_folder: Path,
    progress: Progress | None,
    how: How | None,
    booked_on: date | None,
) -> LedgerReading:
    if isinstance(table, TextTable):
        try:
            return read_fast(connection, table.as_plain(work_folder / "plain.csv"), layout, how, booked_on)
        except NotPlain:
            connection.execute("DROP TABLE IF EXISTS ledger_rows; DROP TABLE IF EXISTS raw_rows")
    return read_explaining(connection, table, layout, work_folder, progress or (lambda _done: None), how, booked_on)


def open_by(path: Path, file_name: str, how: How | None) -> TextTable | SheetTable:
    """A file as a profile says that it is written; what it does not say is found. Raises UnreadableFile."""
    if how is None:
        return open_table(path, file_name)
    return open_table(
        path,
        file_name,
        encoding=how.encoding,
        delimiter=how.delimiter,
        sheets=how.sheets,
        skip_lines=how.skip_lines,
        encoded_twice="mend" if how.mends_text else "refuse",
    )


def day_of_all(how: How | None, layout: Layout, file_name: str) -> date | None:
    """The day that all rows are booked on, where it is not theirs: by the file's name or a constant."""
    if how is None or "booked_on" in layout.at:
        return None
    if how.period_from_name:
        return period_of_name(file_name)
    try:
        return constant_day(how.constants["booked_on"])
    except ValueError:
        given = how.constants["booked_on"]
        raise UnreadableFile(f"”{given}” är varken en dag eller en månad. Skriv till exempel 2026-03.") from None


def _duck(work_folder: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(work_folder / "ledger.duckdb"))
    connection.execute(
        f"SET memory_limit = '350MB'; SET temp_directory = '{work_folder}'; SET preserve_insertion_order = true; "
        "SET enable_progress_bar = false; SET autoinstall_known_extensions = false; "
        "SET autoload_known_extensions = false"
    )
    return connection


def _notes(table: TextTable | SheetTable, layout: Layout, how: How | None, booked_on: date | None) -> Iterator[Note]:
    """What was decided of the file as a whole."""
    if how is not None and how.name:
        yield Note("PROFILE", f"Filen är läst med profilen ”{how.name}”.")
    if isinstance(table, SheetTable):
        yield from _notes_of_sheets(table, layout)
    elif table.is_mended or (how is not None and how.mends_text and table.encoded_twice):
        yield Note("ENCODED_TWICE", "Text som var kodad två gånger (Ã¥) är läst som den var tänkt (å).")
    if booked_on is not None:
        yield Note("DAY_OF_ALL", f"Raderna har inget datum och är bokförda {booked_on}.")
    elif how is not None and is_month_only(how.date_format):
        yield Note("DAYS_ARE_MONTHS", "Filen säger bara månad. Raderna är bokförda på månadens sista dag.")
    if how is not None and how.credits == "positive":
        yield Note("SIGN_TURNED", "Filen har krediter som positiva belopp. Alla belopp är vända.")


def _notes_of_sheets(table: SheetTable, layout: Layout) -> Iterator[Note]:
    if len(table.chosen) > 1:
        yield Note("SEVERAL_SHEETS", f"Bladen {', '.join(table.chosen)} lästes. Raderna är numrerade genom dem.")
    if left := table.left_out():
        word = "Bladet" if len(left) == 1 else "Bladen"
        names = [name if table.sheets[name] else f"{name} (dolt)" for name in left]
        yield Note("SHEETS_NOT_READ", f"{word} {', '.join(names)} lästes inte.")
    hidden = [(name, row) for name, row in table.hidden_rows() if name != table.chosen[0] or row > layout.heading_line]
    if hidden:
        shown = ", ".join(str(row) for _, row in hidden[:_SHOWN]) + ("…" if len(hidden) > _SHOWN else "")
        word = "1 rad är dold" if len(hidden) == 1 else f"{len(hidden)} rader är dolda"
        yield Note("HIDDEN_ROWS", f"{word} i Excel (rad {shown}). De lästes som de andra.", _lines(hidden))


def _lines(hidden: Sequence[tuple[str, int]]) -> tuple[int, ...]:
    return tuple(row for _, row in hidden[:_SHOWN])
