"""Every action about placements, the plan, projects and strategies."""

from procurement.projects.actions.awarding import (
    AlreadyAwarded,
    OnlyTheTeam,
    award_project,
)
from procurement.projects.actions.projects import (
    CannotFinish,
    add_project_document,
    answer_checklist,
    finish_milestone,
    move_milestone,
    reopen_milestone,
    standstill_days,
    start_project,
)
from procurement.projects.actions.team import (
    OnlyTheOwner,
    save_member,
    save_project,
)

__all__ = [
    "AlreadyAwarded",
    "CannotFinish",
    "OnlyTheOwner",
    "OnlyTheTeam",
    "add_project_document",
    "answer_checklist",
    "award_project",
    "finish_milestone",
    "move_milestone",
    "reopen_milestone",
    "save_member",
    "save_project",
    "standstill_days",
    "start_project",
]
