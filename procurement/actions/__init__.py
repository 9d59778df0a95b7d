"""Every deed about placements, the plan, projects and strategies."""

from huddinge_vo.common.saving import ChangedMeanwhile
from procurement.actions.awards import AlreadyAwarded, award_project
from procurement.actions.placements import CannotApprove, approve_deviation, request_placement
from procurement.actions.projects import (
    CannotFinish,
    add_project_document,
    answer_checklist,
    finish_milestone,
    move_milestone,
    start_project,
)
from procurement.actions.strategies import decide_strategy, save_strategy
from procurement.rules import CannotMove

__all__ = [
    "AlreadyAwarded",
    "CannotApprove",
    "CannotFinish",
    "CannotMove",
    "ChangedMeanwhile",
    "add_project_document",
    "answer_checklist",
    "approve_deviation",
    "award_project",
    "decide_strategy",
    "finish_milestone",
    "move_milestone",
    "request_placement",
    "save_strategy",
    "start_project",
]
