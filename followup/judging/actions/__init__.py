"""Every action that changes what rows are judged to be."""

from followup.judging.actions.judging import (
    judge_changes,
    judge_import,
    judge_key,
    judge_months,
    recompute_everything,
)
from followup.judging.actions.rules import (
    LedgerIsBusy,
    RulesRefused,
    TooMuchAtOnce,
    import_rules,
    judge_row,
    move_rule,
    remove_rule,
    save_rule,
    try_removal,
    try_rule,
)
from followup.judging.actions.supplier_names import propose_suppliers

__all__ = [
    "LedgerIsBusy",
    "RulesRefused",
    "TooMuchAtOnce",
    "import_rules",
    "judge_changes",
    "judge_import",
    "judge_key",
    "judge_months",
    "judge_row",
    "move_rule",
    "propose_suppliers",
    "recompute_everything",
    "remove_rule",
    "save_rule",
    "try_removal",
    "try_rule",
]
