"""Every deed that changes the register."""

from contracts.actions.importing import (
    ContractImportResult,
    ContractsRefused,
    identify_by_org_number,
    import_contracts,
    register_suppliers_from_ledger,
)
from contracts.actions.options import (
    OptionNotOpen,
    add_option,
    decide_option,
    decline_option,
    terminate_contract,
)
from contracts.actions.saving import ChangedMeanwhile, save_contract, save_framework, save_requirements, save_supplier

__all__ = [
    "ChangedMeanwhile",
    "ContractImportResult",
    "ContractsRefused",
    "OptionNotOpen",
    "add_option",
    "decide_option",
    "decline_option",
    "identify_by_org_number",
    "import_contracts",
    "register_suppliers_from_ledger",
    "save_contract",
    "save_framework",
    "save_requirements",
    "save_supplier",
    "terminate_contract",
]
