"""Every action of the ledger: receiving a file, looking at what it would do, loading it, and undoing that."""

from followup.ledger.actions.folders import sweep_folders
from followup.ledger.actions.loading import load_ledger_import
from followup.ledger.actions.previewing import preview_ledger_import
from followup.ledger.actions.profiles import offer_profile, read_again, save_profile
from followup.ledger.actions.reading import BuyerNotTold, NotAllowedForBuyer
from followup.ledger.actions.receiving import (
    AlreadyReceived,
    ChoiceNeeded,
    NothingToChoose,
    choose_load,
    give_up_load,
    load_nothing,
    look_again,
    receive_ledger_file,
    retry_load,
)
from followup.ledger.actions.undoing import NothingToUndo, UndoTheLaterFirst, undo_ledger_import

__all__ = [
    "AlreadyReceived",
    "BuyerNotTold",
    "ChoiceNeeded",
    "NotAllowedForBuyer",
    "NothingToChoose",
    "NothingToUndo",
    "UndoTheLaterFirst",
    "choose_load",
    "give_up_load",
    "load_ledger_import",
    "load_nothing",
    "look_again",
    "offer_profile",
    "preview_ledger_import",
    "read_again",
    "receive_ledger_file",
    "retry_load",
    "save_profile",
    "sweep_folders",
    "undo_ledger_import",
]
