"""What a decision on fixed prices would do, before it is entered."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.crypto import salted_hmac

from contracts.prices.actions.fixed_prices import decide_fixed_price
from contracts.prices.models import FixedPriceDecision, Price, PriceItem
from huddinge_vo.common.secrecy.models import TriedChange
from huddinge_vo.common.secrecy.trials import note_trial

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@dataclass(frozen=True)
class PreviewedPrice:
    """One price before and after."""

    item: PriceItem
    before_sek: Decimal
    after_sek: Decimal


@dataclass(frozen=True)
class FixedPricePreview:
    """Every price that the person may see, how many more there are, and a mark that changes when any of them does."""

    prices: tuple[PreviewedPrice, ...]
    hidden: int
    mark: str


def preview_fixed_price(*, decision: FixedPriceDecision, rounding: str, by: User, at: datetime) -> FixedPricePreview:
    """Do the action, look at what it made, and undo it: what is shown is what will be, and so is what is refused.

    Raises ValidationError as decide_fixed_price does. Nothing is kept.
    """
    trial = copy.copy(decision)
    with transaction.atomic():
        count = decide_fixed_price(decision=trial, rounding=rounding, by=by, at=at)
        made = Price.objects.standing().filter(
            valid_from=trial.valid_from, origin=Price.Origin.COUNCIL, entered_by=by, entered_at=at
        )
        seen = list(
            made.visible_to(by)
            .select_related("item__contract__supplier", "item__area", "item__unit")
            .order_by("item__contract__number", "item__name", "item__per", "pk")
        )
        day_before = trial.valid_from - timedelta(days=1)
        before: dict[int, Decimal] = dict(
            Price.objects.on(day_before)
            .filter(item__in=[price.item_id for price in seen])
            .values_list("item", "amount_sek")
        )
        every = [*made.order_by("item", "pk").values_list("item", "amount_sek")]
        transaction.set_rollback(True)
    what = f"Avtalsområde {trial.area}, {trial.percent.normalize():f} % från {trial.valid_from}"
    buyer_id = trial.area.category.buyer_id
    note_trial(kind=TriedChange.Kind.FIXED_PRICE, what=what, buyer_id=buyer_id, by=by, at=at)
    told = f"{trial.area_id} {trial.valid_from} {trial.percent.normalize():f} {rounding} {every}"
    prices = tuple(PreviewedPrice(price.item, before[price.item_id], price.amount_sek) for price in seen)
    # With our own key: a plain hash could be tried, amount by amount, until it told of a price that is not shown.
    mark = salted_hmac("fixed-price-preview", told).hexdigest()[:32]
    return FixedPricePreview(prices, count - len(prices), mark)
