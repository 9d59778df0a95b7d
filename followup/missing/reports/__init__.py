"""What is said of purchases without a deviation, and of deviations together with what the ledger says."""

from followup.missing.reports.figures import (
    BoughtLine,
    DecidedLine,
    DeviationFigures,
    Tally,
    deviation_figures,
)
from followup.missing.reports.purchases import MissingPurchase, MissingPurchases, Whole

__all__ = [
    "BoughtLine",
    "DecidedLine",
    "DeviationFigures",
    "MissingPurchase",
    "MissingPurchases",
    "Tally",
    "Whole",
    "deviation_figures",
]
