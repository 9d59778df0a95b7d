"""Every question asked of the ledger and of what it was judged to be."""

from followup.querysets.imports import ClassificationRuleQuerySet, LedgerImportQuerySet
from followup.querysets.spend import JudgedRowQuerySet, Loyalty, SpendMonthQuerySet, SpendQuerySet

__all__ = [
    "ClassificationRuleQuerySet",
    "JudgedRowQuerySet",
    "LedgerImportQuerySet",
    "Loyalty",
    "SpendMonthQuerySet",
    "SpendQuerySet",
]
