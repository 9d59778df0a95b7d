"""Files of what registers tell of suppliers. Pure, from a file to plain rows and errors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from followup.flags.choices import Fact
from huddinge_vo.common import org_numbers
from huddinge_vo.common.files.columns import NamedRow, one_line, read_day, read_some
from huddinge_vo.common.files.tabular import RowError, plain_heading
from huddinge_vo.common.money import NotAnAmount, parse_amount

COLUMNS = ("organisationsnummer", "uppgift", "varde", "datum", "kalla")
KINDS = {
    "adress": Fact.ADDRESS,
    "styrelse": Fact.BOARD,
    "bisyssla": Fact.SIDE_BUSINESS,
    "omsattning": Fact.TURNOVER,
    "anstallda": Fact.STAFF,
    "fskatt": Fact.F_TAX,
}
_YES_NO = {"ja": Decimal(1), "nej": Decimal(0)}


@dataclass(frozen=True)
class FactRow:
    """What a register tells of a supplier on a day. `words` is an address or a name, and is kept as a fingerprint."""

    line: int
    org_number: str
    kind: Fact
    words: str
    number: Decimal | None
    on: date
    source: str


def read_facts(path: Path, *, file_name: str = "") -> tuple[list[FactRow], list[RowError]]:
    """All rows and all errors. Raises UnreadableFile when the columns are not there."""
    named, errors = read_some(path, columns=COLUMNS, file_name=file_name)
    rows = []
    for row in named:
        found = list(_problems(row))
        errors.extend(found)
        if not found:
            rows.append(_row(row))
    return rows, sorted(errors, key=lambda error: error.line)


def _kind(row: NamedRow) -> Fact | None:
    return KINDS.get(plain_heading(row.cells["uppgift"]))


def _value(row: NamedRow, kind: Fact) -> Decimal | None:
    """The number of a kind that has one. Raises NotAnAmount."""
    raw = one_line(row.cells["varde"])
    if kind == Fact.F_TAX:
        if raw.lower() not in _YES_NO:
            raise NotAnAmount("Skriv ja eller nej.")
        return _YES_NO[raw.lower()]
    if kind in {Fact.TURNOVER, Fact.STAFF}:
        found = parse_amount(raw)
        if found < 0:
            raise NotAnAmount("Värdet kan inte vara negativt.")
        return found
    return None


def _problems(row: NamedRow) -> Iterator[RowError]:
    number = one_line(row.cells["organisationsnummer"])
    if not number:
        yield row.error("organisationsnummer", "", "Organisationsnumret saknas.")
    elif org_numbers.normalise(number) is None:
        yield row.error("organisationsnummer", number, f"”{number}” är inget giltigt organisationsnummer.")
    kind, said = _kind(row), one_line(row.cells["uppgift"])
    if kind is None:
        known = "adress, styrelse, bisyssla, omsättning, anställda och f-skatt"
        yield row.error("uppgift", said, f"”{said}” är ingen uppgift som läses. De är {known}.")
    elif kind in {Fact.ADDRESS, Fact.BOARD}:
        if not one_line(row.cells["varde"]):
            yield row.error("varde", "", "Värdet saknas.")
    else:
        try:
            _value(row, kind)
        except NotAnAmount as error:
            yield row.error("varde", row.cells["varde"], str(error))
    day = row.cells["datum"].strip()
    try:
        read_day(day)
    except ValueError as error:
        yield row.error("datum", day, str(error) if day else "Datumet saknas.")
    if not one_line(row.cells["kalla"]):
        yield row.error("kalla", "", "Källan saknas.")


def _row(row: NamedRow) -> FactRow:
    kind = _kind(row)
    assert kind is not None
    return FactRow(
        line=row.line,
        org_number=org_numbers.normalise(row.cells["organisationsnummer"]) or "",
        kind=kind,
        words=one_line(row.cells["varde"]) if kind in {Fact.ADDRESS, Fact.BOARD} else "",
        number=_value(row, kind),
        on=read_day(row.cells["datum"].strip()),
        source=one_line(row.cells["kalla"])[:120],
    )
