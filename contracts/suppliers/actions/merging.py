"""That two suppliers were one, done so that it can be undone."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import transaction

from contracts.suppliers.actions.proposing import ask_again, settle_by_merger
from contracts.suppliers.models import (
    Supplier,
    SupplierMerge,
    SupplierMergeRow,
    SupplierUnit,
)
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.secrecy.models import TriedChange
from huddinge_vo.common.secrecy.names import name_for
from huddinge_vo.common.secrecy.querysets import secret_to
from huddinge_vo.common.secrecy.trials import note_trial

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class CannotMerge(Exception):
    """The two cannot be made one, or be parted again."""


# What follows a supplier when it is taken up by another, by name: most of it belongs to trades above this one.
_MOVED = {
    "nummer": "SupplierIdentifier",
    "avtal": "Contract",
    "verksamheter": "SupplierUnit",
    "kontakter": "SupplierContact",
    "placeringsstopp": "PlacementStop",
    "kontroller": "SupplierCheck",
    "dokument": "Document",
    "tilldelningar": "Award",
}
_PROTECTED = "Här finns skyddade uppgifter. Sammanslagningen görs av någon som har åtkomst till dem."


def what_moves(source: Supplier, *, by: User, at: datetime) -> dict[str, int]:
    """What a merger of this supplier would move, by kind, as far as a person may know of it."""
    note_trial(kind=TriedChange.Kind.MERGER, what=f"Leverantör nr {source.pk}", buyer_id=None, by=by, at=at)
    return {kind: _all(kind).visible_to(by).filter(supplier=source).count() for kind in _MOVED}


def may_move(source: Supplier, *, by: User) -> bool:
    """Whether a person may know of everything secret that a merger of this supplier would move."""
    return not any(_unseen(_all(kind).filter(supplier=source), by) for kind in _MOVED)


def _all(kind: str) -> Any:  # noqa: ANN401 - rows of any model that a supplier has
    """Everything of one kind that can belong to a supplier."""
    return apps.get_model("contracts", _MOVED[kind])._default_manager.all()


def _unseen(rows: Any, by: User) -> bool:  # noqa: ANN401 - rows of any model that keeps secrets
    """Whether there is anything secret among some rows that a person has not been let in on.

    Other buyers' contracts are no secret: the register of suppliers is one, and a merger is for all.
    """
    return bool(rows.filter(secret_to(by, rows.model)).exists())


def _locked(*suppliers: int) -> dict[int, Supplier]:
    """Suppliers that nobody else merges or parts meanwhile, in the same order for all."""
    found = Supplier.objects.select_for_update(of=("self",)).filter(pk__in=suppliers).order_by("pk")
    return {each.pk: each for each in found}


@transaction.atomic
def merge_suppliers(*, source: Supplier, target: Supplier, by: User, at: datetime) -> SupplierMerge:
    """Let one supplier be taken up by another: its numbers, contracts and units move, and what is paid to it follows.

    Names never merge suppliers by themselves: a person has seen the two side by side. Secrets are moved only by those
    who have been let in on them. Raises CannotMerge.
    """
    require(by, "contracts.merge_supplier", source)
    locked = _locked(source.pk, target.pk)
    first, other = locked[source.pk], locked[target.pk]
    if source.pk == target.pk:
        raise CannotMerge("Välj två olika leverantörer.")
    if first.merged_into_id or other.merged_into_id:
        raise CannotMerge("En av leverantörerna är redan sammanslagen med en annan.")
    if first.is_secret != other.is_secret:
        raise CannotMerge("Den ena är sekretessmarkerad och den andra inte. Gör dem lika först.")
    if not may_move(source, by=by):
        raise CannotMerge(_PROTECTED)
    theirs = SupplierUnit.objects.filter(
        supplier=target, name__in=SupplierUnit.objects.filter(supplier=source).values("name")
    )
    if _unseen(theirs, by):
        raise CannotMerge(_PROTECTED)
    if same := set(theirs.values_list("name", flat=True)):
        raise CannotMerge(f"Båda har en verksamhet som heter {', '.join(sorted(same))}. Byt namn på den ena först.")
    merge = SupplierMerge.objects.create(source=source, target=target, merged_by=by, merged_at=at)
    for kind in _MOVED:
        ids = list(_all(kind).filter(supplier=source).values_list("pk", flat=True))
        SupplierMergeRow.objects.bulk_create(SupplierMergeRow(merge=merge, kind=kind, object_id=pk) for pk in ids)
        _all(kind).filter(pk__in=ids).update(supplier=target)
    first.merged_into = other
    first.version += 1
    first.save(update_fields=["merged_into", "version"])
    settle_by_merger(source=first, target=other, by=by, at=at)
    return merge


@transaction.atomic
def undo_merge(*, merge: SupplierMerge, by: User, at: datetime) -> SupplierMerge:
    """Part two suppliers again: what the merge moved and still is where it was moved to goes back.

    Raises CannotMerge.
    """
    require(by, "contracts.merge_supplier", merge)
    locked = _locked(merge.source_id, merge.target_id)  # first, as a merger does: then what it moved is where it is now
    merge = SupplierMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    target = locked[merge.target_id]
    if merge.undone_at is not None:
        raise CannotMerge("Sammanslagningen är redan ångrad.")
    if target.merged_into_id:
        later = name_for(target.merged_into, by)
        raise CannotMerge(f"{target} är i sin tur sammanslagen med {later}. Ångra den först.")
    moved: dict[str, list[int]] = {}
    for row in merge.rows.order_by("pk"):
        moved.setdefault(row.kind, []).append(row.object_id)
    back = {kind: _all(kind).filter(pk__in=ids, supplier=merge.target_id) for kind, ids in moved.items()}
    if any(_unseen(rows, by) for rows in back.values()):
        raise CannotMerge(_PROTECTED)
    for rows in back.values():
        rows.update(supplier=merge.source_id)
    Supplier.objects.filter(pk=merge.source_id).update(merged_into=None)
    ask_again(source=merge.source, target=merge.target)
    merge.undone_by, merge.undone_at = by, at
    merge.save(update_fields=["undone_by", "undone_at"])
    return merge
