"""What one person asks for and another decides, one module for each trade.

A new kind is one object in a module here: see docs/hur/approval-kind.md.
"""

from followup.approvals.kinds.kind import KINDS, Answer, ApprovalKind

KINDS.load(__name__, __path__)

__all__ = ["KINDS", "Answer", "ApprovalKind"]
