"""Followup: what was bought, and how it stands to what was planned."""

from followup.duties.models import (
    CalendarFeed,
    Duty,
    MailSetting,
    ReminderRule,
    SentMail,
)
from followup.flags.models import (
    Flag,
    FlagRow,
    FlagRun,
    FlagSwitch,
    FlagTerm,
    SupplierFact,
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
    RiskMark,
    TemplateRequirement,
)
from followup.samples.models import (
    Sample,
    SampledPurchase,
    SampleStratum,
)

__all__ = [
    "SCALE",
    "Bucket",
    "CalendarFeed",
    "ClassificationRule",
    "CreditedInvoice",
    "Depth",
    "DeviationQuestion",
    "Duty",
    "Finding",
    "Flag",
    "FlagRow",
    "FlagRun",
    "FlagSwitch",
    "FlagTerm",
    "FollowUpClass",
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
    "Outcome",
    "OwnUnit",
    "PriceClaim",
    "PriceDeviation",
    "Reason",
    "RejectedRow",
    "ReminderRule",
    "RequirementKind",
    "Review",
    "ReviewAnswer",
    "ReviewTemplate",
    "RiskMark",
    "RowJudgement",
    "RowVerdict",
    "Sample",
    "SampleStratum",
    "SampledPurchase",
    "SentMail",
    "SpendKey",
    "SpendMonth",
    "SpendTotal",
    "StatusReport",
    "SupplierFact",
    "SupplierMonth",
    "Target",
    "TemplateRequirement",
    "ToldSupplier",
    "Touched",
    "Verdict",
]
