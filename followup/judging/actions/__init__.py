"""Every action that changes what rows are judged to be."""

from followup.judging.actions.hands import (
    NothingLeft,
    TooManyRows,
    judge_groups,
    judge_row,
    remove_judgement,
    tie_rows,
)
from followup.judging.actions.judging import (
    judge_changes,
    judge_import,
    judge_key,
    judge_months,
    judge_these,
    recompute_buyer,
    recompute_everything,
)
from followup.judging.actions.rules import (
    LedgerIsBusy,
    RulesHaveChanged,
    RulesRefused,
    TooMuchAtOnce,
    import_rules,
    order_rules,
    remove_rule,
    save_rule,
    try_order,
    try_removal,
    try_rule,
)
from followup.judging.actions.supplier_names import propose_suppliers

__all__ = [
    "LedgerIsBusy",
    "NothingLeft",
    "RulesHaveChanged",
    "RulesRefused",
    "TooManyRows",
    "TooMuchAtOnce",
    "import_rules",
    "judge_changes",
    "judge_groups",
    "judge_import",
    "judge_key",
    "judge_months",
    "judge_row",
    "judge_these",
    "order_rules",
    "propose_suppliers",
    "recompute_buyer",
    "recompute_everything",
    "remove_judgement",
    "remove_rule",
    "save_rule",
    "tie_rows",
    "try_order",
    "try_removal",
    "try_rule",
]
