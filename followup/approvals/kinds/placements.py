"""Deviations: placements outside contract."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from followup.approvals.kinds.kind import KINDS, SHOWN, Answer, ApprovalKind, the_list
from procurement.deviations.models import Deviation
from procurement.placements.models import Placement

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


def _decided(user: User, since: datetime) -> Iterator[Answer]:
    """Deviations that a person asked for and another approved or refused."""
    found = Deviation.objects.visible_to(user).filter(placement__requested_by=user, decided_at__gte=since)
    for each in found.select_related("placement").order_by("-decided_at", "-pk")[:SHOWN]:
        assert each.decided_at is not None
        words, href = f"Avsteg {each.placement.number}", each.placement.get_absolute_url()
        is_yes = each.outcome == "APPROVED"
        yield Answer(each.decided_at, words, href, is_yes=is_yes, reason=each.decision_words)


KINDS.add(
    ApprovalKind(
        code="DEVIATION",
        number=5,
        model=Placement,
        permission="procurement.change_placement",
        one="avsteg väntar på ditt godkännande",
        many="avsteg väntar på ditt godkännande",
        waiting=lambda user: Placement.objects.visible_to(user).to_approve_by(user),
        href=the_list("procurement:deviation-list"),
        answers=_decided,
    )
)
