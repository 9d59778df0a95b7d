"""Followup: what was bought, and how it stands to what was planned."""

from followup.duties.models import (
    CalendarFeed,
    Duty,
    MailSetting,
    ReminderRule,
    SentMail,
)
from followup.field.models import (
    ContractKpi,
    GateCount,
    GroupCompany,
    KpiValue,
    PayslipCheck,
    ReviewPhoto,
    SentAnswer,
    SheetRow,
)
from followup.invoices.models import (
    CreditedInvoice,
    Invoice,
    InvoiceFault,
    InvoiceImport,
    InvoiceLine,
    InvoiceTie,
)
from followup.joint.models import (
    JointReview,
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
    TemplateRequirement,
)

__all__ = [
    "SCALE",
    "Bucket",
    "CalendarFeed",
    "ClassificationRule",
    "ContractKpi",
    "CreditedInvoice",
    "Depth",
    "DeviationQuestion",
    "Duty",
    "Finding",
    "FollowUpClass",
    "GateCount",
    "GoalComment",
    "GroupCompany",
    "Invoice",
    "InvoiceFault",
    "InvoiceImport",
    "InvoiceLine",
    "InvoiceTie",
    "ItemMatch",
    "JointReview",
    "JudgedRow",
    "KeyVerdict",
    "KpiValue",
    "LedgerDelivery",
    "LedgerImport",
    "LedgerProfile",
    "LedgerRow",
    "LockedPaper",
    "MailSetting",
    "Measure",
    "Outcome",
    "OwnUnit",
    "PayslipCheck",
    "PriceClaim",
    "PriceDeviation",
    "Reason",
    "RejectedRow",
    "ReminderRule",
    "RequirementKind",
    "Review",
    "ReviewAnswer",
    "ReviewPhoto",
    "ReviewTemplate",
    "RowJudgement",
    "RowVerdict",
    "SentAnswer",
    "SentMail",
    "SheetRow",
    "SpendKey",
    "SpendMonth",
    "SpendTotal",
    "StatusReport",
    "SupplierMonth",
    "Target",
    "TemplateRequirement",
    "ToldSupplier",
    "Touched",
    "Verdict",
]
