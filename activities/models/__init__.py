"""The category plan and its activities."""

from activities.models.activity import Activity, ActivityStep, ProgressNote
from activities.models.plan import CategoryPlan, EffectGoal, PlanFigure, SteeringSignal, Strategy, TeamMember

__all__ = [
    "Activity",
    "ActivityStep",
    "CategoryPlan",
    "EffectGoal",
    "PlanFigure",
    "ProgressNote",
    "SteeringSignal",
    "Strategy",
    "TeamMember",
]
