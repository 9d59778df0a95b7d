"""Procurements that ask for what the plan wants asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from activities.plan.reference import TARGET_ON
from followup.measures.kinds.kind import BY_THE_END, KINDS, Aim, Counted, Counting, MeasureKind, Span, seen
from huddinge_vo.common.periods import Period
from procurement.projects.models import ChecklistItem, Project

if TYPE_CHECKING:
    from activities.plan.models import CategoryPlan
    from huddinge_vo.common.people.models import User


def _asked_for(kind: str) -> Counting:
    """Procurements awarded under the plan, where a requirement is relevant."""

    def rows(plan: CategoryPlan, period: Period, on: date, user: User | None) -> Iterable[Counted]:
        awarded = seen(Project.objects, user).filter(
            buyer=plan.category.buyer_id,
            status__in=("AWARDED", "DONE"),
            milestones__code="AWARD",
            milestones__done_on__range=(period.first, on),
        )
        relevant = ChecklistItem.objects.filter(project__in=awarded, kind=kind).exclude(answer="NOT_RELEVANT")
        for item in relevant.select_related("project").order_by("project__number", "pk"):
            yield Counted(item.project, item.answer == "SET", "Kravet ställs" if item.answer else "Obesvarat")

    return Counting(
        part_is="tilldelade upphandlingar där kravet ställs",
        whole_is="tilldelade upphandlingar under planen där kravet är relevant",
        span=Span.PLAN,
        permission="procurement.view_project",
        rows=rows,
    )


_FORMULA = "krav ställt / (krav ställt + obesvarat), tilldelade upphandlingar"

KINDS.add(
    MeasureKind(
        code="TECHNOLOGY",
        number=4,
        name="Ny teknik för självständighet i upphandlingen",
        goal=4,
        source=_asked_for("TECHNOLOGY"),
        definition="Andel upphandlingar där teknik för självständighet och trygghet är relevant och har arbetats in.",
        formula=_FORMULA,
        aim=Aim(on=TARGET_ON, value=Decimal(1)),
    )
)
KINDS.add(
    MeasureKind(
        code="SUSTAINABILITY",
        number=10,
        name="Standardiserade hållbarhetskrav",
        goal=5,
        source=_asked_for("SUSTAINABILITY"),
        definition="Andel upphandlingar där de standardiserade hållbarhetskraven är relevanta och används.",
        formula=_FORMULA,
        aim=Aim(on=BY_THE_END, value=Decimal(1)),
    )
)
