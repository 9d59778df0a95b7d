"""What screen and PDF both say."""

from followup.reports.cards import Card
from followup.reports.drawing import months_chart, spark, status_report_context, status_report_pdf, trend
from followup.reports.measures import (
    CountedRows,
    GoalLine,
    MeasureLine,
    counted_rows,
    goal_lines,
    measure_chart,
    measure_lines,
    rows_href,
)
from followup.reports.overview import Overview, latest_period, overview, root_category
from followup.reports.snapshot import Since, changes_since, kept_report, snapshot
from followup.reports.status import YearReport, report_years, status_report
from followup.reports.suppliers import SupplierSpend, latest_supplier_spend, supplier_spend

__all__ = [
    "Card",
    "CountedRows",
    "GoalLine",
    "MeasureLine",
    "Overview",
    "Since",
    "SupplierSpend",
    "YearReport",
    "changes_since",
    "counted_rows",
    "goal_lines",
    "kept_report",
    "latest_period",
    "latest_supplier_spend",
    "measure_chart",
    "measure_lines",
    "months_chart",
    "overview",
    "report_years",
    "root_category",
    "rows_href",
    "snapshot",
    "spark",
    "status_report",
    "status_report_context",
    "status_report_pdf",
    "supplier_spend",
    "trend",
]
