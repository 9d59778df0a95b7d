"""Pages of the procurement plan and of its projects."""

from procurement.projects.views.milestones import (
    MilestoneDone,
    MilestoneMove,
    MilestoneReopen,
)
from procurement.projects.views.plan import (
    Plan,
)
from procurement.projects.views.projects import (
    Checklist,
    DocumentAdd,
    DocumentFile,
    MemberEdit,
    ProjectAward,
    ProjectEdit,
    ProjectList,
    ProjectPage,
    RiskEdit,
    TaskEdit,
    _ForProject,
)

__all__ = [
    "Checklist",
    "DocumentAdd",
    "DocumentFile",
    "MemberEdit",
    "MilestoneDone",
    "MilestoneMove",
    "MilestoneReopen",
    "Plan",
    "ProjectAward",
    "ProjectEdit",
    "ProjectList",
    "ProjectPage",
    "RiskEdit",
    "TaskEdit",
    "_ForProject",
]
