"""Every action of the ledger: receiving a file, looking at what it would do, loading it, and undoing that."""

from followup.ledger.actions.loading import load_ledger_import
from followup.ledger.actions.reading import NotAllowedForBuyer
from followup.ledger.actions.receiving import (
    AlreadyReceived,
    NothingToChoose,
    choose_load,
    give_up_load,
    load_nothing,
    receive_ledger_file,
    retry_load,
)

__all__ = [
    "AlreadyReceived",
    "NotAllowedForBuyer",
    "NothingToChoose",
    "choose_load",
    "give_up_load",
    "load_ledger_import",
    "load_nothing",
    "receive_ledger_file",
    "retry_load",
]
