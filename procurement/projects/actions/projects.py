"""Actions about a project: begin it, plan its time, answer its checklist, keep its documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import IO, TYPE_CHECKING

from django.db import transaction

from contracts.documents.actions import keep_file
from contracts.plan.models import ContractArea
from contracts.register.models import Contract
from huddinge_vo.common.history.tracking import with_reason
from huddinge_vo.common.periods import swedish_day
from huddinge_vo.common.saving import save_checked
from procurement.plan import rules as plan_rules
from procurement.plan.models import MilestoneTemplate, PlannedNeed, ProcurementTerm
from procurement.projects.models import ChecklistItem, Milestone, Project, ProjectDocument

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class CannotFinish(Exception):
    """The milestone is done already, or its day cannot be right."""


@transaction.atomic
def start_project(
    *,
    project: Project,
    areas: Iterable[ContractArea],
    replaces: Iterable[Contract],
    template: MilestoneTemplate | None,
    by: User,
    at: datetime,
) -> Project:
    """Begin a procurement from a row of the plan (`project.need`) or from contracts that end.

    Its milestones are counted backwards from the contract's start. The row of the plan is then ongoing.
    Raises ValidationError.
    """
    save_checked(project, by=by, at=at, areas=list(areas), replaces=list(replaces))
    if template is not None:
        steps = template.as_rules()
        standstill = standstill_days(project, steps)
        days = dict(plan_rules.plan_backwards(steps, project.contract_start, standstill_days=standstill))
        for order, step in enumerate(steps, start=1):
            Milestone.objects.create(
                project=project,
                order=order,
                code=step.code,
                name=step.name,
                planned_on=days[step.code],
                working_days_before_next=step.working_days_before_next,
                is_standstill=step.is_standstill,
            )
    if project.need is not None:
        need = PlannedNeed.objects.select_for_update(of=("self",)).get(pk=project.need.pk)
        if need.status == PlannedNeed.Status.PLANNED:
            need.status, need.version = PlannedNeed.Status.ONGOING, need.version + 1
            need.save(update_fields=["status", "version"])
    return project


def standstill_days(project: Project, steps: Iterable[plan_rules.Step | plan_rules.Milestone]) -> int:
    """How long a project stands still after its award, by the law about the day that its contract begins.

    Nought where nothing stands still. Raises LawNotEntered.
    """
    if not any(step.is_standstill for step in steps):
        return 0
    return ProcurementTerm.of(project.buyer).standstill_on(project.contract_start)


def _milestones(project: Project) -> list[Milestone]:
    """In order, locked through their project."""
    Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    return list(Milestone.objects.filter(project=project).order_by("order", "pk"))


@transaction.atomic
def move_milestone(*, milestone: Milestone, day: date, by: User, at: datetime) -> tuple[tuple[str, date, date], ...]:
    """Move a milestone and all that slips with it: what changed. Raises rules.CannotMove."""
    milestones = _milestones(milestone.project)
    steps = [each.as_rule() for each in milestones]
    standstill = standstill_days(milestone.project, steps)
    changed = plan_rules.move(steps, milestone.code, day, standstill_days=standstill)
    days = {code: new for code, _, new in changed}
    for each in milestones:
        if each.code in days:
            each.planned_on = days[each.code]
            each.full_clean()
            each.save(update_fields=["planned_on"])
    if milestones[-1].code in days:  # the last one is the contract's start
        project = Project.objects.get(pk=milestone.project.pk)
        project.contract_start, project.version = days[milestones[-1].code], project.version + 1
        project.save(update_fields=["contract_start", "version"])
    return changed


@transaction.atomic
def finish_milestone(*, milestone: Milestone, done_on: date, by: User, at: datetime) -> Milestone:
    """Say when a milestone was reached. Raises CannotFinish."""
    milestones = _milestones(milestone.project)
    stored = next(each for each in milestones if each.pk == milestone.pk)
    if stored.done_on is not None:
        raise CannotFinish(f"{stored.name} är redan klar {stored.done_on}.")
    if done_on > swedish_day(at):
        raise CannotFinish("Dagen kan inte ligga i framtiden.")
    for each in milestones:
        if each.done_on is None:
            continue
        if each.order < stored.order and each.done_on > done_on:
            raise CannotFinish(f"{stored.name} kan inte ligga före {each.name}, som är klar {each.done_on}.")
        if each.order > stored.order and each.done_on < done_on:
            raise CannotFinish(f"{stored.name} kan inte ligga efter {each.name}, som är klar {each.done_on}.")
    stored.done_on = done_on
    stored.full_clean()
    stored.save(update_fields=["done_on"])
    return stored


@transaction.atomic
def reopen_milestone(*, milestone: Milestone, reason: str, by: User, at: datetime) -> Milestone:
    """Say that a milestone is not done after all; the history keeps that it was, and why. Raises CannotFinish."""
    stored = next(each for each in _milestones(milestone.project) if each.pk == milestone.pk)
    if stored.done_on is None:
        raise CannotFinish(f"{stored.name} är inte klar.")
    stored.done_on = None
    with with_reason(reason):
        stored.save(update_fields=["done_on"])
    return stored


@transaction.atomic
def answer_checklist(*, project: Project, answers: Mapping[str, tuple[str, str]], by: User, at: datetime) -> Project:
    """Answer what the procurement asks for: kind → answer and reason. A kind that is not there is left as it is."""
    Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    stored = {each.kind: each for each in ChecklistItem.objects.filter(project=project)}
    for kind, (answer, reason) in answers.items():
        item = stored.get(kind) or ChecklistItem(project=project, kind=kind)
        if (item.answer, item.reason) != (answer, reason):
            item.answer, item.reason = answer, reason
            item.full_clean()
            item.save()
    return project


@transaction.atomic
def add_project_document(
    *, document: ProjectDocument, file: IO[bytes], name: str, by: User, at: datetime
) -> ProjectDocument:
    """Keep a file of a procurement, its type decided by its content. Raises ValidationError."""
    keep_file(document, file=file, name=name, by=by, at=at)
    document.full_clean(exclude=["file"])
    document.save()
    return document
