"""The council's yearly decision on fixed prices: entered once, it moves every price of the area."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from contracts.plan.models import ContractArea
from contracts.prices import rules
from contracts.prices.actions.prices import Following, follow_with
from contracts.prices.models import FixedPriceDecision, Price, PriceItem
from contracts.register.models import Contract
from huddinge_vo.common.people.rights import require

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@transaction.atomic
def decide_fixed_price(*, decision: FixedPriceDecision, rounding: str, by: User, at: datetime) -> int:
    """Enter a decision and let it count: the area's own price list, and lists of its contracts with fixed prices.

    Each price is the one of the day before, changed by the decided share and rounded once. Returns how many prices it
    made. Raises ValidationError for a day that has been decided for, and for an area without any price.
    """
    require(by, "contracts.add_fixedpricedecision", decision)
    decision.entered_by, decision.entered_at = by, at
    # Locked before it is looked at: of two at once the second then sees that the day has been decided for.
    ContractArea.objects.select_for_update(of=("self",), no_key=True).get(pk=decision.area_id)
    decision.full_clean()
    held = Contract.objects.signed().filter(areas=decision.area, price_model="FIXED").not_ended_on(decision.valid_from)
    items = PriceItem.objects.filter(area=decision.area) | PriceItem.objects.filter(contract__in=held)
    before = Price.objects.on(decision.valid_from - timedelta(days=1)).filter(item__in=items.values("pk"))
    prices = list(before.select_related("item__contract", "item__area").order_by("item", "pk"))
    if not prices:
        raise ValidationError("Området har ingen prislista att räkna från. Lägg in områdets priser först.")
    decision.save()
    factor = 1 + Fraction(Decimal(decision.percent)) / 100
    following = [
        Following(
            price.item,
            rules.rounded_price(Fraction(price.amount_sek) * factor, rules.Rounding(rounding)),
            decision.valid_from,
            expects=price,
        )
        for price in prices
    ]
    return len(follow_with(following, origin=Price.Origin.COUNCIL, by=by, at=at))
