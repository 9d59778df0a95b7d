"""What lists of the register and its prices look like."""

from contracts.tables.prices import ClauseTable
from contracts.tables.register import (
    AwardTable,
    CheckTable,
    ContractAreaTable,
    ContractTable,
    DocumentTable,
    FrameworkTable,
    SupplierTable,
    UnitTable,
)

__all__ = [
    "AwardTable",
    "CheckTable",
    "ClauseTable",
    "ContractAreaTable",
    "ContractTable",
    "DocumentTable",
    "FrameworkTable",
    "SupplierTable",
    "UnitTable",
]
