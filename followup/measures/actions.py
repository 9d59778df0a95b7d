"""The plan's measures: their reference data, their targets, and the outcomes that are computed or assessed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from activities.activities.models import SignalPoint
from activities.activities.reference import BUDGET, GUIDELINES, SAFETY
from activities.plan.models import CategoryPlan
from contracts.plan.models import Category
from followup.judging.models import SpendTotal
from followup.judging.querysets import spend_by_month
from followup.measures.kinds import KINDS, Basis, Ledger
from followup.measures.models import Measure, Outcome, Target
from followup.measures.querysets import monthly_parts
from huddinge_vo.common.history.reference_data import written_by_people
from huddinge_vo.common.jobs.progress import tell
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.periods import Period, swedish_day

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

# By the measure's code: the points of steering signals that it answers, by the signal's title and the point's place.
ANSWERS: dict[str, tuple[tuple[str, int], ...]] = {
    "LOYALTY_IFO": ((BUDGET, 3),),
    "LOYALTY_FO": ((BUDGET, 3),),
    "OUTSIDE_SHARE": ((BUDGET, 3),),
    "BOARD_INDICATORS": ((BUDGET, 2),),
    "TECHNOLOGY": ((BUDGET, 4),),
    "SUSTAINABILITY": ((BUDGET, 1), (BUDGET, 5), (GUIDELINES, 3)),
    "REDUNDANCY": ((SAFETY, 1), (SAFETY, 2)),
}


@transaction.atomic
def load_measures(*, buyer: Organization, at: datetime) -> int:
    """Bring in the plan's measures and their targets. What a user has changed stays. Returns how many were new."""
    plan = CategoryPlan.objects.filter(category__buyer=buyer).order_by("-valid_from", "pk").first()
    if plan is None:
        return 0
    categories = {category.code: category for category in Category.objects.filter(buyer=buyer)}
    goals = {goal.number: goal for goal in plan.effect_goals.all()}
    changed = 0
    for kind in KINDS.values():
        measure, new = Measure.objects.get_or_create(
            plan=plan,
            code=kind.code,
            defaults={
                "number": kind.number,
                "name": kind.name,
                "category": categories[kind.category] if kind.category else None,
                "goal": goals[kind.goal],
                "kind": kind.source.kind,
                "unit": kind.source.unit,
                "direction": kind.direction,
                "frequency": kind.source.frequency,
                "definition": kind.definition,
                "formula": kind.formula,
            },
        )
        changed += new
        if new and kind.aim is not None:
            on = min(kind.aim.on, plan.valid_until)
            Target.objects.create(measure=measure, on=on, value=kind.aim.value)
            changed += 1
    changed += _within_the_plan(plan)
    return changed + _answer_signals(plan)


def _within_the_plan(plan: CategoryPlan) -> int:
    """Move targets that are dated after the plan's end, and that no person has set, to its end. Returns how many."""
    moved = 0
    late = Target.objects.filter(measure__plan=plan, on__gt=plan.valid_until)
    for target in late.order_by("on", "pk"):
        taken = Target.objects.filter(measure=target.measure_id, on=plan.valid_until).exists()
        if taken or written_by_people(target, {"on", "value"}):
            continue
        target.on = plan.valid_until
        target.save()
        moved += 1
    return moved


def _answer_signals(plan: CategoryPlan) -> int:
    """Say which points of steering signals the measures answer, for those that no person has saved. Returns how many.

    Our mapping: the plan does not say. Also for a plan from before signals had points.
    """
    points = {(point.signal.title, point.number): point for point in SignalPoint.objects.of_plan(plan)}
    answered = set(plan.measures.filter(answers__isnull=False).values_list("code", flat=True))
    new = 0
    for measure in plan.measures.filter(code__in=ANSWERS.keys() - answered).order_by("number", "pk"):
        found = [points[place] for place in ANSWERS[measure.code] if place in points]
        if found and not written_by_people(measure, {"version"}):  # saving its form is a new version
            measure.answers.set(found)
            new += len(found)
    return new


@transaction.atomic
def compute_outcomes(*, plan: CategoryPlan, at: datetime) -> int:
    """Compute the plan's computed measures as things stand. Returns how many outcomes are new or differ.

    Loyalty is computed for every month there is a ledger for, so that a corrected ledger corrects the past; what is
    counted is counted now, for this month. A second time changes nothing.
    """
    CategoryPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)  # of two at once the second waits
    monthly = monthly_parts(spend_by_month(SpendTotal.objects.under_root(plan.category)))
    today = swedish_day(at)
    changed = 0
    computed = list(plan.measures.filter(kind=Measure.Kind.COMPUTED).select_related("plan__category").order_by("pk"))
    for number, measure in enumerate(computed):
        tell("Beräknar mått", number, len(computed))
        kind = KINDS.get(measure.code)
        unknown = Basis(Period.rolling_12(today), None, "Underlag saknas.")  # a measure of a user's own
        bases = [unknown] if kind is None else kind.source.bases(measure, monthly, today)
        changed += _keep(measure, bases, at)
        if kind is not None and isinstance(kind.source, Ledger):
            # A month that came in part had an outcome for a while, and is none any more.
            changed += measure.outcomes.filter(last__gt=max(basis.period.last for basis in bases)).delete()[0]
    return changed


def _keep(measure: Measure, bases: list[Basis], at: datetime) -> int:
    stored = {outcome.last: outcome for outcome in measure.outcomes.all()}
    new = []
    changed = 0
    for basis in bases:
        value = None if basis.value is None else round(basis.value, 6)
        outcome = stored.get(basis.period.last)
        said = {"first": basis.period.first, "value": value, "missing": basis.missing, "inputs": basis.inputs}
        if outcome is None:
            new.append(Outcome(measure=measure, last=basis.period.last, at=at, **said))
        elif any(getattr(outcome, name) != kept for name, kept in said.items()):
            for name, kept in said.items():
                setattr(outcome, name, kept)
            outcome.at = at
            outcome.save()
            changed += 1
    Outcome.objects.bulk_create(new, batch_size=500)
    return changed + len(new)


@transaction.atomic
def assess_measure(
    *, measure: Measure, first: date, last: date, value: int, comment: str, evidence: str, by: User, at: datetime
) -> Outcome:
    """Say what a measure that nobody can compute comes to, on its scale, with why. The same period again replaces it.

    Raises ValidationError, also for a measure that is computed.
    """
    if measure.kind == Measure.Kind.COMPUTED:
        raise ValidationError("Måttet beräknas och kan inte bedömas för hand.")
    Measure.objects.select_for_update(of=("self",), no_key=True).get(pk=measure.pk)  # the second replaces it
    outcome = Outcome.objects.filter(measure=measure, last=last).first() or Outcome(measure=measure, last=last)
    outcome.first, outcome.value, outcome.missing = first, Decimal(value), ""
    outcome.comment, outcome.evidence = comment, evidence
    outcome.assessed_by, outcome.at = by, at
    outcome.full_clean()
    outcome.save()
    return outcome


@transaction.atomic
def save_target(*, target: Target, by: User, at: datetime) -> Target:
    """Add or move a target."""
    target.full_clean()
    target.save()
    return target
