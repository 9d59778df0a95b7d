"""The pages of rule work."""

from followup.judging.views.left import (
    GroupsJudge,
    LeftList,
)
from followup.judging.views.order import (
    RuleList,
    RuleOrder,
)
from followup.judging.views.rules import (
    RuleEdit,
    RuleRemoval,
    RulesUpload,
    rule_trial,
)

__all__ = [
    "GroupsJudge",
    "LeftList",
    "RuleEdit",
    "RuleList",
    "RuleOrder",
    "RuleRemoval",
    "RulesUpload",
    "rule_trial",
]
