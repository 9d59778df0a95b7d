"""Files into the register: from a file to plain rows and errors."""

from contracts.imports.checks import PERMIT_COLUMNS, RATING_COLUMNS, CheckRow, PermitRow, read_permits, read_ratings
from contracts.imports.contracts import COLUMNS, ContractRow, name_key, read_contracts

__all__ = [
    "COLUMNS",
    "PERMIT_COLUMNS",
    "RATING_COLUMNS",
    "CheckRow",
    "ContractRow",
    "PermitRow",
    "name_key",
    "read_contracts",
    "read_permits",
    "read_ratings",
]
