"""Every question asked of saved views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from huddinge_vo.common.people.querysets import buyers_of

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User


class SavedViewQuerySet(models.QuerySet):
    """Saved views."""

    def visible_to(self, user: User) -> Self:
        """One's own, and those that others share, at the buyers that one works for."""
        return self.filter(Q(owner=user) | Q(is_shared=True), buyer__in=buyers_of(user, may="common.add_savedview"))

    def owned_by(self, user: User) -> Self:
        """One's own."""
        return self.visible_to(user).filter(owner=user)

    def of_list(self, page: str, *, buyer: Organization) -> Self:
        """Those of a list, by name."""
        return self.filter(page=page, buyer=buyer).select_related("owner").order_by("name", "pk")
