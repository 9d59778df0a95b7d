"""Every question asked of others' awards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import OuterRef

from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class AwardQuerySet(SecuredQuerySet):
    """What others have bought."""

    def with_known_supplier(self, user: User) -> Self:
        """With the supplier of ours that won, as `known_supplier`, where a person may know of it; else null."""
        from contracts.suppliers.models import Supplier

        visible = Supplier.objects.visible_to(user).filter(pk=OuterRef("supplier"))
        return self.annotate(known_supplier=models.Subquery(visible.values("pk")[:1]))
