"""The file of prices: one row is what one line of a price list costs from a day.

Pure, from a file to plain rows and errors.

A row is a contract's (avtalsnummer, and perhaps one of the supplier's units, verksamhet) or an area's (avtalsomrade).
The same line may stand in many rows with different days; its days never overlap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from contracts.plan.cells import (
    Areas,
    Problem,
    amount_in,
    day_in,
    name_key,
    read_areas,
    wrong_areas,
    wrong_term,
    wrong_texts,
    wrong_word,
)
from huddinge_vo.common.files.columns import NamedRow, one_line, read_named
from huddinge_vo.common.files.tabular import RowError, plain_heading
from huddinge_vo.common.money import NotAnAmount

PRICE_COLUMNS = ("avtalsnummer", "artikel", "enhet", "pris", "giltigt_fran")
PRICE_OPTIONAL = ("giltigt_till", "verksamhet", "avtalsomrade", "moms", "antal_per_ar")
UNITS_OF_PRICE = {
    "dygn": "DAY",
    "dag": "DAY",
    "timme": "HOUR",
    "timmar": "HOUR",
    "tim": "HOUR",
    "plats": "PLACE",
    "manad": "MONTH",
    "man": "MONTH",
    "besok": "VISIT",
}
# A spreadsheet holds a cell that shows 25 % as 0.25.
_VAT = {"0": 0, "6": 6, "12": 12, "25": 25, "0.06": 6, "0.12": 12, "0.25": 25}
_LONGEST = {"avtalsnummer": 60, "artikel": 200, "verksamhet": 200}
_MISSING = {"artikel": "Artikeln saknas.", "enhet": "Enheten saknas.", "giltigt_fran": "Första dagen saknas."}
_LARGEST = Decimal(9_999_999_999)
Key = tuple[str, str, int | None, str, str]


@dataclass(frozen=True)
class PriceRow:
    """A price as the file has it: kronor excluding VAT; no last day is until further notice. Both days count."""

    line: int
    contract: str
    unit: str
    area: int | None
    item: str
    per: str
    amount_sek: Decimal
    vat_percent: int | None
    yearly_quantity: Decimal | None
    valid_from: date
    valid_until: date | None

    @property
    def key(self) -> Key:
        """What line of which list it is, as names are compared."""
        return (self.contract, name_key(self.unit), self.area, name_key(self.item), self.per)


@dataclass(frozen=True)
class PriceReference:
    """The contract and unit that a row names, whatever else is wrong with it."""

    line: int
    contract: str
    unit: str


def read_price_references(path: Path, *, file_name: str = "") -> list[PriceReference]:
    """What every row of the file refers to. Raises UnreadableFile when the columns are not there."""
    named, _errors = read_named(path, columns=PRICE_COLUMNS, optional=PRICE_OPTIONAL, file_name=file_name)
    return [
        PriceReference(row.line, one_line(row.cells["avtalsnummer"]), one_line(row.cells.get("verksamhet", "")))
        for row in named
    ]


def read_prices(path: Path, *, areas: Areas, file_name: str = "") -> tuple[list[PriceRow], list[RowError]]:
    """Read all prices and all errors. Raises UnreadableFile when the columns are not there."""
    named, errors = read_named(path, columns=PRICE_COLUMNS, optional=PRICE_OPTIONAL, file_name=file_name)
    rows: list[PriceRow] = []
    raw: dict[int, NamedRow] = {}
    for row in named:
        cells = {**dict.fromkeys(PRICE_OPTIONAL, ""), **row.cells}
        found = [row.error(column, value, reason) for column, value, reason in _problems(cells, areas)]
        errors.extend(found)
        if not found:
            rows.append(_row(row.line, cells, areas))
            raw[row.line] = row
    errors.extend(_overlaps(rows, raw))
    return rows, sorted(errors, key=lambda error: error.line)


def _problems(cells: Mapping[str, str], areas: Areas) -> Iterator[Problem]:
    yield from wrong_texts(cells, missing=_MISSING, longest=_LONGEST)
    contract, area = one_line(cells["avtalsnummer"]), one_line(cells["avtalsomrade"])
    if bool(contract) == bool(area):
        reason = (
            "Ange avtalsnummer eller avtalsområde, inte båda." if contract else "Ange avtalsnummer eller avtalsområde."
        )
        yield "avtalsnummer", contract, reason
    if area and one_line(cells["verksamhet"]):
        yield "verksamhet", one_line(cells["verksamhet"]), "En verksamhets pris hör till ett avtal: ange avtalsnumret."
    yield from wrong_areas(cells["avtalsomrade"], areas)
    if len(read_areas(cells["avtalsomrade"], areas)) > 1:
        yield "avtalsomrade", area, "Ange ett avtalsområde per rad."
    yield from wrong_word(cells, "enhet", UNITS_OF_PRICE, "dygn, timme, plats, månad eller besök")
    yield from _wrong_number(cells, "pris", above=Decimal(0), missing="Priset saknas.")
    yield from _wrong_number(cells, "antal_per_ar", above=None, missing="")
    if (vat := one_line(cells["moms"]).removesuffix("%").strip()) and vat not in _VAT:
        yield "moms", vat, f"”{vat}” är ingen svensk momssats. Ange 0, 6, 12 eller 25."
    yield from wrong_term(cells)


def _wrong_number(cells: Mapping[str, str], column: str, *, above: Decimal | None, missing: str) -> Iterator[Problem]:
    value = cells[column].strip()
    if not value:
        if missing:
            yield column, "", missing
        return
    try:
        number = amount_in(cells[column])
    except NotAnAmount as error:
        yield column, value, str(error)
        return
    if above is not None and number <= above:
        yield column, value, "Priset är större än noll."
    elif number < 0:
        yield column, value, "Antalet kan inte vara negativt."
    elif number > _LARGEST:
        yield column, value, "Talet är för stort."


def _row(line: int, cells: Mapping[str, str], areas: Areas) -> PriceRow:
    vat, quantity = one_line(cells["moms"]).removesuffix("%").strip(), cells["antal_per_ar"].strip()
    until = cells["giltigt_till"].strip()
    return PriceRow(
        line=line,
        contract=one_line(cells["avtalsnummer"]),
        unit=one_line(cells["verksamhet"]),
        area=next(iter(read_areas(cells["avtalsomrade"], areas)), None),
        item=one_line(cells["artikel"]),
        per=UNITS_OF_PRICE[plain_heading(one_line(cells["enhet"]))],
        amount_sek=amount_in(cells["pris"]),
        vat_percent=_VAT[vat] if vat else None,
        yearly_quantity=amount_in(cells["antal_per_ar"]) if quantity else None,
        valid_from=day_in(cells["giltigt_fran"].strip()),
        valid_until=day_in(until) if until else None,
    )


def _overlaps(rows: list[PriceRow], raw: Mapping[int, NamedRow]) -> Iterator[RowError]:
    """Rows of one line of a price list whose days overlap.

    An open end is closed by the next row, and overlaps nothing.
    """
    by_key: defaultdict[Key, list[PriceRow]] = defaultdict(list)
    for row in rows:
        by_key[row.key].append(row)
    for same in by_key.values():
        ordered = sorted(same, key=lambda row: (row.valid_from, row.line))
        for before, row in pairwise(ordered):
            again = before.valid_from == row.valid_from
            if again or (before.valid_until is not None and before.valid_until >= row.valid_from):
                reason = f"Dagarna överlappar raden {before.line}, som gäller samma artikel."
                yield raw[row.line].error("giltigt_fran", str(row.valid_from), reason)
