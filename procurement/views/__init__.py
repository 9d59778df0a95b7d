"""Procurement's doors."""

from procurement.views.plan import NeedEdit, Plan
from procurement.views.projects import (
    Checklist,
    DocumentAdd,
    DocumentFile,
    MemberEdit,
    MilestoneDone,
    MilestoneMove,
    ProjectAward,
    ProjectEdit,
    ProjectList,
    ProjectPage,
    RiskEdit,
    TaskEdit,
)
from procurement.views.strategy import StrategyDecide, StrategyEdit, StrategyPdf

__all__ = [
    "Checklist",
    "DocumentAdd",
    "DocumentFile",
    "MemberEdit",
    "MilestoneDone",
    "MilestoneMove",
    "NeedEdit",
    "Plan",
    "ProjectAward",
    "ProjectEdit",
    "ProjectList",
    "ProjectPage",
    "RiskEdit",
    "StrategyDecide",
    "StrategyEdit",
    "StrategyPdf",
    "TaskEdit",
]
