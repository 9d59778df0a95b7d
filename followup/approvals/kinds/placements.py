"""Deviations: placements outside contract."""

from followup.approvals.kinds.kind import KINDS, ApprovalKind, the_list
from procurement.placements.models import Placement

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
    )
)
