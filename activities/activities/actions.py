"""Every action that changes the category plan and its activities."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from activities.activities import reference
from activities.activities.models import Activity, ActivityStep, ProgressNote, SignalPoint
from activities.activities.rules import is_late
from activities.plan import reference as plan_reference
from activities.plan.contradictions import CONTRADICTIONS
from activities.plan.models import (
    CategoryPlan,
    Contradiction,
    EffectGoal,
    PlanFigure,
    SteeringSignal,
    Strategy,
    TeamMember,
)
from contracts.plan.models import Category, ContractArea
from huddinge_vo.common.history.reference_data import bring_in, was_removed
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.periods import swedish_day
from huddinge_vo.common.saving import save_checked

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@transaction.atomic
def load_plan(*, buyer: Organization, at: datetime) -> int:
    """Bring the plan's reference data in, and never over what a person has written.

    Returns how many rows were new or differed; a second time it is nought.
    """
    changed = 0
    categories: dict[str, Category] = {}
    for code, above, name in plan_reference.CATEGORIES:
        categories[code], new = bring_in(
            Category, {"buyer": buyer, "code": code}, {"name": name, "parent": categories[above] if above else None}
        )
        changed += new
    for area in plan_reference.AREAS:
        _, new = bring_in(
            ContractArea,
            {"category": categories[area.category], "code": area.code},
            {
                "name": area.name,
                "form": area.form,
                "price_model": area.price_model,
                "cpv": area.cpv,
                "contracts_in_plan": area.contracts,
                "joint_lead": area.joint_lead,
                "note": area.note,
                "ivo_register": area.ivo_register,
                "introduced_in": area.introduced_in,
            },
        )
        changed += new
    plan, new = bring_in(
        CategoryPlan,
        {"category": categories["VO"], "valid_from": plan_reference.PLAN_FROM},
        {
            "title": plan_reference.PLAN_TITLE,
            "decided_by": plan_reference.PLAN_DECIDED_BY,
            "valid_until": plan_reference.PLAN_UNTIL,
        },
    )
    changed += new
    for goal in plan_reference.EFFECT_GOALS:
        changed += bring_in(
            EffectGoal,
            {"plan": plan, "number": goal.number},
            {
                "name": goal.name,
                "wording": goal.wording,
                "explanation": goal.explanation,
                "target_areas": goal.target_areas,
            },
        )[1]
    for code, label, year, value, note in plan_reference.FIGURES:
        changed += bring_in(
            PlanFigure, {"plan": plan, "code": code, "year": year}, {"label": label, "value": value, "note": note}
        )[1]
    for number, told in enumerate(CONTRADICTIONS, start=1):
        key = {"plan": plan, "subject": told.subject}
        if not was_removed(Contradiction, key):
            values = {"number": number, "stated": told.stated, "treatment": told.treatment}
            changed += bring_in(Contradiction, key, values)[1]
    return changed + _load_activities(plan) + _load_signals(plan)


def _load_activities(plan: CategoryPlan) -> int:
    """Strategies, team and activities. What an activity serves is set when it is new, and the users' from then on.

    What somebody has removed, or has given another number or name, does not come back.
    """
    changed = 0
    strategies, goals = {}, {goal.number: goal for goal in plan.effect_goals.all()}
    for number, title, summary in reference.STRATEGIES:
        strategies[number], new = bring_in(
            Strategy, {"plan": plan, "number": number}, {"title": title, "summary": summary}
        )
        changed += new
    held = set(plan.team.values_list("role", flat=True))  # whoever holds it, in whichever unit
    for role, unit in reference.TEAM:
        if role not in held and not was_removed(TeamMember, {"plan": plan, "role": role}):
            TeamMember.objects.create(plan=plan, role=role, unit=unit)
            changed += 1
    for facts in reference.ACTIVITIES:
        key = {"plan": plan, "number": facts.number}
        if was_removed(Activity, key):
            continue
        known = Activity.objects.filter(**key).exists()
        activity, new = bring_in(
            Activity,
            key,
            {
                "title": facts.title,
                "description": facts.description,
                "potential": facts.potential,
                "goal": facts.goal,
                "implementation": facts.implementation,
                "responsible": facts.responsible,
                "participants": facts.participants,
                "stakeholders": facts.stakeholders,
                "steering_group": facts.steering_group,
                "priority": facts.priority,
                "expected_effect": facts.effect,
            },
        )
        if not known:
            activity.goals.set([goals[number] for number in facts.goals])
            activity.strategies.set([strategies[number] for number in facts.strategies])
        changed += new
    return changed


def _load_signals(plan: CategoryPlan) -> int:
    """Steering signals and their points. What answers a point is set when it is new, and the users' from then on."""
    changed = 0
    strategies = {strategy.number: strategy for strategy in plan.strategies.all()}
    activities = {activity.number: activity for activity in plan.activities.all()}
    for facts in reference.SIGNALS:
        key: dict[str, object] = {"plan": plan, "title": facts.title}
        if was_removed(SteeringSignal, key):
            continue
        signal, new = bring_in(SteeringSignal, key, {"kind": facts.kind, "comment": facts.comment, "url": facts.url})
        changed += new
        there = set(signal.points.values_list("number", flat=True))
        for number, told in enumerate(facts.points, start=1):
            key = {"signal": signal, "number": number}
            if was_removed(SignalPoint, key):
                continue
            point, new = bring_in(SignalPoint, key, {"text": told.text})
            changed += new
            if number not in there:
                point.strategies.set([strategies[of] for of in told.strategies if of in strategies])
                point.activities.set([activities[of] for of in told.activities if of in activities])
    return changed


