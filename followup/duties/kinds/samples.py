"""Random checks whose purchases are to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from followup.duties.kinds.kind import FOLLOWER, KINDS, Facts, ReminderKind, StartRule, own_page
from followup.samples.models import Sample

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


def _samples(buyer: Organization, day: date) -> QuerySet[Sample]:
    """Those with purchases that nobody has looked at."""
    return Sample.objects.filter(buyer=buyer).unfinished()


def _of_samples(found: QuerySet[Sample], buyer: Organization, day: date) -> Iterator[Facts]:
    for sample in found:
        yield Facts((Sample, sample.pk), sample.due_on, f"Granska {str(sample).lower()}", sample.reviewer_id)


KINDS.add(
    ReminderKind(
        code="SAMPLE_DUE",
        number=72,
        words="stickprov att granska",
        about=(Sample,),
        undone=_samples,
        facts=_of_samples,
        href=own_page,
        start_rules=(StartRule(role=FOLLOWER, months=1, grace_days=7),),
    )
)
