"""What rows are bought for: keys, rules, verdicts, and the months they are summed in."""

from followup.judging.models.judging import (
    ClassificationRule,
    KeyVerdict,
    RowJudgement,
    RowVerdict,
    SpendKey,
    ToldSupplier,
    Touched,
    Verdict,
)
from followup.judging.models.spend import (
    JudgedRow,
    SpendMonth,
    SpendTotal,
    SupplierMonth,
)

__all__ = [
    "ClassificationRule",
    "JudgedRow",
    "KeyVerdict",
    "RowJudgement",
    "RowVerdict",
    "SpendKey",
    "SpendMonth",
    "SpendTotal",
    "SupplierMonth",
    "ToldSupplier",
    "Touched",
    "Verdict",
]
