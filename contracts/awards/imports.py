"""The open statistics of awarded contracts (CC0). Pure, from a file to plain rows and errors.

There is no organisation number for suppliers, procedures may be blank, and a procurement has a row for each supplier
and lot. A row may stand twice; each is kept, told apart by how many there were before it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from huddinge_vo.common import org_numbers
from huddinge_vo.common.files.columns import NamedRow, one_line, read_count, read_day, read_named
from huddinge_vo.common.files.tabular import RowError

AWARD_COLUMNS = (
    "År",
    "Namn för köpare",
    "Organisationsnummer för köpare",
    "Huvudsaklig CPV-kod",
    "Rättslig grund",
    "Förfarande",
    "Typ av avtal",
    "Upphandlings-ID",
    "Upphandlingens titel",
    "Publiceringsdatum",
    "Anbudsområdes-ID",
    "Namn för leverantör",
    "Företagsstorlek för leverantör",
    "Antal kontrakterade anbud*, Summa",
)
_REQUIRED = ("År", "Namn för köpare", "Upphandlings-ID", "Upphandlingens titel", "Namn för leverantör")


@dataclass(frozen=True)
class AwardRow:
    """One award. `fingerprint` is the same each time the same row of the same content comes."""

    year: int
    buyer_name: str
    buyer_org_number: str
    procurement: str
    lot: str
    title: str
    procedure: str
    legal_ground: str
    kind: str
    cpv: str
    published_on: date | None
    supplier_name: str
    company_size: str
    tenders: int
    fingerprint: str


def read_awards(path: Path, *, file_name: str = "") -> tuple[list[AwardRow], list[RowError]]:
    """All awards and all errors. Raises UnreadableFile when the columns are not there."""
    named, errors = read_named(path, columns=AWARD_COLUMNS, file_name=file_name)
    rows: list[AwardRow] = []
    seen: Counter[str] = Counter()
    for row in named:
        found = _problems(row)
        errors.extend(found)
        if not found:
            content = "\x1f".join(one_line(row.cells[name]) for name in AWARD_COLUMNS)
            rows.append(_row(row, hashlib.sha256(f"{content}\x1f{seen[content]}".encode()).hexdigest()))
            seen[content] += 1
    return rows, sorted(errors, key=lambda error: error.line)


def _problems(row: NamedRow) -> list[RowError]:
    found = [row.error(name, "", f"{name} saknas.") for name in _REQUIRED if not one_line(row.cells[name])]
    for name in ("År", "Antal kontrakterade anbud*, Summa"):
        if value := row.cells[name].strip():
            try:
                read_count(value)
            except ValueError as error:
                found.append(row.error(name, value, str(error)))
    if value := row.cells["Publiceringsdatum"].strip():
        try:
            read_day(value)
        except ValueError as error:
            found.append(row.error("Publiceringsdatum", value, str(error)))
    return found


def _row(row: NamedRow, fingerprint: str) -> AwardRow:
    def text(name: str, longest: int) -> str:
        return one_line(row.cells[name])[:longest]

    published = row.cells["Publiceringsdatum"].strip()
    return AwardRow(
        year=read_count(row.cells["År"].strip()),
        buyer_name=text("Namn för köpare", 200),
        buyer_org_number=org_numbers.normalise(row.cells["Organisationsnummer för köpare"]) or "",
        procurement=text("Upphandlings-ID", 60),
        lot=text("Anbudsområdes-ID", 60),
        title=text("Upphandlingens titel", 500),
        procedure=text("Förfarande", 120),
        legal_ground=text("Rättslig grund", 60),
        kind=text("Typ av avtal", 60),
        cpv=text("Huvudsaklig CPV-kod", 120),
        published_on=read_day(published) if published else None,
        supplier_name=text("Namn för leverantör", 200),
        company_size=text("Företagsstorlek för leverantör", 60),
        tenders=read_count(row.cells["Antal kontrakterade anbud*, Summa"].strip() or "1"),
        fingerprint=fingerprint,
    )
