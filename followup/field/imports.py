"""What comes from outside as files: companies of a supplier's group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from huddinge_vo.common import org_numbers
from huddinge_vo.common.files.columns import NamedRow, one_line, read_count, read_some
from huddinge_vo.common.files.tabular import RowError
from huddinge_vo.common.money import NotAnAmount, amount_typed
from huddinge_vo.common.periods import FIRST_YEAR, LAST_YEAR

COMPANY_COLUMNS = ("organisationsnummer", "bolag", "moderbolag", "år", "omsättning", "resultat")


@dataclass(frozen=True)
class CompanyRow:
    """A company of a group in a year. No `parent_number` is that it is the uppermost that is told of."""

    line: int
    org_number: str
    name: str
    parent_number: str
    year: int
    turnover_sek: Decimal | None
    result_sek: Decimal | None


def read_companies(path: Path, *, file_name: str = "") -> tuple[list[CompanyRow], list[RowError]]:
    """All companies and all errors. Raises UnreadableFile when the columns are not there."""
    named, errors = read_some(path, columns=COMPANY_COLUMNS, file_name=file_name)
    rows: list[CompanyRow] = []
    seen: set[tuple[str, int]] = set()
    for row in named:
        found = list(_company_problems(row, seen))
        errors.extend(found)
        if not found:
            rows.append(_company(row))
    return rows, sorted(errors, key=lambda error: error.line)


def _company_problems(row: NamedRow, seen: set[tuple[str, int]]) -> Iterator[RowError]:
    raw, above = row.cells["organisationsnummer"].strip(), row.cells["moderbolag"].strip()
    if not raw:
        yield row.error("organisationsnummer", "", "Organisationsnumret saknas.")
    yield from _number_problems(row, "organisationsnummer")
    yield from _number_problems(row, "moderbolag")
    number = org_numbers.normalise(raw)
    if number and number == org_numbers.normalise(above):
        yield row.error("moderbolag", above, "Ett bolag är inte sitt eget moderbolag.")
    if not one_line(row.cells["bolag"]):
        yield row.error("bolag", "", "Bolagets namn saknas.")
    try:
        year = _year(row.cells["år"].strip())
    except ValueError as error:
        yield row.error("år", row.cells["år"], str(error))
    else:
        if number and (number, year) in seen:
            yield row.error("organisationsnummer", raw, "Bolaget står två gånger för samma år.")
        seen.add((number or "", year))
    for column in ("omsättning", "resultat"):
        try:
            _kronor(row.cells[column])
        except NotAnAmount as error:
            yield row.error(column, row.cells[column], str(error))


def _number_problems(row: NamedRow, column: str) -> Iterator[RowError]:
    written = row.cells[column].strip()
    number = org_numbers.normalise(written)
    if written and number is None:
        yield row.error(column, written, f"”{written}” är inget giltigt organisationsnummer.")
    elif number is not None and org_numbers.is_personal(number):
        yield row.error(column, "", "Numret är en enskild persons. En ägare som är en person läses inte in.")


def _year(text: str) -> int:
    year = read_count(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Året ligger utanför {FIRST_YEAR}–{LAST_YEAR}.")
    return year


def _kronor(text: str) -> Decimal | None:
    return amount_typed(text) if text.strip() else None


def _company(row: NamedRow) -> CompanyRow:
    return CompanyRow(
        line=row.line,
        org_number=org_numbers.normalise(row.cells["organisationsnummer"]) or "",
        name=one_line(row.cells["bolag"])[:200],
        parent_number=org_numbers.normalise(row.cells["moderbolag"]) or "",
        year=read_count(row.cells["år"].strip()),
        turnover_sek=_kronor(row.cells["omsättning"]),
        result_sek=_kronor(row.cells["resultat"]),
    )
