"""Receiving a ledger file, and what a person chooses to do with it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import IO, TYPE_CHECKING

from django.core.files.base import File
from django.db import transaction

from followup.ledger.models import LedgerImport, LedgerProfile
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import Period, month_start

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class AlreadyReceived(Exception):
    """The very same file has been received before. Carries that import."""

    def __init__(self, earlier: LedgerImport) -> None:
        self.earlier = earlier
        super().__init__(
            f"Filen är redan mottagen {earlier.received_at:%Y-%m-%d} som ”{earlier.original_name}” "
            f"(inläsning {earlier.pk}). Inget har ändrats."
        )


class NothingToChoose(Exception):
    """The file does not wait for a choice: somebody has made it, or it has not been looked at yet."""

    def __init__(self, ledger_import: LedgerImport) -> None:
        super().__init__(
            f"”{ledger_import}” väntar inte på något val. Status är nu: {ledger_import.get_status_display()}."
        )


class ChoiceNeeded(Exception):
    """The file has months that are there already, and nobody has said what becomes of them."""

    def __init__(self) -> None:
        super().__init__("Månader i filen är redan inlästa. Välj vad som ska ske med dem.")


@transaction.atomic
def receive_ledger_file(
    *,
    file: IO[bytes],
    name: str,
    by: User | None,
    at: datetime,
    good_rows_only: bool = False,
    choice: str = "",
    covers: Period | None = None,
    is_demo: bool = False,
    profile: LedgerProfile | None = None,
) -> LedgerImport:
    """Keep a file as it came, to be looked at by `preview_ledger_import` or loaded at once by `load_ledger_import`.

    The fingerprint tells whether it has come before. A file that was refused, or that waits for a choice, may come
    again, for instance to have its good rows loaded: it takes up its earlier import. One that was undone may come anew.
    Without a profile the file's headings tell which one it is of.
    Raises AlreadyReceived when it is loaded or on its way to be. `choice` and `covers` are for a file that nobody is to
    look at first: what becomes of months that are there already, and which months it replaces then.
    """
    digest = hashlib.sha256()
    while block := file.read(1 << 20):
        digest.update(block)
    file.seek(0)
    sha256 = digest.hexdigest()
    earlier = LedgerImport.objects.with_content(sha256).first()
    if earlier is not None:
        if not earlier.may_come_again:
            raise AlreadyReceived(earlier)
        earlier.rejected_rows.all().delete()
        earlier.status = LedgerImport.Status.RECEIVED
        _choose(earlier, choice=choice, covers=covers)
        earlier.preview = {}
        earlier.chosen_at = earlier.chosen_by = None
        earlier.good_rows_only = good_rows_only
        earlier.received_at = at
        earlier.received_by = by
        earlier.original_name = name[:255]
        earlier.message = ""
        earlier.notes = []
        earlier.profile = profile
        earlier.lines = earlier.loaded = earlier.left_out = earlier.rejected = 0
        if not earlier.file:  # it has grown old, and gone
            _keep(earlier, file, name)
        earlier.save()
        return earlier
    ledger_import = LedgerImport(
        sha256=sha256,
        original_name=name[:255],
        good_rows_only=good_rows_only,
        received_at=at,
        received_by=by,
        is_demo=is_demo,
        profile=profile,
    )
    _choose(ledger_import, choice=choice, covers=covers)
    _keep(ledger_import, file, name)
    ledger_import.save(force_insert=True)
    return ledger_import


def _keep(ledger_import: LedgerImport, file: IO[bytes], name: str) -> None:
    """Write the file where its fingerprint says."""
    # A file of an earlier attempt that was rolled back may still lie there; it is the same to the last byte.
    storage = ledger_import.file.storage
    target = ledger_import.file.field.generate_filename(ledger_import, name)
    if storage.exists(target):
        storage.delete(target)
    ledger_import.file.save(name, File(file), save=False)


def _choose(ledger_import: LedgerImport, *, choice: str, covers: Period | None) -> None:
    ledger_import.choice = choice
    ledger_import.covers_from = covers.first if covers else None
    ledger_import.covers_until = month_start(covers.last) if covers else None


@transaction.atomic
def choose_load(*, ledger_import_id: int, choice: str = "", by: User | None, at: datetime) -> LedgerImport:
    """Let a file that has been looked at be loaded by `load_ledger_import`: those of its rows that can be read.

    `choice` says what becomes of months that are there already. Raises NothingToChoose when somebody has chosen before,
    and ChoiceNeeded where one is needed and none is made.
    """
    ledger_import = _waiting_for_a_choice(ledger_import_id, by)
    if ledger_import.preview["meets"] and not choice:
        raise ChoiceNeeded
    ledger_import.choice = choice if ledger_import.preview["meets"] else ""
    ledger_import.good_rows_only = ledger_import.good_rows_only or ledger_import.rejected > 0
    ledger_import.status = LedgerImport.Status.LOADING
    ledger_import.chosen_by, ledger_import.chosen_at = by, at
    ledger_import.message = ""
    ledger_import.save()
    return ledger_import


@transaction.atomic
def look_again(*, ledger_import_id: int, covers: Period, by: User | None, at: datetime) -> LedgerImport:
    """Say which months a file is about, and let it be looked at anew by that.

    Raises NothingToChoose when somebody has chosen before.
    """
    ledger_import = _waiting_for_a_choice(ledger_import_id, by)
    ledger_import.covers_from, ledger_import.covers_until = covers.first, month_start(covers.last)
    ledger_import.status = LedgerImport.Status.RECEIVED
    ledger_import.received_at = at
    ledger_import.save()
    return ledger_import


@transaction.atomic
def load_nothing(*, ledger_import_id: int, by: User | None, at: datetime) -> LedgerImport:
    """Leave everything as it is. The file may come again. Raises NothingToChoose when somebody has chosen before."""
    ledger_import = _waiting_for_a_choice(ledger_import_id, by)
    ledger_import.status = LedgerImport.Status.REFUSED
    ledger_import.chosen_by, ledger_import.chosen_at = by, at
    ledger_import.message = "Valet blev att inte läsa in något ur filen. Ingenting har ändrats."
    ledger_import.save()
    return ledger_import


def _waiting_for_a_choice(ledger_import_id: int, by: User | None) -> LedgerImport:
    ledger_import = LedgerImport.objects.select_for_update().get(pk=ledger_import_id)
    require(by, "followup.add_ledgerimport", ledger_import)
    if ledger_import.status != LedgerImport.Status.PREVIEWED:
        raise NothingToChoose(ledger_import)
    return ledger_import


@transaction.atomic
def give_up_load(*, ledger_import_id: int, reason: str) -> LedgerImport:
    """Leave a file that could not be loaded however often it was tried, until somebody wants it tried again."""
    ledger_import = LedgerImport.objects.select_for_update().get(pk=ledger_import_id)
    if ledger_import.is_under_way:
        ledger_import.status = LedgerImport.Status.FAILED
        ledger_import.message = reason
        ledger_import.save(update_fields=["status", "message"])
    return ledger_import


@transaction.atomic
def retry_load(*, ledger_import_id: int) -> LedgerImport:
    """Let a file that was given up wait for the step that failed: to be looked at, or to be loaded as was chosen."""
    ledger_import = LedgerImport.objects.select_for_update().get(pk=ledger_import_id)
    if ledger_import.status == LedgerImport.Status.FAILED and not ledger_import.has_gone:
        chosen = ledger_import.chosen_at is not None
        ledger_import.status = LedgerImport.Status.LOADING if chosen else LedgerImport.Status.RECEIVED
        ledger_import.message = ""
        ledger_import.save(update_fields=["status", "message"])
    return ledger_import
