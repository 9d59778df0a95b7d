"""The file of contracts: one row is one supplier's contract. Pure, from a file to plain rows and errors.

Columns: avtalsnummer, rubrik, leverantor, leverantor_id, avtalsomrade, form, prismodell, giltigt_fran, giltigt_till,
takbelopp, and if the file has it, omgang. Headings are matched without case, accents and signs; columns with other
headings are left alone.
"""

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
    unusable,
    wrong_areas,
    wrong_ceiling,
    wrong_term,
    wrong_texts,
    wrong_word,
)
from huddinge_vo.common import org_numbers
from huddinge_vo.common.files.columns import one_line, read_named
from huddinge_vo.common.files.tabular import RowError, plain_heading

COLUMNS = (
    "avtalsnummer",
    "rubrik",
    "leverantor",
    "leverantor_id",
    "avtalsomrade",
    "form",
    "prismodell",
    "giltigt_fran",
    "giltigt_till",
    "takbelopp",
)
OPTIONAL_COLUMNS = ("omgang",)
PRICE_MODELS = {"fast": "FIXED", "fastpris": "FIXED", "anbud": "TENDERED", "anbudspris": "TENDERED"}
_LONGEST = {"avtalsnummer": 60, "rubrik": 250, "leverantor": 200}
_MISSING = {
    "avtalsnummer": "Avtalsnumret saknas.",
    "rubrik": "Rubriken saknas.",
    "leverantor": "Leverantörens namn saknas.",
    "avtalsomrade": "Avtalsområdet saknas.",
    "form": "Avtalsformen saknas.",
    "prismodell": "Prismodellen saknas.",
    "giltigt_fran": "Första dagen saknas.",
}


@dataclass(frozen=True)
class ContractRow:
    """One contract as the file has it. No `until` is until further notice; no `supplier_number` is known by name only.

    `areas` are what the caller's mapping gave, each once, in the file's order; both end days count. `framework` is the
    round's number, empty for none, and null in a file that does not speak of rounds.
    """

    line: int
    number: str
    title: str
    supplier_name: str
    supplier_number: str | None
    areas: tuple[int, ...]
    form: str
    price_model: str
    valid_from: date
    until: date | None
    ceiling_sek: Decimal | None
    framework: str | None = None


def read_contracts(path: Path, *, areas: Areas, file_name: str = "") -> tuple[list[ContractRow], list[RowError]]:
    """Read all contracts and all errors. Raises UnreadableFile when the columns are not there.

    `areas` leads from an area's code or name, as `name_key` writes it, to the area; null where the name is several's.
    """
    named, errors = read_named(path, columns=COLUMNS, optional=OPTIONAL_COLUMNS, file_name=file_name)
    rows: list[ContractRow] = []
    seen: dict[str, int] = {}
    for row in named:
        before = len(errors)
        errors.extend(row.error(column, value, reason) for column, value, reason in _problems(row.cells, areas, seen))
        if number := one_line(row.cells["avtalsnummer"]):
            seen.setdefault(number, row.line)
        if len(errors) == before:
            rows.append(_row(row.line, row.cells, areas))
    return rows, sorted(errors, key=lambda error: error.line)


def _problems(cells: Mapping[str, str], areas: Areas, seen: Mapping[str, int]) -> Iterator[Problem]:
    """Everything wrong in a row."""
    yield from wrong_texts(cells, missing=_MISSING, longest=_LONGEST)
    number = one_line(cells["avtalsnummer"])
    if number in seen:
        yield "avtalsnummer", number, f"Avtalsnumret finns redan på rad {seen[number]}."
    supplier = one_line(cells["leverantor_id"])
    if supplier and org_numbers.normalise(supplier) is None:
        yield "leverantor_id", supplier, unusable(supplier, "organisationsnummer")
    yield from wrong_areas(cells["avtalsomrade"], areas)
    yield from wrong_word(cells, "form", FORMS, FORMS_IN_WORDS)
    yield from wrong_word(cells, "prismodell", PRICE_MODELS, "fast eller anbud")
    yield from wrong_term(cells)
    yield from wrong_ceiling(cells)


def _row(line: int, cells: Mapping[str, str], areas: Areas) -> ContractRow:
    until, ceiling = cells["giltigt_till"].strip(), cells["takbelopp"].strip()
    return ContractRow(
        line=line,
        number=one_line(cells["avtalsnummer"]),
        title=one_line(cells["rubrik"]),
        supplier_name=one_line(cells["leverantor"]),
        supplier_number=org_numbers.normalise(one_line(cells["leverantor_id"])),
        areas=read_areas(cells["avtalsomrade"], areas),
        form=FORMS[plain_heading(cells["form"])],
        price_model=PRICE_MODELS[plain_heading(cells["prismodell"])],
        valid_from=day_in(cells["giltigt_fran"].strip()),
        until=day_in(until) if until else None,
        ceiling_sek=amount_in(cells["takbelopp"]) if ceiling else None,
        framework=one_line(cells["omgang"]) if "omgang" in cells else None,
    )
