"""A file of contracts with a look before and a way back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pghistory
from django.core.files import File
from django.db import models, transaction
from django.db.models.deletion import ProtectedError

from contracts.actions.importing import ContractImportResult, ContractsRefused, import_contracts
from contracts.imports import ContractRow, read_contracts
from contracts.models import (
    Contract,
    ContractArea,
    ContractAreaLink,
    RegisterImport,
    Supplier,
    SupplierIdentifier,
)
from huddinge_vo.common.audit import shown_value
from huddinge_vo.common.models import Organization
from huddinge_vo.common.tabular import UnreadableFile

if TYPE_CHECKING:
    from huddinge_vo.common.models import User

CONTEXT = "register_import"  # the key that history knows an import's changes by
_COMPARED = (
    "title",
    "supplier",
    "form",
    "price_model",
    "status",
    "valid_from",
    "initial_until",
    "ceiling_sek",
)


@dataclass(frozen=True)
class Difference:
    """What a file would do to one contract. No changes and `is_new` false is that it is there already, just so."""

    number: str
    title: str
    is_new: bool
    changes: tuple[tuple[str, str, str], ...]

    @property
    def word(self) -> str:
        """In a word."""
        return "ny" if self.is_new else "ändras" if self.changes else "oförändrad"


@dataclass(frozen=True)
class Preview:
    """What a file would do, contract by contract in the file's order."""

    result: ContractImportResult
    differences: tuple[Difference, ...]


class ImportIsOver(Exception):
    """The import has been applied or undone already, or not applied yet."""


@transaction.atomic
def receive_contracts(*, buyer: Organization, file: IO[bytes], name: str, by: User, at: datetime) -> RegisterImport:
    """Keep a file to be looked at. Nothing of it is in the register.

    Raises UnreadableFile and ContractsRefused for a file that could not be brought in, and then it is not kept.
    """
    received = RegisterImport(buyer=buyer, original_name=name[:255], uploaded_by=by, uploaded_at=at)
    received.file.save(name, File(file), save=False)
    try:
        _rows(received)
    except (UnreadableFile, ContractsRefused):
        received.file.delete(save=False)
        raise
    received.save()
    return received


def _rows(register_import: RegisterImport) -> list[ContractRow]:
    areas = ContractArea.objects.filter(category__buyer=register_import.buyer_id).by_code_or_name()
    path = Path(register_import.file.path)
    rows, errors = read_contracts(path, areas=areas, file_name=register_import.original_name)
    if errors:
        raise ContractsRefused(errors)
    return rows


def _snapshot(buyer: Organization, numbers: list[str]) -> dict[str, dict[str, str]]:
    """What the compared fields say now, by number, as a person reads them."""
    found = (
        Contract.objects.filter(buyer=buyer, number__in=numbers).select_related("supplier").prefetch_related("areas")
    )
    return {
        contract.number: {
            **{
                str(contract._meta.get_field(name).verbose_name): shown_value(contract, name)  # type: ignore[union-attr]
                for name in _COMPARED
            },
            "avtalsområden": ", ".join(sorted(area.name for area in contract.areas.all())),
        }
        for contract in found
    }


def preview_contracts(*, register_import: RegisterImport, by: User, at: datetime) -> Preview:
    """What applying a file would do now: it is done, looked at, and taken back.

    Raises UnreadableFile and ContractsRefused as applying does.
    """
    rows = _rows(register_import)
    numbers = [row.number for row in rows]
    before = _snapshot(register_import.buyer, numbers)
    with transaction.atomic():
        result = import_contracts(buyer=register_import.buyer, rows=rows, by=by, at=at)
        after = _snapshot(register_import.buyer, numbers)
        transaction.set_rollback(True)  # its only argument
    differences = []
    for row in rows:
        had, has = before.get(row.number), after[row.number]
        changes = () if had is None else tuple((name, had[name], has[name]) for name in has if had[name] != has[name])
        differences.append(Difference(row.number, row.title, had is None, changes))
    return Preview(result, tuple(differences))


@transaction.atomic
def apply_contracts(*, register_import: RegisterImport, by: User, at: datetime) -> RegisterImport:
    """Bring the file in. What it changes is marked in history. Raises ImportIsOver when it has been."""
    register_import = RegisterImport.objects.select_for_update(of=("self",)).get(pk=register_import.pk)
    if register_import.status != RegisterImport.Status.PREVIEW:
        raise ImportIsOver(f"Filen är redan {register_import.get_status_display()}.")
    with pghistory.context(**{CONTEXT: register_import.pk}):
        result = import_contracts(buyer=register_import.buyer, rows=_rows(register_import), by=by, at=at)
    register_import.status = RegisterImport.Status.APPLIED
    register_import.applied_at = at
    register_import.created, register_import.changed = result.created, result.changed
    register_import.unchanged = result.unchanged
    register_import.save()
    return register_import


