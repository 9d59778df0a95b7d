"""What something is called, to a person: its name where he may know of it, and else that it is protected.

The one way to write the name of what a row points at without being as secret as it (`seen_apart`): a parent, evidence,
what was replaced, and all that a history tells of. Lists of choices ask `visible_to` and have none of it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import models

from huddinge_vo.common.secrecy.querysets import can_be_secret, secret_to

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

HIDDEN = "skyddad uppgift"
NOTHING = "–"


def names_for(model: type[models.Model], ids: Collection[int], *, user: User | None) -> dict[int, str]:
    """The names of some objects of one kind, by id, in two questions at most. No secret is fetched.

    What is not there any more is not in it. Nobody in particular is told what all may know.
    """
    if not ids:
        return {}
    told = {each.pk: str(each) for each in model._default_manager.filter(~secret_to(user, model), pk__in=ids)}
    if can_be_secret(model) and (hidden := set(ids) - told.keys()):
        left = model._default_manager.filter(pk__in=hidden).values_list("pk", flat=True)
        told |= dict.fromkeys(left, HIDDEN)
    return told


def name_for(obj: models.Model | None, user: User | None) -> str:
    """The name of one object, which may have been fetched already."""
    if obj is None:
        return NOTHING
    return str(obj) if may_know_of(obj, user) else HIDDEN


def may_know_of(obj: models.Model, user: User | None) -> bool:
    """Whether a person may know of something, by secrecy alone. Costs a question for what can be secret."""
    model = type(obj)
    return not can_be_secret(model) or model._default_manager.filter(~secret_to(user, model), pk=obj.pk).exists()


def told_to_the_officer(model: type[models.Model], ids: Collection[int], *, user: User | None) -> dict[int, str]:
    """What the security officer calls some objects of one kind that are secret, or are to be, by id.

    The name of what he may know of, as all may of what is only asked to be secret. Of what is kept from him the number
    that the municipality knows it by and no more: he decides and answers for it by that, *Ny åtkomst* is asked by it,
    and of whom it is, it says nothing. What has no number, as a supplier, has only ours: its organisation number says
    who it is. A number is not a reading, and none is noted: nothing of the object is fetched.
    """
    told = names_for(model, ids, user=user)
    hidden = [pk for pk in ids if told.get(pk) in {HIDDEN, None}]
    numbers: dict[int, str] = {}
    if hidden and any(field.name == "number" for field in model._meta.concrete_fields):
        numbers = dict(model._default_manager.filter(pk__in=hidden).values_list("pk", "number"))
    return told | {pk: numbers.get(pk) or f"uppgift nr {pk}" for pk in hidden}


def names_of(rows: models.QuerySet, *, user: User | None) -> list[str]:
    """The names of some rows; those that a person may not know of are one word together."""
    told = [str(each) for each in rows.filter(~secret_to(user, rows.model))]
    return [*told, HIDDEN] if can_be_secret(rows.model) and rows.filter(secret_to(user, rows.model)).exists() else told
