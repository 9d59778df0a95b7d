"""Files of checks: ratings from a credit bureau, and permits from IVO's register.

Pure, from a file to plain rows and errors.

The templates that the pages offer have just these columns, and the same readers read them back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from huddinge_vo.common import org_numbers
from huddinge_vo.common.files.columns import NamedRow, one_line, read_count, read_day, read_named
from huddinge_vo.common.files.tabular import RowError, plain_heading

RATING_COLUMNS = ("organisationsnummer", "rating", "band", "modell", "datum", "skal")
PERMIT_COLUMNS = (
    "organisationsnummer",
    "verksamhet",
    "lagrum",
    "form",
    "platser",
    "beslutad",
    "giltig_till",
    "status",
)
PERMIT_OPTIONAL = ("diarienummer", "kontrolldatum", "kalla")
PERMIT_STATUSES = {"galler": "VALID", "gallande": "VALID", "aterkallat": "WITHDRAWN", "sokt": "APPLIED"}
_HIGHEST_RATING = 100
Row = TypeVar("Row")


@dataclass(frozen=True)
class CheckRow:
    """A supplier's rating on a day. No `score` is that there is none, which is not nought."""

    line: int
    org_number: str
    score: int | None
    band: str
    model: str
    checked_on: date
    reason: str


@dataclass(frozen=True)
class PermitRow:
    """A permit of a unit. No `valid_until` is until further notice."""

    line: int
    org_number: str
    unit: str
    legal_ground: str
    form: str
    places: int | None
    decided_on: date
    valid_until: date | None
    status: str
    registry_number: str = ""
    looked_up_on: date | None = None
    source: str = ""


@dataclass(frozen=True)
class _Kind(Generic[Row]):
    """A kind of file: its columns, what is wrong with a row, and the row as it is made when nothing is."""

    columns: tuple[str, ...]
    problems: Callable[[NamedRow], Iterator[RowError]]
    made: Callable[[NamedRow], Row]
    optional: tuple[str, ...] = ()


def read_ratings(path: Path, *, file_name: str = "") -> tuple[list[CheckRow], list[RowError]]:
    """All ratings and all errors. Raises UnreadableFile when the columns are not there."""
    return _read(path, file_name, _Kind(RATING_COLUMNS, _rating_problems, _rating))


def read_permits(path: Path, *, file_name: str = "") -> tuple[list[PermitRow], list[RowError]]:
    """All permits and all errors. Raises UnreadableFile when the columns are not there."""
    return _read(path, file_name, _Kind(PERMIT_COLUMNS, _permit_problems, _permit, PERMIT_OPTIONAL))


def _read(path: Path, file_name: str, kind: _Kind[Row]) -> tuple[list[Row], list[RowError]]:
    named, errors = read_named(path, columns=kind.columns, optional=kind.optional, file_name=file_name)
    rows = []
    for row in named:
        found = list(kind.problems(row))
        errors.extend(found)
        if not found:
            rows.append(kind.made(row))
    return rows, sorted(errors, key=lambda error: error.line)


def _number_problems(row: NamedRow) -> Iterator[RowError]:
    raw = one_line(row.cells["organisationsnummer"])
    if not raw:
        yield row.error("organisationsnummer", "", "Organisationsnumret saknas.")
    elif org_numbers.normalise(raw) is None:
        yield row.error("organisationsnummer", raw, f"”{raw}” är inget giltigt organisationsnummer.")


def _day_problems(row: NamedRow, column: str, *, required: bool) -> Iterator[RowError]:
    raw = row.cells.get(column, "").strip()
    if not raw:
        if required:
            yield row.error(column, "", "Datumet saknas.")
        return
    try:
        read_day(raw)
    except ValueError as error:
        yield row.error(column, raw, str(error))


def _count_problems(row: NamedRow, column: str, *, most: int) -> Iterator[RowError]:
    raw = row.cells[column].strip()
    if not raw:
        return
    try:
        if read_count(raw) > most:
            yield row.error(column, raw, f"Värdet kan vara högst {most}.")
    except ValueError as error:
        yield row.error(column, raw, str(error))


def _rating_problems(row: NamedRow) -> Iterator[RowError]:
    yield from _number_problems(row)
    yield from _count_problems(row, "rating", most=_HIGHEST_RATING)
    yield from _day_problems(row, "datum", required=True)


def _rating(row: NamedRow) -> CheckRow:
    score = row.cells["rating"].strip()
    return CheckRow(
        line=row.line,
        org_number=org_numbers.normalise(row.cells["organisationsnummer"]) or "",
        score=read_count(score) if score else None,
        band=one_line(row.cells["band"])[:60],
        model=one_line(row.cells["modell"])[:60],
        checked_on=read_day(row.cells["datum"].strip()),
        reason=one_line(row.cells["skal"])[:500],
    )


def _permit_problems(row: NamedRow) -> Iterator[RowError]:
    yield from _number_problems(row)
    for column, reason in (("verksamhet", "Verksamhetens namn saknas."), ("lagrum", "Lagrummet saknas.")):
        if not one_line(row.cells[column]):
            yield row.error(column, "", reason)
    yield from _count_problems(row, "platser", most=9999)
    yield from _day_problems(row, "beslutad", required=True)
    yield from _day_problems(row, "giltig_till", required=False)
    yield from _day_problems(row, "kontrolldatum", required=False)
    status = one_line(row.cells["status"])
    if plain_heading(status) not in PERMIT_STATUSES:
        yield row.error("status", status, f"”{status}” går inte att tolka. Ange gäller, återkallat eller sökt.")


def _permit(row: NamedRow) -> PermitRow:
    until, places = row.cells["giltig_till"].strip(), row.cells["platser"].strip()
    looked_up = row.cells.get("kontrolldatum", "").strip()
    return PermitRow(
        line=row.line,
        org_number=org_numbers.normalise(row.cells["organisationsnummer"]) or "",
        unit=one_line(row.cells["verksamhet"])[:200],
        legal_ground=one_line(row.cells["lagrum"])[:120],
        form=one_line(row.cells["form"])[:120],
        places=read_count(places) if places else None,
        decided_on=read_day(row.cells["beslutad"].strip()),
        valid_until=read_day(until) if until else None,
        status=PERMIT_STATUSES[plain_heading(row.cells["status"])],
        registry_number=one_line(row.cells.get("diarienummer", ""))[:60],
        looked_up_on=read_day(looked_up) if looked_up else None,
        source=one_line(row.cells.get("kalla", ""))[:120],
    )
