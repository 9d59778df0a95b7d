"""Every action about placements, the plan, projects and strategies."""

from procurement.projects.actions.awarding import (
    AlreadyAwarded,
    award_project,
)
from procurement.projects.actions.projects import (
    CannotFinish,
    add_project_document,
    answer_checklist,
    finish_milestone,
    move_milestone,
    standstill_days,
    start_project,
)

__all__ = [
    "AlreadyAwarded",
    "CannotFinish",
    "add_project_document",
    "answer_checklist",
    "award_project",
    "finish_milestone",
    "move_milestone",
    "standstill_days",
    "start_project",
]
