"""Followup's doors."""

from followup.views.duties import (
    CalendarFeedMake,
    CalendarPage,
    DutiesMove,
    DutyDelegate,
    DutyDone,
    DutyList,
    DutySnooze,
    MailSettingEdit,
    ReminderRuleEdit,
    ReminderRuleList,
)
from followup.views.ledger import ImportList, ImportPage, ImportUpload, RejectedRows, import_progress
from followup.views.measures import (
    GoalPage,
    MeasureAssess,
    MeasureEdit,
    MeasureList,
    MeasurePage,
    TargetAdd,
    compute_measures,
)
from followup.views.overview import OverviewPage, contract_spend, recompute, supplier_spend_page
from followup.views.rows import RowJudge, RowList, RowPage
from followup.views.rules import RuleEdit, RuleList, RulesUpload, move_rule, remove_rule
from followup.views.start import StartPageView
from followup.views.status import (
    GoalCommentEdit,
    StatusReportEdit,
    StatusReportMove,
    StatusReportOpen,
    StatusReportPage,
    StatusReportPdf,
)

__all__ = [
    "CalendarFeedMake",
    "CalendarPage",
    "DutiesMove",
    "DutyDelegate",
    "DutyDone",
    "DutyList",
    "DutySnooze",
    "GoalCommentEdit",
    "GoalPage",
    "ImportList",
    "ImportPage",
    "ImportUpload",
    "MailSettingEdit",
    "MeasureAssess",
    "MeasureEdit",
    "MeasureList",
    "MeasurePage",
    "OverviewPage",
    "RejectedRows",
    "ReminderRuleEdit",
    "ReminderRuleList",
    "RowJudge",
    "RowList",
    "RowPage",
    "RuleEdit",
    "RuleList",
    "RulesUpload",
    "StartPageView",
    "StatusReportEdit",
    "StatusReportMove",
    "StatusReportOpen",
    "StatusReportPage",
    "StatusReportPdf",
    "TargetAdd",
    "compute_measures",
    "contract_spend",
    "import_progress",
    "move_rule",
    "recompute",
    "remove_rule",
    "supplier_spend_page",
]
