"""Procurements and their strategies."""

from __future__ import annotations

from followup.start.kinds.step import STEPS, Step, changes_of, traces_of
from procurement.projects.models import Project
from procurement.strategies.models import StrategyVersion

STEPS.add(
    Step(
        code="PROJECT",
        number=30,
        words="Starta en upphandling",
        why="Milstolparna räknas baklänges från avtalsstart, och checklistan följer förfarandet.",
        roles=("upphandlare",),
        permission="procurement.add_project",
        page="procurement:project-create",
        done=changes_of(Project),
    )
)
STEPS.add(
    Step(
        code="STRATEGY",
        number=31,
        words="Läs och besluta en upphandlingsstrategi",
        why="Den som har skrivit strategin beslutar den inte själv.",
        roles=("upphandlingschef",),
        permission="procurement.decide_strategy",
        page="procurement:project-list",
        done=traces_of(StrategyVersion, "decided_by_user"),
    )
)
