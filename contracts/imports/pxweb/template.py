"""The simple file anyone can write by hand: period;värde;status;publicerad."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from contracts.imports.pxweb.cube import CONTENTS, CONTENTS_LABEL, FINAL, PRELIMINARY, Cube, dimension, read_number
from huddinge_vo.common.columns import read_day
from huddinge_vo.common.index_periods import IndexPeriod
from huddinge_vo.common.tabular import Record, UnreadableFile, plain_heading

TEMPLATE_COLUMNS = ("period", "värde", "status", "publicerad")
_REQUIRED = {"period", "varde"}
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

    Raises UnreadableFile, with the row, at the first thing that is wrong.
    """
    plain = [plain_heading(text) for text in heading.fields]
    cells: dict[tuple[str, ...], Decimal | None] = {}
    published: dict[tuple[str, ...], date] = {}
    for record in records:
        named = dict(zip(plain, record.fields, strict=False))
        if not named.get("period", "").strip() and not named.get("varde", "").strip():
            continue  # a note under the values
        try:
            key, value, day = _row(named)
        except ValueError as error:
            raise UnreadableFile(f"Rad {record.line}: {error}") from None
        if key in cells:
            label = IndexPeriod.parse(key[0]).label
            raise UnreadableFile(f"Rad {record.line}: {label} har redan ett värde som är {_LABELS[key[1]]}.")
        cells[key] = value
        if day:
            published[key] = day
    if not cells:
        raise UnreadableFile("Filen har inga värden under rubrikraden.")
    periods = dict.fromkeys(code for code, _ in cells)
    statuses = [status for status in _LABELS if any(status == one for _, one in cells)]
    dimensions = (
        dimension("period", "period", periods, {code: IndexPeriod.parse(code).label for code in periods}),
        dimension(CONTENTS, CONTENTS_LABEL, statuses, _LABELS),
    )
    return Cube(dimensions, cells, "period", CONTENTS, published=published)


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
