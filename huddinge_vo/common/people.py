"""Who can be given something to do."""

from __future__ import annotations

from django.db.models import QuerySet

from huddinge_vo.common.models import User
from huddinge_vo.common.querysets import buyers_of


def colleagues(user: User, *, also_left: bool = False) -> QuerySet[User]:
    """The people who work for any of a person's buyers, by user name; with those no longer active if so asked."""
    found = User.objects.filter(memberships__buyer__in=buyers_of(user)).distinct().order_by("username")
    return found if also_left else found.filter(is_active=True)
