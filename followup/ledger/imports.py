"""The supplier ledger, "Specifikation för leverantörsreskontra" 1.1 and 1.0, as it is really published.

Two lanes with the same answer. The fast lane takes only files in which every value is plain, and lets DuckDB read them;
anything else goes the explaining lane, which says line by line what is wrong. Both end in a DuckDB table `ledger_rows`:

    line_no BIGINT, supplier_name, supplier_ref, account, account_text, unit, contract_ref, invoice_number, voucher
    (VARCHAR, never null), booked_on DATE, service_on DATE or null, amount DECIMAL(17,2)
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

from huddinge_vo.common import org_numbers
from huddinge_vo.common.files.tabular import (
    Record,
    RowError,
    SheetTable,
    TextTable,
    Typed,
    UnreadableFile,
    open_table,
    plain_heading,
    safe_cell,
)
from huddinge_vo.common.money import NotAnAmount, parse_amount

# Our names ← headings without case, accents and signs. The first heading is the specification's own.
HEADINGS: dict[str, tuple[str, ...]] = {
    "buyer_ref": ("kopareid", "koparensid", "koparensorganisationsnummer", "kopareorgnr"),
    "buyer_name": ("kopare", "kopandeenhet", "koparensnamn"),
    "voucher": ("verifikationsnummer", "verifikation", "vernr", "verifikationsnr", "vernummer"),
    "supplier_name": ("leverantor", "leverantorsnamn", "leverantorensnamn", "leverantornamn"),
    "supplier_ref": (
        "leverantorid",
        "leverantorsid",
        "organisationsnummer",
        "orgnr",
        "leverantorensorganisationsnummer",
        "leverantorsorgnr",
        "leverantororgnr",
        "leverantorsnummer",
        "leverantorsnr",
    ),
    "account": ("kontonr", "konto", "kontonummer"),
    "account_text": ("kontotext", "kontonamn", "kontobenamning"),
    "amount": (
        "belopp",
        "nettobelopp",
        "beloppsek",
        "beloppexklmoms",
        "beloppexklusivemoms",
        "beloppexmoms",
        "beloppkr",
    ),
    "booked_on": ("datum", "bokforingsdatum", "bokforddatum", "bokford", "verifikationsdatum"),
    "unit": ("forvaltning", "enhet", "namnd", "organisationsenhet"),
    "invoice_number": ("fakturanummer", "fakturanr", "faktura"),
    "basis": ("grund", "grundforinkopet", "inkopsgrund"),
    "contract_ref": ("avtal", "avtalsnummer", "avtalsid", "avtalsnr"),
    "service_on": ("fakturaperiodslut", "leveransdatum", "tjanstedatum", "prestationsdatum"),
}
_FIELD_OF = {heading: name for name, headings in HEADINGS.items() for heading in headings}
_SPEC = {
    "amount": "belopp",
    "booked_on": "datum",
    "supplier_name": "leverantor",
    "supplier_ref": "leverantor_id",
}
_LONGEST = {
    "supplier_name": 300,
    "supplier_ref": 200,
    "account": 60,
    "account_text": 300,
    "unit": 200,
    "contract_ref": 200,
    "invoice_number": 200,
    "voucher": 200,
}
_TEXTS = tuple(_LONGEST)
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_COLUMNS = {
    "line_no": "BIGINT",
    **dict.fromkeys(_TEXTS, "VARCHAR"),
    "booked_on": "DATE",
    "service_on": "DATE",
    "amount": "DECIMAL(17,2)",
}
_EVERY = 20_000  # rows between two reports of progress

Progress = Callable[[int], None]


class NotPlain(Exception):
    """The file has something that only the explaining lane can judge."""


@dataclass
class LedgerReading:
    """What a ledger file says. `lines` = loaded rows + lines with errors, always; `file_total` sums the loaded rows."""

    connection: duckdb.DuckDBPyConnection
    header: list[str]
    lines: int
    errors: list[RowError] = field(default_factory=list)
    buyer_org_number: str | None = None
    buyer_name: str = ""
    file_total: Decimal = Decimal("0.00")
    lane: str = "fast"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()


@dataclass(frozen=True)
class _Layout:
    """Which column holds what."""

    header: list[str]
    at: dict[str, int]
    heading_line: int

    def heading(self, name: str) -> str:
        """The file's own heading for one of our names, for errors."""
        return self.header[self.at[name]] if name in self.at else _SPEC.get(name, name)


def supplier_column(header: Sequence[str]) -> int | None:
    """Where a file with these headings has the supplier's number."""
    names = [_FIELD_OF.get(plain_heading(text)) for text in header]
    return names.index("supplier_ref") if "supplier_ref" in names else None


