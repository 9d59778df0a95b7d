"""What a person sends."""

from followup.forms.duties import DelegateForm, MailSettingForm, MoveDutiesForm, ReminderRuleForm, SnoozeForm
from followup.forms.ledger import LedgerFileForm, RowJudgementForm, RuleForm
from followup.forms.measures import AssessForm, GoalCommentForm, MeasureForm, ReportForm, TargetForm
from followup.forms.reviews import (
    AnswersForm,
    ClassForm,
    DeficiencyForm,
    DismissForm,
    EscalateForm,
    FindingForm,
    FinishForm,
    FixForm,
    ReviewForm,
    TemplateForm,
)

__all__ = [
    "AnswersForm",
    "AssessForm",
    "ClassForm",
    "DeficiencyForm",
    "DelegateForm",
    "DismissForm",
    "EscalateForm",
    "FindingForm",
    "FinishForm",
    "FixForm",
    "GoalCommentForm",
    "LedgerFileForm",
    "MailSettingForm",
    "MeasureForm",
    "MoveDutiesForm",
    "ReminderRuleForm",
    "ReportForm",
    "ReviewForm",
    "RowJudgementForm",
    "RuleForm",
    "SnoozeForm",
    "TargetForm",
    "TemplateForm",
]
