"""What there are reminders of, one module for each trade.

A new kind is one object in a module here: see docs/hur/reminder-kind.md.
"""

from followup.duties.kinds.kind import KINDS, Facts, ReminderKind, StartRule

KINDS.load(__name__, __path__)


def kind_choices() -> list[tuple[str, str]]:
    """The kinds to choose among, as a function: a new one is no migration."""
    return [(kind.code, kind.words) for kind in KINDS.values()]


__all__ = ["KINDS", "Facts", "ReminderKind", "StartRule", "kind_choices"]
