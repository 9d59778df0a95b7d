"""The June report's procurements and their risks. Plain and frozen, for they are kept as they were said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from contracts.plan.models import Category
from huddinge_vo.common.history.querysets import as_known_on
from procurement.plan.models import PlannedNeed, ProcurementTerm
from procurement.plan.querysets import first_ends
from procurement.projects.models import Milestone, Project, Risk
from procurement.projects.reports import beginning_of

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@dataclass(frozen=True)
class PlannedRow:
    """A row of the procurement plan, and the next milestone of its project; no day where there is no project."""

    year: int
    name: str
    status: str
    is_late: bool
    milestone: str
    milestone_on: date | None
    milestone_is_late: bool
    start_by: date | None = None  # when it should have begun, where that day has passed in its year


@dataclass(frozen=True)
class ProcurementPart:
    """The plan against its milestones: how many rows stand where, and those of this year and later."""

    counts: tuple[tuple[str, int], ...]
    rows: tuple[PlannedRow, ...]
    as_of: date | None = None


@dataclass(frozen=True)
class RiskRow:
    """A risk of a procurement that goes on. `weight` is likelihood times consequence, 1 to 9."""

    project: str
    text: str
    measure: str
    weight: int


def procurement_part(root: Category, *, user: User, on: date, made_on: date) -> ProcurementPart:
    """The procurement plan as it stood on a day, as a person may see it."""
    found, told = as_known_on(PlannedNeed.objects.visible_to(user).filter(buyer=root.buyer_id), on, "status")
    projects, _ = as_known_on(Project.objects.visible_to(user).filter(buyer=root.buyer_id), on, "status")
    milestones, _ = as_known_on(Milestone.objects.filter(project__buyer=root.buyer_id), on, "planned_on")
    needs = list(
        found.prefetch_related(
            Prefetch("projects", projects.prefetch_related(Prefetch("milestones", milestones)), to_attr="shown")
        ).order_by("year", "name", "pk")
    )
    words = dict(PlannedNeed.Status.choices)
    months = ProcurementTerm.of(root.buyer).start_months_before
    ends = first_ends(user, [need.area_id for need in needs if need.area_id is not None], on=on)
    rows, counted = [], Counter[str]()
    for need in needs:
        status = str(words[need.then_status])
        counted[status] += 1
        waiting = [
            milestone
            for project in need.shown
            if project.then_status == Project.Status.ONGOING
            for milestone in project.milestones.all()
            if milestone.done_on is None or milestone.done_on > on
        ]
        following = min(waiting, key=lambda each: (each.then_planned_on, each.order), default=None)
        if need.year < on.year and following is None:
            continue
        begin = beginning_of(need, need.then_status, ends, months=months, on=on)
        rows.append(
            PlannedRow(
                need.year,
                need.name,
                status,
                begin.is_late,
                following.name if following else "",
                following.then_planned_on if following else None,
                following is not None and following.then_planned_on < on,
                begin.by if begin.is_late and need.year >= on.year else None,
            )
        )
    return ProcurementPart(tuple(sorted(counted.items())), tuple(rows), on if told else made_on)


def risk_rows(root: Category, *, user: User, on: date, made_on: date) -> tuple[tuple[RiskRow, ...], date]:
    """The risks that were open on a day of procurements that went on, the heaviest first; and the day they are of."""
    projects, _ = as_known_on(Project.objects.visible_to(user).filter(buyer=root.buyer_id), on, "status")
    going_on = projects.filter(then_status__in=("ONGOING", "AWARDED"))
    every = Risk.objects.filter(project__buyer=root.buyer_id, project__in=going_on.values("pk"))
    risks, told = as_known_on(every, on, "status", "text", "measure", "likelihood", "consequence")
    risks = risks.filter(then_status=Risk.Status.OPEN).select_related("project")
    rows = [
        RiskRow(str(each.project), each.then_text, each.then_measure, each.then_likelihood * each.then_consequence)
        for each in risks
    ]
    ordered = tuple(sorted(rows, key=lambda row: (-row.weight, row.project, row.text)))
    return ordered, on if told else made_on