@dataclass(frozen=True)
class Undone:
    """What an undo took back, and what it left because somebody has touched it since."""

    taken_back: int
    left: tuple[str, ...]


def _history(model: type[models.Model]) -> Any:
    """The table in which a model's history is kept."""
    return model._meta.get_field("events").related_model


def _events(model: Any, register_import: RegisterImport) -> Any:
    return _history(model).objects.filter(**{f"pgh_context__{CONTEXT}": register_import.pk}).order_by("pgh_id")


@transaction.atomic
def undo_contracts(*, register_import: RegisterImport, by: User, at: datetime) -> Undone:
    """Take an import back: what it made is removed, what it changed is as before. What was touched since is left and named.

    Raises ImportIsOver when it is not applied.
    """
    register_import = RegisterImport.objects.select_for_update(of=("self",)).get(pk=register_import.pk)
    if register_import.status != RegisterImport.Status.APPLIED:
        raise ImportIsOver(f"Filen är {register_import.get_status_display()} och kan inte ångras.")
    left: list[str] = []
    taken_back = 0
    for contract_id in sorted(_touched_contracts(register_import)):
        contract = Contract.objects.select_for_update(of=("self",)).filter(pk=contract_id).first()
        if contract is None:
            continue
        try:
            with transaction.atomic():
                undone = _undo_contract(contract, register_import)
        except ProtectedError:
            undone = False  # something has been hung on it since
        if undone:
            taken_back += 1
        else:
            left.append(contract.number)
    _remove_suppliers(register_import)
    register_import.status = RegisterImport.Status.UNDONE
    register_import.undone_at = at
    register_import.save(update_fields=["status", "undone_at"])
    return Undone(taken_back, tuple(left))


def _touched_contracts(register_import: RegisterImport) -> set[int]:
    contracts = set(_events(Contract, register_import).values_list("pgh_obj_id", flat=True))
    links = set(_events(ContractAreaLink, register_import).values_list("contract_id", flat=True))
    return contracts | links


def _undo_contract(contract: Contract, register_import: RegisterImport) -> bool:
    """Put one contract back; False when anybody has changed it or its areas since."""
    history = list(_history(Contract).objects.filter(pgh_obj_id=contract.pk).order_by("pgh_id"))
    link_history = list(_history(ContractAreaLink).objects.filter(contract_id=contract.pk).order_by("pgh_id"))
    ours = [event for event in history if _is_of(event, register_import)]
    our_links = [event for event in link_history if _is_of(event, register_import)]
    latest = max((event.pgh_id for event in ours), default=0)
    latest_link = max((event.pgh_id for event in our_links), default=0)
    since = [event for event in history if event.pgh_id > latest and ours]
    if since or [event for event in link_history if event.pgh_id > latest_link and our_links]:
        return False
    if any(event.pgh_label == "insert" for event in ours):
        contract.areas.clear()
        contract.delete()
        return True
    before = next((event for event in reversed(history) if ours and event.pgh_id < ours[0].pgh_id), None)
    if before is not None:
        for field in Contract._meta.concrete_fields:
            if not field.generated and field.name not in {"id", "version", "current_until"}:
                setattr(contract, field.attname, getattr(before, field.attname))
        contract.version += 1
        contract.save()
    for event in our_links:
        if event.pgh_label == "insert":
            contract.areas.remove(event.contractarea_id)
        elif event.pgh_label == "delete":
            contract.areas.add(event.contractarea_id)
    return True


def _is_of(event: Any, register_import: RegisterImport) -> bool:
    return bool((event.pgh_context or {}).get(CONTEXT) == register_import.pk)


def _remove_suppliers(register_import: RegisterImport) -> None:
    """Suppliers that the import registered go too, if nothing has been hung on them since."""
    made = _events(Supplier, register_import).filter(pgh_label="insert").values_list("pgh_obj_id", flat=True)
    for supplier in Supplier.objects.filter(pk__in=list(made)).order_by("pk"):
        if _history(Supplier).objects.filter(pgh_obj_id=supplier.pk).count() > 1:
            continue
        try:
            with transaction.atomic():
                SupplierIdentifier.objects.filter(supplier=supplier).delete()
                supplier.delete()
        except (ProtectedError, models.RestrictedError):
            continue  # somebody has been paid, or has got another contract: the supplier stays
