"""Who can be given something to do."""

from __future__ import annotations

from django.db.models import QuerySet

from huddinge_vo.common.order import person_order
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.people.rights import Buyers, rights_of


def colleagues(user: User, *, also_left: bool = False) -> QuerySet[User]:
    """The people who work for any of a person's buyers, by name; with those no longer active if so asked."""
    found = (
        User.objects.filter(memberships__buyer__in=buyers_of(user))
        .distinct()
        .order_by(person_order(), "username", "pk")
    )
    return found if also_left else found.filter(is_active=True)


def buyers_of(user: User, *, may: str = "") -> Buyers:
    """The ids of the buyers whose affairs a person takes part in; all of them for a system administrator.

    With `may`, only those where his roles give a permission: who reads at one buyer and leads at another does not see
    at the first what only leaders do.
    """
    if user.is_superuser:
        return Organization.objects.values_list("pk", flat=True)
    return [buyer for buyer, given in rights_of(user).items() if not may or may in given]