def read_ledger(
    path: Path, *, work_folder: Path, file_name: str = "", progress: Progress | None = None
) -> LedgerReading:
    """Read a ledger file. Temporary files go to `work_folder`.

    Errors in rows are collected; what makes the whole file unreadable is raised as UnreadableFile.
    """
    table = open_table(path, file_name)
    layout = _layout(table)
    connection = _duck(work_folder)
    try:
        if isinstance(table, TextTable):
            try:
                return _read_fast(connection, table.as_plain(work_folder / "plain.csv"), layout)
            except NotPlain:
                connection.execute("DROP TABLE IF EXISTS ledger_rows; DROP TABLE IF EXISTS raw_rows")
        return _read_explaining(connection, table, layout, work_folder, progress or (lambda _done: None))
    except BaseException:
        connection.close()
        raise


def _duck(work_folder: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(work_folder / "ledger.duckdb"))
    connection.execute(
        f"SET memory_limit = '512MB'; SET temp_directory = '{work_folder}'; SET preserve_insertion_order = true; "
        "SET enable_progress_bar = false; SET autoinstall_known_extensions = false; "
        "SET autoload_known_extensions = false"
    )
    return connection


def _layout(table: TextTable | SheetTable) -> _Layout:
    heading = next((record for record in table.records() if not record.is_blank), None)
    if heading is None:
        raise UnreadableFile("Filen är tom.")
    header = [value.strip().lstrip("\ufeff") for value in heading.fields]
    at: dict[str, int] = {}
    for index, text in enumerate(header):
        name = _FIELD_OF.get(plain_heading(text))
        if name is None:
            continue
        if name in at:
            raise UnreadableFile(
                f"Rubrikerna ”{header[at[name]]}” och ”{text}” betyder samma sak. Behåll den som ska läsas."
            )
        at[name] = index
    missing = [_SPEC[name] for name in ("amount", "booked_on") if name not in at]
    if "supplier_name" not in at and "supplier_ref" not in at:
        missing.append("leverantor eller leverantor_id")
    if missing:
        found = ", ".join(text for text in header if text)[:300]
        raise UnreadableFile(
            f"Kolumnen {' och '.join(missing)} saknas på rad {heading.line}. Rubriker som hittades: {found}."
        )
    return _Layout(header, at, heading.line)


# ---------------------------------------------------------------------------------------------- the fast lane


def _read_fast(connection: duckdb.DuckDBPyConnection, table: TextTable, layout: _Layout) -> LedgerReading:
    """Let DuckDB read a file in which everything is plain, else raise NotPlain. Nothing is mended here."""
    if layout.heading_line != 1 or len(set(layout.header)) != len(layout.header):
        raise NotPlain
    columns = {f"c{index}": "VARCHAR" for index in range(len(layout.header))}
    source = (
        f"read_csv('{str(table.path).replace(chr(39), chr(39) * 2)}', auto_detect = false, header = true, "
        f"delim = '{table.delimiter}', quote = '\"', escape = '\"', strict_mode = true, new_line = '\\n', "
        f"columns = {columns}, max_line_size = 1000000)"
    )

    # Only by the white space there is: DuckDB strips five times slower by all there could be.
    odd = table.white.strip(" ").replace(table.delimiter, "") + ("\n" if table.has_quotes else "")
    strip = f"trim({{}}, ' {odd}')" if odd else "trim({})"

    def text(name: str) -> str:
        return strip.format(f"coalesce(c{layout.at[name]}, '')") if name in layout.at else "''"

    amount, booked, service = text("amount"), text("booked_on"), text("service_on")
    plain_date = r"^\d{4}-\d{2}-\d{2}$"
    invoice = text("invoice_number")
    fused = "account_text" not in layout.at
    lengths = " AND ".join(f"length({name}) <= {longest}" for name, longest in _LONGEST.items())
    try:
        connection.execute(
            f"""
            CREATE TABLE raw_rows AS SELECT {text("buyer_ref")} AS buyer_ref,
                {text("buyer_name")} AS buyer_name,
                {", ".join(f"{text(name)} AS {name}" for name in _TEXTS if name != "invoice_number")},
                CASE WHEN {invoice} = '-' THEN '' ELSE {invoice} END AS invoice_number,
                CASE WHEN regexp_full_match({booked}, '{plain_date}') THEN try_cast({booked} AS DATE) END AS booked_on,
                CASE WHEN regexp_full_match({service}, '{plain_date}')
                    THEN try_cast({service} AS DATE) END AS service_on,
                {service} <> '' AS has_service,
                contains({amount}, ',') AS has_comma, contains({amount}, '.') AS has_point,
                CASE WHEN regexp_full_match({amount}, '^-?\\d{{1,15}}([.,]\\d{{1,2}})?$')
                    THEN try_cast(replace({amount}, ',', '.') AS DECIMAL(17,2)) END AS amount
            FROM {source}
            """
        )
    except duckdb.Error as error:
        raise NotPlain from error
    checks = connection.execute(
        f"""
        SELECT count(*), coalesce(bool_and(amount IS NOT NULL AND booked_on IS NOT NULL
                AND year(booked_on) BETWEEN {_FIRST_YEAR} AND {_LAST_YEAR}
                AND (NOT has_service OR service_on IS NOT NULL)
                AND (supplier_name <> '' OR supplier_ref <> '')
                AND NOT regexp_matches(supplier_name || supplier_ref || account, '[\\n]')
                AND {lengths}), false),
            coalesce(bool_or(has_comma), false), coalesce(bool_or(has_point), false),
            count(DISTINCT buyer_ref), max(buyer_ref), max(buyer_name), coalesce(sum(amount), 0),
            coalesce(bool_or(regexp_matches(account, '\\s')), false)
        FROM raw_rows
        """
    ).fetchone()
    assert checks is not None
    rows, plain, comma, point, buyers, buyer_ref, buyer_name, total, spaced_account = checks
    # A row for each line under the heading: no blank line, no record over several lines, nothing swallowed by a quote.
    whole = rows == table.lines - 1
    if not rows or not plain or (comma and point) or buyers > 1 or not whole or (fused and spaced_account):
        raise NotPlain
    number = org_numbers.normalise(buyer_ref)
    # The rows keep the file's order, so a row's place tells its line; the heading is line 1.
    selected = ", ".join("rowid + 2 AS line_no" if name == "line_no" else name for name in _COLUMNS)
    connection.execute(f"CREATE VIEW ledger_rows AS SELECT {selected} FROM raw_rows")
    return LedgerReading(connection, layout.header, rows, [], number, buyer_name or "", Decimal(total))


