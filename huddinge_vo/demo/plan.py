"""How far the demo has come with its plan: activities, notes, judgements and outcomes. All of it made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from activities.activities.models import Activity, ActivityStep, ProgressNote
from activities.plan.models import CategoryPlan, SteeringSignal
from followup.measures.actions import assess_measure, compute_outcomes
from huddinge_vo.common.people.models import Organization, User
from procurement.plan.models import MilestoneTemplate, PlannedNeed
from procurement.projects.actions import start_project
from procurement.projects.models import Project

_MEASURED_MONTHS = 12


@dataclass(frozen=True)
class _Told:
    """An activity's way: status, months from today to its first and last day, done this many months ago."""

    number: str
    status: str
    starts: int
    ends: int
    login: str
    done: int | None = None
    late_reason: str = ""
    effect: str = ""
    effect_sek: int | None = None


_ACTIVITIES = (
    _Told("2.1", "ONGOING", -14, 4, "kategoriledare"),
    _Told("2.2", "ONGOING", -20, 2, "kategoriledare"),
    _Told("2.3", "DONE", -30, -18, "kategoriledare", 19, "", "Bevakningen är i gång för 40 leverantörer."),
    _Told("2.4", "ONGOING", -28, 6, "kategoriledare"),
    _Told("2.5", "DONE", -30, -12, "upphandlare", 13, "", "Mallskrivningen används i nya upphandlingar.", 1_250_000),
    _Told(
        "2.6",
        "ONGOING",
        -16,
        -1,
        "hallbarhetsstrateg",
        None,
        "Dataskyddsfrågan om lönespecifikationer är inte avgjord.",
    ),
    _Told("2.7", "DONE", -24, -6, "hallbarhetsstrateg", 5, "", "Kraven finns i mallarna."),
    _Told("2.8", "ONGOING", -10, 5, "kategoriledare"),
    _Told("2.9", "NOT_STARTED", 1, 6, "upphandlare"),
    _Told("2.10", "ONGOING", -8, 3, "upphandlare"),
    _Told("2.11", "ONGOING", -12, -2, "kategoriledare", None, "Väntar på underlag från ekonomiavdelningen."),
    _Told("2.12", "ONGOING", -18, 2, "kategoriledare"),
    _Told("2.13", "ONGOING", -20, 6, "uppfoljare"),
    _Told("2.14", "NOT_STARTED", 2, 6, "upphandlare"),
)
_STEPS = ("Start och avgränsning", "Underlag klart", "Förslag på remiss", "Beslut")
_NOTES = ("Första mötet är hållet och arbetet är fördelat.", "Underlaget är klart och går ut till deltagarna.")
_JUDGED = (
    ("BOARD_INDICATORS", 3, "Nämndernas indikatorer är i huvudsak uppfyllda."),
    ("ORGANISATION", 3, "Organisationen är beslutad och bemannad till hälften."),
    ("UNDERSTANDING", 2, "Utbildning har hållits för chefer, ännu inte för nämnderna."),
    ("ROUTINES", 3, "Rutinerna finns men används inte av alla enheter."),
)


_OWNERS = ("kategoriledare", "uppfoljare", "avtalscontroller", "upphandlare", "hallbarhetsstrateg")  # of goals 1–5
_TEAM = {  # a place in the team, and who holds it
    "Hållbarhetsstrateg": "hallbarhetsstrateg",
    "Kategoriledare": "kategoriledare",
    "Upphandlare": "upphandlare",
    "Avtalscontroller": "avtalscontroller",
    "Representant individ- och familjeomsorg": "handlaggare",
    "Representant äldreomsorg": "verksamhetschef",
}
_PROJECT_TEAM = (
    ("Projektägare", "Socialförvaltningen", "verksamhetschef"),
    ("Upphandlare", "Upphandlingssektionen", "upphandlare"),
    ("Sakkunnig", "Socialförvaltningen", "handlaggare"),
)


