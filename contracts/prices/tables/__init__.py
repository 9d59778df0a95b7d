"""What lists of the register and its prices look like."""

from contracts.prices.tables.clauses import (
    ClauseTable,
)
from contracts.prices.tables.prices import (
    AdjustmentTable,
    DifferenceTable,
    PriceRequestTable,
)
from contracts.prices.tables.second_person import (
    PriceToConfirmTable,
)

__all__ = [
    "AdjustmentTable",
    "ClauseTable",
    "DifferenceTable",
    "PriceRequestTable",
    "PriceToConfirmTable",
]
