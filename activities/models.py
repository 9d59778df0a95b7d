"""The category plan and its activities."""

from activities.activities.models import (
    Activity,
    ActivityStep,
    ProgressNote,
    SignalPoint,
)
from activities.plan.models import (
    CategoryPlan,
    Contradiction,
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
    "Contradiction",
    "EffectGoal",
    "PlanFigure",
    "ProgressNote",
    "SignalPoint",
    "SteeringSignal",
    "Strategy",
    "TeamMember",
]
