"""Files into the register: from a file to plain rows and errors."""

from contracts.files.imports.contracts import (
    COLUMNS,
    OPTIONAL_COLUMNS,
    ContractRow,
    read_contracts,
)
from contracts.files.imports.frameworks import (
    FRAMEWORK_COLUMNS,
    FrameworkRow,
    read_frameworks,
)
from contracts.files.imports.units import (
    UNIT_COLUMNS,
    UnitRow,
    read_units,
)

__all__ = [
    "COLUMNS",
    "FRAMEWORK_COLUMNS",
    "OPTIONAL_COLUMNS",
    "UNIT_COLUMNS",
    "ContractRow",
    "FrameworkRow",
    "UnitRow",
    "read_contracts",
    "read_frameworks",
    "read_units",
]
