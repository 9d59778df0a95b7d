"""Critical contracts that ask for redundancy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Case, CharField, F, OuterRef, Subquery, When

from contracts.register.models import Contract, Requirement
from followup.measures.kinds.kind import BY_THE_END, KINDS, Aim, Counted, Counting, MeasureKind, Span, seen
from huddinge_vo.common.periods import Period

if TYPE_CHECKING:
    from activities.plan.models import CategoryPlan
    from huddinge_vo.common.people.models import User


def _rows(plan: CategoryPlan, period: Period, on: date, user: User | None) -> Iterable[Counted]:
    """Critical contracts in force: what the contract says, else its round."""
    asked = Requirement.objects.filter(kind="REDUNDANCY")
    found = (
        seen(Contract.objects, user)
        .filter(buyer=plan.category.buyer_id, is_critical=True)
        .in_force_on(on)
        .annotate(
            own=Subquery(asked.filter(contract=OuterRef("pk")).values("answer")),
            inherited=Subquery(asked.filter(framework=OuterRef("framework")).values("answer")),
        )
        .annotate(
            said=Case(When(own__isnull=False, then=F("own")), default=F("inherited"), output_field=CharField()),
        )
    )
    words = dict(Requirement.Answer.choices)
    for contract in found.select_related("supplier", "framework").order_by("number", "pk"):
        under = contract.framework
        source = "avtalet" if contract.own or under is None else under.the_kind
        why = f"{words[contract.said].capitalize()}, enligt {source}" if contract.said else "Ingen har svarat"
        yield Counted(contract, contract.said == "YES", why, contract.supplier.name)


KINDS.add(
    MeasureKind(
        code="REDUNDANCY",
        number=9,
        name="Redundans i samhällsviktiga avtal",
        goal=3,
        source=Counting(
            part_is="samhällsviktiga avtal med krav på redundans",
            whole_is="samhällsviktiga avtal i kraft",
            span=Span.DAY,
            permission="contracts.view_contract",
            rows=_rows,
        ),
        definition="Andel samhällsviktiga avtal i kraft där redundans är ett krav.",
        formula="med krav på redundans / samhällsviktiga i kraft",
        aim=Aim(on=BY_THE_END, value=Decimal(1)),
    )
)
