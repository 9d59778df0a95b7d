"""Files into the register: from a file to plain rows and errors."""

from contracts.imports.cells import name_key, unusable
from contracts.imports.checks import PERMIT_COLUMNS, RATING_COLUMNS, CheckRow, PermitRow, read_permits, read_ratings
from contracts.imports.contracts import COLUMNS, OPTIONAL_COLUMNS, ContractRow, read_contracts
from contracts.imports.frameworks import FRAMEWORK_COLUMNS, FrameworkRow, read_frameworks
from contracts.imports.prices import (
    PRICE_COLUMNS,
    PRICE_OPTIONAL,
    PriceReference,
    PriceRow,
    read_price_references,
    read_prices,
)
from contracts.imports.units import UNIT_COLUMNS, UnitRow, read_units

__all__ = [
    "COLUMNS",
    "FRAMEWORK_COLUMNS",
    "OPTIONAL_COLUMNS",
    "PERMIT_COLUMNS",
    "PRICE_COLUMNS",
    "PRICE_OPTIONAL",
    "RATING_COLUMNS",
    "UNIT_COLUMNS",
    "CheckRow",
    "ContractRow",
    "FrameworkRow",
    "PermitRow",
    "PriceReference",
    "PriceRow",
    "UnitRow",
    "name_key",
    "read_contracts",
    "read_frameworks",
    "read_permits",
    "read_price_references",
    "read_prices",
    "read_ratings",
    "read_units",
    "unusable",
]
