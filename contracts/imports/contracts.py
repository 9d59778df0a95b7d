"""The file of contracts: one row is one supplier's contract. Pure, from a file to plain rows and errors.

Columns: avtalsnummer, rubrik, leverantor, leverantor_id, avtalsomrade, form, prismodell, giltigt_fran, giltigt_till,
takbelopp. Headings are matched without case, accents and signs; columns with other headings are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from huddinge_vo.common import org_numbers
from huddinge_vo.common.columns import one_line, read_day, read_named
from huddinge_vo.common.money import NotAnAmount, parse_amount
from huddinge_vo.common.tabular import RowError, Typed, plain_heading

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
# What a file may say → our codes. The longer words are those that our own lists show, so that an export can come back.
FORMS = {
    "ramavtal": "FRAMEWORK",
    "valfrihetssystem": "CHOICE_SYSTEM",
    "valfrihetssystemlov": "CHOICE_SYSTEM",
    "entreprenad": "OUTSOURCING",
    "reserverat": "RESERVED",
    "reserveratavtal": "RESERVED",
    "direktupphandling": "DIRECT_AWARD",
}
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

    `areas` are what the caller's mapping gave, each once, in the file's order; both end days count.
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


def name_key(text: str) -> str:
    """A name as it is compared: without case, surplus space, or difference between composed and decomposed letters."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def read_contracts(
    path: Path, *, areas: Mapping[str, int | None], file_name: str = ""
) -> tuple[list[ContractRow], list[RowError]]:
    """Read all contracts and all errors. Raises UnreadableFile when the columns are not there.

    `areas` leads from an area's code or name, as `name_key` writes it, to the area; null where the name is several's.
    """
    named, errors = read_named(path, columns=COLUMNS, file_name=file_name)
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


def _areas_in(cell: str, areas: Mapping[str, int | None]) -> Iterator[tuple[str, int | None]]:
    """Each area that a cell names; a name may itself hold the sign that parts several."""
    names = [cell] if name_key(cell) in areas else cell.split("|")
    for name in names:
        if one_line(name):
            yield one_line(name), areas.get(name_key(name))


def _problems(
    cells: Mapping[str, str], areas: Mapping[str, int | None], seen: Mapping[str, int]
) -> Iterator[tuple[str, str, str]]:
    """Everything wrong in a row as (column, value, reason)."""
    for column, reason in _MISSING.items():
        if not cells[column].strip():
            yield column, "", reason
    for column, longest in _LONGEST.items():
        if len(one_line(cells[column])) > longest:
            yield column, one_line(cells[column])[:60], f"Värdet är längre än {longest} tecken."
    number = one_line(cells["avtalsnummer"])
    if number in seen:
        yield "avtalsnummer", number, f"Avtalsnumret finns redan på rad {seen[number]}."
    supplier = one_line(cells["leverantor_id"])
    if supplier and org_numbers.normalise(supplier) is None:
        yield "leverantor_id", supplier, f"”{supplier}” är inget giltigt organisationsnummer."
    for name, area in _areas_in(cells["avtalsomrade"], areas):
        if area is None:
            known = name_key(name) in areas
            yield (
                "avtalsomrade",
                name,
                f"Flera avtalsområden heter ”{name}”. Ange koden."
                if known
                else f"Avtalsområdet ”{name}” finns inte. Ange kod eller exakt namn.",
            )
    for column, choices, listed in (
        ("form", FORMS, "ramavtal, valfrihetssystem, entreprenad, reserverat eller direktupphandling"),
        ("prismodell", PRICE_MODELS, "fast eller anbud"),
    ):
        value = one_line(cells[column])
        if value and plain_heading(value) not in choices:
            yield column, value, f"”{value}” går inte att tolka. Ange {listed}."
    yield from _wrong_days(cells)
    if cells["takbelopp"].strip():
        try:
            if _amount(cells["takbelopp"]) < 0:
                yield "takbelopp", cells["takbelopp"], "Takbeloppet kan inte vara negativt."
        except NotAnAmount as error:
            yield "takbelopp", cells["takbelopp"], str(error)


def _wrong_days(cells: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    days: dict[str, date] = {}
    for column in ("giltigt_fran", "giltigt_till"):
        if value := cells[column].strip():
            try:
                days[column] = _day(value)
            except ValueError as error:
                yield column, value, str(error)
    if len(days) == 2 and days["giltigt_till"] < days["giltigt_fran"]:
        yield (
            "giltigt_till",
            cells["giltigt_till"].strip(),
            f"Sista dagen ligger före första dagen, {days['giltigt_fran']}.",
        )


def _day(value: str) -> date:
    return read_day(value, hint="Lämna slutet tomt om avtalet gäller tills vidare.")


def _amount(value: str) -> Decimal:
    """An amount with the decimal sign that the cell itself shows; a spreadsheet's number has a point."""
    point = isinstance(value, Typed) or bool(re.search(r"^[^,]*\.[0-9]{1,2}$", value.strip()))
    return parse_amount(value, "." if point else ",")


def _row(line: int, cells: Mapping[str, str], areas: Mapping[str, int | None]) -> ContractRow:
    until, ceiling = cells["giltigt_till"].strip(), cells["takbelopp"].strip()
    chosen = dict.fromkeys(area for _, area in _areas_in(cells["avtalsomrade"], areas) if area is not None)
    return ContractRow(
        line=line,
        number=one_line(cells["avtalsnummer"]),
        title=one_line(cells["rubrik"]),
        supplier_name=one_line(cells["leverantor"]),
        supplier_number=org_numbers.normalise(one_line(cells["leverantor_id"])),
        areas=tuple(chosen),
        form=FORMS[plain_heading(cells["form"])],
        price_model=PRICE_MODELS[plain_heading(cells["prismodell"])],
        valid_from=_day(cells["giltigt_fran"].strip()),
        until=_day(until) if until else None,
        ceiling_sek=_amount(cells["takbelopp"]) if ceiling else None,
    )
