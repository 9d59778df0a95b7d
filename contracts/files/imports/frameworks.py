"""The file of rounds: one row is one round of procurement. Pure, from a file to plain rows and errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from contracts.plan.cells import (
    FORMS,
    FORMS_IN_WORDS,
    Areas,
    Problem,
    amount_in,
    day_in,
    read_areas,
    wrong_areas,
    wrong_ceiling,
    wrong_term,
    wrong_texts,
    wrong_word,
)
from huddinge_vo.common.files.columns import one_line, read_named
from huddinge_vo.common.files.tabular import RowError, plain_heading

FRAMEWORK_COLUMNS = (
    "omgang",
    "rubrik",
    "avtalsomrade",
    "form",
    "giltigt_fran",
    "giltigt_till",
    "takbelopp",
    "avropsordning",
    "diarienummer",
)
CALL_OFFS = {
    "rangordning": "RANKED",
    "fornyadkonkurrensutsattning": "MINI_COMPETITION",
    "denenskildesbehov": "NEEDS",
    "denenskildesval": "CHOICE",
}
_LONGEST = {"omgang": 60, "rubrik": 250, "diarienummer": 60}
_MISSING = {
    "omgang": "Omgångens nummer saknas.",
    "rubrik": "Rubriken saknas.",
    "avtalsomrade": "Avtalsområdet saknas.",
    "form": "Avtalsformen saknas.",
    "giltigt_fran": "Första dagen saknas.",
}


@dataclass(frozen=True)
class FrameworkRow:
    """One round as the file has it. No `until` is until further notice; both end days count."""

    line: int
    number: str
    title: str
    areas: tuple[int, ...]
    form: str
    valid_from: date
    until: date | None
    ceiling_sek: Decimal | None
    call_off_method: str
    registry_number: str


def read_frameworks(path: Path, *, areas: Areas, file_name: str = "") -> tuple[list[FrameworkRow], list[RowError]]:
    """Read all rounds and all errors. Raises UnreadableFile when the columns are not there."""
    named, errors = read_named(path, columns=FRAMEWORK_COLUMNS, file_name=file_name)
    rows: list[FrameworkRow] = []
    seen: dict[str, int] = {}
    for row in named:
        before = len(errors)
        errors.extend(row.error(column, value, reason) for column, value, reason in _problems(row.cells, areas, seen))
        if number := one_line(row.cells["omgang"]):
            seen.setdefault(number, row.line)
        if len(errors) == before:
            rows.append(_row(row.line, row.cells, areas))
    return rows, sorted(errors, key=lambda error: error.line)


def _problems(cells: Mapping[str, str], areas: Areas, seen: Mapping[str, int]) -> Iterator[Problem]:
    yield from wrong_texts(cells, missing=_MISSING, longest=_LONGEST)
    number = one_line(cells["omgang"])
    if number in seen:
        yield "omgang", number, f"Omgångens nummer finns redan på rad {seen[number]}."
    yield from wrong_areas(cells["avtalsomrade"], areas)
    yield from wrong_word(cells, "form", FORMS, FORMS_IN_WORDS)
    listed = "rangordning, förnyad konkurrensutsättning, den enskildes behov eller den enskildes val"
    yield from wrong_word(cells, "avropsordning", CALL_OFFS, listed)
    yield from wrong_term(cells)
    yield from wrong_ceiling(cells)


def _row(line: int, cells: Mapping[str, str], areas: Areas) -> FrameworkRow:
    until, ceiling, call_off = (cells[name].strip() for name in ("giltigt_till", "takbelopp", "avropsordning"))
    return FrameworkRow(
        line=line,
        number=one_line(cells["omgang"]),
        title=one_line(cells["rubrik"]),
        areas=read_areas(cells["avtalsomrade"], areas),
        form=FORMS[plain_heading(cells["form"])],
        valid_from=day_in(cells["giltigt_fran"].strip()),
        until=day_in(until) if until else None,
        ceiling_sek=amount_in(cells["takbelopp"]) if ceiling else None,
        call_off_method=CALL_OFFS[plain_heading(call_off)] if call_off else "",
        registry_number=one_line(cells["diarienummer"]),
    )
