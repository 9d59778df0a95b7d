"""The red flags of domain.md §11, each in a module here: a new module is found by itself."""

from followup.flags.kinds.kind import KINDS, FlagKind, Found, RowsAre, Threshold, Value

KINDS.load(__name__, __path__)

__all__ = ["KINDS", "FlagKind", "Found", "RowsAre", "Threshold", "Value"]
