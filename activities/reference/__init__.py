"""Reference data of the category plan."""

from activities.reference.activities import ACTIVITIES, SIGNALS, STRATEGIES, TEAM, ActivityFacts
from activities.reference.plan import (
    AREAS,
    CATEGORIES,
    EFFECT_GOALS,
    FIGURES,
    PLAN_DECIDED_BY,
    PLAN_FROM,
    PLAN_TITLE,
    PLAN_UNTIL,
    TARGET_ON,
    TARGET_SHARE,
    Area,
)

__all__ = [
    "ACTIVITIES",
    "AREAS",
    "CATEGORIES",
    "EFFECT_GOALS",
    "FIGURES",
    "PLAN_DECIDED_BY",
    "PLAN_FROM",
    "PLAN_TITLE",
    "PLAN_UNTIL",
    "SIGNALS",
    "STRATEGIES",
    "TARGET_ON",
    "TARGET_SHARE",
    "TEAM",
    "ActivityFacts",
    "Area",
]
