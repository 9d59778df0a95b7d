"""The file of prices as one of the register's files: it stands above them, and registers itself with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from contracts.files.models import RegisterImport
from contracts.files.registers import REGISTERS, Preview, Register, RegisterImportResult, Undone
from contracts.prices.actions import import_prices, unknown_references, withdraw_import
from contracts.prices.actions.price_imports import DETAILS
from contracts.prices.actions.second_person import MAY_CONFIRM
from contracts.prices.imports import COLUMNS, PriceRow, read_price_references, read_prices
from contracts.prices.models import Price, PriceItem
from huddinge_vo.common.files.tabular import RowError
from huddinge_vo.common.people.models import Organization

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


def _faults(*, register_import: RegisterImport, rows: Sequence[PriceRow], by: User) -> list[RowError]:
    """Contracts and units that are not there or not to be seen, also of rows that cannot be read for another reason."""
    path = Path(register_import.file.path)
    references = read_price_references(path, file_name=register_import.original_name)
    return unknown_references(buyer=register_import.buyer, references=references, by=by)


def _preview(*, buyer: Organization, rows: Sequence[PriceRow], by: User, at: datetime) -> Preview:
    return Preview(*import_prices(buyer=buyer, rows=rows, by=by, at=at))


def _bring_in(
    *, buyer: Organization, rows: Sequence[PriceRow], by: User, at: datetime, brought_by: RegisterImport
) -> RegisterImportResult:
    result, _ = import_prices(buyer=buyer, rows=rows, by=by, at=at, brought_by=brought_by)
    return result


def _take_back(*, register_import: RegisterImport, by: User, at: datetime) -> Undone:
    return Undone(*withdraw_import(register_import=register_import, by=by, at=at))


REGISTERS.add(
    Register(
        code=RegisterImport.Kind.PRICES,
        columns=COLUMNS,
        permissions=("contracts.import_contracts", "contracts.add_priceitem"),  # and those who keep price lists
        read=read_prices,
        faults=_faults,
        preview=_preview,
        bring_in=_bring_in,
        take_back=_take_back,
        touches=(Price, PriceItem),
        heading="Enhet och dag",
        details=DETAILS,
        confirmed_with=MAY_CONFIRM,
    )
)
