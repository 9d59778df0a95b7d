"""What the contracts of an area cost on a day: what a price outside of them is put beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contracts.plan.choices import PriceModel
from contracts.register.models import Contract


@dataclass(frozen=True)
class PriceSpan:
    """From the cheapest to the dearest of an area's contracts for the same unit of price, in kronor, and how many."""

    lowest_sek: Decimal
    highest_sek: Decimal
    contracts: int


def area_prices(area_ids: Collection[int], *, on: date) -> dict[tuple[int, str], PriceSpan]:
    """What the contracts in force in some areas cost: (area id, price per) → span. What has no price is not there.

    Only of contracts and units that are no secret to anybody: the figures are shown to all. Where the council sets the
    price it is the area's own. As many questions whatever the areas are.
    """
    from contracts.prices.models import Price

    in_force = Contract.objects.public().in_force_on(on).filter(areas__in=area_ids)
    held = list(in_force.order_by("pk").values_list("pk", "areas", "price_model"))
    areas_of, fixed = defaultdict(set), defaultdict(set)
    for contract, area, model in held:
        if area in area_ids:
            areas_of[contract].add(area)
            if model == PriceModel.FIXED:
                fixed[area].add(contract)
    prices = Price.objects.public().on(on).order_by("pk")
    found: defaultdict[tuple[int, str], list[tuple[int, Decimal]]] = defaultdict(list)
    own = prices.filter(item__contract__in=areas_of).values_list(
        "item__contract", "item__unit", "item__unit__areas", "item__per", "amount_sek"
    )
    for contract, unit, unit_area, per, amount in own:
        for area in areas_of[contract]:
            if unit is None or unit_area == area:  # a unit's price is for what the unit is for
                found[area, per].append((contract, amount))
    of_areas = prices.filter(item__area__in=fixed).values_list("item__area", "item__per", "amount_sek")
    for area, per, amount in of_areas:
        found[area, per] += [(contract, amount) for contract in fixed[area]]
    return {
        key: PriceSpan(min(a for _, a in each), max(a for _, a in each), len({c for c, _ in each}))
        for key, each in found.items()
    }
