"""A file of rounds, contracts, units or prices with a look before and a way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pghistory
from django.core.files import File
from django.db import models, transaction
from django.db.models.deletion import ProtectedError

from contracts.files.actions.importing import (
    CONTEXT,
    Difference,
    RegisterImportResult,
    RegisterRefused,
    import_contracts,
    import_frameworks,
    import_units,
    unusable_numbers,
)
from contracts.files.imports import read_contracts, read_frameworks, read_units
from contracts.files.models import RegisterImport
from contracts.plan.cells import name_key
from contracts.plan.models import ContractArea
from contracts.register.models import Contract, ContractAreaLink, Framework, FrameworkAreaLink
from contracts.suppliers.models import (
    Supplier,
    SupplierIdentifier,
    SupplierUnit,
    SupplierUnitAreaLink,
)
from huddinge_vo.common import org_numbers
from huddinge_vo.common.files.tabular import RowError, UnreadableFile
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.secrecy.changes import shown_value

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@dataclass(frozen=True)
class _Register:
    """What a kind of file is about: how it is read and brought in, and where what it changes is kept."""

    read: Callable[..., tuple[list[Any], list[RowError]]]
    bring_in: Callable[..., RegisterImportResult]
    model: Any
    links: Any
    compared: tuple[str, ...]
    key: Callable[[Any], Any]  # how a row of the file is known …
    key_of: Callable[[Any], Any]  # … and how the same object of the register is
    label: Callable[[Any], str]
    heading: Callable[[Any], str]

    @property
    def holder(self) -> str:
        """The column by which a link knows its object."""
        return f"{self.model._meta.model_name}_id"

    def stored(self, register_import: RegisterImport, rows: Sequence[Any]) -> models.QuerySet[Any]:
        """The objects of the register that the rows may be about."""
        if self.model is SupplierUnit:
            numbers = SupplierIdentifier.objects.filter(value__in={row.supplier_number for row in rows})
            found = SupplierUnit.objects.filter(supplier__identifiers__in=numbers).distinct()
        else:
            found = self.model.objects.filter(buyer=register_import.buyer_id, number__in=[row.number for row in rows])
        related = [name for name in self.compared if self.model._meta.get_field(name).is_relation]
        return found.select_related(*({*related, "supplier"} if hasattr(self.model, "supplier") else related))


_REGISTERS = {
    RegisterImport.Kind.CONTRACTS: _Register(
        read_contracts,
        import_contracts,
        Contract,
        ContractAreaLink,
        (
            "title",
            "supplier",
            "framework",
            "form",
            "price_model",
            "status",
            "valid_from",
            "initial_until",
            "ceiling_sek",
        ),
        lambda row: row.number,
        lambda contract: contract.number,
        lambda row: row.number,
        lambda row: row.title,
    ),
    RegisterImport.Kind.FRAMEWORKS: _Register(
        read_frameworks,
        import_frameworks,
        Framework,
        FrameworkAreaLink,
        ("title", "form", "valid_from", "initial_until", "ceiling_sek", "call_off_method", "registry_number"),
        lambda row: row.number,
        lambda framework: framework.number,
        lambda row: row.number,
        lambda row: row.title,
    ),
    RegisterImport.Kind.UNITS: _Register(
        read_units,
        import_units,
        SupplierUnit,
        SupplierUnitAreaLink,
        ("name", "county", "municipality", "address", "target_group", "age_from", "age_to", "places"),
        lambda row: (row.supplier_number, name_key(row.name)),
        lambda unit: (unit.supplier.org_number, name_key(unit.name)),
        lambda row: row.name,
        lambda row: org_numbers.display(row.supplier_number),
    ),
}


@dataclass(frozen=True)
class Preview:
    """What a file would do, row by row in the file's order."""

    result: RegisterImportResult
    differences: tuple[Difference, ...]


