"""Procurement: the plan, the projects and their strategies, and what is bought outside contract."""

from procurement.placements.models import (
    Placement,
)
from procurement.plan.models import (
    MilestoneTemplate,
    PlannedNeed,
    ProcurementTerm,
    TemplateStep,
)
from procurement.projects.models import (
    ChecklistItem,
    Degree,
    Milestone,
    Procedure,
    Project,
    ProjectAreaLink,
    ProjectDocument,
    ProjectMember,
    ProjectTask,
    Risk,
)
from procurement.strategies.models import (
    StrategySection,
    StrategyVersion,
)

__all__ = [
    "ChecklistItem",
    "Degree",
    "Milestone",
    "MilestoneTemplate",
    "Placement",
    "PlannedNeed",
    "Procedure",
    "ProcurementTerm",
    "Project",
    "ProjectAreaLink",
    "ProjectDocument",
    "ProjectMember",
    "ProjectTask",
    "Risk",
    "StrategySection",
    "StrategyVersion",
    "TemplateStep",
]
