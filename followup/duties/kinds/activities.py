"""The plan's activities, their steps, and the signals that are read anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse

from activities.activities.models import Activity, ActivityStep
from activities.plan.models import SteeringSignal
from followup.duties.kinds.kind import KINDS, LEADER, Facts, ReminderKind, StartRule, own_page

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


def _activities(buyer: Organization, day: date) -> QuerySet[Activity]:
    return Activity.objects.filter(plan__category__buyer=buyer, ends_on__isnull=False).open()


def _of_activities(found: QuerySet[Activity], buyer: Organization, day: date) -> Iterator[Facts]:
    for activity in found:
        assert activity.ends_on is not None
        yield Facts(
            (Activity, activity.pk), activity.ends_on, f"Aktivitet klar: {activity}", activity.responsible_person_id
        )


def _steps(buyer: Organization, day: date) -> QuerySet[ActivityStep]:
    """Steps that are not done, of activities that are not over."""
    return ActivityStep.objects.filter(
        activity__plan__category__buyer=buyer,
        activity__status__in=("NOT_STARTED", "ONGOING"),
        done_on__isnull=True,
    ).select_related("activity")


def _of_steps(found: QuerySet[ActivityStep], buyer: Organization, day: date) -> Iterator[Facts]:
    for step in found:
        person = step.responsible_id or step.activity.responsible_person_id
        yield Facts((ActivityStep, step.pk), step.due_on, f"{step.name}: aktivitet {step.activity}", person)


def _signals(buyer: Organization, day: date) -> QuerySet[SteeringSignal]:
    """Signals to be read anew: one that has been has another day, or none."""
    return SteeringSignal.objects.filter(plan__category__buyer=buyer, review_on__isnull=False)


def _of_signals(found: QuerySet[SteeringSignal], buyer: Organization, day: date) -> Iterator[Facts]:
    for signal in found:
        assert signal.review_on is not None
        yield Facts((SteeringSignal, signal.pk), signal.review_on, f"Läs om: {signal.title}", signal.responsible_id)


KINDS.add(
    ReminderKind(
        code="ACTIVITY_DUE",
        number=5,
        words="aktivitet ska vara klar",
        about=(Activity,),
        undone=_activities,
        facts=_of_activities,
        href=own_page,
        start_rules=(StartRule(role=LEADER, months=1, grace_days=14),),
    )
)
KINDS.add(
    ReminderKind(
        code="STEP_DUE",
        number=6,
        words="steg ska vara klart",
        about=(ActivityStep,),
        undone=_steps,
        facts=_of_steps,
        href=lambda step: reverse("activities:activity-detail", args=[step.activity_id]),
        start_rules=(StartRule(role=LEADER, days=7, grace_days=14),),
    )
)
KINDS.add(
    ReminderKind(
        code="SIGNAL_REVIEW",
        number=7,
        words="styrsignal läses om",
        about=(SteeringSignal,),
        undone=_signals,
        facts=_of_signals,
        href=own_page,
        start_rules=(StartRule(role=LEADER, days=30, grace_days=30),),
    )
)
