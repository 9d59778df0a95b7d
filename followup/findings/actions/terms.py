"""What a buyer's follow-up goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from followup.findings.models import FollowUpTerm

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


def terms_of(buyer: Organization | int) -> FollowUpTerm:
    """A buyer's own values, or the start's."""
    pk = buyer if isinstance(buyer, int) else buyer.pk
    return FollowUpTerm.objects.filter(buyer=pk).first() or FollowUpTerm(buyer_id=pk)
