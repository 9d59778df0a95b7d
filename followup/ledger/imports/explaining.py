"""The explaining lane: line by line, and of each that cannot be read what is wrong with it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path

import duckdb

from followup.ledger.imports.days import read_day
from followup.ledger.imports.headings import Layout
from followup.ledger.imports.how import How, Note
from followup.ledger.imports.reading import COLUMNS, LONGEST, TEXTS, LedgerReading, told_buyer
from followup.ledger.imports.totals import Totals, says_total
from huddinge_vo.common.files.tabular import (
    Record,
    RowError,
    SheetTable,
    TextTable,
    Typed,
    UndecidedFile,
    UnreadableFile,
    error_in,
    plain_heading,
)
from huddinge_vo.common.money import NotAnAmount, TwoReadings, decimal_sign_of, parse_amount

_EVERY = 20_000  # rows between two reports of progress
_HEADINGS_WITHIN = 30  # rows of a further sheet in which its headings stand
_SHOWN = 10
_LOOKED_AT = 2000  # rows whose amounts tell their sign when only the first are shown

Progress = Callable[[int], None]
LoadedRow = dict[str, object]  # a row as it would be loaded: texts, days and an amount, by column


@dataclass
class _Way:
    """What is the same for all rows of a file, and what has been seen of them so far."""

    layout: Layout
    how: How
    sign: str
    reading: LedgerReading
    booked_on: date | None
    several_sheets: bool
    totals: Totals = field(default_factory=Totals)
    left_out: list[int] = field(default_factory=list)  # total lines that a profile leaves out
    proposed: list[int] = field(default_factory=list)  # those that it does not
    same: dict[int, str] | None = None  # columns that are not read, and the one value they have had so far


def read_explaining(  # noqa: PLR0917 - what both lanes are given
    connection: duckdb.DuckDBPyConnection,
    table: TextTable | SheetTable,
    layout: Layout,
    work_folder: Path,
    progress: Progress,
    how: How | None = None,
    booked_on: date | None = None,
) -> LedgerReading:
    """Read any file, row by row. `booked_on` is the day of all rows, where a profile gives it."""
    how = how or How()
    reading = LedgerReading(connection, layout.header, 0, lane="explaining", notes=list(layout.notes))
    reading.take_buyer_given(layout.constants)
    sign = how.decimal_sign or _decimal_sign(table, layout)
    several = isinstance(table, SheetTable) and len(table.chosen) > 1
    way = _Way(layout, how, sign, reading, booked_on, several)
    target = work_folder / "ledger_rows.csv"
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        for row in _judge(table, way, progress):
            writer.writerow(row)
    connection.execute(
        "CREATE TABLE ledger_rows AS SELECT * REPLACE "
        f"({', '.join(f'coalesce({name}, {chr(39) * 2}) AS {name}' for name in TEXTS)}) FROM read_csv('{target}', "
        f"header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"', columns = {COLUMNS})"
    )
    reading.take_buyer_of_columns((layout.header[at], value) for at, value in (way.same or {}).items())
    reading.notes.extend(_notes(way))
    return reading


def first_rows(
    table: TextTable | SheetTable, layout: Layout, how: How, booked_on: date | None, *, most: int
) -> tuple[list[LoadedRow], list[RowError]]:
    """The first rows as they would be loaded, and what is wrong in those that would not. Nothing is kept of it."""
    with duckdb.connect() as connection:
        reading = LedgerReading(connection, layout.header, 0, lane="explaining")
        sign = how.decimal_sign or _decimal_sign(table, layout, most=_LOOKED_AT)
        several = isinstance(table, SheetTable) and len(table.chosen) > 1
        way = _Way(layout, how, sign, reading, booked_on, several)
        rows = []
        for record in islice(_body(table, layout), most):
            row = _row(record, way)
            if row is not None:
                rows.append(dict(zip(COLUMNS, row, strict=True)))
    return rows, reading.errors


def _body(table: TextTable | SheetTable, layout: Layout) -> Iterator[Record]:
    """The rows under the headings. A further sheet has the same headings again, or the file is refused."""
    plain = [plain_heading(text) for text in layout.header]
    sheet: str | None = None
    waited = -1  # rows of a further sheet that have been passed on the way to its headings; -1 when they are found
    for record in table.records():
        if record.line <= layout.heading_line or record.is_blank:
            sheet = record.sheet if sheet is None else sheet
            continue
        if sheet is not None and record.sheet != sheet:
            sheet, waited = record.sheet, 0
        if waited < 0:
            yield record
            continue
        found = [plain_heading(text) for text in record.fields]
        while len(found) > len(plain) and not found[-1]:
            found.pop()
        if found == [each or "" for each in plain] or _matches(found, layout):
            waited = -1
        elif (waited := waited + 1) > _HEADINGS_WITHIN:
            raise UnreadableFile(f"Bladet {record.sheet} har inte samma rubriker som det första bladet.")
    if waited >= 0:
        raise UnreadableFile(f"Bladet {sheet} har inte samma rubriker som det första bladet.")


def _matches(found: list[str], layout: Layout) -> bool:
    """Whether a row has the headings of all that is read, in the same places."""
    return bool(layout.at) and all(
        index < len(found) and found[index] == plain_heading(layout.header[index]) for index in layout.at.values()
    )


def _decimal_sign(table: TextTable | SheetTable, layout: Layout, *, most: int | None = None) -> str:
    """The sign that most of the file's amounts have before their decimals; rows with the other one are errors."""
    at = layout.at["amount"]
    cells = (record.fields[at] for record in islice(_body(table, layout), most) if at < len(record.fields))
    try:
        return decimal_sign_of(cell for cell in cells if not isinstance(cell, Typed))
    except TwoReadings as error:
        raise UndecidedFile(f"{error} Välj decimaltecken.") from error


