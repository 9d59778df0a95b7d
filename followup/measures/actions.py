"""The plan's measures: their reference data, their targets, and the outcomes that are computed or assessed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from activities.plan.models import CategoryPlan
from activities.plan.reference import TARGET_ON, TARGET_SHARE
from contracts.plan.models import Category
from followup.judging.models import SpendMonth
from followup.measures.models import Measure, Outcome, Target
from followup.measures.querysets import Basis, basis_of, loyalty_bases, monthly_parts
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.periods import Period, swedish_day

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_BY_THE_END = date(2027, 12, 31)  # "shall be met in 2027" where the plan gives no month
_MONTHLY, _YEARLY = "MONTHLY", "YEARLY"
# number, code, name, category, goal, kind, unit, direction, how often, target (day, value), definition, formula
MEASURES = (
    (
        1,
        "LOYALTY_IFO",
        "Avtalstrohet IFO",
        "IFO",
        1,
        "COMPUTED",
        "SHARE",
        "UP",
        _MONTHLY,
        (TARGET_ON, TARGET_SHARE),
        "Andel av de upphandlingsbara köpen inom individ- och familjeomsorg som görs på avtal.",
        "på avtal / (på avtal + godkända avsteg + utan avtal), tolv månader",
    ),
    (
        2,
        "LOYALTY_FO",
        "Avtalstrohet FO",
        "FO",
        1,
        "COMPUTED",
        "SHARE",
        "UP",
        _MONTHLY,
        (TARGET_ON, TARGET_SHARE),
        "Andel av de upphandlingsbara köpen inom funktionshinderomsorg som görs på avtal.",
        "på avtal / (på avtal + godkända avsteg + utan avtal), tolv månader",
    ),
    (
        13,
        "LOYALTY_AO",
        "Avtalstrohet ÄO",
        "ÄO",
        1,
        "COMPUTED",
        "SHARE",
        "UP",
        _MONTHLY,
        None,
        "Andel av de upphandlingsbara köpen inom äldreomsorg som görs på avtal. Planen sätter inget mål.",
        "på avtal / (på avtal + godkända avsteg + utan avtal), tolv månader",
    ),
    (
        14,
        "LOYALTY_VO",
        "Avtalstrohet hela kategorin",
        "VO",
        1,
        "COMPUTED",
        "SHARE",
        "UP",
        _MONTHLY,
        None,
        "Andel av kategorins upphandlingsbara köp som görs på avtal. Planen sätter inget mål.",
        "på avtal / (på avtal + godkända avsteg + utan avtal), tolv månader",
    ),
    (
        12,
        "OUTSIDE_SHARE",
        "Andel köp utanför avtal",
        "VO",
        1,
        "COMPUTED",
        "SHARE",
        "DOWN",
        _MONTHLY,
        None,
        "Andelen köp utanför avtal ska minska fram till 2027.",
        "(godkända avsteg + utan avtal) / upphandlingsbart, tolv månader",
    ),
    (
        3,
        "BOARD_INDICATORS",
        "Nämndernas indikatorer för kvalitet och ekonomi",
        None,
        1,
        "REPORTED",
        "SCALE",
        "UP",
        _YEARLY,
        (_BY_THE_END, Decimal(4)),
        "Socialnämndens och vård- och omsorgsnämndens egna indikatorer, sammanvägda av den som rapporterar.",
        "rapporteras på skalan 1–4",
    ),
    (
        4,
        "TECHNOLOGY",
        "Ny teknik för självständighet i upphandlingen",
        None,
        4,
        "COMPUTED",
        "SHARE",
        "UP",
        _MONTHLY,
        (TARGET_ON, Decimal(1)),
        "Andel upphandlingar där teknik för självständighet och trygghet är relevant och har arbetats in.",
        "krav ställt / (krav ställt + obesvarat), tilldelade upphandlingar",
    ),
    (
        5,
        "ORGANISATION",
        "Organisation mot välfärdsbrott",
        None,
        2,
        "ASSESSED",
        "SCALE",
        "UP",
        _YEARLY,
        (_BY_THE_END, Decimal(4)),
        "En organisation som stävjar välfärdsbrott, fel och oegentligheter finns på plats.",
        "bedöms på skalan 1–4",
    ),
    (
        6,
        "UNDERSTANDING",
        "Förståelse för risken för oseriösa aktörer",
        None,
        2,
        "ASSESSED",
        "SCALE",
        "UP",
        _YEARLY,
        (_BY_THE_END, Decimal(4)),
        "Medarbetare och politiker förstår att välfärden är en marknad för oseriösa aktörer.",
        "bedöms på skalan 1–4, gärna efter enkät",
    ),
    (
        7,
        "IRREGULARITIES",
        "Anmälda oegentligheter",
        None,
        2,
        "COMPUTED",
        "SHARE",
        "UP",
        _MONTHLY,
        (_BY_THE_END, Decimal(1)),
        "Alla konstaterade oegentligheter anmäls.",
        "anmälda / konstaterade",
    ),
    (
        8,
        "ROUTINES",
        "Rutiner som hjälper att upptäcka välfärdsbrott",
        None,
        2,
        "ASSESSED",
        "SCALE",
        "UP",
        _YEARLY,
        (_BY_THE_END, Decimal(4)),
        "Kommunen har rutiner som gör det möjligt och lätt att upptäcka välfärdsbrott.",
        "bedöms på skalan 1–4",
    ),
    (
        9,
        "REDUNDANCY",
        "Redundans i samhällsviktiga avtal",
        None,
        3,
        "COMPUTED",
        "SHARE",
        "UP",
        _MONTHLY,
        (_BY_THE_END, Decimal(1)),
        "Andel samhällsviktiga avtal i kraft där redundans är ett krav.",
        "med krav på redundans / samhällsviktiga i kraft",
    ),
    (
        10,
        "SUSTAINABILITY",
        "Standardiserade hållbarhetskrav",
        None,
        5,
        "COMPUTED",
        "SHARE",
        "UP",
        _MONTHLY,
        (_BY_THE_END, Decimal(1)),
        "Andel upphandlingar där de standardiserade hållbarhetskraven är relevanta och används.",
        "krav ställt / (krav ställt + obesvarat), tilldelade upphandlingar",
    ),
    (
        11,
        "ROUTINE",
        "Gemensam uppföljningsrutin följs",
        None,
        5,
        "COMPUTED",
        "SHARE",
        "UP",
        _MONTHLY,
        (_BY_THE_END, Decimal(1)),
        "Andel genomförda uppföljningar som följde den gemensamma rutinen och omfattade hållbarhetskrav.",
        "enligt rutinen och med hållbarhet / genomförda, tolv månader",
    ),
    (
        15,
        "CLASS_ONE",
        "Klass 1-avtal uppföljda i tid",
        None,
        2,
        "COMPUTED",
        "SHARE",
        "UP",
        _MONTHLY,
        None,
        "Andel avtal i klass 1 som har följts upp inom fyra månader. Planen sätter inget mål.",
        "uppföljda i tid / avtal i klass 1 i kraft",
    ),
)
_LOYALTY = {"LOYALTY_IFO", "LOYALTY_FO", "LOYALTY_AO", "LOYALTY_VO", "OUTSIDE_SHARE"}


@transaction.atomic
def load_measures(*, buyer: Organization, at: datetime) -> int:
    """Bring in the plan's measures and their targets. What a user has changed stays. Returns how many were new."""
    plan = CategoryPlan.objects.filter(category__buyer=buyer).order_by("-valid_from", "pk").first()
    if plan is None:
        return 0
    categories = {category.code: category for category in Category.objects.filter(buyer=buyer)}
    goals = {goal.number: goal for goal in plan.effect_goals.all()}
    changed = 0
    for number, code, name, category, goal, kind, unit, direction, often, target, definition, formula in MEASURES:
        measure, new = Measure.objects.get_or_create(
            plan=plan,
            code=code,
            defaults={
                "number": number,
                "name": name,
                "category": categories[category] if category else None,
                "goal": goals[goal],
                "kind": kind,
                "unit": unit,
                "direction": direction,
                "frequency": often,
                "definition": definition,
                "formula": formula,
            },
        )
        changed += new
        if new and target is not None:
            Target.objects.create(measure=measure, on=target[0], value=target[1])
            changed += 1
    return changed


@transaction.atomic
def compute_outcomes(*, plan: CategoryPlan, at: datetime) -> int:
    """Compute the plan's computed measures as things stand. Returns how many outcomes are new or differ.

    Loyalty is computed for every month there is a ledger for, so that a corrected ledger corrects the past; what is
    counted is counted now, for this month. A second time changes nothing.
    """
    CategoryPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)  # of two at once the second waits
    monthly = monthly_parts(SpendMonth.objects.under_root(plan.category))
    today = swedish_day(at)
    now = Period.rolling_12(today)
    changed = 0
    for measure in plan.measures.filter(kind=Measure.Kind.COMPUTED).select_related("plan__category"):
        if measure.code in _LOYALTY:
            found = loyalty_bases(measure, monthly)
            none_yet = Basis(now, None, "Underlag saknas: reskontran omfattar inte tolv månader ännu.")
            bases = found or [none_yet]
        else:
            basis = basis_of(measure, today)
            bases = [basis or Basis(now, None, "Underlag saknas.")]
        changed += _keep(measure, bases, at)
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
    outcome = Outcome.objects.select_for_update().filter(measure=measure, last=last).first() or Outcome(
        measure=measure, last=last
    )
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
