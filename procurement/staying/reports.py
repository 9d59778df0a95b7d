"""Those who stay on, put together: how many, what they cost a year, and what the area's contracts cost beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum

from contracts.prices.querysets.of_areas import PriceSpan, area_prices
from procurement.staying.querysets import undecided
from procurement.staying.rules import cost_a_year, difference

if TYPE_CHECKING:
    from procurement.placements.models import Placement
    from procurement.placements.querysets import PlacementQuerySet


@dataclass(frozen=True)
class Beside:
    """What a placement costs a year, and what the dearest of its area's contracts would. Null is not known."""

    a_year_sek: Decimal | None
    contract_a_year_sek: Decimal | None

    @property
    def more_sek(self) -> Decimal | None:
        """How much more than on contract."""
        return difference(self.a_year_sek, self.contract_a_year_sek)


def beside(placement: Placement, prices: Mapping[tuple[int, str], PriceSpan]) -> Beside:
    """Of a placement as `with_price` gives it."""
    span = prices.get((placement.area_id or 0, placement.price_per))
    on_contract = cost_a_year(span.highest_sek, placement.price_per) if span else None
    return Beside(placement.a_year_sek, on_contract)  # type: ignore[attr-defined]  # annotated


@dataclass(frozen=True)
class StayingTotal:
    """All that are shown: how many, what is still to be decided, what they cost a year, and of how many that is known.

    `more_sek` is above the dearest contract of each one's area, over those of which both are known (`compared`).
    """

    count: int
    undecided: int
    a_year_sek: Decimal | None
    priced: int
    more_sek: Decimal | None
    compared: int

    @property
    def is_less(self) -> bool:
        """Whether they cost less than on contract."""
        return self.more_sek is not None and self.more_sek < 0

    @property
    def apart_sek(self) -> Decimal | None:
        """How much more, or less, without its sign: the words say which."""
        return None if self.more_sek is None else abs(self.more_sek)


def staying_total(found: PlacementQuerySet, *, on: date) -> StayingTotal:
    """Of placements as `staying_on` and `with_price` give them. As many questions however many they are."""
    plain = found.order_by()
    whole = plain.aggregate(
        count=Count("pk"),
        a_year=Sum("a_year_sek"),
        priced=Count("pk", filter=Q(a_year_sek__isnull=False)),
    )
    alike = list(
        plain.filter(a_year_sek__isnull=False, area__isnull=False)
        .values("area", "price_per")
        .annotate(n=Count("pk"), cost=Sum("a_year_sek"))
        .order_by("area", "price_per")
    )
    prices = area_prices({each["area"] for each in alike}, on=on) if alike else {}
    more, compared = Decimal(0), 0
    for each in alike:
        span = prices.get((each["area"], each["price_per"]))
        on_contract = cost_a_year(span.highest_sek, each["price_per"]) if span else None
        if on_contract is not None:
            more += each["cost"] - on_contract * each["n"]
            compared += each["n"]
    return StayingTotal(
        count=whole["count"],
        undecided=undecided(plain).count(),
        a_year_sek=whole["a_year"],
        priced=whole["priced"],
        more_sek=more if compared else None,
        compared=compared,
    )
