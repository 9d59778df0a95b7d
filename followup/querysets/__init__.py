"""Every question asked of the ledger and of what it was judged to be."""

from followup.querysets.counted import COUNTINGS, Counted, Counting
from followup.querysets.imports import ClassificationRuleQuerySet, LedgerImportQuerySet
from followup.querysets.measures import (
    Basis,
    MeasureQuerySet,
    Monthly,
    basis_of,
    loyalty_bases,
    monthly_parts,
    parts_of,
    rows_of,
)
from followup.querysets.reviews import FindingQuerySet, FollowUpClassQuerySet, Part, ReviewQuerySet
from followup.querysets.spend import JudgedRowQuerySet, Loyalty, SpendMonthQuerySet, SpendQuerySet

__all__ = [
    "COUNTINGS",
    "Basis",
    "ClassificationRuleQuerySet",
    "Counted",
    "Counting",
    "FindingQuerySet",
    "FollowUpClassQuerySet",
    "JudgedRowQuerySet",
    "LedgerImportQuerySet",
    "Loyalty",
    "MeasureQuerySet",
    "Monthly",
    "Part",
    "ReviewQuerySet",
    "SpendMonthQuerySet",
    "SpendQuerySet",
    "basis_of",
    "loyalty_bases",
    "monthly_parts",
    "parts_of",
    "rows_of",
]
