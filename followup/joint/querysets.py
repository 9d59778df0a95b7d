"""Questions asked of contracts that municipalities have together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from huddinge_vo.common.secrecy.querysets import SecuredQuerySet

if TYPE_CHECKING:
    from contracts.register.querysets import ContractQuerySet
    from huddinge_vo.common.people.models import Organization, User


class JointReviewQuerySet(SecuredQuerySet):
    """What others have told of their reviews."""

    seen_with = "followup.view_review"


def joint_contracts(buyer: Organization, *, user: User) -> ContractQuerySet:
    """Signed contracts of rounds that others led or took part in, that a person may see."""
    from contracts.register.models import Contract

    together = Q(framework__parties__isnull=False) | Q(framework__lead__isnull=False)
    found = Contract.objects.visible_to(user).signed().filter(buyer=buyer)
    return found.filter(pk__in=Contract.objects.filter(together).values("pk"))
