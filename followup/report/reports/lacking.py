"""What a report that is still written lacks: said to who sends it, to who approves it, and where it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from activities.plan.models import EffectGoal
from activities.plan.querysets import OfPlanQuerySet
from followup.report.models import GoalComment, StatusReport
from followup.report.reports.status import told_plan

_WORDS = ("outcome", "reason", "steered", "done", "ahead")


@dataclass(frozen=True)
class Lacking:
    """The goals that nothing is said of, among all that it tells; and whether there is a summary."""

    goals: tuple[EffectGoal, ...]
    told: tuple[EffectGoal, ...]
    has_summary: bool

    @property
    def words(self) -> tuple[str, ...]:
        """“Sammanfattning saknas.” and “4 av 5 effektmål saknar kommentar.”, or nothing."""
        said = [] if self.has_summary else ["Sammanfattning saknas."]
        if self.goals:
            said.append(f"{len(self.goals)} av {len(self.told)} effektmål saknar kommentar.")
        return tuple(said)


def goals_told(kept: StatusReport, *, on: date) -> OfPlanQuerySet:
    """The goals that a report tells, and that are commented in it: those of its period's plan."""
    plan = told_plan(kept.category, kept.year, on=on)
    return EffectGoal.objects.filter(plan=plan).select_related("owner").order_by("number", "pk")


def lacking(kept: StatusReport, *, on: date) -> Lacking:
    """What a report lacks. A comment in which nothing is written is none."""
    said = GoalComment.objects.filter(report=kept)
    commented = {each.goal_id for each in said if any(getattr(each, name).strip() for name in _WORDS)}
    told = tuple(goals_told(kept, on=on))
    return Lacking(
        tuple(each for each in told if each.pk not in commented), told, has_summary=bool(kept.summary.strip())
    )
