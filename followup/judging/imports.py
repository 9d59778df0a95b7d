"""The file of classification rules: columns ordning, leverantor_id, konto_fran, konto_till, enhet, underkategori,
undantag.

An empty condition matches everything and an empty end of the account range is open. `avtalsomrade` may be added.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from huddinge_vo.common import org_numbers
from huddinge_vo.common.files.columns import bounded, people_in
from huddinge_vo.common.files.tabular import RowError, UnreadableFile, open_table, plain_heading

_REQUIRED = ("ordning", "leverantor_id", "konto_fran", "konto_till", "enhet", "underkategori", "undantag")
_OPTIONAL = ("avtalsomrade",)


@dataclass(frozen=True)
class RuleRow:
    """One rule as the file has it. `supplier_ref` is ten digits when it is a valid organisation number, else raw."""

    line: int
    order: int
    supplier_ref: str
    account_from: str
    account_to: str
    unit: str
    category: str
    exclusion: str
    area: str


def read_rules(path: Path, file_name: str = "") -> tuple[list[RuleRow], list[RowError]]:
    """Read all rules and all errors. Raises UnreadableFile when the columns are not there."""
    table = open_table(path, file_name)
    records = (record for record in bounded(table.records()) if not record.is_blank)
    heading = next(records, None)
    if heading is None:
        raise UnreadableFile("Filen är tom.")
    plain = [plain_heading(text) for text in heading.fields]
    missing = [name for name in _REQUIRED if plain_heading(name) not in plain]
    if missing:
        raise UnreadableFile(f"Kolumnen {', '.join(missing)} saknas. Kolumnerna ska vara {', '.join(_REQUIRED)}.")
    at = {name: plain.index(plain_heading(name)) for name in (*_REQUIRED, *_OPTIONAL) if plain_heading(name) in plain}
    rows: list[RuleRow] = []
    errors: list[RowError] = []
    seen: dict[int, int] = {}
    for record in records:

        def problem(column: str, value: str, reason: str, record_line: int = record.line) -> None:
            errors.append(RowError(record_line, column, value, reason, []))

        if record.broken:
            problem("hela raden", "", record.broken)
            continue
        if len(record.fields) < len(plain):
            problem("hela raden", "", f"Raden har {len(record.fields)} fält, men rubrikraden har {len(plain)}.")
            continue
        cell = {name: record.fields[index].strip() for name, index in at.items()}
        before = len(errors)
        errors.extend(people_in(record.line, cell))
        order = int(cell["ordning"]) if cell["ordning"].isdecimal() else 0
        if order < 1:
            problem("ordning", cell["ordning"], "Ordningen ska vara ett heltal från 1.")
        elif order in seen:
            problem("ordning", cell["ordning"], f"Ordningen finns redan på rad {seen[order]}.")
        else:
            seen[order] = record.line
        if cell["konto_fran"] and cell["konto_till"] and cell["konto_till"] < cell["konto_fran"]:
            problem("konto_till", cell["konto_till"], "Konto till kommer före konto från.")
        if not cell["underkategori"] and not cell["undantag"]:
            problem("underkategori", "", "Ange en underkategori eller ett undantag.")
        if len(errors) == before:
            rows.append(
                RuleRow(
                    line=record.line,
                    order=order,
                    supplier_ref=org_numbers.normalise(cell["leverantor_id"]) or cell["leverantor_id"],
                    account_from=cell["konto_fran"],
                    account_to=cell["konto_till"],
                    unit=cell["enhet"],
                    category=cell["underkategori"],
                    exclusion=cell["undantag"],
                    area=cell.get("avtalsomrade", ""),
                )
            )
    return rows, errors
