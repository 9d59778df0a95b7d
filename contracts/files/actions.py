"""A file of the register with a look before and a way back, whatever it is a file of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pghistory
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from contracts.files.models import RegisterImport
from contracts.files.registers import (
    CONTEXT,
    REGISTERS,
    Difference,
    Preview,
    Register,
    RegisterImportResult,
    RegisterRefused,
    Undone,
)
from contracts.plan.models import ContractArea
from huddinge_vo.common.files.tabular import RowError, UnreadableFile
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.secrecy.models import TriedChange
from huddinge_vo.common.secrecy.trials import note_trial
from huddinge_vo.common.untyped import Rows

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

__all__ = [
    "CONTEXT",
    "Difference",
    "ImportIsOver",
    "MayNotDecide",
    "NeedsAnother",
    "NotYours",
    "Preview",
    "RegisterImportResult",
    "RegisterRefused",
    "Undone",
    "apply_register",
    "ask_for_register",
    "confirm_register",
    "decline_register",
    "preview_register",
    "receive_register",
    "undo_register",
    "withdraw_question",
]


_Status = RegisterImport.Status


class ImportIsOver(Exception):
    """The import has been applied or undone already, or not applied yet."""


class NeedsAnother(Exception):
    """What the file does takes two persons: one who asks for it, and another who brings it in."""


class MayNotDecide(Exception):
    """Whoever sent the file in or asked for it is not the one to decide on it."""

    def __init__(self) -> None:
        super().__init__("Du har skickat in filen eller begärt den: en annan person ska bekräfta eller avslå den.")


def _register_of(register_import: RegisterImport) -> Register:
    return REGISTERS[register_import.kind]


@transaction.atomic
def receive_register(
    *, kind: str, buyer: Organization, file: IO[bytes], name: str, by: User, at: datetime
) -> RegisterImport:
    """Keep a file to be looked at. Nothing of it is in the register.

    Raises UnreadableFile and RegisterRefused for a file that could not be brought in, and then it is not kept.
    """
    received = RegisterImport(kind=kind, buyer=buyer, original_name=name[:255], uploaded_by=by, uploaded_at=at)
    received.file.save(name, File(file), save=False)
    try:
        _refuse_faults(received, by)
    except (UnreadableFile, RegisterRefused):
        received.file.delete(save=False)
        raise
    received.save()
    return received


def _refuse_faults(register_import: RegisterImport, by: User) -> None:
    """All that is wrong with a file at once: what cannot be read, and what the register does not take from them."""
    rows, errors = _read(register_import)
    errors = [*errors, *_register_of(register_import).faults(register_import=register_import, rows=rows, by=by)]
    if errors:
        raise RegisterRefused(sorted(errors, key=lambda error: error.line))


def _rows(register_import: RegisterImport) -> Rows:
    rows, errors = _read(register_import)
    if errors:
        raise RegisterRefused(list(errors))
    return rows


def _read(register_import: RegisterImport) -> tuple[Rows, Sequence[RowError]]:
    areas = ContractArea.objects.filter(category__buyer=register_import.buyer_id).by_code_or_name()
    path = Path(register_import.file.path)
    return _register_of(register_import).read(path, areas=areas, file_name=register_import.original_name)


def preview_register(*, register_import: RegisterImport, by: User, at: datetime) -> Preview:
    """What applying a file would do now: it is done, looked at, and taken back.

    Raises UnreadableFile and RegisterRefused as applying does.
    """
    rows = _rows(register_import)
    with transaction.atomic():
        preview = _register_of(register_import).preview(buyer=register_import.buyer, rows=rows, by=by, at=at)
        transaction.set_rollback(True)  # its only argument
    what = f"{register_import.get_kind_display()}, inläsning {register_import.pk}"
    buyer_id = register_import.buyer_id
    note_trial(kind=TriedChange.Kind.REGISTER_FILE, what=what, buyer_id=buyer_id, by=by, at=at)
    return preview


class NotYours(Exception):
    """Only whoever asked takes the question back."""

    def __init__(self) -> None:
        super().__init__("Bara den som har begärt bekräftelsen kan dra tillbaka den.")


def _locked(register_import: RegisterImport, *among: str) -> RegisterImport:
    """The import, once those who do something to it at the same moment are done. Raises ImportIsOver."""
    found = RegisterImport.objects.select_for_update(of=("self",)).get(pk=register_import.pk)
    if found.status not in among:
        raise ImportIsOver(f"Filen är redan {found.get_status_display()}.")
    return found


@transaction.atomic
def apply_register(*, register_import: RegisterImport, by: User, at: datetime) -> RegisterImport:
    """Bring the file in. What it changes is marked in history.

    Raises ImportIsOver when it has been, and NeedsAnother where it changes prices so much that it has to be asked for.
    """
    register_import = _locked(register_import, _Status.PREVIEW)
    result = _bring_in(register_import, by=by, at=at)
    if result.to_confirm:
        raise NeedsAnother(
            f"{result.to_confirm} av filens priser ändras mer än gränsen. Ingenting är inläst: begär att en annan "
            "person bekräftar filen."
        )
    return _applied(register_import, result, at)


def _bring_in(register_import: RegisterImport, *, by: User, at: datetime) -> RegisterImportResult:
    rows = _rows(register_import)
    with pghistory.context(**{CONTEXT: register_import.pk}):
        return _register_of(register_import).bring_in(
            buyer=register_import.buyer, rows=rows, by=by, at=at, brought_by=register_import
        )


@transaction.atomic
def ask_for_register(*, register_import: RegisterImport, why: str, by: User, at: datetime) -> RegisterImport:
    """Ask that another person brings the file in. Raises ImportIsOver, and ValidationError without a reason."""
    register_import = _locked(register_import, _Status.PREVIEW)
    if not why.strip():
        raise ValidationError({"why": "Skriv varför priserna ändras så mycket."})
    register_import.status = _Status.ASKED
    register_import.asked_by, register_import.asked_at, register_import.why = by, at, why.strip()
    register_import.save()
    return register_import


@transaction.atomic
def withdraw_question(*, register_import: RegisterImport, by: User, at: datetime) -> RegisterImport:
    """Take back what one has asked for oneself: the file is looked at again. Raises ImportIsOver and NotYours."""
    register_import = _locked(register_import, _Status.ASKED)
    if register_import.asked_by_id != by.pk:
        raise NotYours
    register_import.status = _Status.PREVIEW
    register_import.asked_by, register_import.asked_at, register_import.why = None, None, ""
    register_import.save()
    return register_import


def _to_decide(register_import: RegisterImport, by: User) -> RegisterImport:
    """One that waits for a second person, and that this may be. Raises ImportIsOver and MayNotDecide."""
    register_import = _locked(register_import, _Status.ASKED)
    _require_second(register_import, by)
    return register_import


def _require_second(register_import: RegisterImport, by: User) -> None:
    """That a person may be the second one. Raises NotAllowed and MayNotDecide."""
    require(by, _register_of(register_import).confirmed_with, register_import)
    if by.pk in {register_import.asked_by_id, register_import.uploaded_by_id}:
        raise MayNotDecide


@transaction.atomic
def confirm_register(*, register_import: RegisterImport, by: User, at: datetime) -> RegisterImport:
    """Bring a file in that another person has asked for, as entered by whoever asked.

    Raises ImportIsOver and MayNotDecide, and RegisterRefused where it can no longer be brought in, or names what the
    second person may not see.
    """
    register_import = _to_decide(register_import, by)
    _refuse_faults(register_import, by)
    assert register_import.asked_by is not None
    result = _bring_in(register_import, by=register_import.asked_by, at=at)
    register_import.decided_by, register_import.decided_at = by, at
    return _applied(register_import, result, at)


@transaction.atomic
def decline_register(*, register_import: RegisterImport, reason: str, by: User, at: datetime) -> RegisterImport:
    """Say no to a file, and why: it is not brought in. Raises as confirming does.

    Raises ValidationError without a reason.
    """
    register_import = _to_decide(register_import, by)
    if not reason.strip():
        raise ValidationError({"reason": "Skriv varför filen avslås."})
    register_import.status, register_import.reason = _Status.DECLINED, reason.strip()
    register_import.decided_by, register_import.decided_at = by, at
    register_import.save()
    return register_import


def _applied(register_import: RegisterImport, result: RegisterImportResult, at: datetime) -> RegisterImport:
    register_import.status = _Status.APPLIED
    register_import.applied_at = at
    register_import.created, register_import.changed = result.created, result.changed
    register_import.unchanged = result.unchanged
    register_import.save()
    return register_import


@transaction.atomic
def undo_register(*, register_import: RegisterImport, by: User, at: datetime) -> Undone:
    """Take an import back: what it made is removed, what it changed is as before.

    What was touched since is left and named.
    Raises ImportIsOver when it is not applied, and MayNotDecide where it took two persons to bring it in and the first
    of them would take it back alone.
    """
    register_import = RegisterImport.objects.select_for_update(of=("self",)).get(pk=register_import.pk)
    if register_import.status != RegisterImport.Status.APPLIED:
        raise ImportIsOver(f"Filen är {register_import.get_status_display()} och kan inte ångras.")
    if register_import.decided_by_id is not None:
        _require_second(register_import, by)
    undone = _register_of(register_import).take_back(register_import=register_import, by=by, at=at)
    register_import.status = RegisterImport.Status.UNDONE
    register_import.undone_at = at
    register_import.save(update_fields=["status", "undone_at"])
    return undone
