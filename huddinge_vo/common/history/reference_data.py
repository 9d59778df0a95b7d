"""Reference data is brought in again at every start, and never over what a person has written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

from django.db.models import Model

Kept = TypeVar("Kept", bound=Model)


def bring_in(model: type[Kept], key: Mapping[str, object], values: Mapping[str, object]) -> tuple[Kept, int]:
    """The row of a tracked model with this key, made or brought to these values; and 1 when that changed anything.

    A field that a person has written stays as it is, for good. What a command or a job wrote is the reference data's to
    mend, so that a word that was wrong in an earlier version is right after an upgrade.
    """
    found = model._default_manager.filter(**key).first()
    if found is None:
        return model._default_manager.create(**key, **values), 1
    differing = {name for name, value in values.items() if getattr(found, name) != value}
    if differing:
        differing -= written_by_people(found, differing)
    if not differing:
        return found, 0
    for name in differing:
        setattr(found, name, values[name])
    if hasattr(found, "version"):
        found.version += 1  # whoever has the form open is told, and does not write the old words back unseen
    found.save()
    return found, 1


def written_by_people(obj: Model, names: Collection[str]) -> set[str]:
    """Which of some fields a person has written at some time, by the object's history."""
    columns = {name: obj._meta.get_field(name).attname for name in names}  # type: ignore[union-attr]
    theirs: set[str] = set()
    before = None
    for event in obj.events.order_by("pgh_id"):  # type: ignore[attr-defined]
        if (event.pgh_context or {}).get("user") is not None:
            theirs |= {
                name
                for name, column in columns.items()
                if before is None or getattr(before, column) != getattr(event, column)
            }
        before = event
    return theirs


def was_removed(model: type[Model], key: Mapping[str, object]) -> bool:
    """Whether a row of a tracked model with this key has been there and is not now: removed, or given another name."""
    if model._default_manager.filter(**key).exists():
        return False
    history = model._meta.get_field("events").related_model
    return bool(history._default_manager.filter(**key).exists())  # type: ignore[union-attr]
