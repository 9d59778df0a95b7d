"""A survey's file: a question a row, at a supplier or one of its units."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from huddinge_vo.common import org_numbers
from huddinge_vo.common.files.columns import NamedRow, one_line, read_count, read_some
from huddinge_vo.common.files.tabular import RowError
from huddinge_vo.common.money import NotAnAmount, amount_typed

COLUMNS = ("organisationsnummer", "verksamhet", "fraga", "medel", "skala", "svar")
_LONGEST_QUESTION = 300
_LARGEST = Decimal(1000)


@dataclass(frozen=True)
class ResultRow:
    """A row of the file. No unit is the supplier as a whole."""

    line: int
    org_number: str
    unit: str
    question: str
    mean: Decimal
    scale: Decimal
    answers: int


def read_survey(path: Path, *, file_name: str = "") -> tuple[list[ResultRow], list[RowError]]:
    """All results and all errors. Raises UnreadableFile when the columns are not there."""
    named, errors = read_some(path, columns=COLUMNS, file_name=file_name)
    rows: dict[tuple[str, str, str], ResultRow] = {}
    for row in named:
        made = _result(row)
        if isinstance(made, RowError):
            errors.append(made)
            continue
        key = (made.org_number, made.unit.casefold(), made.question.casefold())
        if key in rows:
            errors.append(row.error("fraga", made.question, f"Frågan står redan på rad {rows[key].line}."))
        else:
            rows[key] = made
    return list(rows.values()), sorted(errors, key=lambda error: error.line)


def _result(row: NamedRow) -> ResultRow | RowError:
    number = org_numbers.normalise(one_line(row.cells["organisationsnummer"]))
    if number is None:
        return row.error("organisationsnummer", "", "Organisationsnumret saknas eller är inte giltigt.")
    question = one_line(row.cells["fraga"])
    if not question or len(question) > _LONGEST_QUESTION:
        return row.error("fraga", question[:40], f"Skriv en fråga med högst {_LONGEST_QUESTION} tecken.")
    mean, scale = _number(row, "medel"), _number(row, "skala")
    if isinstance(mean, RowError):
        return mean
    if isinstance(scale, RowError):
        return scale
    if not 0 <= mean <= scale or scale <= 0 or scale >= _LARGEST:
        return row.error("medel", row.cells["medel"], "Medelvärdet ska ligga mellan 0 och skalans högsta.")
    try:
        answers = read_count(one_line(row.cells["svar"]))
    except ValueError as error:
        return row.error("svar", row.cells["svar"], str(error))
    return ResultRow(row.line, number, one_line(row.cells["verksamhet"]), question, mean, scale, answers)


def _number(row: NamedRow, column: str) -> Decimal | RowError:
    raw = one_line(row.cells[column])
    try:
        found = amount_typed(raw)
    except NotAnAmount:
        return row.error(column, raw, f"”{raw}” är inget tal.")
    return found.quantize(Decimal("0.01"))
