"""What the lists of the register and its prices are narrowed by."""

from contracts.filters.clauses import ClauseFilter
from contracts.filters.indices import (
    IndexSeriesFilter,
    IndexValueFilter,
)
from contracts.filters.prices import (
    AdjustmentFilter,
    DifferenceFilter,
    PriceRequestFilter,
)
from contracts.filters.register import (
    STANDING,
    AwardFilter,
    CheckFilter,
    ContractAreaFilter,
    ContractFilter,
    DocumentFilter,
    FrameworkFilter,
    SupplierFilter,
    UnitFilter,
)

__all__ = [
    "STANDING",
    "AdjustmentFilter",
    "AwardFilter",
    "CheckFilter",
    "ClauseFilter",
    "ContractAreaFilter",
    "ContractFilter",
    "DifferenceFilter",
    "DocumentFilter",
    "FrameworkFilter",
    "IndexSeriesFilter",
    "IndexValueFilter",
    "PriceRequestFilter",
    "SupplierFilter",
    "UnitFilter",
]
