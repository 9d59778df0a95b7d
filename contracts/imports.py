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
from huddinge_vo.common.money import NotAnAmount, parse_amount
from huddinge_vo.common.tabular import Record, RowError, Typed, UnreadableFile, open_table, plain_heading

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
_FIRST_YEAR, _LAST_YEAR = 1950, 2199


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
    records = (record for record in open_table(path, file_name).records() if not record.is_blank)
    heading = next(records, None)
    if heading is None:
        raise UnreadableFile("Filen är tom.")
    at, width = _columns(heading)
    rows: list[ContractRow] = []
    errors: list[RowError] = []
    seen: dict[str, int] = {}
    for record in records:
        if reason := _misshapen(record, width):
            errors.append(RowError(record.line, "hela raden", "", reason, list(record.fields)))
            continue
        before = len(errors)
        cells = {name: record.fields[index] for name, index in at.items()}
        errors.extend(
            RowError(record.line, column, value, reason, list(record.fields))
            for column, value, reason in _problems(cells, areas, seen)
        )
        if number := _text(cells["avtalsnummer"]):
            seen.setdefault(number, record.line)
        if len(errors) == before:
            rows.append(_row(record.line, cells, areas))
    return rows, errors


def _columns(heading: Record) -> tuple[dict[str, int], int]:
    plain = [plain_heading(text) for text in heading.fields]
    while plain and not plain[-1]:
        plain.pop()
    missing = [name for name in COLUMNS if plain_heading(name) not in plain]
    if missing:
        word = "Kolumnen" if len(missing) == 1 else "Kolumnerna"
        raise UnreadableFile(
            f"{word} {', '.join(missing)} saknas på rad {heading.line}. Kolumnerna ska vara {', '.join(COLUMNS)}."
        )
    if twice := [name for name in COLUMNS if plain.count(plain_heading(name)) > 1]:
        raise UnreadableFile(f"Kolumnen {twice[0]} finns flera gånger på rad {heading.line}. Behåll den som ska läsas.")
    return {name: plain.index(plain_heading(name)) for name in COLUMNS}, len(plain)


def _misshapen(record: Record, width: int) -> str:
    if record.broken:
        return record.broken
    if len(record.fields) < width or any(value.strip() for value in record.fields[width:]):
        return f"Raden har {len(record.fields)} fält, men rubrikraden har {width}."
    return ""


def _text(value: str) -> str:
    return " ".join(value.split())


def _areas_in(cell: str, areas: Mapping[str, int | None]) -> Iterator[tuple[str, int | None]]:
    """Each area that a cell names; a name may itself hold the sign that parts several."""
    names = [cell] if name_key(cell) in areas else cell.split("|")
    for name in names:
        if _text(name):
            yield _text(name), areas.get(name_key(name))


def _problems(
    cells: Mapping[str, str], areas: Mapping[str, int | None], seen: Mapping[str, int]
) -> Iterator[tuple[str, str, str]]:
    """Everything wrong in a row as (column, value, reason)."""
    for column, reason in _MISSING.items():
        if not cells[column].strip():
            yield column, "", reason
    for column, longest in _LONGEST.items():
        if len(_text(cells[column])) > longest:
            yield column, _text(cells[column])[:60], f"Värdet är längre än {longest} tecken."
    number = _text(cells["avtalsnummer"])
    if number in seen:
        yield "avtalsnummer", number, f"Avtalsnumret finns redan på rad {seen[number]}."
    supplier = _text(cells["leverantor_id"])
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
        value = _text(cells[column])
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
    """An ISO day. Raises ValueError with the reason in Swedish."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", value)
    if found is None:
        raise ValueError(f"”{value}” går inte att läsa som datum. Skriv ÅÅÅÅ-MM-DD.")
    year, month, day = (int(part) for part in found.groups())
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(
            f"”{value}” ligger utanför åren {_FIRST_YEAR}–{_LAST_YEAR}. Lämna slutet tomt om avtalet gäller tills vidare."
        )
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"”{value}” är ingen dag i almanackan.") from None


def _amount(value: str) -> Decimal:
    """An amount with the decimal sign that the cell itself shows; a spreadsheet's number has a point."""
    point = isinstance(value, Typed) or bool(re.search(r"^[^,]*\.[0-9]{1,2}$", value.strip()))
    return parse_amount(value, "." if point else ",")


def _row(line: int, cells: Mapping[str, str], areas: Mapping[str, int | None]) -> ContractRow:
    until, ceiling = cells["giltigt_till"].strip(), cells["takbelopp"].strip()
    chosen = dict.fromkeys(area for _, area in _areas_in(cells["avtalsomrade"], areas) if area is not None)
    return ContractRow(
        line=line,
        number=_text(cells["avtalsnummer"]),
        title=_text(cells["rubrik"]),
        supplier_name=_text(cells["leverantor"]),
        supplier_number=org_numbers.normalise(_text(cells["leverantor_id"])),
        areas=tuple(chosen),
        form=FORMS[plain_heading(cells["form"])],
        price_model=PRICE_MODELS[plain_heading(cells["prismodell"])],
        valid_from=_day(cells["giltigt_fran"].strip()),
        until=_day(until) if until else None,
        ceiling_sek=_amount(cells["takbelopp"]) if ceiling else None,
    )
