"""The June report's adjusted and fixed prices. Plain and frozen, for they are kept as they were said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Subquery, Sum

from contracts.index.models import IndexStatus
from contracts.plan.models import Category, ContractArea
from contracts.prices.models import (
    AdjustmentValue,
    FixedPriceDecision,
    PriceAdjustment,
    PriceDifference,
)
from contracts.prices.reports import adjustment_effects, decision_effects
from followup.price_control.models import PriceClaim, PriceDeviation
from huddinge_vo.common.history.querysets import as_known_on
from huddinge_vo.common.periods import Period, end_of

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@dataclass(frozen=True)
class PriceRow:
    """Prices of an area that changed on a day: how many contracts, what it costs a year, and by which figures."""

    effective_on: date
    area: str
    contracts: int
    effect_sek: Decimal
    figures: str


@dataclass(frozen=True)
class FixedPriceRow:
    """A council's decision on an area's fixed prices."""

    valid_from: date
    area: str
    percent: Decimal
    effect_sek: Decimal | None = None  # null where the twelve months before it are not all known


@dataclass(frozen=True)
class PriceControl:
    """Kronor that were billed above contract prices in the period, asked back in it, and credited of that."""

    found_sek: Decimal
    claimed_sek: Decimal
    recovered_sek: Decimal


@dataclass(frozen=True)
class PricePart:
    """Price adjustments of the period, fixed prices decided in it, and differences against final figures by state."""

    rows: tuple[PriceRow, ...]
    effect_sek: Decimal
    fixed: tuple[FixedPriceRow, ...]
    differences: tuple[tuple[str, Decimal], ...]
    open: int
    fixed_effect_sek: Decimal | None = None  # of the decisions whose effect is known
    differences_as_of: date | None = None
    control: PriceControl | None = None  # none where nothing was held to price lists


def price_part(root: Category, *, user: User, period: Period, made_on: date) -> PricePart:
    """How prices moved, as a person may see it. A contract for several areas stands under its first.

    A change is told in the year when it both counts and is decided: one decided afterwards comes in the next report,
    and is in no report twice. What it costs a year rests on the twelve months before it, which a proposal made in time
    could not know all of.
    """
    first = ContractArea.objects.filter(contracts=OuterRef("contract")).order_by("code", "pk")
    preliminary = AdjustmentValue.objects.filter(adjustment=OuterRef("pk"), status=IndexStatus.PRELIMINARY)
    visible = PriceAdjustment.objects.visible_to(user).filter(contract__buyer=root.buyer_id)
    found = (
        visible.approved()
        .told_in(period)
        .annotate(area=Subquery(first.values("name")[:1]), is_preliminary=Exists(preliminary))
        .order_by("effective_on", "area", "is_preliminary", "pk")
        .only("contract", "effective_on")
    )
    adjusted = list(found)
    effects = adjustment_effects(adjusted)
    grouped: dict[tuple[date, str, bool], list[Decimal]] = {}
    for each in adjusted:
        key = (each.effective_on, each.area or "Utan avtalsområde", each.is_preliminary)
        grouped.setdefault(key, []).append(effects[each.pk])
    rows = tuple(
        PriceRow(day, area, len(costs), sum(costs, Decimal(0)), "preliminära" if preliminary_ else "slutliga")
        for (day, area, preliminary_), costs in grouped.items()
    )
    decisions = list(
        FixedPriceDecision.objects.visible_to(user)
        .filter(area__category__buyer=root.buyer_id)
        .told_in(period)
        .select_related("area")
        .order_by("valid_from", "area__sort_name", "pk")
    )
    added = decision_effects(decisions, user=user)
    known = PriceDifference.objects.visible_to(user).filter(
        line__adjustment__contract__buyer=root.buyer_id, found_at__lt=end_of(period.last)
    )
    owed, told = as_known_on(known, period.last, "status", "difference_sek")
    sums = dict(owed.order_by().values_list("then_status").annotate(total=Sum("then_difference_sek")))
    return PricePart(
        rows,
        sum((row.effect_sek for row in rows), Decimal(0)),
        tuple(FixedPriceRow(each.valid_from, each.area.name, each.percent, added.get(each.pk)) for each in decisions),
        tuple((str(label), sums[code]) for code, label in PriceDifference.Status.choices if code in sums),
        visible.undecided_on(period.last).count(),
        sum(added.values(), Decimal(0)) if added else None,
        period.last if told else made_on,
        _control(root, user=user, period=period),
    )


def _control(root: Category, *, user: User, period: Period) -> PriceControl | None:
    found = PriceDeviation.objects.visible_to(user).filter(buyer=root.buyer_id).above_in(period)
    claimed, recovered = PriceClaim.objects.visible_to(user).filter(buyer=root.buyer_id).sums_in(period)
    return PriceControl(found, claimed, recovered) if found or claimed else None
