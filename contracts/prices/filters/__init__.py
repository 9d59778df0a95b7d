"""What the lists of the register and its prices are narrowed by."""

from contracts.prices.filters.clauses import (
    ClauseFilter,
)
from contracts.prices.filters.prices import (
    AdjustmentFilter,
    DifferenceFilter,
    PriceRequestFilter,
    PriceToConfirmFilter,
)

__all__ = [
    "AdjustmentFilter",
    "ClauseFilter",
    "DifferenceFilter",
    "PriceRequestFilter",
    "PriceToConfirmFilter",
]
