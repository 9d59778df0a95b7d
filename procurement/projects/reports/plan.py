"""The plan, year by year, with when to begin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from huddinge_vo.common.charts.gantt import Gantt, Work, gantt, span_of
from huddinge_vo.common.people.models import Organization
from procurement.plan import rules as plan_rules
from procurement.plan.models import PlannedNeed, ProcurementTerm
from procurement.plan.querysets import first_ends
from procurement.projects.models import Project

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

COLOURS = {"PLANNED": "none", "ONGOING": "near", "DONE": "good", "DROPPED": "none"}


@dataclass(frozen=True)
class NeedLine:
    """A row of the plan.

    `start_by` is a person's own day, else proposed from `first_end`, when the first contract ends.
    """

    need: PlannedNeed
    start_by: date | None
    is_proposed: bool
    first_end: date | None
    is_late: bool
    words: str
    colour: str
    projects: tuple[Project, ...]


@dataclass(frozen=True)
class PlanPicture:
    """The plan: (year, rows) and the picture. `months_before` is what starts are proposed by."""

    years: tuple[tuple[int, tuple[NeedLine, ...]], ...]
    gantt: Gantt | None
    months_before: int


def plan_picture(*, user: User, buyer: Organization, on: date) -> PlanPicture:
    """The plan as the user may see it, in a constant number of queries."""
    needs = list(
        PlannedNeed.objects.visible_to(user)
        .filter(buyer=buyer)
        .select_related("category", "area")
        .prefetch_related(
            Prefetch(
                "projects",
                Project.objects.visible_to(user).filter(buyer=buyer).order_by("number", "pk"),
                to_attr="shown_projects",
            )
        )
        .order_by("year", "category__sort_name", "name", "pk")
    )
    months = ProcurementTerm.of(buyer).start_months_before
    ends = first_ends(user, [need.area_id for need in needs if need.area_id is not None], on=on)
    lines = [_line(need, ends, months=months, on=on) for need in needs]
    work = [_work(line, on=on) for line in lines if line.need.status != PlannedNeed.Status.DROPPED]
    picture = None
    if work:
        first, last = span_of(work, today=on)
        picture = gantt(work, first=first, last=last, today=on)
    years = tuple(
        (year, tuple(line for line in lines if line.need.year == year)) for year in sorted({n.year for n in needs})
    )
    return PlanPicture(years, picture, months)


@dataclass(frozen=True)
class Beginning:
    """When to begin with a need, proposed from when the first contract ends where nobody has said it.

    It is late once that day, or its year, has passed and it still waits.
    """

    by: date | None
    first_end: date | None
    is_late: bool


def beginning_of(need: PlannedNeed, status: str, ends: dict[int, date], *, months: int, on: date) -> Beginning:
    """When to begin with a need that has a status on a day; `ends` as `first_ends` has them."""
    waits = status == PlannedNeed.Status.PLANNED
    # A row of a year that has passed says nothing of the contracts that hold now: the area may stand there again.
    end = ends.get(need.area_id) if need.area_id is not None and waits and need.year >= on.year else None
    by = need.start_by or plan_rules.proposed_start([end], months)
    return Beginning(by, end, waits and (need.year < on.year or (by is not None and by < on)))


def _line(need: PlannedNeed, ends: dict[int, date], *, months: int, on: date) -> NeedLine:
    begin = beginning_of(need, need.status, ends, months=months, on=on)
    start, is_late, end = begin.by, begin.is_late, begin.first_end
    words = need.get_status_display()
    if is_late:
        words = "planerad, året har passerat" if need.year < on.year else "borde ha börjat"
    return NeedLine(
        need=need,
        start_by=start,
        is_proposed=need.start_by is None and start is not None,
        first_end=end,
        is_late=is_late,
        words=words,
        colour="off" if is_late else COLOURS[need.status],
        projects=tuple(need.shown_projects),  # type: ignore[attr-defined]
    )


def _work(line: NeedLine, *, on: date) -> Work:
    need = line.need
    last = date(need.year, 12, 31)
    first = min(line.start_by or date(need.year, 1, 1), last)
    kind = "late" if line.is_late else {"DONE": "done", "ONGOING": "held"}.get(need.status, "planned")
    href = (line.projects[0] if line.projects else need).get_absolute_url()
    return Work(f"{need.name}", first, last, kind, line.words.capitalize(), href)
