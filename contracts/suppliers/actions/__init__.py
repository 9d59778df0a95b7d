"""Every action that changes suppliers."""

from contracts.suppliers.actions.keeping import (
    NumberStays,
    remove_identifier,
    save_detail,
    save_supplier,
    save_unit,
    stop_placements,
)
from contracts.suppliers.actions.merging import (
    CannotMerge,
    may_move,
    merge_suppliers,
    undo_merge,
    what_moves,
)
from contracts.suppliers.actions.registering import (
    _register,
    identify_by_org_number,
    register_suppliers_from_ledger,
)

__all__ = [
    "CannotMerge",
    "NumberStays",
    "_register",
    "identify_by_org_number",
    "may_move",
    "merge_suppliers",
    "register_suppliers_from_ledger",
    "remove_identifier",
    "save_detail",
    "save_supplier",
    "save_unit",
    "stop_placements",
    "undo_merge",
    "what_moves",
]
