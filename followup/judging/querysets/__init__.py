"""Questions asked of rules, verdicts and sums. The definition of loyalty stands here, once."""

from followup.judging.querysets.rules import (
    ClassificationRuleQuerySet,
    unseen_numbers,
)
from followup.judging.querysets.spend import (
    PURCHASABLE,
    JudgedRowQuerySet,
    Loyalty,
    SpendMonthQuerySet,
    spend_in,
)

__all__ = [
    "PURCHASABLE",
    "ClassificationRuleQuerySet",
    "JudgedRowQuerySet",
    "Loyalty",
    "SpendMonthQuerySet",
    "spend_in",
    "unseen_numbers",
]
