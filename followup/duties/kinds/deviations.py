"""Deviations: what was placed in a hurry and is to be decided, and decisions without their number in W3D3."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from followup.duties.kinds.kind import KINDS, Facts, ReminderKind, StartRule, is_new_enough, own_page
from huddinge_vo.common.periods import swedish_day
from procurement.deviations.models import Deviation
from procurement.deviations.rules import acute_due, registry_due
from procurement.placements.models import PlacementTerm

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization

_DECIDES = "verksamhetschef"


def _acute(buyer: Organization, day: date) -> QuerySet[Deviation]:
    """Placed before the form, and decided by nobody."""
    return Deviation.objects.filter(placement__buyer=buyer, is_acute=True).waiting().select_related("placement")


def _acute_facts(found: QuerySet[Deviation], buyer: Organization, day: date) -> Iterator[Facts]:
    days = PlacementTerm.of(buyer).acute_working_days
    for form in found.order_by("pk"):
        due = acute_due(form.placement.valid_from, days)
        yield Facts(
            (Deviation, form.pk),
            due,
            f"Akut avsteg att besluta: {form.placement.number}",
            makes=is_new_enough(due, day),
        )


def _unnumbered(buyer: Organization, day: date) -> QuerySet[Deviation]:
    """Approved, and not yet in W3D3."""
    found = Deviation.objects.filter(placement__buyer=buyer, registry_number="").approved()
    return found.select_related("placement")


def _unnumbered_facts(found: QuerySet[Deviation], buyer: Organization, day: date) -> Iterator[Facts]:
    for form in found.order_by("pk"):
        assert form.decided_at is not None  # decision_says_who_when_and_by_what
        due = registry_due(swedish_day(form.decided_at))
        yield Facts(
            (Deviation, form.pk),
            due,
            f"Diarienummer saknas: {form.placement.number}",
            form.placement.responsible_id or form.placement.requested_by_id,
            makes=is_new_enough(due, day),
        )


KINDS.add(
    ReminderKind(
        code="ACUTE_DEVIATION",
        number=18,
        words="akut avsteg att besluta",
        about=(Deviation,),
        undone=_acute,
        facts=_acute_facts,
        href=own_page,
        start_rules=(StartRule(role=_DECIDES, days=5, grace_days=1, is_decision=True),),
    )
)
KINDS.add(
    ReminderKind(
        code="DEVIATION_NUMBER",
        number=19,
        words="diarienummer saknas på avsteg",
        about=(Deviation,),
        undone=_unnumbered,
        facts=_unnumbered_facts,
        href=own_page,
        start_rules=(StartRule(role=_DECIDES, days=3, grace_days=14),),
    )
)
