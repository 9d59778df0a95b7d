"""Every question asked of placements and deviations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from contracts.plan.querysets import category_scope
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet, granted

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class PlacementQuerySet(SecuredQuerySet):
    """Placements within contract and outside it."""

    def visible_to(self, user: User) -> Self:
        """By buyer, category and secrecy; a placement at a secret supplier is secret as well."""
        return self.open_to(user).filter(
            category_scope(user, category="category", buyer="buyer", may="procurement.view_placement"),
            Q(supplier__is_secret=False) | Q(supplier__in=granted(Supplier, user)),
            Q(contract__isnull=True) | Q(contract__is_secret=False) | Q(contract__in=granted(Contract, user)),
        )

    def outside_contract(self) -> Self:
        """Deviations: placements at somebody without a contract for the need."""
        return self.filter(contract__isnull=True)

    def approved(self) -> Self:
        """What another person than the one who asked has approved."""
        return self.filter(approved_on__isnull=False)
