"""What screen and PDF both say."""

from followup.reports.drawing import months_chart, spark, status_report_context, status_report_pdf, trend
from followup.reports.measures import (
    GoalLine,
    MeasureLine,
    goal_lines,
    measure_chart,
    measure_lines,
)
from followup.reports.overview import (
    Card,
    Overview,
    SupplierSpend,
    latest_period,
    overview,
    root_category,
    supplier_spend,
)
from followup.reports.status import StatusReport, report_years, status_report

__all__ = [
    "Card",
    "GoalLine",
    "MeasureLine",
    "Overview",
    "StatusReport",
    "SupplierSpend",
    "goal_lines",
    "latest_period",
    "measure_chart",
    "measure_lines",
    "months_chart",
    "overview",
    "report_years",
    "root_category",
    "spark",
    "status_report",
    "status_report_context",
    "status_report_pdf",
    "supplier_spend",
    "trend",
]
