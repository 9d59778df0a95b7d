"""Every question asked of the ledger and of what it was judged to be."""

from followup.querysets.imports import ClassificationRuleQuerySet, LedgerImportQuerySet
from followup.querysets.reviews import FindingQuerySet, FollowUpClassQuerySet, Part, ReviewQuerySet
from followup.querysets.spend import JudgedRowQuerySet, Loyalty, SpendMonthQuerySet, SpendQuerySet

__all__ = [
    "ClassificationRuleQuerySet",
    "FindingQuerySet",
    "FollowUpClassQuerySet",
    "JudgedRowQuerySet",
    "LedgerImportQuerySet",
    "Loyalty",
    "Part",
    "ReviewQuerySet",
    "SpendMonthQuerySet",
    "SpendQuerySet",
]
