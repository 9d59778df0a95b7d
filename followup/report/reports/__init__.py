"""The June report, for screen and PDF alike."""

from followup.report.reports.drawing import (
    kept_report_pdf,
    status_report_context,
    status_report_pdf,
)
from followup.report.reports.lacking import Lacking, goals_told, lacking
from followup.report.reports.snapshot import (
    changes_since,
    kept_report,
    snapshot,
)
from followup.report.reports.status import (
    YearReport,
    goal_as_told,
    report_period,
    report_years,
    status_report,
    told_plan,
    years_of,
)
from followup.report.reports.written import Written, last_written

__all__ = [
    "Lacking",
    "Written",
    "YearReport",
    "changes_since",
    "goal_as_told",
    "goals_told",
    "kept_report",
    "kept_report_pdf",
    "lacking",
    "last_written",
    "report_period",
    "report_years",
    "snapshot",
    "status_report",
    "status_report_context",
    "status_report_pdf",
    "told_plan",
    "years_of",
]
