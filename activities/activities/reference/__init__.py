"""Reference data of the plan beside its areas and goals: strategies, team, steering signals and the 15 activities."""

from activities.activities.reference.activities import ACTIVITIES, ActivityFacts
from activities.activities.reference.signals import BUDGET, GUIDELINES, SAFETY, SIGNALS, Point, Signal
from activities.activities.reference.strategies import STRATEGIES, TEAM

__all__ = [
    "ACTIVITIES",
    "BUDGET",
    "GUIDELINES",
    "SAFETY",
    "SIGNALS",
    "STRATEGIES",
    "TEAM",
    "ActivityFacts",
    "Point",
    "Signal",
]
