"""What ages, one module for each matter, and what is kept and why (kept.py).

A new kind is one object in a module here: see docs/hur/retention-kind.md.
"""

from huddinge_vo.common.registry import IncompleteKind
from huddinge_vo.retention.kinds.kept import KEPT, Kept
from huddinge_vo.retention.kinds.kind import KINDS, Days, RetentionKind
from huddinge_vo.retention.kinds.processing import NEVER_KEPT, PROCESSINGS, SECURITY_MEASURES, Processing

KINDS.load(__name__, __path__)
_said = {kind.code: kind.processing for kind in KINDS.values()} | {kept.code: kept.processing for kept in KEPT.values()}
if _strange := {code: processing for code, processing in _said.items() if processing not in PROCESSINGS}:
    raise IncompleteKind(f"There are no such processings: {_strange}.")

__all__ = [
    "KEPT",
    "KINDS",
    "NEVER_KEPT",
    "PROCESSINGS",
    "SECURITY_MEASURES",
    "Days",
    "Kept",
    "Processing",
    "RetentionKind",
]
