"""Which received files of the register a person may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from huddinge_vo.common.people.querysets import buyers_of

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_CONFIRM = "contracts.approve_priceadjustment"  # what a file of prices is confirmed with


class RegisterImportQuerySet(models.QuerySet):
    """Files of contracts."""

    def visible_to(self, user: User) -> Self:
        """Those of buyers whose register or price lists a person keeps, and files of prices that he may confirm."""
        keeps_prices = Q(buyer__in=buyers_of(user, may="contracts.add_priceitem"))
        confirms = Q(kind="PRICES", buyer__in=buyers_of(user, may=_CONFIRM))
        return self.filter(keeps_prices | confirms | Q(buyer__in=buyers_of(user, may="contracts.import_contracts")))

    def to_approve_by(self, user: User) -> Self:
        """Those asked for, where a person may confirm them, and none that he has sent in or asked for himself."""
        here = self.filter(status="ASKED", kind="PRICES", buyer__in=buyers_of(user, may=_CONFIRM))
        return here.exclude(asked_by=user).exclude(uploaded_by=user)
