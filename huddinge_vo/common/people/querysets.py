"""Who can be given something to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.db.models import QuerySet

from huddinge_vo.common.people.models import Membership, Organization, User


def colleagues(user: User, *, also_left: bool = False) -> QuerySet[User]:
    """The people who work for any of a person's buyers, by user name; with those no longer active if so asked."""
    found = User.objects.filter(memberships__buyer__in=buyers_of(user)).distinct().order_by("username", "pk")
    return found if also_left else found.filter(is_active=True)


def memberships_of(user: User, *, may: str = "") -> models.QuerySet[Membership]:
    """What a person is at which buyer; only the roles that give a permission, if one is asked for."""
    held = Membership.objects.filter(user=user, user__is_active=True)
    if not may:
        return held
    app, codename = may.split(".")
    return held.filter(role__permissions__content_type__app_label=app, role__permissions__codename=codename)


def buyers_of(user: User, *, may: str = "") -> models.QuerySet[models.Model, Mapping[str, object]]:
    """The ids of the buyers whose affairs a person takes part in; all of them for a system administrator.

    With `may`, only those where his roles give a permission: who reads at one buyer and leads at another does not see
    at the first what only leaders do.
    """
    if user.is_superuser:
        return Organization.objects.values("pk")
    return memberships_of(user, may=may).values("buyer")
