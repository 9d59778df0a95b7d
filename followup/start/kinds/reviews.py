"""Following up: reviews, deficiencies and what is written of suppliers."""

from __future__ import annotations

from followup.findings.models import FindingStep
from followup.reviews.models import Finding, Review
from followup.start.kinds.step import STEPS, Step, traces_of
from followup.watch.models import MediaHit

STEPS.add(
    Step(
        code="REVIEW",
        number=50,
        words="Gör en uppföljning färdig",
        why="Börja på kontoret eller på telefonen hos leverantören. Svaren sparas efter hand, också utan täckning.",
        roles=("uppföljare",),
        permission="followup.change_review",
        page="followup:review-list",
        done=lambda user: Review.objects.filter(reviewer=user, status=Review.Status.DONE),
    )
)
STEPS.add(
    Step(
        code="REPORT_FINDING",
        number=51,
        words="Anmäl en brist hos en leverantör",
        why="Några rader räcker. Den som följer upp leverantören tar över, och du ser hur det går.",
        roles=("handläggare", "gruppledare", "uppföljare"),
        permission="followup.add_finding",
        page="followup:finding-report",
        done=traces_of(Finding, "registered_by"),
    )
)
STEPS.add(
    Step(
        code="FINDING_STEP",
        number=52,
        words="Ta ett steg i en brists åtgärdstrappa",
        why="Påpekande, åtgärdsplan, varning, vite: varje steg har sitt brev och sin svarstid.",
        roles=("uppföljare",),
        permission="followup.change_finding",
        page="followup:finding-list",
        done=traces_of(FindingStep, "taken_by"),
    )
)
STEPS.add(
    Step(
        code="MEDIA_HIT",
        number=53,
        words="Bedöm vad som skrivs om en leverantör",
        why="En träff i omvärldsbevakningen kan bli en brist, eller läggas undan.",
        roles=("uppföljare",),
        permission="followup.change_mediahit",
        page="followup:hit-list",
        done=traces_of(MediaHit, "judged_by"),
    )
)