class ImportIsOver(Exception):
    """The import has been applied or undone already, or not applied yet."""


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
    """All that is wrong with a file at once: what cannot be read, and what the register does not take from this person."""
    from contracts.prices.actions import unknown_references
    from contracts.prices.imports import read_price_references

    rows, errors = _read(register_import)
    if register_import.kind == RegisterImport.Kind.CONTRACTS:
        errors = [*errors, *unusable_numbers(rows, by)]
    if register_import.kind == RegisterImport.Kind.PRICES:
        path = Path(register_import.file.path)
        references = read_price_references(path, file_name=register_import.original_name)
        errors = [*errors, *unknown_references(buyer=register_import.buyer, references=references, by=by)]
    if errors:
        raise RegisterRefused(sorted(errors, key=lambda error: error.line))


def _rows(register_import: RegisterImport) -> list[Any]:
    rows, errors = _read(register_import)
    if errors:
        raise RegisterRefused(errors)
    return rows


def _read(register_import: RegisterImport) -> tuple[list[Any], list[RowError]]:
    from contracts.prices.imports import read_prices

    areas = ContractArea.objects.filter(category__buyer=register_import.buyer_id).by_code_or_name()
    path = Path(register_import.file.path)
    kind = RegisterImport.Kind(register_import.kind)
    read = read_prices if kind == RegisterImport.Kind.PRICES else _REGISTERS[kind].read
    rows, errors = read(path, areas=areas, file_name=register_import.original_name)
    return list(rows), list(errors)


def _snapshot(register: _Register, found: models.QuerySet[Any]) -> dict[Any, dict[str, str]]:
    """What the compared fields say now, by key, as a person reads them."""
    return {
        register.key_of(one): {
            **{str(one._meta.get_field(name).verbose_name): shown_value(one, name) for name in register.compared},
            "avtalsområden": ", ".join(sorted(area.name for area in one.areas.all())),
        }
        for one in found.prefetch_related("areas")
    }


def preview_register(*, register_import: RegisterImport, by: User, at: datetime) -> Preview:
    """What applying a file would do now: it is done, looked at, and taken back.

    Raises UnreadableFile and RegisterRefused as applying does.
    """
    from contracts.prices.actions import import_prices
    from contracts.prices.imports import PriceRow

    if register_import.kind == RegisterImport.Kind.PRICES:
        prices: list[PriceRow] = _rows(register_import)
        with transaction.atomic():
            counts, told = import_prices(buyer=register_import.buyer, rows=prices, by=by, at=at)
            transaction.set_rollback(True)  # its only argument
        return Preview(counts, told)
    register = _REGISTERS[RegisterImport.Kind(register_import.kind)]
    rows = _rows(register_import)
    stored = register.stored(register_import, rows)
    before = _snapshot(register, stored.visible_to(by))  # type: ignore[attr-defined]
    with transaction.atomic():
        result = register.bring_in(buyer=register_import.buyer, rows=rows, by=by, at=at)
        # No more narrowed: it says what the file says of what one may see, though the file's areas may be out of reach.
        after = _snapshot(register, register.stored(register_import, rows))
        transaction.set_rollback(True)  # its only argument
    differences = []
    for row in rows:
        had, has = before.get(register.key(row)), after.get(register.key(row), {})
        changes = () if had is None else tuple((name, had[name], has[name]) for name in has if had[name] != has[name])
        differences.append(Difference(register.label(row), register.heading(row), had is None, changes))
    return Preview(result, tuple(differences))


@transaction.atomic
def apply_register(*, register_import: RegisterImport, by: User, at: datetime) -> RegisterImport:
    """Bring the file in. What it changes is marked in history. Raises ImportIsOver when it has been."""
    register_import = RegisterImport.objects.select_for_update(of=("self",)).get(pk=register_import.pk)
    if register_import.status != RegisterImport.Status.PREVIEW:
        raise ImportIsOver(f"Filen är redan {register_import.get_status_display()}.")
    with pghistory.context(**{CONTEXT: register_import.pk}):
        result = _bring_in(register_import, by=by, at=at)
    register_import.status = RegisterImport.Status.APPLIED
    register_import.applied_at = at
    register_import.created, register_import.changed = result.created, result.changed
    register_import.unchanged = result.unchanged
    register_import.save()
    return register_import


