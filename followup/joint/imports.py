"""The file that municipalities send one another of their joint reviews, read back as it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from huddinge_vo.common import org_numbers
from huddinge_vo.common.files.columns import NamedRow, one_line, read_day, read_some
from huddinge_vo.common.files.tabular import RowError

COLUMNS = ("omgång", "organisationsnummer", "kommun", "planerad", "metod", "genomförd", "resultat")
_LONGEST_RESULT = 5000


@dataclass(frozen=True)
class JointRow:
    """A review of a supplier's contract under a round, by a municipality. No `done_on` is that it is still planned."""

    line: int
    framework: str
    org_number: str
    municipality: str
    planned_on: date
    method: str
    done_on: date | None
    result: str


def read_joint(path: Path, *, methods: Mapping[str, str], file_name: str = "") -> tuple[list[JointRow], list[RowError]]:
    """All rows and all errors; `methods` are codes by their words. Raises UnreadableFile without the columns."""
    named, errors = read_some(path, columns=COLUMNS, file_name=file_name)
    rows: list[JointRow] = []
    seen: set[tuple[str, str, str, date]] = set()
    for row in named:
        found = list(_problems(row, methods))
        if not found:
            made = _row(row, methods)
            key = (made.framework, made.org_number, made.municipality, made.planned_on)
            if key in seen:
                found = [row.error("planerad", str(made.planned_on), "Uppföljningen står två gånger i filen.")]
            seen.add(key)
        errors.extend(found)
        if not found:
            rows.append(made)
    return rows, sorted(errors, key=lambda error: error.line)


def _problems(row: NamedRow, methods: Mapping[str, str]) -> Iterator[RowError]:
    for column in ("omgång", "kommun"):
        if not one_line(row.cells[column]):
            yield row.error(column, "", "Värdet saknas.")
    number = row.cells["organisationsnummer"].strip()
    if org_numbers.normalise(number) is None:
        yield row.error("organisationsnummer", number, f"”{number}” är inget giltigt organisationsnummer.")
    for column, required in (("planerad", True), ("genomförd", False)):
        written = row.cells[column].strip()
        try:
            if written or required:
                read_day(written)
        except ValueError as error:
            yield row.error(column, written, str(error))
    method = one_line(row.cells["metod"]).lower()
    if method and method not in methods:
        yield row.error("metod", method, f"Metoden ”{method}” finns inte. Välj {', '.join(methods)}.")
    result = row.cells["resultat"].strip()
    if len(result) > _LONGEST_RESULT:
        yield row.error("resultat", result[:40], f"Resultatet är längre än {_LONGEST_RESULT} tecken.")
    if result and not row.cells["genomförd"].strip():
        yield row.error("genomförd", "", "Ett resultat behöver dagen då uppföljningen genomfördes.")


def _row(row: NamedRow, methods: Mapping[str, str]) -> JointRow:
    method, done = one_line(row.cells["metod"]).lower(), row.cells["genomförd"].strip()
    return JointRow(
        line=row.line,
        framework=one_line(row.cells["omgång"])[:60],
        org_number=org_numbers.normalise(row.cells["organisationsnummer"]) or "",
        municipality=one_line(row.cells["kommun"])[:120],
        planned_on=read_day(row.cells["planerad"].strip()),
        method=methods[method] if method else "",
        done_on=read_day(done) if done else None,
        result=row.cells["resultat"].strip(),
    )
