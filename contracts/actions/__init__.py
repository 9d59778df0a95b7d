"""Every deed that changes the register."""

from contracts.actions.awards import AwardImportResult, import_awards
from contracts.actions.checks import (
    CheckImportResult,
    ChecksRefused,
    check_terms,
    import_permits,
    import_ratings,
    register_check,
)
from contracts.actions.documents import add_document, read_document_text
from contracts.actions.importing import (
    RegisterImportResult,
    RegisterRefused,
    identify_by_org_number,
    import_contracts,
    import_frameworks,
    import_units,
    register_suppliers_from_ledger,
)
from contracts.actions.options import (
    OptionNotOpen,
    add_option,
    decide_option,
    decline_option,
    terminate_contract,
)
from contracts.actions.register_imports import (
    Difference,
    ImportIsOver,
    Preview,
    Undone,
    apply_register,
    preview_register,
    receive_register,
    undo_register,
)
from contracts.actions.saving import ChangedMeanwhile, save_contract, save_framework, save_requirements, save_supplier
from contracts.actions.suppliers import (
    CannotMerge,
    merge_suppliers,
    save_detail,
    save_unit,
    stop_placements,
    undo_merge,
    what_moves,
)

__all__ = [
    "AwardImportResult",
    "CannotMerge",
    "ChangedMeanwhile",
    "CheckImportResult",
    "ChecksRefused",
    "Difference",
    "ImportIsOver",
    "OptionNotOpen",
    "Preview",
    "RegisterImportResult",
    "RegisterRefused",
    "Undone",
    "add_document",
    "add_option",
    "apply_register",
    "check_terms",
    "decide_option",
    "decline_option",
    "identify_by_org_number",
    "import_awards",
    "import_contracts",
    "import_frameworks",
    "import_permits",
    "import_ratings",
    "import_units",
    "merge_suppliers",
    "preview_register",
    "read_document_text",
    "receive_register",
    "register_check",
    "register_suppliers_from_ledger",
    "save_contract",
    "save_detail",
    "save_framework",
    "save_requirements",
    "save_supplier",
    "save_unit",
    "stop_placements",
    "terminate_contract",
    "undo_merge",
    "undo_register",
    "what_moves",
]
