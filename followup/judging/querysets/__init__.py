"""Questions asked of rules, verdicts and sums. The definition of loyalty stands here, once."""

from followup.judging.querysets.keys import (
    SpendKeyQuerySet,
)
from followup.judging.querysets.rules import (
    ClassificationRuleQuerySet,
    unseen_numbers,
)
from followup.judging.querysets.spend import (
    PURCHASABLE,
    JudgedRowQuerySet,
    Loyalty,
    SpendMonthQuerySet,
    SpendQuerySet,
    spend_in,
)

__all__ = [
    "PURCHASABLE",
    "ClassificationRuleQuerySet",
    "JudgedRowQuerySet",
    "Loyalty",
    "SpendKeyQuerySet",
    "SpendMonthQuerySet",
    "SpendQuerySet",
    "spend_in",
    "unseen_numbers",
]
