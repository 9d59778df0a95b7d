"""If a supplier fails: everybody who lives there, where each could go at once, at which price, and who decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import F

from contracts.register.models import Contract
from contracts.suppliers.models import PlacementStop, Supplier, SupplierUnit
from procurement.deviations.models import Delegation
from procurement.placements.models import Placement
from procurement.placements.reports import Found, PlacesOfArea, PriceOfDay, contracts_of, prices_of
from procurement.placements.rules import Judged, Need
from procurement.staying.rules import TIMES_A_YEAR

if TYPE_CHECKING:
    from contracts.plan.models import ContractArea
    from huddinge_vo.common.people.models import Organization, User

_ALTERNATIVES = 3  # for each need: who stands after those is looked for in Hitta plats


@dataclass(frozen=True)
class Alternative:
    """Somebody with a contract who could take the placement, and what it costs. Null is not known."""

    contract: Contract
    unit: SupplierUnit | None
    price: PriceOfDay | None
    to_ask: tuple[str, ...]

    def more_a_year(self, placement: Placement) -> Decimal | None:
        """How much more a year than where somebody is now; null where the prices are not of the same kind or known."""
        times = TIMES_A_YEAR.get(placement.price_per)
        if placement.price_sek is None or self.price is None or self.price.per != placement.price_per or times is None:
            return None
        return (self.price.amount_sek - placement.price_sek) * times


@dataclass(frozen=True)
class Resident:
    """An open placement there, and where it could go. Without an area nobody can be looked for."""

    placement: Placement
    alternatives: tuple[Alternative, ...]

    @property
    def more_sek(self) -> Decimal | None:
        """What the first alternative costs more a year."""
        return self.alternatives[0].more_a_year(self.placement) if self.alternatives else None


@dataclass(frozen=True)
class NeedThere:
    """Those there who need the same: one area and one target group, and so the same alternatives."""

    residents: tuple[Resident, ...]

    @property
    def first(self) -> Placement:
        """One of them, for what they have in common."""
        return self.residents[0].placement

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """Where they could go."""
        return self.residents[0].alternatives


@dataclass(frozen=True)
class Failure:
    """Everything that the meeting about a supplier that fails asks for. As far as a person may know of it."""

    supplier: Supplier
    on: date
    residents: tuple[Resident, ...]
    contracts: tuple[Contract, ...]
    stops: tuple[PlacementStop, ...]
    deciders: tuple[Delegation, ...]

    @property
    def needs(self) -> tuple[NeedThere, ...]:
        """The same by area and target group, for whom the alternatives are the same: in the order of their first."""
        alike: dict[tuple[int | None, int | None], list[Resident]] = {}
        for each in self.residents:
            alike.setdefault((each.placement.area_id, each.placement.target_group_id), []).append(each)
        return tuple(NeedThere(tuple(found)) for found in alike.values())

    @property
    def without(self) -> int:
        """How many have nowhere to go on contract."""
        return sum(not each.alternatives for each in self.residents)

    @property
    def more_sek(self) -> Decimal | None:
        """What all who can be priced cost more a year, each with the first alternative; null where none can."""
        known = [each.more_sek for each in self.residents if each.more_sek is not None]
        return sum(known, Decimal(0)) if known else None

    @property
    def is_less(self) -> bool:
        """Whether all who can be priced cost less a year."""
        return self.more_sek is not None and self.more_sek < 0

    @property
    def apart_sek(self) -> Decimal | None:
        """How much more, or less, without its sign: the words say which."""
        return None if self.more_sek is None else abs(self.more_sek)

    @property
    def priced(self) -> int:
        """Of how many that is known."""
        return sum(each.more_sek is not None for each in self.residents)


def failure(*, supplier: Supplier, buyer: Organization, user: User, on: date) -> Failure:
    """What it means for a buyer that a supplier fails on a day.

    Those alike, in area and target group, are looked for together: the questions grow with the needs and not with the
    people.
    """
    gone = set(Supplier.objects.same_as(Supplier.objects.filter(pk=supplier.pk)).values_list("pk", flat=True))
    seen = Placement.objects.visible_to(user).filter(buyer=buyer, supplier__in=gone).open_on(on)
    placements = list(
        seen.select_related("place", "area", "contract", "target_group", "responsible", "supplier").order_by(
            F("place__sort_name").asc(nulls_last=True), "number", "pk"
        )
    )
    needs = {(each.area, each.target_group_id) for each in placements if each.area is not None}
    places: dict[int, PlacesOfArea] = {}
    found = {}
    for area, group in sorted(needs, key=lambda need: (need[0].pk, need[1] or 0)):
        if area.pk not in places:
            places[area.pk] = PlacesOfArea(area, on=on, buyer=buyer, user=user)
        need = Need(on=on, target_group=group)
        found[area.pk, group] = _alternatives(places[area.pk].found(need), need, area, gone)
    contracts = Contract.objects.visible_to(user).in_force_on(on).filter(buyer=buyer, supplier__in=gone)
    stops = PlacementStop.objects.visible_to(user).in_force_on(on).filter(supplier__in=gone)
    order = Delegation.objects.visible_to(user).in_force_on(on).filter(buyer=buyer).select_related("role")
    return Failure(
        supplier=supplier,
        on=on,
        residents=tuple(
            Resident(each, found.get((each.area_id or 0, each.target_group_id), ())) for each in placements
        ),
        contracts=tuple(contracts.select_related("owner", "deputy").order_by("number", "pk")),
        stops=tuple(stops.select_related("unit", "decided_by").order_by("valid_from", "pk")),
        deciders=tuple(order.order_by("ground", F("up_to_sek").asc(nulls_last=True), "pk")),
    )


def _alternatives(found: Found, need: Need, area: ContractArea, gone: set[int]) -> tuple[Alternative, ...]:
    """The first of those who can, and are not the one that fails."""
    first = [each for each in found.can if each.of.supplier not in gone][:_ALTERNATIVES]
    prices = prices_of(first, area=area, need=need)
    units = SupplierUnit.objects.in_bulk([each.of.unit for each in first if each.of.unit])
    contracts = contracts_of(first)
    return tuple(_alternative(each, contracts[each.of.contract], units, prices) for each in first)


def _alternative(
    each: Judged,
    contract: Contract,
    units: Mapping[int, SupplierUnit],
    prices: Mapping[tuple[int, int | None], PriceOfDay],
) -> Alternative:
    price = prices.get((contract.pk, each.of.unit))
    return Alternative(contract, units.get(each.of.unit or 0), price, each.to_ask)
