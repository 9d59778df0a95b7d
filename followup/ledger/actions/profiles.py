"""How other systems' files are read."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from followup.ledger.actions.receiving import receive_ledger_file
from followup.ledger.models import LedgerImport, LedgerProfile
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.saving import check_version, save_checked

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@transaction.atomic
def save_profile(*, profile: LedgerProfile, by: User | None, at: datetime, version: int | None = None) -> LedgerProfile:
    """Keep how another system's files are read. Raises ValidationError, ChangedMeanwhile, NotAllowed.

    From the terminal nobody in particular asks.
    """
    if by is not None:
        require(by, "followup.add_ledgerimport", profile.buyer)
    return save_checked(profile, by=by, at=at, version=version)


@transaction.atomic
def offer_profile(*, profile: LedgerProfile, is_active: bool, by: User, at: datetime) -> LedgerProfile:
    """Let files be recognised by a profile, or no more. It stays as it is, also where more is asked of one today."""
    require(by, "followup.add_ledgerimport", profile.buyer)
    profile.version = check_version(profile, None)
    profile.is_active = is_active
    profile.save(update_fields=["version", "is_active"])
    return profile


@transaction.atomic
def read_again(*, ledger_import: LedgerImport, profile: LedgerProfile, by: User, at: datetime) -> LedgerImport:
    """Let a file that is not loaded be read anew, by a profile. One that has been meanwhile is left as it is."""
    require(by, "followup.add_ledgerimport", profile.buyer)
    kept = LedgerImport.objects.select_for_update().get(pk=ledger_import.pk)
    if not kept.may_come_again or kept.has_gone:
        return kept
    with kept.file.open("rb") as file:
        return receive_ledger_file(file=file, name=kept.original_name, by=by, at=at, profile=profile)
