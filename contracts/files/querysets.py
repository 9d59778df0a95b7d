"""Which received files of the register a person may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from huddinge_vo.common.people.querysets import buyers_of

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class RegisterImportQuerySet(models.QuerySet):
    """Files of contracts."""

    def visible_to(self, user: User) -> Self:
        """Those of buyers whose register or price lists a person keeps."""
        keeps_prices = Q(buyer__in=buyers_of(user, may="contracts.add_priceitem"))
        return self.filter(keeps_prices | Q(buyer__in=buyers_of(user, may="contracts.import_contracts")))
