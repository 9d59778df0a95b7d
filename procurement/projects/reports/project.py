"""A project in one look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse

from contracts.law.querysets import LawNotEntered
from contracts.terms.rules import end_of_term
from huddinge_vo.common.charts.gantt import Gantt, Work, gantt, span_of
from huddinge_vo.common.secrecy.changes import Change, changes_in, changes_of
from huddinge_vo.common.workdays import working_day_from
from procurement.plan.models import ProcurementTerm
from procurement.plan.rules import earliest_end
from procurement.projects.models import ChecklistItem, Milestone, Project, ProjectTask, Risk

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@dataclass(frozen=True)
class MilestoneLine:
    """A milestone with where it stands in words."""

    milestone: Milestone
    words: str
    colour: str


@dataclass(frozen=True)
class RiskLine:
    """A risk with its weight, likelihood times consequence."""

    risk: Risk
    weight: int
    colour: str


@dataclass(frozen=True)
class TaskLine:
    """A task with whether it is late."""

    task: ProjectTask
    is_late: bool


@dataclass(frozen=True)
class ChecklistLine:
    """A requirement of the checklist: its name, the answer in words, and why not."""

    kind: str
    name: str
    words: str
    reason: str
    colour: str


@dataclass(frozen=True)
class ProjectFacts:
    """What there is to know of a project in one look."""

    milestones: tuple[MilestoneLine, ...]
    next_milestone: MilestoneLine | None
    gantt: Gantt | None
    risks: tuple[RiskLine, ...]
    tasks: tuple[TaskLine, ...]
    checklist: tuple[ChecklistLine, ...]
    answered: int
    ends_on: date
    longest_until: date
    whole_value_sek: Decimal | None
    earliest: Earliest | None


@dataclass(frozen=True)
class Earliest:
    """When the contract can start, where what is left takes longer than there is time for before its start.

    The first milestone that is left is then moved to `first_day`, and pushes the others before it.
    """

    first_day: date
    contract_start: date


def earliest_start(project: Project, milestones: Sequence[Milestone], *, on: date) -> Earliest | None:
    """What can be met, when work goes on today; null where what is planned can be, or all is done."""
    left = [each.as_rule() for each in milestones if each.done_on is None]
    if not left:
        return None
    try:
        needed = any(each.is_standstill for each in left)
        standstill = ProcurementTerm.of(project.buyer).standstill_on(project.contract_start) if needed else 0
    except LawNotEntered:
        return None
    first_day = working_day_from(on)
    found = earliest_end(left, first_day, standstill_days=standstill)
    return Earliest(first_day, found) if found > project.contract_start else None


def milestone_lines(milestones: list[Milestone], *, on: date) -> tuple[MilestoneLine, ...]:
    """Each milestone in words."""
    lines = []
    for each in milestones:
        if each.done_on is not None:
            late = (each.done_on - each.planned_on).days
            words = "klar i tid" if late <= 0 else f"klar {late} dagar sent"
            lines.append(MilestoneLine(each, words, "good" if late <= 0 else "near"))
        elif each.planned_on < on:
            lines.append(MilestoneLine(each, f"försenad {(on - each.planned_on).days} dagar", "off"))
        else:
            lines.append(MilestoneLine(each, "planerad", "none"))
    return tuple(lines)


def checklist_lines(project: Project) -> tuple[ChecklistLine, ...]:
    """Every requirement, answered or not."""
    stored = {each.kind: each for each in project.checklist.all()}
    lines = []
    for kind in ChecklistItem.Kind:
        item = stored.get(kind)
        words = item.get_answer_display() if item and item.answer else "inte besvarad"
        colour = {"SET": "good", "NOT_RELEVANT": "none"}.get(item.answer if item else "", "near")
        name = f"{kind.label[:1].upper()}{kind.label[1:]}"
        lines.append(ChecklistLine(kind.value, name, words, item.reason if item else "", colour))
    return tuple(lines)


def project_facts(*, project: Project, on: date) -> ProjectFacts:
    """A project's plan, risks, tasks and checklist."""
    milestones = list(project.milestones.order_by("order", "pk"))
    lines = milestone_lines(milestones, on=on)
    work: list[Work] = []
    before: date | None = None
    for line in lines:
        day = line.milestone.done_on or line.milestone.planned_on
        first = min(before or day, day)
        kind = {"good": "done", "near": "done", "off": "late"}.get(line.colour, "planned")
        href = "" if line.milestone.done_on else reverse("procurement:milestone-move", args=[line.milestone.pk])
        work.append(Work(line.milestone.name, first, day, kind, line.words.capitalize(), href, marks=(day,)))
        before = day
    picture = None
    if work:
        first, last = span_of(work, today=work[0].first)
        picture = gantt(work, first=first, last=last, today=on)
    checklist = checklist_lines(project)
    risks = [
        RiskLine(each, weight, "off" if weight >= 6 else "near" if weight >= 3 else "none")
        for each in project.risks.order_by("pk")
        if (weight := each.likelihood * each.consequence)
    ]
    tasks = [
        TaskLine(each, each.status != ProjectTask.Status.DONE and each.due_on is not None and each.due_on < on)
        for each in project.tasks.select_related("responsible").order_by("due_on", "pk")
    ]
    longest = project.initial_months + project.option_months
    return ProjectFacts(
        milestones=lines,
        next_milestone=next((line for line in lines if line.milestone.done_on is None), None),
        gantt=picture,
        risks=tuple(sorted(risks, key=lambda line: (line.risk.status != Risk.Status.OPEN, -line.weight))),
        tasks=tuple(sorted(tasks, key=lambda line: line.task.status == ProjectTask.Status.DONE)),
        checklist=checklist,
        answered=sum(line.words != "inte besvarad" for line in checklist),
        ends_on=end_of_term(project.contract_start, project.initial_months),
        longest_until=end_of_term(project.contract_start, longest),
        whole_value_sek=None if project.value_sek is None else project.value_sek * longest / 12,
        earliest=earliest_start(project, milestones, on=on),
    )


def project_changes(project: Project, *, user: User) -> list[Change]:
    """A procurement's history with what became of its milestones, the latest first."""
    events = list(
        Milestone.pgh_event_model.objects.filter(project=project.pk).order_by("pgh_id")  # type: ignore[attr-defined]
    )
    told = changes_in(Milestone, events, user=user)
    of_milestones = [
        replace(change, field=", ".join(filter(None, (f"milstolpen {event.name}", change.field))))
        for event in reversed(events)
        if event.pgh_label != "insert"  # the plan that it began with
        for change in reversed(told[event.pgh_id])
    ]
    return sorted([*changes_of(project, user=user), *of_milestones], key=lambda each: each.at, reverse=True)[:50]
