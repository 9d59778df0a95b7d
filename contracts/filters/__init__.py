"""What the lists of the register and its prices are narrowed by."""

from contracts.filters.prices import ClauseFilter
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
    "AwardFilter",
    "CheckFilter",
    "ClauseFilter",
    "ContractAreaFilter",
    "ContractFilter",
    "DocumentFilter",
    "FrameworkFilter",
    "SupplierFilter",
    "UnitFilter",
]
