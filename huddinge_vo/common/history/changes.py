"""An object's history as people read it: who changed which field from what to what."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from huddinge_vo.common import money


@dataclass(frozen=True)
class Change:
    """One field of one object that one person changed at one time: what the history list shows."""

    at: datetime
    by: str
    what: str
    field: str
    old: str
    new: str


_HIDDEN = {"id", "version", "current_until"}


def changes_of(obj: models.Model, *, limit: int = 50) -> list[Change]:
    """An object's history, the latest first: what was set when it was made, and each field that changed since."""
    events = list(
        obj.events.order_by("pgh_id")  # type: ignore[attr-defined]
    )
    told = changes_in(type(obj), events)
    return [change for event in reversed(events) for change in reversed(told[event.pgh_id])][:limit]


def changes_in(model: type[models.Model], events: list[Any]) -> dict[int, list[Change]]:
    """What each of some events changed, by the event's id. The events are all of some objects, in their order."""
    if not events:
        return {}
    fields = [
        field
        for field in model._meta.concrete_fields
        if field.name not in _HIDDEN and not field.generated and hasattr(events[0], field.attname)
    ]
    people = _names(events)
    named = _related(events, fields)
    told: dict[int, list[Change]] = {}
    last: dict[Any, Any] = {}
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
        told[event.pgh_id] = changes
        last[event.pgh_obj_id] = event
    return told


def shown_value(obj: models.Model, name: str) -> str:
    """An object's field as a person reads it."""
    field: Any = obj._meta.get_field(name)
    value = getattr(obj, name)
    if field.is_relation:
        return "–" if value is None else str(value)
    return _written(field, value, {})


def _names(events: list[Any]) -> dict[Any, str]:
    ids = [user for event in events if (user := (event.pgh_context or {}).get("user")) is not None]
    return {user.pk: str(user) for user in get_user_model()._default_manager.filter(pk__in=ids)}


def _related(events: list[Any], fields: list[Any]) -> dict[tuple[str, Any], str]:
    """The names of what foreign keys point or pointed at, one question for each field."""
    found: dict[tuple[str, Any], str] = {}
    for field in fields:
        if field.is_relation:
            ids = {getattr(event, field.attname) for event in events} - {None}
            for other in field.related_model._default_manager.filter(pk__in=ids):
                found[field.name, other.pk] = str(other)
    return found


def _written(field: Any, value: Any, named: dict[tuple[str, Any], str]) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, Decimal):
        # Weights and index values have more decimals than kronor, and each may be what was changed.
        return money.sek(value, max(2, -int(value.normalize().as_tuple().exponent)))
    if field.is_relation:
        return named.get((field.name, value), "–")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H.%M}"
    return str(value)
