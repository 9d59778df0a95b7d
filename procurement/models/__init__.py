"""Procurement: the plan, the projects and their strategies, and what is bought outside contract."""

from procurement.models.placement import Placement
from procurement.models.plan import MilestoneTemplate, PlannedNeed, ProcurementTerm, TemplateStep
from procurement.models.project import (
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
from procurement.models.strategy import StrategySection, StrategyVersion

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
