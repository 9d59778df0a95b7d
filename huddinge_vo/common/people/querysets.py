"""Who can be given something to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.db.models import QuerySet

from huddinge_vo.common.people.models import User


def colleagues(user: User, *, also_left: bool = False) -> QuerySet[User]:
    """The people who work for any of a person's buyers, by user name; with those no longer active if so asked."""
    found = User.objects.filter(memberships__buyer__in=buyers_of(user)).distinct().order_by("username", "pk")
    return found if also_left else found.filter(is_active=True)


def buyers_of(user: User) -> models.QuerySet[models.Model, Mapping[str, object]]:
    """The ids of the buyers whose affairs a person takes part in; all of them for a system administrator."""
    from huddinge_vo.common.people.models import Membership, Organization

    if user.is_superuser:
        return Organization.objects.values("pk")
    return Membership.objects.filter(user=user, user__is_active=True).values("buyer")