# ----------------------------------------------------------------------------------------- the explaining lane


def _read_explaining(
    connection: duckdb.DuckDBPyConnection,
    table: TextTable | SheetTable,
    layout: _Layout,
    work_folder: Path,
    progress: Progress,
) -> LedgerReading:
    reading = LedgerReading(connection, layout.header, 0, lane="explaining")
    sign = _decimal_sign(table, layout)
    target = work_folder / "ledger_rows.csv"
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        for row in _judge(table, layout, sign, reading, progress):
            writer.writerow(row)
    connection.execute(
        "CREATE TABLE ledger_rows AS SELECT * REPLACE "
        f"({', '.join(f'coalesce({name}, {chr(39) * 2}) AS {name}' for name in _TEXTS)}) FROM read_csv('{target}', "
        f"header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"', columns = {_COLUMNS})"
    )
    return reading


def _body(table: TextTable | SheetTable, layout: _Layout) -> Iterator[Record]:
    return (record for record in table.records() if record.line > layout.heading_line and not record.is_blank)


def _decimal_sign(table: TextTable | SheetTable, layout: _Layout) -> str:
    """The sign that most of the file's amounts have before their decimals; rows with the other one are errors."""
    at = layout.at["amount"]
    commas = points = 0
    for record in _body(table, layout):
        value = record.fields[at].strip() if at < len(record.fields) else ""
        if isinstance(record.fields[at] if at < len(record.fields) else "", Typed):
            continue
        if re.search(r",\d{1,2}-?$", value):
            commas += 1
        elif re.search(r"\.\d{1,2}-?$", value):
            points += 1
    return "." if points > commas else ","


def _judge(
    table: TextTable | SheetTable, layout: _Layout, sign: str, reading: LedgerReading, progress: Progress
) -> Iterator[list[Any]]:  # Any: a row as COPY takes it: text, days and an amount
    """The rows that can be read, in the order of `ledger_rows`; the others leave their errors in the reading."""
    for record in _body(table, layout):
        reading.lines += 1
        if reading.lines % _EVERY == 0:
            progress(reading.lines)
        row = _row(record, layout, sign, reading)
        if row is not None:
            reading.file_total += row[-1]
            yield row


