"""What a first step says of itself, and the registry of all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from huddinge_vo.common.registry import Registry
from huddinge_vo.common.untyped import ModelClass

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

ALL = "*"  # every role


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something that a person does the first time he works in a role.

    `words` says what to do, `why` what one has of it. `permission` is what it takes, which each of `roles` has. `page`
    is the name of the address where it begins. `done` are the traces that it leaves when that person has done it,
    whichever way he came there; a step without them is to read a page, and is done when that has been opened from the
    list. `number` is its place.
    """

    code: str
    number: int
    words: str
    why: str
    roles: tuple[str, ...]
    permission: str
    page: str
    done: Callable[[User], QuerySet] | None = None


STEPS: Registry[Step] = Registry("first step")


def traces_of(model: ModelClass, *fields: str) -> Callable[[User], QuerySet]:
    """Rows that say in one of some fields that a person did it."""

    def found(user: User) -> QuerySet:
        whose = Q()
        for name in fields:
            whose |= Q(**{name: user})
        return model.objects.filter(whose)

    return found


def changes_of(model: ModelClass) -> Callable[[User], QuerySet]:
    """What the history says that a person has changed: for few rows, where they themselves do not say who."""
    history: ModelClass = model._meta.get_field("events").related_model
    return lambda user: history.objects.filter(pgh_context__user=user.pk)
