"""What screen and paper both say of the plan, of projects and of strategies."""

from procurement.reports.plan import NeedLine, PlanPicture, plan_picture
from procurement.reports.project import ProjectFacts, project_facts
from procurement.reports.strategy import SECTIONS, strategy_document

__all__ = [
    "SECTIONS",
    "NeedLine",
    "PlanPicture",
    "ProjectFacts",
    "plan_picture",
    "project_facts",
    "strategy_document",
]
