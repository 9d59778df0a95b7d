"""What the procurement plan and a project say."""

from procurement.projects.reports.plan import (
    beginning_of,
    plan_picture,
)
from procurement.projects.reports.project import (
    checklist_lines,
    project_changes,
    project_facts,
)

__all__ = [
    "beginning_of",
    "checklist_lines",
    "plan_picture",
    "project_changes",
    "project_facts",
]
