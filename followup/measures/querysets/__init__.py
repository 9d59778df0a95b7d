"""Every question asked of the ledger and of what it was judged to be."""

from followup.measures.querysets.counted import (
    COUNTINGS,
    Counted,
)
from followup.measures.querysets.measures import (
    Basis,
    MeasureQuerySet,
    Monthly,
    basis_of,
    loyalty_bases,
    monthly_parts,
    parts_of,
    rows_of,
)

__all__ = [
    "COUNTINGS",
    "Basis",
    "Counted",
    "MeasureQuerySet",
    "Monthly",
    "basis_of",
    "loyalty_bases",
    "monthly_parts",
    "parts_of",
    "rows_of",
]
