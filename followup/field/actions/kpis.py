"""Key figures of contracts, and a template of what an area's contracts ask for."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from contracts.plan.models import ContractArea
from contracts.register.models import Contract, Requirement
from followup.field import rules
from followup.field.models import ContractKpi, KpiValue
from followup.reviews.actions import save_template
from followup.reviews.models import ReviewTemplate
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import add_months, swedish_day
from huddinge_vo.common.saving import save_checked

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class NoQuarter(Exception):
    """A value is of a quarter that is over, and begins in January, April, July or October."""


@transaction.atomic
def save_kpi(*, kpi: ContractKpi, by: User, at: datetime, version: int | None = None) -> ContractKpi:
    """Add a key figure to a contract, or change it. Raises ChangedMeanwhile."""
    require(by, "followup.change_review", kpi.contract)
    return save_checked(kpi, by=by, at=at, version=version)


@transaction.atomic
def save_kpi_value(
    *, kpi: ContractKpi, quarter: date, value: Decimal | None, by: User, at: datetime
) -> KpiValue | None:
    """Say what a key figure was in a quarter; nothing takes it back. Raises NoQuarter."""
    require(by, "followup.change_review", kpi.contract)
    if quarter.day != 1 or quarter.month not in {1, 4, 7, 10} or add_months(quarter, 3) > swedish_day(at):
        raise NoQuarter("Utfall skrivs in för kvartal som är slut.")
    ContractKpi.objects.select_for_update(of=("self",)).get(pk=kpi.pk)
    stored = kpi.values.filter(quarter=quarter).first()
    if value is None:
        if stored is not None:
            stored.delete()
        return None
    stored = stored or KpiValue(kpi=kpi, quarter=quarter)
    stored.value = value
    stored.full_clean()
    stored.save()
    return stored


@transaction.atomic
def propose_template(*, area: ContractArea, buyer: Organization, by: User, at: datetime) -> ReviewTemplate:
    """A template for an area, of what its open contracts in force and their rounds ask for.

    Asked again the questions are what the contracts ask for by then; whoever has worded them otherwise has given the
    template another name. Raises ValidationError where no contract of the area is in force.
    """
    require(by, "followup.change_reviewtemplate", buyer)
    Organization.objects.select_for_update().get(pk=buyer.pk)  # of two at once the second waits, and changes nothing
    contracts = Contract.objects.public().filter(buyer=buyer, areas=area).in_force_on(swedish_day(at))
    if not contracts.exists():
        raise ValidationError(f"Inget öppet avtal i {area} är i kraft, så det finns inga krav att utgå från.")
    wanted = (
        Requirement.objects.filter(
            Q(contract__in=contracts.values("pk")) | Q(framework__in=contracts.values("framework")), answer="YES"
        )
        .order_by("kind", "note", "pk")
        .values_list("kind", "note")
    )
    name = f"Krav i {area}"[:120]
    template = ReviewTemplate.objects.filter(buyer=buyer, name=name).first() or ReviewTemplate(buyer=buyer, name=name)
    questions = rules.questions_from(list(wanted))
    stored = template.requirements.order_by("order", "pk").values_list("kind", "text") if template.pk else ()
    if list(stored) == questions:
        return template
    return save_template(template=template, areas=[area], requirements=questions, by=by, at=at)
