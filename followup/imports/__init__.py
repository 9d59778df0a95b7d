"""Files that followup reads: pure, from a file to plain rows and errors."""

from followup.imports.ledger import LedgerReading, read_ledger, write_rejected
from followup.imports.rules import RuleRow, read_rules
from huddinge_vo.common.tabular import RowError, UnreadableFile

__all__ = [
    "LedgerReading",
    "RowError",
    "RuleRow",
    "UnreadableFile",
    "read_ledger",
    "read_rules",
    "write_rejected",
]
