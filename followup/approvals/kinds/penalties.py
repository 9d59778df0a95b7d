"""Penalties that one person has proposed and another decides."""

from followup.approvals.kinds.kind import KINDS, ApprovalKind, the_page
from followup.findings.models import FindingStep

KINDS.add(
    ApprovalKind(
        code="PENALTY",
        number=19,
        model=FindingStep,
        permission="followup.decide_findingstep",
        one="föreslaget vite väntar på ditt beslut",
        many="föreslagna viten väntar på ditt beslut",
        waiting=lambda user: FindingStep.objects.visible_to(user).to_decide_by(user),
        href=the_page("followup:penalty-list"),
    )
)
