"""The fast lane: DuckDB reads a file in which everything is plain. Nothing is mended here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import duckdb

from followup.ledger.imports.days import FIRST_YEAR, LAST_YEAR, plain_pattern
from followup.ledger.imports.headings import Layout
from followup.ledger.imports.how import How, is_month_only
from followup.ledger.imports.reading import COLUMNS, LONGEST, TEXTS, LedgerReading
from followup.ledger.imports.totals import WORDS
from huddinge_vo.common.files.tabular import TextTable

_NO_HOW = How()


class NotPlain(Exception):
    """The file has something that only the explaining lane can judge."""


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def read_fast(
    connection: duckdb.DuckDBPyConnection,
    table: TextTable,
    layout: Layout,
    how: How | None = None,
    booked_on: date | None = None,
) -> LedgerReading:
    """Let DuckDB read a file in which everything is plain, else raise NotPlain.

    `booked_on` is the day of all rows, where a profile gives it.
    """
    how = how or _NO_HOW
    if len(set(layout.header)) != len(layout.header):
        raise NotPlain
    columns = {f"c{index}": "VARCHAR" for index in range(len(layout.header))}
    source = (
        f"read_csv({_quoted(str(table.path))}, auto_detect = false, header = true, skip = {layout.heading_line - 1}, "
        f"delim = '{table.delimiter}', quote = '\"', escape = '\"', strict_mode = true, new_line = '\\n', "
        f"columns = {columns}, max_line_size = 1000000)"
    )

    # Only by the white space there is: DuckDB strips five times slower by all there could be.
    odd = table.white.strip(" ").replace(table.delimiter, "") + ("\n" if table.has_quotes else "")
    strip = f"trim({{}}, ' {odd}')" if odd else "trim({})"

    def cell(index: int) -> str:
        return strip.format(f"coalesce(c{index}, '')")

    def text(name: str) -> str:
        if name in layout.at:
            return cell(layout.at[name])
        return _quoted(layout.constants.get(name, "").strip())

    amount, invoice = text("amount"), text("invoice_number")
    sign = "-" if how.credits == "positive" else ""
    given = _quoted(booked_on.isoformat()) if booked_on else ""
    named = [layout.at[name] for name in ("buyer_ref", "buyer_name") if name in layout.at]
    buyers = "".join(f"{cell(index)} AS b{index}, " for index in (*named, *layout.buyer_at))
    try:
        connection.execute(
            f"""
            CREATE TABLE raw_rows AS SELECT {buyers}
                {", ".join(f"{text(name)} AS {name}" for name in TEXTS if name != "invoice_number")},
                CASE WHEN {invoice} = '-' THEN '' ELSE {invoice} END AS invoice_number,
                {f"DATE {given}" if given else _day(text("booked_on"), how)} AS booked_on,
                {_day(text("service_on"), how)} AS service_on,
                {text("service_on")} <> '' AS has_service,
                contains({amount}, ',') AS has_comma, contains({amount}, '.') AS has_point,
                CASE WHEN regexp_full_match({amount}, '^-?\\d{{1,15}}([.,]\\d{{1,2}})?$')
                    THEN {sign}try_cast(replace({amount}, ',', '.') AS DECIMAL(17,2)) END AS amount
            FROM {source}
            """
        )
    except duckdb.Error as error:
        raise NotPlain from error
    reading = _checked(connection, table, layout, how, [*named, *layout.buyer_at])
    if layout.unused and (reading.buyer_is_given or not reading.buyer_org_number):
        ends = ", ".join(f"min({cell(index)}), max({cell(index)})" for index in layout.unused)
        found = connection.execute(f"SELECT {ends} FROM {source}").fetchone() or ()
        pairs = zip(layout.unused, found[::2], found[1::2], strict=True)
        reading.take_buyer_of_columns((layout.header[at], low) for at, low, high in pairs if low == high)
    return reading


def _day(value: str, how: How) -> str:
    """A day as DuckDB reads it, null where it is not plain."""
    if not how.date_format:
        plain = r"^\d{4}-\d{2}-\d{2}$"
        return f"CASE WHEN regexp_full_match({value}, '{plain}') THEN try_cast({value} AS DATE) END"
    pattern = plain_pattern(how.date_format)
    if pattern is None:
        raise NotPlain
    day = f"try_strptime({value}, {_quoted(how.date_format)})::DATE"
    day = f"last_day({day})" if is_month_only(how.date_format) else day
    return f"CASE WHEN regexp_full_match({value}, {_quoted(pattern)}) THEN {day} END"


def _checked(
    connection: duckdb.DuckDBPyConnection, table: TextTable, layout: Layout, how: How, buyer_at: Sequence[int]
) -> LedgerReading:
    lengths = " AND ".join(f"length({name}) <= {longest}" for name, longest in LONGEST.items())
    faults = " OR ".join(f"{name} LIKE '#%'" for name in TEXTS)
    named = "".join(f", min(b{index}), max(b{index})" for index in buyer_at)
    checks = connection.execute(
        f"""
        SELECT count(*), coalesce(bool_and(amount IS NOT NULL AND booked_on IS NOT NULL
                AND year(booked_on) BETWEEN {FIRST_YEAR} AND {LAST_YEAR}
                AND (NOT has_service OR (service_on IS NOT NULL
                    AND year(service_on) BETWEEN {FIRST_YEAR} AND {LAST_YEAR}))
                AND (supplier_name <> '' OR supplier_ref <> '')
                AND NOT (supplier_ref = '' AND regexp_matches(lower(supplier_name), '{WORDS}'))
                AND NOT regexp_matches(supplier_name || supplier_ref || account, '[\\n]')
                AND NOT ({faults}) AND {lengths}), false),
            coalesce(bool_or(has_comma), false), coalesce(bool_or(has_point), false),
            coalesce(sum(amount), 0), coalesce(bool_or(regexp_matches(account, '\\s')), false){named}
        FROM raw_rows
        """
    ).fetchone()
    assert checks is not None
    rows, plain, comma, point, total, spaced_account, *ends = checks
    buyers = ends[::2]
    # A row for each line under the heading: no blank line, no record over several lines, nothing swallowed by a quote.
    whole = rows == table.lines - layout.heading_line
    fused = "account_text" not in layout.at and "account_text" not in layout.constants
    if not rows or not plain or (comma and point) or buyers != ends[1::2] or not whole or (fused and spaced_account):
        raise NotPlain
    if (how.decimal_sign == "," and point) or (how.decimal_sign == "." and comma):
        raise NotPlain
    # The rows keep the file's order, so a row's place tells its line, from the one under the headings.
    first = layout.heading_line + 1
    selected = ", ".join(f"rowid + {first} AS line_no" if name == "line_no" else name for name in COLUMNS)
    reading = LedgerReading(connection, layout.header, rows, file_total=Decimal(total), notes=list(layout.notes))
    reading.take_buyer_given(layout.constants)
    if reading.take_buyer(buyers):
        raise NotPlain
    connection.execute(f"CREATE VIEW ledger_rows AS SELECT {selected} FROM raw_rows")
    return reading
