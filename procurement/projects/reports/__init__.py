"""What the procurement plan and a project say."""

from procurement.projects.reports.plan import (
    plan_picture,
)
from procurement.projects.reports.project import (
    checklist_lines,
    project_changes,
    project_facts,
)

__all__ = [
    "checklist_lines",
    "plan_picture",
    "project_changes",
    "project_facts",
]
