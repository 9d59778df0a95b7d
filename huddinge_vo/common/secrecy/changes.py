"""An object's history as a person may read it: who changed which field from what to what."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from huddinge_vo.common import money
from huddinge_vo.common.people.models import User
from huddinge_vo.common.secrecy.names import HIDDEN, names_for


@dataclass(frozen=True)
class Change:
    """One field of one object that one person changed at one time: what the history list shows."""

    at: datetime
    by: str
    what: str
    field: str
    old: str
    new: str


__all__ = [
    "HIDDEN",
    "Change",
    "as_written",
    "changes_in",
    "changes_of",
    "changes_since",
    "last_saved",
    "related_names",
    "shown_value",
]

NamesByField = dict[tuple[str, object], str]
_LEFT_OUT = {"id", "version", "current_until"}


def changes_of(obj: models.Model, *, user: User, limit: int = 50) -> list[Change]:
    """An object's history, the latest first: what was set when it was made, and each field that changed since.

    For an object that a person may know of. What it has pointed at may be secret still, as a supplier before the one it
    has now: that is told by no name to whoever may not know of it.
    """
    events = list(
        obj.events.order_by("pgh_id")  # type: ignore[attr-defined]
    )
    told = changes_in(type(obj), events, user=user)
    return [change for event in reversed(events) for change in reversed(told[event.pgh_id])][:limit]


def changes_since(obj: models.Model, version: int, *, user: User, but: Collection[str] = ()) -> list[Change]:
    """What was changed in an object after one of its versions: each field once, as it was set last, the latest first.

    `but` are fields that are told of elsewhere. Of nought, which is no version, nothing is told: nobody saw anything.
    """
    events = list(
        obj.events.order_by("pgh_id")  # type: ignore[attr-defined]
    )
    if not any(event.version == version for event in events):
        return []
    left_out = {str(field.verbose_name) for field in obj._meta.concrete_fields if field.name in but}
    told = changes_in(type(obj), events, user=user)
    found: dict[str, Change] = {}
    for event in reversed(events):
        if event.version > version:
            for change in told[event.pgh_id]:
                if change.field and change.field not in left_out:
                    found.setdefault(change.field, change)
    return list(found.values())


def last_saved(obj: models.Model) -> Change | None:
    """Who saved an object last, and when, whatever of it was saved: a list of others, or rows of its own, too."""
    event = obj.events.order_by("-pgh_id").first()  # type: ignore[attr-defined]
    if event is None:
        return None
    by = _names([event]).get((event.pgh_context or {}).get("user"), "systemet")
    return Change(event.pgh_created_at, by, "Ändrad", "", "", "")


def changes_in(  # Any: events and fields of any model that has a history
    model: type[models.Model], events: list[Any], *, user: User
) -> dict[int, list[Change]]:
    """What each of some events changed, by the event's id. The events are all of some objects, in their order."""
    if not events:
        return {}
    fields = [
        field
        for field in model._meta.concrete_fields
        if field.name not in _LEFT_OUT and not field.generated and hasattr(events[0], field.attname)
    ]
    people = _names(events)
    named = _related(events, fields, user)
    told: dict[int, list[Change]] = {}
    last: dict[object, Any] = {}  # Any: as above
    for event in events:
        by = people.get((event.pgh_context or {}).get("user"), "systemet")
        before = last.get(event.pgh_obj_id)
        changes: list[Change] = []
        if event.pgh_label == "insert" or before is None:
            changes.append(Change(event.pgh_created_at, by, "Skapad", "", "", ""))
        elif event.pgh_label == "delete":
            changes.append(Change(event.pgh_created_at, by, "Borttagen", "", "", ""))
        else:
            for field in fields:
                old, new = getattr(before, field.attname), getattr(event, field.attname)
                if old != new:
                    changes.append(
                        Change(
                            event.pgh_created_at,
                            by,
                            "Ändrad",
                            str(field.verbose_name),
                            _written(field, old, named),
                            _written(field, new, named),
                        )
                    )
        if changes and (reason := (event.pgh_context or {}).get("reason")):
            changes.append(Change(event.pgh_created_at, by, "Skäl", "", "", str(reason)))
        told[event.pgh_id] = changes
        last[event.pgh_obj_id] = event
    return told


def shown_value(obj: models.Model, name: str, named: Mapping[tuple[str, object], str]) -> str:
    """An object's field as a person reads it. `named` are the names of what it points at, by field and id."""
    field: Any = obj._meta.get_field(name)  # Any: events and fields of any model that has a history
    return _written(field, getattr(obj, field.attname), named)


def related_names(objects: Collection[models.Model], names: Iterable[str], *, user: User) -> NamesByField:
    """The names of what some fields of some objects of one kind point at, as far as a person may know of it."""
    found: NamesByField = {}
    for name in names:
        field: Any = next(iter(objects))._meta.get_field(name) if objects else None  # Any: as above
        if field is not None and field.is_relation:
            ids = {getattr(each, field.attname) for each in objects} - {None}
            found |= {(name, pk): told for pk, told in names_for(field.related_model, ids, user=user).items()}
    return found


def _names(events: Sequence[Any]) -> dict[object, str]:  # Any: events and fields of any model that has a history
    ids = [user for event in events if (user := (event.pgh_context or {}).get("user")) is not None]
    return {user.pk: str(user) for user in get_user_model()._default_manager.filter(pk__in=ids)}


def _related(  # Any: as above
    events: list[Any], fields: list[Any], user: User
) -> NamesByField:
    """The names of what foreign keys point or pointed at, one question for each field. No secret is fetched."""
    found: NamesByField = {}
    for field in fields:
        if field.is_relation:
            ids = {getattr(event, field.attname) for event in events} - {None}
            found |= {(field.name, pk): name for pk, name in names_for(field.related_model, ids, user=user).items()}
    return found


def as_written(value: Decimal) -> str:
    """A number with all its decimals: weights and index values have more than kronor, and each may be what changed."""
    return money.sek(value, max(2, -int(value.normalize().as_tuple().exponent)))


def _written(field: Any, value: object, named: Mapping[tuple[str, object], str]) -> str:  # noqa: ANN401 - events and fields of any model that has a history
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, Decimal):
        return as_written(value)
    if field.is_relation:
        return named.get((field.name, value), "–")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _as_text(value)


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H.%M}"
    return _of_many(value) if isinstance(value, list | dict) else str(value)


def _of_many(kept: list[object] | dict[str, object]) -> str:
    """Words that are kept as a list stand as they are; of what programs keep it is told how much there is."""
    if not kept:
        return "–"
    if isinstance(kept, list) and all(isinstance(each, str) for each in kept):
        return ", ".join(map(str, kept))
    return "1 uppgift" if len(kept) == 1 else f"{len(kept)} uppgifter"
