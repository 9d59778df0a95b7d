"""Milestones of procurements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse

from followup.duties.kinds.kind import BUYER, KINDS, Facts, ReminderKind, StartRule
from procurement.projects.models import Milestone

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


def _waiting(buyer: Organization, day: date) -> QuerySet[Milestone]:
    """Milestones that are not passed, of procurements that go on."""
    return (
        Milestone.objects.filter(project__buyer=buyer, done_on__isnull=True)
        .exclude(project__status__in=("DONE", "CANCELLED"))
        .select_related("project")
        .order_by("project", "order", "pk")
    )


def _facts(waiting: QuerySet[Milestone], buyer: Organization, day: date) -> Iterator[Facts]:
    """The next one of each procurement, for the rest follow from it."""
    told: set[int] = set()
    for milestone in waiting:
        if milestone.project_id not in told:
            told.add(milestone.project_id)
            project = milestone.project
            yield Facts(
                (Milestone, milestone.pk),
                milestone.planned_on,
                f"{milestone.name}: {project}",
                project.owner_id,
            )


KINDS.add(
    ReminderKind(
        code="MILESTONE_DUE",
        number=8,
        words="milstolpe i upphandling",
        about=(Milestone,),
        undone=_waiting,
        facts=_facts,
        href=lambda milestone: reverse("procurement:project-detail", args=[milestone.project_id]),
        start_rules=(StartRule(role=BUYER, days=14, grace_days=7),),
    )
)
