"""What a person may do, and for whom: a role at one buyer gives nothing at another.

Everything that belongs to a buyer says which: by a field `buyer`, or by `buyer_through`, the ways that lead there,
the first that leads anywhere. A model whose objects are everybody's, such as suppliers, says `buyer_through = ()`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured, PermissionDenied
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from huddinge_vo.common.people.models import Membership, Organization

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

# The ids of some buyers: known, or asked for within the question they narrow.
Buyers = Iterable[int]


class NotAllowed(PermissionDenied):
    """Somebody has asked for what his roles at the buyer do not give. The message is shown to him."""


def ways_to_buyer(model: type[models.Model]) -> tuple[str, ...]:
    """How one comes from a model's objects to their buyer; none for what belongs to no buyer."""
    declared: tuple[str, ...] | None = getattr(model, "buyer_through", None)
    if declared is not None:
        return declared
    try:
        model._meta.get_field("buyer")
    except FieldDoesNotExist as error:
        raise ImproperlyConfigured(
            f"{model.__name__} does not say whose it is: give it a buyer, or buyer_through."
        ) from error
    return ("buyer",)


def buyer_id_of(obj: models.Model) -> int | None:
    """The id of an object's buyer; null for what belongs to none. An organisation is asked of as itself."""
    if isinstance(obj, Organization):
        return obj.pk
    for way in ways_to_buyer(type(obj)):
        *steps, last = way.split("__")
        found: Any = obj  # Any: what the way leads over
        for step in steps:
            found = getattr(found, step) if found is not None else None
        buyer = getattr(found, f"{last}_id") if found is not None else None
        if buyer is not None:
            return cast("int", buyer)
    return None


def of_buyers(model: type[models.Model], buyers: Buyers) -> Q:
    """The rows of a model that belong to some buyers, and those that belong to none."""
    theirs, nobodys = Q(), Q()
    for way in ways_to_buyer(model):
        theirs |= Q(**{f"{way}__in": buyers})
        nobodys &= Q(**{f"{way}__isnull": True})
    return theirs | nobodys


def buyer_id_in(rows: models.QuerySet) -> list[int | None]:
    """The buyer of the first of some rows as a list of one, found without fetching the row itself; empty for no row.

    An organisation is asked of as itself, as in buyer_id_of.
    """
    ways = ("pk",) if rows.model is Organization else ways_to_buyer(rows.model)
    if not ways:
        return [None] if rows.exists() else []
    whose = F(ways[0]) if len(ways) == 1 else Coalesce(*ways)
    return list(rows.order_by("pk").annotate(_whose=whose).values_list("_whose", flat=True)[:1])


@dataclass
class Held:
    """What a person's roles give: by buyer, and for all of the buyer's categories or within some of them."""

    roles: dict[int, set[str]] = field(default_factory=dict)  # buyer id → what they are called
    at: dict[int, set[str]] = field(default_factory=dict)  # buyer id → permissions as app.codename
    whole: dict[int, set[str]] = field(default_factory=dict)  # the same, of the roles that no category narrows
    within: dict[str, set[int]] = field(default_factory=dict)  # permission → categories that narrow a role giving it
    # model → the ids of what is within reach of these roles, as a question; null where they narrow nothing
    reached: dict[type[models.Model], RawSQL | None] = field(default_factory=dict)


def held_by(user: User) -> Held:
    """What a person's roles give, asked once for a user object. Categories narrow a role where contracts says so."""
    if user.held is None:
        user.held = held = Held()
        if user.pk is not None and user.is_active:
            given = Membership.objects.filter(user=user).order_by("pk")
            for buyer, role, app, codename, category in given.values_list(
                "buyer",
                "role__name",
                "role__permissions__content_type__app_label",
                "role__permissions__codename",
                "category_scopes__category",
            ):
                permission = f"{app}.{codename}"
                held.roles.setdefault(buyer, set()).add(role)
                held.at.setdefault(buyer, set()).add(permission)
                if category is None:
                    held.whole.setdefault(buyer, set()).add(permission)
                else:
                    held.within.setdefault(permission, set()).add(category)
    return user.held


def rights_of(user: User) -> dict[int, set[str]]:
    """What a person's roles give at each buyer: buyer id → permissions as app.codename."""
    return held_by(user).at


def roles_of(user: User, buyer: Organization | None) -> list[str]:
    """What a person's roles at a buyer are called, by name."""
    return sorted(held_by(user).roles.get(buyer.pk, ())) if buyer is not None else []


def require(by: User | None, permission: str, obj: models.Model) -> None:
    """Raise NotAllowed unless a person may do something with an object. Nobody, that is the system itself, may."""
    if by is None or by.has_perm(permission, obj):
        return
    buyer = buyer_id_of(obj)
    whose = Organization.objects.filter(pk=buyer).first() if buyer is not None else None
    raise NotAllowed(
        f"Du har inte rätt att göra det här hos {whose}. Be förvaltaren om en roll där."
        if whose
        else "Du har inte rätt att göra det här. Be förvaltaren om en roll."
    )
