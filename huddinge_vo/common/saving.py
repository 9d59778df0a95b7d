"""Saving what two people may edit at once, so that nobody overwrites anybody unseen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from huddinge_vo.common.untyped import ModelClass

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

Kept = TypeVar("Kept", bound=models.Model)


class ChangedMeanwhile(Exception):
    """Somebody else saved the same object after it was opened for change."""

    def __init__(self, stored: Any) -> None:  # noqa: ANN401 - an object of any model with a version
        self.stored = stored
        super().__init__(self.said())

    def said(self, *, by_self: bool = False, name: str = "") -> str:
        """What happened. `by_self` where the other was the same person, in another window; `name` says of what."""
        who = "dig i ett annat fönster" if by_self else "någon annan"
        return f"{name or _named(self.stored)} har ändrats av {who} sedan du öppnade sidan. Ingenting är sparat."


class NotAsShown(Exception):
    """What a person decides on says something else by now than when it was shown to him. The message is shown."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} har ändrats sedan du öppnade sidan. Ingenting är gjort. Läs det som står nu, och besluta sedan."
        )


def mark_of_all(told: Iterable[object]) -> str:
    """What tells one list of versions, or of keys, from another: for a page to send back of what it showed."""
    return hashlib.sha256(repr(list(told)).encode()).hexdigest()


def check_shown(what: str, *, shown: str | None, now: str) -> None:
    """That what is decided on is what was shown, by a mark of each, the row locked. Null when it does not matter.

    Raises NotAsShown.
    """
    if shown is not None and shown != now:
        raise NotAsShown(what)


def _named(stored: ModelClass) -> str:
    """What it is and which, once where its own name says what it is."""
    kind, name = str(stored._meta.verbose_name).capitalize(), str(stored)
    return name if name.startswith(kind) else f"{kind} {name}"


class MarkedApart(Exception):
    """Whether something is secret is not changed with the rest of it: see secrecy/marking.py."""

    def __init__(self) -> None:
        super().__init__("Sekretessen ändras för sig: ägaren begär det och säkerhetsansvarig bekräftar.")


def check_version(instance: Any, version: int | None) -> int:  # noqa: ANN401 - an object of any model with a version
    """The version to save an object as, its stored row locked.

    Raises ChangedMeanwhile when it is newer than `version`, ValidationError when it is gone, and MarkedApart.
    """
    if instance.pk is None:
        return 1
    stored = type(instance)._default_manager.select_for_update(of=("self",)).filter(pk=instance.pk).first()
    if stored is None:
        raise ValidationError(f"{instance} har tagits bort av någon annan sedan du öppnade sidan. Ingenting är sparat.")
    if version is not None and stored.version != version:
        raise ChangedMeanwhile(stored)
    if getattr(stored, "is_secret", None) != getattr(instance, "is_secret", None):
        raise MarkedApart
    return int(stored.version) + 1


@transaction.atomic
def save_checked(instance: Kept, *, by: User | None, at: datetime, version: int | None = None, **many: object) -> Kept:
    """Add or change an object; `many` are its lists of others, by field name.

    `version` is the one it was opened at, null when that does not matter. Raises ValidationError for what the database
    cannot hold, and ChangedMeanwhile.
    """
    keeps_versions = hasattr(instance, "version")
    following = check_version(instance, version) if keeps_versions else None
    instance.full_clean()
    if keeps_versions:
        instance.version = following  # type: ignore[attr-defined]
    instance.save()
    for name, others in many.items():
        getattr(instance, name).set(others)
    return instance
