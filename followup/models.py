"""Followup: what was bought, and how it stands to what was planned."""

from followup.duties.models import (
    CalendarFeed,
    Duty,
    MailSetting,
    ReminderRule,
    SentMail,
)
from followup.findings.models import (
    AnswerLink,
    AuthorityReport,
    FindingFile,
    FindingStep,
    FollowUpTerm,
    SelfReportLine,
    SupplierAnswer,
)
from followup.invoices.models import (
    CreditedInvoice,
    Invoice,
    InvoiceFault,
    InvoiceImport,
    InvoiceLine,
    InvoiceTie,
)
from followup.judging.choices import (
    Bucket,
    Reason,
)
from followup.judging.models import (
    ClassificationRule,
    JudgedRow,
    KeyVerdict,
    RowJudgement,
    RowVerdict,
    SpendKey,
    SpendMonth,
    SpendTotal,
    SupplierMonth,
    ToldSupplier,
    Touched,
    Verdict,
)
from followup.ledger.models import (
    LedgerDelivery,
    LedgerImport,
    LedgerProfile,
    LedgerRow,
    RejectedRow,
)
from followup.measures.models import (
    SCALE,
    Measure,
    Outcome,
    Target,
)
from followup.meetings.models import MeetingInvitation, MeetingTask, SupplierMeeting
from followup.missing.models import (
    DeviationQuestion,
    OwnUnit,
)
from followup.price_control.models import (
    ItemMatch,
    PriceClaim,
    PriceDeviation,
)
from followup.report.models import (
    GoalComment,
    LockedPaper,
    StatusReport,
)
from followup.reviews.models import (
    Depth,
    Finding,
    FollowUpClass,
    RequirementKind,
    Review,
    ReviewAnswer,
    ReviewTemplate,
    TemplateRequirement,
)
from followup.surveys.models import RequirementProposal, Survey, SurveyResult
from followup.watch.models import Feed, MediaHit, SearchWord

__all__ = [
    "SCALE",
    "AnswerLink",
    "AuthorityReport",
    "Bucket",
    "CalendarFeed",
    "ClassificationRule",
    "CreditedInvoice",
    "Depth",
    "DeviationQuestion",
    "Duty",
    "Feed",
    "Finding",
    "FindingFile",
    "FindingStep",
    "FollowUpClass",
    "FollowUpTerm",
    "GoalComment",
    "Invoice",
    "InvoiceFault",
    "InvoiceImport",
    "InvoiceLine",
    "InvoiceTie",
    "ItemMatch",
    "JudgedRow",
    "KeyVerdict",
    "LedgerDelivery",
    "LedgerImport",
    "LedgerProfile",
    "LedgerRow",
    "LockedPaper",
    "MailSetting",
    "Measure",
    "MediaHit",
    "MeetingInvitation",
    "MeetingTask",
    "Outcome",
    "OwnUnit",
    "PriceClaim",
    "PriceDeviation",
    "Reason",
    "RejectedRow",
    "ReminderRule",
    "RequirementKind",
    "RequirementProposal",
    "Review",
    "ReviewAnswer",
    "ReviewTemplate",
    "RowJudgement",
    "RowVerdict",
    "SearchWord",
    "SelfReportLine",
    "SentMail",
    "SpendKey",
    "SpendMonth",
    "SpendTotal",
    "StatusReport",
    "SupplierAnswer",
    "SupplierMeeting",
    "SupplierMonth",
    "Survey",
    "SurveyResult",
    "Target",
    "TemplateRequirement",
    "ToldSupplier",
    "Touched",
    "Verdict",
]
