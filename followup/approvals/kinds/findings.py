"""Deficiencies: what has been reported is judged, and what is mended is verified, by another person; and what suppliers
have answered, which whoever is responsible goes on with.
"""

from followup.approvals.kinds.kind import KINDS, ApprovalKind, the_list
from followup.reviews.models import Finding, Review

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
KINDS.add(
    ApprovalKind(
        code="FINDING_ANSWERED",
        number=17,
        model=Finding,
        permission="followup.change_finding",
        one="brist där leverantören har svarat väntar på vad du gör",
        many="brister där leverantören har svarat väntar på vad du gör",
        waiting=lambda user: Finding.objects.visible_to(user).answered_for(user),
        href=the_list("followup:finding-list", waits_for="svar"),
    )
)
KINDS.add(
    ApprovalKind(
        code="SELF_REPORT",
        number=18,
        model=Review,
        permission="followup.change_review",
        one="självrapport från en leverantör väntar på din uppföljning",
        many="självrapporter från leverantörer väntar på din uppföljning",
        waiting=lambda user: Review.objects.visible_to(user).self_reported_to(user),
        href=the_list("followup:review-list", waits_for="sjalvrapport"),
    )
)
