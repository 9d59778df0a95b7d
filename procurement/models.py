"""Procurement: the plan, the projects and their strategies, and what is bought outside contract."""

from procurement.deviations.models import (
    Delegation,
    Deviation,
)
from procurement.needs.models import (
    ForeseenNeed,
)
from procurement.placements.models import (
    AskedSupplier,
    Placement,
    PlacementEnd,
    PlacementTerm,
    StayOn,
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
    "AskedSupplier",
    "ChecklistItem",
    "Degree",
    "Delegation",
    "Deviation",
    "ForeseenNeed",
    "Milestone",
    "MilestoneTemplate",
    "Placement",
    "PlacementEnd",
    "PlacementTerm",
    "PlannedNeed",
    "Procedure",
    "ProcurementTerm",
    "Project",
    "ProjectAreaLink",
    "ProjectDocument",
    "ProjectMember",
    "ProjectTask",
    "Risk",
    "StayOn",
    "StrategySection",
    "StrategyVersion",
    "TemplateStep",
]
