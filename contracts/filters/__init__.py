"""What the lists of the register and its prices are narrowed by."""

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
    "ContractAreaFilter",
    "ContractFilter",
    "DocumentFilter",
    "FrameworkFilter",
    "SupplierFilter",
    "UnitFilter",
]