def load_plan_details(*, buyer: Organization, users: dict[str, User], on: date, at: datetime) -> None:
    """Say how far activities and judged measures have come, and compute the others."""
    plan = CategoryPlan.objects.select_related("category").get(category__buyer=buyer)
    activities = {activity.number: activity for activity in plan.activities.all()}
    for told in _ACTIVITIES:
        activity = activities[told.number]
        activity.status = Activity.Status(told.status)
        activity.starts_on = max(on + relativedelta(months=told.starts), plan.valid_from)
        activity.ends_on = max(min(on + relativedelta(months=told.ends), plan.valid_until), activity.starts_on)
        activity.done_on = None if told.done is None else on - relativedelta(months=told.done)
        activity.late_reason = told.late_reason
        activity.achieved_effect = told.effect
        activity.achieved_effect_sek = None if told.effect_sek is None else Decimal(told.effect_sek)
        activity.evidence = "Demo: påhittat underlag" if told.effect_sek else ""
        activity.responsible_person = users[told.login]
        activity.save()
        _steps(activity, users[told.login], on)
        if activity.status == Activity.Status.ONGOING:
            for months, text in enumerate(reversed(_NOTES), start=1):
                when = at - timedelta(days=30 * months)
                ProgressNote.objects.create(activity=activity, text=text, by=users[told.login], at=when)
    for months, signal in enumerate(SteeringSignal.objects.filter(plan=plan).order_by("pk")):
        signal.review_on = on + relativedelta(months=2 * months - 1)
        signal.responsible = users["kategoriledare"]
        signal.save()
    first = date(on.year, 1, 1)
    for code, value, comment in _JUDGED:
        assess_measure(
            measure=plan.measures.get(code=code),
            first=first,
            last=date(on.year, 12, 31),
            value=value,
            comment=comment,
            evidence="Demo: påhittad bedömning",
            by=users["kategoriledare"],
            at=at,
        )
    _people(plan, users)
    _procurements(buyer, users, on, at)
    for months in reversed(range(_MEASURED_MONTHS)):  # as if it had been done every night
        compute_outcomes(plan=plan, at=at - relativedelta(months=months))
    for user in users.values():
        user.email = f"{user.username}@demo.example"
        user.save(update_fields=["email"])


def _people(plan: CategoryPlan, users: dict[str, User]) -> None:
    """Owners of goals and measures, and most places of the team."""
    for goal, login in zip(plan.effect_goals.order_by("number", "pk"), _OWNERS, strict=False):
        goal.owner = users[login]
        goal.save()
        for measure in plan.measures.filter(goal=goal):
            measure.owner = users[login]
            measure.save()
    for member in plan.team.all():
        if member.role in _TEAM:
            member.person = users[_TEAM[member.role]]
            member.save()


def _procurements(buyer: Organization, users: dict[str, User], on: date, at: datetime) -> None:
    """Rows of years that have passed are done; two of this year's go on, with risks, tasks and answers."""
    needs = PlannedNeed.objects.filter(buyer=buyer)
    for need in needs.filter(year__lt=on.year):
        need.status = PlannedNeed.Status.DONE
        need.save()
    template = MilestoneTemplate.objects.filter(buyer=buyer, is_default=True).first()
    chosen = needs.filter(year__gte=on.year, status=PlannedNeed.Status.PLANNED).order_by("name", "pk")[:2]
    for number, need in enumerate(chosen, start=1):
        begins = (on + relativedelta(months=4 + 5 * number)).replace(day=1)
        project = start_project(
            project=Project(
                buyer=buyer,
                number=f"DEMO-{on.year}-{number}",
                title=need.name[:200],
                need=need,
                contract_start=begins,
                owner=users["upphandlare"],
                value_sek=Decimal(12_000_000 * number),
                evaluation="Pris",
            ),
            areas=[need.area] if need.area else [],
            replaces=[],
            template=template,
            by=users["upphandlare"],
            at=at,
        )
        for milestone in project.milestones.filter(planned_on__lt=on - timedelta(days=10)).order_by("order", "pk"):
            milestone.done_on = milestone.planned_on
            milestone.save(update_fields=["done_on"])
        project.risks.create(
            text="Få anbud utanför länet.", measure="Tidig dialog med marknaden.", likelihood=2, consequence=3
        )
        project.tasks.create(
            title="Stäm av kraven med verksamheten", responsible=users["handlaggare"], due_on=on + timedelta(days=21)
        )
        for role, unit, login in _PROJECT_TEAM:
            project.members.create(role=role, unit=unit, person=users[login])
        for kind, answer, reason in (
            ("SUSTAINABILITY", "SET", ""),
            ("TECHNOLOGY", "SET", ""),
            ("VEHICLES", "NOT_RELEVANT", "Inga transporter ingår."),
        ):
            project.checklist.update_or_create(kind=kind, defaults={"answer": answer, "reason": reason})


def _steps(activity: Activity, person: User, on: date) -> None:
    if activity.starts_on is None or activity.ends_on is None:
        return
    length = (activity.ends_on - activity.starts_on).days
    for number, name in enumerate(_STEPS, start=1):
        due = activity.starts_on + timedelta(days=length * number // len(_STEPS))
        is_done = activity.status == Activity.Status.DONE or (
            activity.status == Activity.Status.ONGOING and due < on - timedelta(days=20)
        )
        ActivityStep.objects.create(
            activity=activity, name=name, due_on=due, done_on=due if is_done else None, responsible=person
        )
