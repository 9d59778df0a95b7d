"""Followup: what was bought, and how it stands to what was planned."""

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

__all__ = [
    "SCALE",
    "Bucket",
    "ClassificationRule",
    "JudgedRow",
    "KeyVerdict",
    "LedgerDelivery",
    "LedgerImport",
    "LedgerRow",
    "Measure",
    "Outcome",
    "Reason",
    "RejectedRow",
    "RowJudgement",
    "RowVerdict",
    "SpendKey",
    "SpendMonth",
    "Target",
    "Touched",
    "Verdict",
]
