"""The category plan and its activities."""

from activities.activities.models import (
    Activity,
    ActivityStep,
    ProgressNote,
)
from activities.plan.models import (
    CategoryPlan,
    EffectGoal,
    PlanFigure,
    SteeringSignal,
    Strategy,
    TeamMember,
)

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
