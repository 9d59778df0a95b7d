"""Who can be given something to do."""

from __future__ import annotations

from django.db.models import QuerySet

from huddinge_vo.common.models import User
from huddinge_vo.common.querysets import buyers_of


def colleagues(user: User) -> QuerySet[User]:
    """The active people who work for any of a person's buyers, by user name."""
    return User.objects.filter(memberships__buyer__in=buyers_of(user), is_active=True).distinct().order_by("username")
