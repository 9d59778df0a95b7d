"""What is said of direct awards: the register, the limits by need, what comes back, and why."""

from procurement.needs.reports.analysis import Analysis, Line, analysis
from procurement.needs.reports.awards import (
    CONTRACT,
    DEVIATION,
    Asked,
    DirectAward,
    Need,
    direct_awards,
    narrowed,
    whole,
)
from procurement.needs.reports.foreseen import Group, GroupKey, figures_of, groups_on
from procurement.needs.reports.limits import LEVELS, NeedLimit, OneMore, limits_by_need, one_more, words_of

__all__ = [
    "CONTRACT",
    "DEVIATION",
    "LEVELS",
    "Analysis",
    "Asked",
    "DirectAward",
    "Group",
    "GroupKey",
    "Line",
    "Need",
    "NeedLimit",
    "OneMore",
    "analysis",
    "direct_awards",
    "figures_of",
    "groups_on",
    "limits_by_need",
    "narrowed",
    "one_more",
    "whole",
    "words_of",
]
