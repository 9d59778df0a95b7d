"""The simple file anyone can write by hand: period;värde;status;publicerad."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from contracts.index.imports.pxweb.cube import (
    CONTENTS,
    CONTENTS_LABEL,
    FINAL,
    PRELIMINARY,
    Cube,
    dimension,
    read_number,
)
from huddinge_vo.common.files.columns import read_day
from huddinge_vo.common.files.tabular import Record, UnreadableFile, plain_heading
from huddinge_vo.common.index_periods import IndexPeriod

TEMPLATE_COLUMNS = ("period", "värde", "status", "publicerad")
_REQUIRED = {"period", "varde"}
# Headings of remarks, which say nothing of what series a value belongs to.
_REMARKS = {"kalla", "kommentar", "anmarkning", "notering", "not", "lank"}
_STATUSES = {
    "": FINAL,
    "slutlig": FINAL,
    "slutligt": FINAL,
    "final": FINAL,
    "preliminar": PRELIMINARY,
    "preliminart": PRELIMINARY,
    "preliminary": PRELIMINARY,
}
_LABELS = {PRELIMINARY: "preliminär", FINAL: "slutlig"}


def is_template(heading: Record) -> bool:
    """Whether a row is the template's heading."""
    return set(map(plain_heading, heading.fields)) >= _REQUIRED


def read_template(heading: Record, records: Sequence[Record]) -> Cube:
    """The values under the heading. A blank status is final; statuses are the codes PRELIMINARY and FINAL.

    Other columns than remarks are variables to choose from: with 1980=100 in some rows and 2020=100 in others, the rows
    are two series and must not be read as one. Raises UnreadableFile, with the row, at the first thing that is wrong.
    """
    plain = [plain_heading(text) for text in heading.fields]
    others = _others(heading, plain)
    seen: list[dict[str, None]] = [{} for _ in others]
    cells: dict[tuple[str, ...], Decimal | None] = {}
    published: dict[tuple[str, ...], date] = {}
    for record in records:
        named = dict(zip(plain, record.fields, strict=False))
        if not named.get("period", "").strip() and not named.get("varde", "").strip():
            continue  # a note under the values
        try:
            told, value, day = _row(named)
        except ValueError as error:
            raise UnreadableFile(f"Rad {record.line}: {error}") from None
        chosen = [" ".join(record.fields[index].split()) if index < len(record.fields) else "" for index in others]
        key = (*chosen, *told)
        if key in cells:
            label = IndexPeriod.parse(told[0]).label
            raise UnreadableFile(f"Rad {record.line}: {label} har redan ett värde som är {_LABELS[told[1]]}.")
        for known, text in zip(seen, chosen, strict=True):
            known[text] = None
        cells[key] = value
        if day:
            published[key] = day
    if not cells:
        raise UnreadableFile("Filen har inga värden under rubrikraden.")
    periods = dict.fromkeys(key[-2] for key in cells)
    statuses = [status for status in _LABELS if any(status == key[-1] for key in cells)]
    dimensions = (
        *(dimension(label, label, known) for label, known in zip(others.values(), seen, strict=True)),
        dimension("period", "period", periods, {code: IndexPeriod.parse(code).label for code in periods}),
        dimension(CONTENTS, CONTENTS_LABEL, statuses, _LABELS),
    )
    return Cube(dimensions, cells, "period", CONTENTS, published=published)


def _others(heading: Record, plain: Sequence[str]) -> dict[int, str]:
    """The columns that are neither ours nor remarks, with their headings."""
    ours = _REMARKS.union(map(plain_heading, TEMPLATE_COLUMNS))
    others = {index: heading.fields[index].strip() for index, name in enumerate(plain) if name and name not in ours}
    if len(set(others.values())) < len(others):
        raise UnreadableFile(f"Rad {heading.line}: två kolumner har samma rubrik.")
    return others


def _row(named: Mapping[str, str]) -> tuple[tuple[str, str], Decimal | None, date | None]:
    """A row's period and status, value and day of publication. Raises ValueError with what is wrong."""
    period = period_in(named.get("period", ""))
    written = named.get("status", "").strip()
    if plain_heading(written) not in _STATUSES:
        raise ValueError(f"”{written}” är ingen status. Skriv preliminär eller slutlig.")
    day = named.get("publicerad", "").strip()
    key = (period.code, _STATUSES[plain_heading(written)])
    return key, read_number(named.get("varde", "")), read_day(day) if day else None


def period_in(cell: str) -> IndexPeriod:
    """The period of a cell. Spreadsheets make the first day of the month of 2026-08. Raises ValueError."""
    text = cell.strip()
    is_month = len(text) == len("2026-08-01") and text.endswith("-01")
    return IndexPeriod.parse(text.removesuffix("-01") if is_month else text)
