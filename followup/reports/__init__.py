"""What screen and PDF both say."""

from followup.reports.overview import (
    Card,
    Overview,
    SupplierSpend,
    latest_period,
    overview,
    root_category,
    supplier_spend,
)
from followup.reports.status import StatusReport, status_report

__all__ = [
    "Card",
    "Overview",
    "StatusReport",
    "SupplierSpend",
    "latest_period",
    "overview",
    "root_category",
    "status_report",
    "supplier_spend",
]
