"""Every question asked of the ledger and of what it was judged to be."""

from followup.querysets.imports import ClassificationRuleQuerySet, LedgerImportQuerySet
from followup.querysets.measures import (
    Basis,
    MeasureQuerySet,
    Monthly,
    basis_of,
    loyalty_bases,
    monthly_parts,
    parts_of,
)
from followup.querysets.spend import JudgedRowQuerySet, Loyalty, SpendMonthQuerySet, SpendQuerySet

__all__ = [
    "Basis",
    "ClassificationRuleQuerySet",
    "JudgedRowQuerySet",
    "LedgerImportQuerySet",
    "Loyalty",
    "MeasureQuerySet",
    "Monthly",
    "SpendMonthQuerySet",
    "SpendQuerySet",
    "basis_of",
    "loyalty_bases",
    "monthly_parts",
    "parts_of",
]
