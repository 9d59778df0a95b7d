"""Spend by bucket, month and supplier, for screen and PDF alike."""

from followup.spend.reports.loyalty import (
    BucketMonth,
    BucketSum,
    Freshness,
    LoyaltyLine,
    bucket_lines,
    bucket_months,
    bucket_sums,
    freshness,
    rows_url,
    subcategory_lines,
)
from followup.spend.reports.permits import (
    LostPermit,
    PaidAfter,
    lost_before,
    lost_permits,
    paid_after_loss,
    rows_after,
)
from followup.spend.reports.rows import (
    MOST_SORTED,
    LedgerRows,
    Mark,
    MonthSum,
    months_in_rows,
    months_in_sums,
    months_seen,
)
from followup.spend.reports.suppliers import (
    PROTECTED,
    OutsideSupplier,
    SupplierUse,
    latest_supplier_spend,
    outside_suppliers,
    supplier_use,
)
from followup.spend.reports.whole import (
    latest_period,
    root_category,
)

__all__ = [
    "MOST_SORTED",
    "PROTECTED",
    "BucketMonth",
    "BucketSum",
    "Freshness",
    "LedgerRows",
    "LostPermit",
    "LoyaltyLine",
    "Mark",
    "MonthSum",
    "OutsideSupplier",
    "PaidAfter",
    "SupplierUse",
    "bucket_lines",
    "bucket_months",
    "bucket_sums",
    "freshness",
    "latest_period",
    "latest_supplier_spend",
    "lost_before",
    "lost_permits",
    "months_in_rows",
    "months_in_sums",
    "months_seen",
    "outside_suppliers",
    "paid_after_loss",
    "root_category",
    "rows_after",
    "rows_url",
    "subcategory_lines",
    "supplier_use",
]
