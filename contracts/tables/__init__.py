"""What lists of the register and its prices look like."""

from contracts.tables.clauses import ClauseTable
from contracts.tables.indices import (
    IndexSeriesTable,
    IndexValueTable,
)
from contracts.tables.prices import (
    AdjustmentTable,
    DifferenceTable,
    PriceRequestTable,
    TickColumn,
)
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
    "AdjustmentTable",
    "AwardTable",
    "CheckTable",
    "ClauseTable",
    "ContractAreaTable",
    "ContractTable",
    "DifferenceTable",
    "DocumentTable",
    "FrameworkTable",
    "IndexSeriesTable",
    "IndexValueTable",
    "PriceRequestTable",
    "SupplierTable",
    "TickColumn",
    "UnitTable",
]
