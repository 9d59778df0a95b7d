"""Who stays on after the ground for the placement is gone, and at which price."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import BooleanField, Case, DecimalField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from contracts.prices.models import Price
from procurement.placements.choices import StayCause
from procurement.placements.models import StayOn
from procurement.staying.rules import TIMES_A_YEAR

if TYPE_CHECKING:
    from procurement.placements.querysets import PlacementQuerySet

_SEK = DecimalField(max_digits=17, decimal_places=2)


def staying_on(placements: PlacementQuerySet, *, on: date) -> PlacementQuerySet:
    """Of some placements those that go on on a day though their contract has ended, or the person belongs elsewhere.

    With `contract_is_over`, and whether a decision stands for each cause (`decided_end`, `decided_area`). The day that
    a contract ends is a day that it counts.
    """
    changed = StayOn.objects.filter(placement=OuterRef("pk"), cause=StayCause.AREA_CHANGED, since__lte=on)
    ended = StayOn.objects.filter(placement=OuterRef("pk"), cause=StayCause.CONTRACT_ENDED)
    is_over = Case(When(contract__ends_on__lt=on, then=True), default=False, output_field=BooleanField())
    return (
        placements.open_on(on)
        .filter(contract__isnull=False)
        .annotate(
            contract_is_over=is_over,
            area_has_changed=Exists(changed),
            decided_end=Subquery(ended.exclude(decision="").order_by("-since", "-pk").values("decision")[:1]),
            decided_area=Subquery(changed.exclude(decision="").order_by("-since", "-pk").values("decision")[:1]),
        )
        .filter(Q(contract_is_over=True) | Q(area_has_changed=True))
    )


def undecided(found: PlacementQuerySet) -> PlacementQuerySet:
    """Those of `staying_on` that something is still to be decided of."""
    return found.filter(
        Q(contract_is_over=True, decided_end__isnull=True) | Q(area_has_changed=True, decided_area__isnull=True)
    )


def because_of(found: PlacementQuerySet, cause: str) -> PlacementQuerySet:
    """Those of `staying_on` that stay on for a cause."""
    is_over = cause == StayCause.CONTRACT_ENDED
    return found.filter(contract_is_over=True) if is_over else found.filter(area_has_changed=True)


def with_price(found: PlacementQuerySet, *, on: date) -> PlacementQuerySet:
    """With what each costs: its own price, else the contract's last of the unit, else the contract's last.

    The last: a list of prices often ends with its contract, and what is paid after that is what was paid then.

    `paid_sek` is per `price_per`, and `a_year_sek` what it comes to in a year; null where it is not known.
    """
    own = (
        Price.objects.standing()
        .filter(valid_from__lte=on)
        .filter(item__contract=OuterRef("contract"), item__per=OuterRef("price_per"))
        .filter(Q(item__unit=OuterRef("place")) | Q(item__unit__isnull=True))
        .order_by(F("item__unit").desc(nulls_last=True), "-valid_from", "pk")
        .values("amount_sek")[:1]
    )
    times = Case(*(When(price_per=per, then=Value(number)) for per, number in TIMES_A_YEAR.items()), output_field=_SEK)
    paid = Coalesce("price_sek", Subquery(own), output_field=_SEK)
    return found.annotate(paid_sek=paid).annotate(a_year_sek=F("paid_sek") * times)
