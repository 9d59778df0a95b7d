"""What is said of purchases without a deviation, and of deviations together with what the ledger says."""

from followup.missing.reports.purchases import MissingPurchase, MissingPurchases, Whole

__all__ = ["MissingPurchase", "MissingPurchases", "Whole"]
