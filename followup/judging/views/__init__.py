"""The pages of rule work."""

from followup.judging.views.left import (
    GroupsJudge,
    LeftList,
)
from followup.judging.views.rules import (
    RuleEdit,
    RuleList,
    RuleRemoval,
    RulesUpload,
    move_rule,
    rule_trial,
)

__all__ = [
    "GroupsJudge",
    "LeftList",
    "RuleEdit",
    "RuleList",
    "RuleRemoval",
    "RulesUpload",
    "move_rule",
    "rule_trial",
]
