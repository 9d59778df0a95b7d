"""Every deed that changes the ledger or what it is judged to be."""

from followup.actions.judging import judge_changes, recompute_everything
from followup.actions.ledger import (
    AlreadyReceived,
    NotAllowedForBuyer,
    load_ledger_import,
    receive_ledger_file,
)
from followup.actions.measures import assess_measure, compute_outcomes, load_measures, save_target
from followup.actions.rules import (
    Moved,
    RulesRefused,
    import_rules,
    judge_row,
    move_rule,
    remove_rule,
    save_rule,
    try_rule,
)

__all__ = [
    "AlreadyReceived",
    "Moved",
    "NotAllowedForBuyer",
    "RulesRefused",
    "assess_measure",
    "compute_outcomes",
    "import_rules",
    "judge_changes",
    "judge_row",
    "load_ledger_import",
    "load_measures",
    "move_rule",
    "receive_ledger_file",
    "recompute_everything",
    "remove_rule",
    "save_rule",
    "save_target",
    "try_rule",
]
