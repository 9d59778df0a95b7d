"""The pages of rule work, and the search for suppliers to sort out."""

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
from followup.judging.views.suppliers import propose_suppliers

__all__ = [
    "GroupsJudge",
    "LeftList",
    "RuleEdit",
    "RuleList",
    "RuleOrder",
    "RuleRemoval",
    "RulesUpload",
    "propose_suppliers",
    "rule_trial",
]