class MustSayWhy(Exception):
    """An activity is late, and nobody has said why."""

    def __init__(self) -> None:
        super().__init__("Aktiviteten är försenad. Skriv varför innan du sparar.")


@transaction.atomic
def save_activity(
    *,
    activity: Activity,
    goals: Iterable[EffectGoal],
    strategies: Iterable[Strategy],
    by: User,
    at: datetime,
    version: int | None = None,
) -> Activity:
    """Add or change an activity. One that is late says why.

    Raises ValidationError (at `late_reason` too), and ChangedMeanwhile.
    """
    _keep_done_day(activity, swedish_day(at))
    if is_late(activity.status, activity.starts_on, activity.ends_on, on=swedish_day(at)) and not activity.late_reason:
        raise ValidationError({"late_reason": str(MustSayWhy())})
    return save_checked(activity, by=by, at=at, version=version, goals=goals, strategies=strategies)


def _keep_done_day(activity: Activity, day: date) -> None:
    """The day it was done is written when it is said to be done, and goes when it is taken up again."""
    if activity.status != Activity.Status.DONE:
        activity.done_on = None
    elif activity.done_on is None:
        activity.done_on = day


@transaction.atomic
def set_activity_status(*, activity_id: int, status: str, by: User, at: datetime, reason: str = "") -> Activity:
    """Say where an activity stands. Raises MustSayWhy when it is late afterwards without a reason."""
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity_id)
    day = swedish_day(at)
    activity.status = Activity.Status(status)
    if activity.status == Activity.Status.ONGOING and activity.starts_on is None:
        activity.starts_on = min(day, activity.ends_on or day)
    _keep_done_day(activity, day)
    activity.late_reason = reason or activity.late_reason
    if is_late(activity.status, activity.starts_on, activity.ends_on, on=day) and not activity.late_reason:
        raise MustSayWhy
    activity.version += 1
    activity.full_clean()
    activity.save()
    return activity


@transaction.atomic
def note_progress(*, activity: Activity, text: str, by: User, at: datetime) -> ProgressNote:
    """Write down how it goes."""
    note = ProgressNote(activity=activity, text=text, by=by, at=at)
    note.full_clean()
    note.save()
    return note


@transaction.atomic
def save_step(*, step: ActivityStep, by: User, at: datetime, version: int | None = None) -> ActivityStep:
    """Add or change a step. Raises ChangedMeanwhile."""
    return save_checked(step, by=by, at=at, version=version)


@transaction.atomic
def finish_step(*, step_id: int, by: User, at: datetime) -> ActivityStep:
    """Mark a step as done today; one that is done is taken up again."""
    step = ActivityStep.objects.select_for_update(of=("self",)).get(pk=step_id)
    step.done_on = None if step.done_on else swedish_day(at)
    step.version += 1
    step.save(update_fields=["done_on", "version"])
    return step
