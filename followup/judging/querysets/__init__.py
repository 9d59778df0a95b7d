"""Questions asked of rules, verdicts and sums. The definition of loyalty stands here, once."""

from followup.judging.querysets.by_month import (
    SpendByMonth,
    spend_by_month,
    spend_within_reach,
)
from followup.judging.querysets.keys import (
    SpendKeyQuerySet,
)
from followup.judging.querysets.rules import (
    ClassificationRuleQuerySet,
    unseen_numbers,
)
from followup.judging.querysets.seen import (
    SeenSpend,
    SpendT,
)
from followup.judging.querysets.spend import (
    PURCHASABLE,
    Group,
    JudgedRowQuerySet,
    Loyalty,
    MonthsOfSpend,
    MonthsQuerySet,
    SpendMonthQuerySet,
    SpendQuerySet,
    SpendTotalQuerySet,
    SupplierMonthQuerySet,
    TotalsQuerySet,
    WhoseIsNotKnown,
    at_places,
    spend_in,
)

__all__ = [
    "PURCHASABLE",
    "ClassificationRuleQuerySet",
    "Group",
    "JudgedRowQuerySet",
    "Loyalty",
    "MonthsOfSpend",
    "MonthsQuerySet",
    "SeenSpend",
    "SpendByMonth",
    "SpendKeyQuerySet",
    "SpendMonthQuerySet",
    "SpendQuerySet",
    "SpendT",
    "SpendTotalQuerySet",
    "SupplierMonthQuerySet",
    "TotalsQuerySet",
    "WhoseIsNotKnown",
    "at_places",
    "spend_by_month",
    "spend_in",
    "spend_within_reach",
    "unseen_numbers",
]
