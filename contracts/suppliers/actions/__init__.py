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
from contracts.suppliers.actions.permits import (
    keep_permit,
    standing_of,
    stop_where_lost,
)
from contracts.suppliers.actions.proposing import (
    CannotTakeBack,
    LedgerName,
    ProposalIsDecided,
    ProposalIsGone,
    propose_suppliers,
    say_not_same,
    say_same,
    take_back,
)
from contracts.suppliers.actions.registering import (
    _register,
    identify_by_org_number,
    register_suppliers_from_ledger,
)

__all__ = [
    "CannotMerge",
    "CannotTakeBack",
    "LedgerName",
    "NumberStays",
    "ProposalIsDecided",
    "ProposalIsGone",
    "_register",
    "identify_by_org_number",
    "keep_permit",
    "may_move",
    "merge_suppliers",
    "propose_suppliers",
    "register_suppliers_from_ledger",
    "remove_identifier",
    "save_detail",
    "save_supplier",
    "save_unit",
    "say_not_same",
    "say_same",
    "standing_of",
    "stop_placements",
    "stop_where_lost",
    "take_back",
    "undo_merge",
    "what_moves",
]
