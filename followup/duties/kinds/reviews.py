"""Reviews of contracts, and what they found that is to be put right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from followup.duties.kinds.kind import FOLLOWER, KINDS, Facts, ReminderKind, StartRule, own_page
from followup.reviews.models import Finding, Review

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


def _reviews(buyer: Organization, day: date) -> QuerySet[Review]:
    """Reviews that are planned or begun."""
    return Review.objects.filter(contract__buyer=buyer).unfinished().select_related("contract")


def _of_reviews(found: QuerySet[Review], buyer: Organization, day: date) -> Iterator[Facts]:
    for review in found:
        yield Facts(
            (Review, review.pk),
            review.planned_on,
            f"Följ upp: {review.contract}",
            review.reviewer_id,
        )


def _findings(buyer: Organization, day: date) -> QuerySet[Finding]:
    """Findings that are to be put right, and that nobody has said are."""
    return Finding.objects.filter(buyer=buyer, status="OPEN", due_on__isnull=False).select_related("supplier")


def _of_findings(found: QuerySet[Finding], buyer: Organization, day: date) -> Iterator[Facts]:
    for finding in found:
        assert finding.due_on is not None
        yield Facts(
            (Finding, finding.pk),
            finding.due_on,
            f"Brist ska vara åtgärdad: {finding.supplier}",
            finding.responsible_id,
        )


KINDS.add(
    ReminderKind(
        code="REVIEW_DUE",
        number=9,
        words="uppföljning av avtal",
        about=(Review,),
        undone=_reviews,
        facts=_of_reviews,
        href=own_page,
        start_rules=(StartRule(role=FOLLOWER, months=1, grace_days=30),),
    )
)
KINDS.add(
    ReminderKind(
        code="FINDING_DUE",
        number=10,
        words="brist ska vara åtgärdad",
        about=(Finding,),
        undone=_findings,
        facts=_of_findings,
        href=own_page,
        start_rules=(StartRule(role=FOLLOWER, days=7, grace_days=7),),
    )
)