def _bring_in(register_import: RegisterImport, *, by: User, at: datetime) -> RegisterImportResult:
    from contracts.prices.actions import import_prices

    rows = _rows(register_import)
    if register_import.kind == RegisterImport.Kind.PRICES:
        counts, _ = import_prices(buyer=register_import.buyer, rows=rows, by=by, at=at, brought_by=register_import)
        return counts
    register = _REGISTERS[RegisterImport.Kind(register_import.kind)]
    return register.bring_in(buyer=register_import.buyer, rows=rows, by=by, at=at)


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
def undo_register(*, register_import: RegisterImport, by: User, at: datetime) -> Undone:
    """Take an import back: what it made is removed, what it changed is as before. What was touched since is left and named.

    Raises ImportIsOver when it is not applied.
    """
    from contracts.prices.actions import withdraw_import

    register_import = RegisterImport.objects.select_for_update(of=("self",)).get(pk=register_import.pk)
    if register_import.status != RegisterImport.Status.APPLIED:
        raise ImportIsOver(f"Filen är {register_import.get_status_display()} och kan inte ångras.")
    left: list[str] = []
    taken_back = 0
    if register_import.kind == RegisterImport.Kind.PRICES:
        taken_back, of_prices = withdraw_import(register_import=register_import, by=by, at=at)
        return _over(register_import, taken_back, of_prices, at)
    register = _REGISTERS[RegisterImport.Kind(register_import.kind)]
    for pk in sorted(_touched(register, register_import)):
        one = register.model.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if one is None:
            continue
        try:
            with transaction.atomic():
                undone = _undo_one(register, one, register_import)
        except ProtectedError:
            undone = False  # something has been hung on it since
        if undone:
            taken_back += 1
        else:
            left.append(one.number if hasattr(one, "number") else str(one))
    _remove_suppliers(register_import)
    return _over(register_import, taken_back, tuple(left), at)


def _over(register_import: RegisterImport, taken_back: int, left: tuple[str, ...], at: datetime) -> Undone:
    register_import.status = RegisterImport.Status.UNDONE
    register_import.undone_at = at
    register_import.save(update_fields=["status", "undone_at"])
    return Undone(taken_back, left)


def _touched(register: _Register, register_import: RegisterImport) -> set[int]:
    themselves = set(_events(register.model, register_import).values_list("pgh_obj_id", flat=True))
    return themselves | set(_events(register.links, register_import).values_list(register.holder, flat=True))


def _undo_one(register: _Register, one: Any, register_import: RegisterImport) -> bool:
    """Put one object back; False when anybody has changed it or its areas since."""
    history = list(_history(register.model).objects.filter(pgh_obj_id=one.pk).order_by("pgh_id"))
    link_history = list(_history(register.links).objects.filter(**{register.holder: one.pk}).order_by("pgh_id"))
    ours = [event for event in history if _is_of(event, register_import)]
    our_links = [event for event in link_history if _is_of(event, register_import)]
    latest = max((event.pgh_id for event in ours), default=0)
    latest_link = max((event.pgh_id for event in our_links), default=0)
    since = [event for event in history if event.pgh_id > latest and ours]
    if since or [event for event in link_history if event.pgh_id > latest_link and our_links]:
        return False
    if any(event.pgh_label == "insert" for event in ours):
        one.areas.clear()
        one.delete()
        return True
    before = next((event for event in reversed(history) if ours and event.pgh_id < ours[0].pgh_id), None)
    if before is not None:
        for field in register.model._meta.concrete_fields:
            if not field.generated and field.name not in {"id", "version", "current_until"}:
                setattr(one, field.attname, getattr(before, field.attname))
        one.version += 1
        one.save()
    for event in our_links:
        if event.pgh_label == "insert":
            one.areas.remove(event.contractarea_id)
        elif event.pgh_label == "delete":
            one.areas.add(event.contractarea_id)
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
