"""Everything that changes red flags, what they go by, and what registers tell of suppliers."""

from followup.flags.actions.closing import FlagClosed, close_flag, close_flags
from followup.flags.actions.computing import compute_everything, compute_flags
from followup.flags.actions.facts import FactsRefused, FactsTold, import_facts
from followup.flags.actions.marking import mark_risks
from followup.flags.actions.terms import set_bounds, switch_kind

__all__ = [
    "FactsRefused",
    "FactsTold",
    "FlagClosed",
    "close_flag",
    "close_flags",
    "compute_everything",
    "compute_flags",
    "import_facts",
    "mark_risks",
    "set_bounds",
    "switch_kind",
]
