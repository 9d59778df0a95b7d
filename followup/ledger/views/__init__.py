"""Reskontra: files in, what they would do, and what became of them."""

from followup.ledger.views.choosing import ImportUndo, choose_load, load_again, load_nothing, look_again
from followup.ledger.views.files import ImportList, ImportPage, ImportUpload, RejectedRows, import_progress, retry_load
from followup.ledger.views.mapping import MappingPage, ProfileList, retire_profile, revive_profile

__all__ = [
    "ImportList",
    "ImportPage",
    "ImportUndo",
    "ImportUpload",
    "MappingPage",
    "ProfileList",
    "RejectedRows",
    "choose_load",
    "import_progress",
    "load_again",
    "load_nothing",
    "look_again",
    "retire_profile",
    "retry_load",
    "revive_profile",
]
