"""Every action on files of the register."""

from contracts.files.actions.importing import (
    CONTEXT,
    Difference,
    RegisterImportResult,
    RegisterRefused,
    import_contracts,
)
from contracts.files.actions.receiving import (
    ImportIsOver,
    apply_register,
    preview_register,
    receive_register,
    undo_register,
)

__all__ = [
    "CONTEXT",
    "Difference",
    "ImportIsOver",
    "RegisterImportResult",
    "RegisterRefused",
    "apply_register",
    "import_contracts",
    "preview_register",
    "receive_register",
    "undo_register",
]
