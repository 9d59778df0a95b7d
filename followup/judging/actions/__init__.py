"""Every action that changes what rows are judged to be."""

from followup.judging.actions.judging import (
    judge_changes,
    judge_import,
    recompute_everything,
)
from followup.judging.actions.rules import (
    RulesRefused,
    import_rules,
    judge_row,
    move_rule,
    remove_rule,
    save_rule,
    try_rule,
)

__all__ = [
    "RulesRefused",
    "import_rules",
    "judge_changes",
    "judge_import",
    "judge_row",
    "move_rule",
    "recompute_everything",
    "remove_rule",
    "save_rule",
    "try_rule",
]