# Any: a row as COPY takes it: text, days and an amount
def _row(record: Record, layout: _Layout, sign: str, reading: LedgerReading) -> list[Any] | None:  # noqa: C901, PLR0912 - a row is read from left to right
    problems: list[RowError] = []

    def problem(name: str, value: str, reason: str) -> None:
        problems.append(RowError(record.line, layout.heading(name), value, reason, list(record.fields)))

    if record.broken:
        reading.errors.append(RowError(record.line, "hela raden", "", record.broken, list(record.fields)))
        return None
    fields = record.fields
    wanted = len(layout.header)
    if len(fields) != wanted:
        surplus = [value for value in fields[wanted:] if value.strip()]
        if len(fields) < wanted or surplus:
            reason = f"Raden har {len(fields)} fält, men rubrikraden har {wanted}."
            reading.errors.append(RowError(record.line, "hela raden", "", reason, list(fields)))
            return None

    def cell(name: str) -> str:
        return fields[layout.at[name]] if name in layout.at else ""

    _check_buyer(cell("buyer_ref").strip(), cell("buyer_name").strip(), reading, problem)
    texts = {name: cell(name).strip() for name in _TEXTS}
    if texts["invoice_number"] == "-":
        texts["invoice_number"] = ""
    if "account_text" not in layout.at and (fused := re.fullmatch(r"(\d+)\s+(.+)", texts["account"])):
        texts["account"], texts["account_text"] = fused.groups()
    if not texts["supplier_name"] and not texts["supplier_ref"]:
        problem("supplier_name", "", "Både leverantörens namn och id saknas.")
    for name, longest in _LONGEST.items():
        if len(texts[name]) > longest:
            problem(name, texts[name][:60], f"Värdet är längre än {longest} tecken.")
    amount = booked_on = service_on = None
    raw_amount = cell("amount")
    try:
        amount = parse_amount(raw_amount, "." if isinstance(raw_amount, Typed) else sign)
    except NotAnAmount as error:
        problem("amount", raw_amount, str(error))
    try:
        booked_on = _day(cell("booked_on"))
    except ValueError as error:
        problem("booked_on", cell("booked_on"), str(error))
    if cell("service_on").strip():
        try:
            service_on = _day(cell("service_on"))
        except ValueError as error:
            problem("service_on", cell("service_on"), str(error))
    if problems:
        reading.errors.extend(problems)
        return None
    return [record.line, *(texts[name] for name in _TEXTS), booked_on, service_on, amount]


def _check_buyer(ref: str, name: str, reading: LedgerReading, problem: Callable[[str, str, str], None]) -> None:
    number = org_numbers.normalise(ref)
    if number is None:
        reading.buyer_name = reading.buyer_name or name
    elif reading.buyer_org_number is None:
        reading.buyer_org_number, reading.buyer_name = number, name or reading.buyer_name
    elif number != reading.buyer_org_number:
        problem("buyer_ref", ref, f"Raden gäller en annan köpare än filens första ({reading.buyer_name}).")


@lru_cache(maxsize=20_000)
def _day(text: str) -> date:
    """An ISO day, also without hyphens or with a time behind. Raises ValueError with the reason in Swedish."""
    value = text.strip()
    if not value:
        raise ValueError("Datumet saknas.")
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?", value) or re.fullmatch(
        r"(\d{4})(\d{2})(\d{2})", value
    )
    if found is None:
        if re.fullmatch(r"\d{4}-?\d{2}", value):
            raise ValueError(f"”{value}” är en månad. Datumet ska vara en dag: ÅÅÅÅ-MM-DD.")
        raise ValueError(f"”{value}” går inte att läsa som datum. Skriv ÅÅÅÅ-MM-DD.")
    year, month, day = (int(part) for part in found.groups())
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"”{value}” ligger utanför åren {_FIRST_YEAR}–{_LAST_YEAR}.")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"”{value}” är ingen dag i almanackan.") from None


# --------------------------------------------------------------------------------------- giving bad rows back

_ADDED = ("rad", "orsak")
BYTE_ORDER_MARK = "\ufeff".encode()  # makes Excel read UTF-8


def write_rejected(header: Sequence[str], rows: Iterable[tuple[int, Sequence[str], str]]) -> Iterator[bytes]:
    """The bad rows as CSV, each with its row number and the reason, to be mended and loaded again.

    `rows` are (row number, fields as they came, reason). The two added columns are ignored when the file comes back.
    """
    yield BYTE_ORDER_MARK
    keep = [index for index, text in enumerate(header) if text not in _ADDED]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([*(safe_cell(header[index]) for index in keep), *_ADDED])
    for line, fields, reason in rows:
        surplus = fields[len(header) :]
        kept = [fields[index] if index < len(fields) else "" for index in keep]
        writer.writerow([*(safe_cell(value) for value in kept), line, reason, *(safe_cell(value) for value in surplus)])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    if buffer.getvalue():
        yield buffer.getvalue().encode()
