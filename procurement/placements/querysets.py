"""Every question asked of placements and deviations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from contracts.plan.querysets import category_scope
from huddinge_vo.common.people.querysets import buyers_of
from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class PlacementQuerySet(SecuredQuerySet):
    """Placements within contract and outside it."""

    def within_reach_of(self, user: User) -> Self:
        """By buyer and category."""
        return self.filter(
            category_scope(user, category="category", buyer="buyer", may="procurement.view_placement"),
        )

    def outside_contract(self) -> Self:
        """Deviations: placements at somebody without a contract for the need."""
        return self.filter(contract__isnull=True)

    def to_approve_by(self, user: User) -> Self:
        """Deviations that nobody has approved and a person may: where his role gives it, and none that he wrote in.

        `approve_deviation` is the rule; this is which of them it would let him approve.
        """
        may = buyers_of(user, may="procurement.change_placement")
        asked = self.outside_contract().filter(approved_on__isnull=True, buyer__in=may)
        return asked.exclude(requested_by=user).exclude(writers=user)

    def approved(self) -> Self:
        """What another person than the one who asked has approved."""
        return self.filter(approved_on__isnull=False)
