"""Deficiencies: what has been reported is judged, and what is mended is verified, by another person."""

from followup.approvals.kinds.kind import KINDS, ApprovalKind, the_list
from followup.reviews.models import Finding

KINDS.add(
    ApprovalKind(
        code="FINDING_REPORTED",
        number=6,
        model=Finding,
        permission="followup.change_finding",
        one="anmäld brist väntar på att du bedömer den",
        many="anmälda brister väntar på att du bedömer dem",
        waiting=lambda user: Finding.objects.visible_to(user).to_judge_by(user),
        href=the_list("followup:finding-list", waits_for="bedomning"),
    )
)
KINDS.add(
    ApprovalKind(
        code="FINDING_FIXED",
        number=7,
        model=Finding,
        permission="followup.verify_finding",
        one="åtgärdad brist väntar på att du verifierar den",
        many="åtgärdade brister väntar på att du verifierar dem",
        waiting=lambda user: Finding.objects.visible_to(user).to_verify_by(user),
        href=the_list("followup:finding-list", waits_for="verifiering"),
    )
)
