"""Followup: what was bought, and how it stands to what was planned."""

from followup.models.duty import CalendarFeed, Duty, DutyKind, MailSetting, ReminderRule, SentMail
from followup.models.ledger import (
    Bucket,
    ClassificationRule,
    JudgedRow,
    KeyVerdict,
    LedgerDelivery,
    LedgerImport,
    LedgerRow,
    Reason,
    RejectedRow,
    RowJudgement,
    RowVerdict,
    SpendKey,
    SpendMonth,
    Touched,
    Verdict,
)
from followup.models.measure import SCALE, Measure, Outcome, Target
from followup.models.report import GoalComment, StatusReport

__all__ = [
    "SCALE",
    "Bucket",
    "CalendarFeed",
    "ClassificationRule",
    "Duty",
    "DutyKind",
    "GoalComment",
    "JudgedRow",
    "KeyVerdict",
    "LedgerDelivery",
    "LedgerImport",
    "LedgerRow",
    "MailSetting",
    "Measure",
    "Outcome",
    "Reason",
    "RejectedRow",
    "ReminderRule",
    "RowJudgement",
    "RowVerdict",
    "SentMail",
    "SpendKey",
    "SpendMonth",
    "StatusReport",
    "Target",
    "Touched",
    "Verdict",
]