def _judge(table: TextTable | SheetTable, way: _Way, progress: Progress) -> Iterator[list[object]]:
    """The rows that can be read, in the order of `ledger_rows`; the others leave their errors in the reading."""
    reading = way.reading
    for record in _body(table, way.layout):
        reading.lines += 1
        if reading.lines % _EVERY == 0:
            progress(reading.lines)
        row = _row(record, way)
        if row is not None:
            yield row


def _row(record: Record, way: _Way) -> list[object] | None:
    """A row as COPY takes it, or null when its errors are in the reading."""
    fields, layout, reading = record.fields, way.layout, way.reading
    if reason := record.broken or _misshapen(fields, len(layout.header)):
        reading.errors.append(RowError(record.line, "hela raden", "", _placed(record, way, reason), list(fields)))
        return None
    problems: list[RowError] = []

    def problem(name: str, value: str, reason: str) -> None:
        reason = _placed(record, way, reason)
        problems.append(RowError(record.line, layout.heading(name), value, reason, list(fields)))

    def cell(name: str) -> str:
        return fields[layout.at[name]] if name in layout.at else layout.constants.get(name, "")

    texts = {name: cell(name).strip() for name in TEXTS}
    amount = _amount(cell("amount"), way, problem)
    if not texts["supplier_ref"] and (not texts["supplier_name"] or says_total([texts["supplier_name"]])):
        called = says_total(fields)
        if total := way.totals.judge(amount, is_called_total=called):
            _take_total(record, way, amount, total)
            return None
        if not texts["supplier_name"]:
            problem("supplier_name", "", "Både leverantörens namn och id saknas.")
    if amount is not None:
        way.totals.add(amount)
    _check_buyer(fields, way, problem)
    _check_texts(texts, cell, layout, problem)
    booked_on, service_on = _days(cell, way, problem)
    if problems or amount is None:
        order = {name: place for place, name in enumerate(layout.header)}
        problems.sort(key=lambda error: order.get(error.column, -1))
        reading.errors.extend(problems)
        return None
    reading.file_total += amount
    return [record.line, *(texts[name] for name in TEXTS), booked_on, service_on, amount]


def _placed(record: Record, way: _Way, reason: str) -> str:
    """A reason, with the sheet where there are several: their rows are numbered through."""
    return f"Blad {record.sheet}: {reason}" if way.several_sheets else reason


