"""The file of units: one row is one place where a supplier gives care. Pure, from a file to plain rows and errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from contracts.plan.cells import (
    Areas,
    Problem,
    name_key,
    read_areas,
    wrong_areas,
    wrong_texts,
)
from huddinge_vo.common import org_numbers
from huddinge_vo.common.files.columns import one_line, read_count, read_named
from huddinge_vo.common.files.tabular import RowError

UNIT_COLUMNS = (
    "leverantor_id",
    "verksamhet",
    "avtalsomrade",
    "lan",
    "kommun",
    "adress",
    "malgrupp",
    "alder_fran",
    "alder_till",
    "platser",
)
_LONGEST = {"verksamhet": 200, "lan": 60, "kommun": 60, "adress": 200, "malgrupp": 300}
_MISSING = {"leverantor_id": "Leverantörens organisationsnummer saknas.", "verksamhet": "Verksamhetens namn saknas."}
_COUNTS = ("alder_fran", "alder_till", "platser")
_MOST = 32_767


@dataclass(frozen=True)
class UnitRow:
    """One unit as the file has it."""

    line: int
    supplier_number: str
    name: str
    areas: tuple[int, ...]
    county: str
    municipality: str
    address: str
    target_group: str
    age_from: int | None
    age_to: int | None
    places: int | None


def read_units(path: Path, *, areas: Areas, file_name: str = "") -> tuple[list[UnitRow], list[RowError]]:
    """Read all units and all errors. Raises UnreadableFile when the columns are not there."""
    named, errors = read_named(path, columns=UNIT_COLUMNS, file_name=file_name)
    rows: list[UnitRow] = []
    seen: dict[tuple[str | None, str], int] = {}
    for row in named:
        before = len(errors)
        errors.extend(row.error(column, value, reason) for column, value, reason in _problems(row.cells, areas, seen))
        seen.setdefault(_key(row.cells), row.line)
        if len(errors) == before:
            rows.append(_row(row.line, row.cells, areas))
    return rows, sorted(errors, key=lambda error: error.line)


def _key(cells: Mapping[str, str]) -> tuple[str | None, str]:
    return org_numbers.normalise(one_line(cells["leverantor_id"])), name_key(cells["verksamhet"])


def _problems(cells: Mapping[str, str], areas: Areas, seen: Mapping[tuple[str | None, str], int]) -> Iterator[Problem]:
    yield from wrong_texts(cells, missing=_MISSING, longest=_LONGEST)
    supplier, name = one_line(cells["leverantor_id"]), one_line(cells["verksamhet"])
    if supplier and org_numbers.normalise(supplier) is None:
        yield "leverantor_id", supplier, f"”{supplier}” är inget giltigt organisationsnummer."
    elif name and (line := seen.get(_key(cells))):
        yield "verksamhet", name, f"Verksamheten finns redan på rad {line}."
    yield from wrong_areas(cells["avtalsomrade"], areas)
    counts: dict[str, int] = {}
    for column in _COUNTS:
        if value := cells[column].strip():
            try:
                counts[column] = read_count(value)
            except ValueError as error:
                yield column, value, str(error)
                continue
            if counts[column] > _MOST:
                yield column, value, f"Talet kan vara högst {_MOST}."
    if counts.get("alder_fran", 0) > counts.get("alder_till", _MOST):
        yield "alder_till", cells["alder_till"].strip(), "Åldern från kan inte vara högre än åldern till."


def _row(line: int, cells: Mapping[str, str], areas: Areas) -> UnitRow:
    number = org_numbers.normalise(one_line(cells["leverantor_id"]))
    counts = {name: read_count(cells[name].strip()) if cells[name].strip() else None for name in _COUNTS}
    return UnitRow(
        line=line,
        supplier_number=number or "",
        name=one_line(cells["verksamhet"]),
        areas=read_areas(cells["avtalsomrade"], areas),
        county=one_line(cells["lan"]),
        municipality=one_line(cells["kommun"]),
        address=one_line(cells["adress"]),
        target_group=one_line(cells["malgrupp"]),
        age_from=counts["alder_fran"],
        age_to=counts["alder_till"],
        places=counts["platser"],
    )
