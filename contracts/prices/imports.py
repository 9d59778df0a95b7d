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

from contracts.files.imports import (
    Column,
    Row,
    WrongCell,
    contract_areas,
    day,
    named_rows,
    read_rows,
    text,
    word,
    wrong_order,
)
from contracts.plan.cells import Areas, Problem, amount_in, name_key
from huddinge_vo.common.files.columns import one_line
from huddinge_vo.common.files.tabular import RowError
from huddinge_vo.common.untyped import Cleaned

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
UNITS_OF_PRICE_IN_WORDS = "dygn, timme, plats, månad eller besök"
# A spreadsheet holds a cell that shows 25 % as 0.25.
_VAT = {"0": 0, "6": 6, "12": 12, "25": 25, "0.06": 6, "0.12": 12, "0.25": 25}
_LARGEST = Decimal(9_999_999_999)
Key = tuple[str, str, int | None, str, str]


@dataclass(frozen=True)
class PriceRow:
    """A price as the file has it: kronor excluding VAT; no last day is until further notice. Both days count."""

    line: int
    contract: str
    item: str
    per: str
    amount_sek: Decimal
    valid_from: date
    valid_until: date | None = None
    unit: str = ""
    area: int | None = None
    vat_percent: int | None = None
    yearly_quantity: Decimal | None = None

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


def _number(cell: str, *, too_small: str) -> Decimal:
    value = amount_in(cell)
    if too_small and value <= 0:
        raise WrongCell((cell.strip(), too_small))
    if value < 0:
        raise WrongCell((cell.strip(), "Antalet kan inte vara negativt."))
    if value > _LARGEST:
        raise WrongCell((cell.strip(), "Talet är för stort."))
    return value


def _price(cell: str, areas: Areas) -> Decimal:
    return _number(cell, too_small="Priset är större än noll.")


def _quantity(cell: str, areas: Areas) -> Decimal | None:
    return _number(cell, too_small="") if cell.strip() else None


def _vat(cell: str, areas: Areas) -> int | None:
    value = one_line(cell).removesuffix("%").strip()
    if value and value not in _VAT:
        raise WrongCell((value, f"”{value}” är ingen svensk momssats. Ange 0, 6, 12 eller 25."))
    return _VAT[value] if value else None


def _area(cell: str, areas: Areas) -> int | None:
    found = contract_areas(cell, areas)
    if len(found) > 1:
        raise WrongCell((one_line(cell), "Ange ett avtalsområde per rad."))
    return next(iter(found), None)


# Each is a field of PriceRow. A new column is a line here and a field there: see docs/hur/import-column.md.
COLUMNS = (
    Column(
        heading="avtalsnummer",
        field="contract",
        meaning="Avtalets nummer; tomt för ett avtalsområdes pris.",
        read=text(60),
    ),
    Column(
        heading="artikel",
        field="item",
        meaning="Raden i prislistan.",
        read=text(200),
        missing="Artikeln saknas.",
    ),
    Column(
        heading="enhet",
        field="per",
        meaning=f"Vad priset är per: {UNITS_OF_PRICE_IN_WORDS}.",
        read=word(UNITS_OF_PRICE, UNITS_OF_PRICE_IN_WORDS),
        missing="Enheten saknas.",
    ),
    Column(
        heading="pris",
        field="amount_sek",
        meaning="Kronor utan moms.",
        read=_price,
        is_amount=True,
        missing="Priset saknas.",
    ),
    Column(
        heading="giltigt_fran",
        field="valid_from",
        meaning="Första dagen, ÅÅÅÅ-MM-DD.",
        read=day,
        missing="Första dagen saknas.",
    ),
    Column(
        heading="giltigt_till",
        field="valid_until",
        meaning="Sista dagen; ett pris som redan finns slutar då. Tomt: som det är, eller tills nästa pris.",
        read=day,
        may_lack=True,
    ),
    Column(
        heading="verksamhet",
        field="unit",
        meaning="Leverantörens verksamhet, om priset bara är dess.",
        read=text(200),
        may_lack=True,
    ),
    Column(
        heading="avtalsomrade",
        field="area",
        meaning="Avtalsområdets kod eller namn, för ett pris som gäller hela området.",
        read=_area,
        may_lack=True,
    ),
    Column(
        heading="moms",
        field="vat_percent",
        meaning="0, 6, 12 eller 25 procent. Tomt: som det är.",
        read=_vat,
        may_lack=True,
    ),
    Column(
        heading="antal_per_ar",
        field="yearly_quantity",
        meaning="Hur mycket som köps på ett år. Tomt: som det är.",
        read=_quantity,
        is_amount=True,
        may_lack=True,
    ),
)


def read_price_references(path: Path, *, file_name: str = "") -> list[PriceReference]:
    """What every row of the file refers to. Raises UnreadableFile when the columns are not there."""
    named, _errors = named_rows(path, columns=COLUMNS, file_name=file_name)
    return [
        PriceReference(row.line, one_line(row.cells["avtalsnummer"]), one_line(row.cells.get("verksamhet", "")))
        for row in named
    ]


def read_prices(path: Path, *, areas: Areas, file_name: str = "") -> tuple[list[PriceRow], list[RowError]]:
    """Read all prices and all errors. Raises UnreadableFile when the columns are not there."""
    found, errors = read_rows(path, columns=COLUMNS, areas=areas, file_name=file_name, check=_check)
    rows = [PriceRow(line=row.line, **row.values) for row in found]
    errors.extend(_overlaps(rows, {row.line: row for row in found}))
    return rows, sorted(errors, key=lambda error: error.line)


def _check(cells: Mapping[str, str], values: Cleaned) -> Iterator[Problem]:
    contract, area, unit = (one_line(cells.get(name, "")) for name in ("avtalsnummer", "avtalsomrade", "verksamhet"))
    if bool(contract) == bool(area):
        reason = (
            "Ange avtalsnummer eller avtalsområde, inte båda." if contract else "Ange avtalsnummer eller avtalsområde."
        )
        yield "avtalsnummer", contract, reason
    if area and unit:
        yield "verksamhet", unit, "En verksamhets pris hör till ett avtal: ange avtalsnumret."
    yield from wrong_order(values, last="valid_until")


def _overlaps(rows: list[PriceRow], raw: Mapping[int, Row]) -> Iterator[RowError]:
    """Rows of one line of a price list whose days overlap. An open end is closed by the next row and overlaps none."""
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