def _misshapen(fields: list[str], wanted: int) -> str:
    if len(fields) == wanted:
        return ""
    surplus = [value for value in fields[wanted:] if value.strip()]
    if len(fields) < wanted or surplus:
        return f"Raden har {len(fields)} fält, men rubrikraden har {wanted}."
    return ""


Problem = Callable[[str, str, str], None]


def _amount(raw: str, way: _Way, problem: Problem) -> Decimal | None:
    if error := error_in(raw):
        problem("amount", raw, error)
        return None
    try:
        amount = parse_amount(raw, "." if isinstance(raw, Typed) else way.sign)
    except NotAnAmount as error_:
        problem("amount", raw, str(error_))
        return None
    return -amount if way.how.credits == "positive" else amount


def _take_total(record: Record, way: _Way, amount: Decimal | None, reason: str) -> None:
    """A line that sums the others is no purchase: left out where the profile says so, else proposed to be."""
    way.reading.whole_total = amount
    if way.how.leaves_out_totals:
        way.reading.lines -= 1
        way.left_out.append(record.line)
        return
    way.proposed.append(record.line)
    column = way.layout.heading("supplier_name")
    reason = _placed(record, way, f"{reason} Den föreslås utelämnas.")
    way.reading.errors.append(RowError(record.line, column, "", reason, list(record.fields)))


def _check_buyer(fields: list[str], way: _Way, problem: Problem) -> None:
    layout, reading = way.layout, way.reading
    named = [name for name in ("buyer_ref", "buyer_name") if name in layout.at]
    cells = [*(fields[layout.at[name]] for name in named), *(fields[index] for index in layout.buyer_at)]
    if other := reading.take_buyer(cells):
        first = reading.buyer_name or reading.buyer_org_number
        named = [name for name in named if told_buyer([fields[layout.at[name]]])[0] == other]
        said = fields[layout.at[named[0]]].strip() if named else other
        problem(named[0] if named else "buyer_ref", said, f"Raden gäller en annan köpare än filens första ({first}).")
    if way.same is None:
        way.same = {index: fields[index].strip() for index in layout.unused if fields[index].strip()}
    elif way.same:
        way.same = {index: value for index, value in way.same.items() if fields[index].strip() == value}


def _check_texts(texts: dict[str, str], cell: Callable[[str], str], layout: Layout, problem: Problem) -> None:
    """Mend what publishers write for nothing and for two things in one, and refuse what is no value."""
    if texts["invoice_number"] == "-":
        texts["invoice_number"] = ""
    fused = "account_text" not in layout.at and "account_text" not in layout.constants
    if fused and (parts := re.fullmatch(r"(\d+)\s+(.+)", texts["account"])):
        texts["account"], texts["account_text"] = parts.groups()
    for name, longest in LONGEST.items():
        if error := error_in(cell(name)):
            problem(name, texts[name], error)
        elif len(texts[name]) > longest:
            problem(name, texts[name][:60], f"Värdet är längre än {longest} tecken.")


def _days(cell: Callable[[str], str], way: _Way, problem: Problem) -> tuple[date | None, date | None]:
    booked_on, service_on = way.booked_on, None
    for name in ("booked_on", "service_on"):
        raw = cell(name)
        if (name == "booked_on" and way.booked_on) or (name == "service_on" and not raw.strip()):
            continue
        try:
            if error := error_in(raw):
                raise ValueError(error)  # noqa: TRY301 - one way out for all that is no day
            day = read_day(raw, way.how.date_format)
        except ValueError as error_:
            problem(name, raw, str(error_))
            continue
        booked_on, service_on = (day, service_on) if name == "booked_on" else (booked_on, day)
    return booked_on, service_on


def _notes(way: _Way) -> Iterator[Note]:
    for lines, words in ((way.left_out, "utelämnades"), (way.proposed, "föreslås utelämnas")):
        if lines:
            shown = ", ".join(map(str, lines[:_SHOWN])) + ("…" if len(lines) > _SHOWN else "")
            noun = f"Rad {shown} är en summarad och" if len(lines) == 1 else f"Raderna {shown} är summarader och"
            yield Note("TOTAL_ROWS", f"{noun} {words}.", tuple(lines[:_SHOWN]))
