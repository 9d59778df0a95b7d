"""What a search for a place finds: those that can meet the need, in their order, and why the others cannot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from contracts.checks.models import CheckKind, SupplierCheck
from contracts.law.choices import PermitNeed
from contracts.law.querysets import areas_on
from contracts.plan.models import ContractArea
from contracts.prices.models import Price, PriceItem
from contracts.register.models import CallOff, Contract
from contracts.suppliers.models import Permit, PlacementStop, SupplierUnit, TargetGroup
from contracts.terms.reports import ceilings_of
from huddinge_vo.common.untyped import Columns
from procurement.placements.choices import PassedOver
from procurement.placements.models import Placement, PlacementTerm
from procurement.placements.rules import Candidate, Judged, Need, distance_km, in_order, judge, passed_over

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User

_TOLD_OF = timedelta(days=365)  # a contract that ended longer ago is no news to whoever looks for a place
_PER = [PriceItem.Per.DAY, PriceItem.Per.PLACE, PriceItem.Per.MONTH, PriceItem.Per.VISIT, PriceItem.Per.HOUR]


@dataclass(frozen=True)
class Found:
    """What a search found: the contracts by id, those that can in their order, and those that cannot."""

    contracts: dict[int, Contract]
    can: list[Judged]
    cannot: list[Judged]

    @property
    def all(self) -> list[Judged]:
        """Both."""
        return [*self.can, *self.cannot]


@dataclass(frozen=True)
class PriceOfDay:
    """What a day costs, what it is a price of, and whose price list it stands in."""

    amount_sek: Decimal
    per: str
    name: str
    source: str

    @property
    def per_words(self) -> str:
        """As the price list has it."""
        return str(PriceItem.Per(self.per).label)


def find_places(*, need: Need, area: ContractArea, buyer: Organization, user: User) -> Found:
    """Everybody with a contract for an area, judged by a need, as far as a person may know of them.

    A constant number of questions: contracts, their areas' law, ceilings, units, stops, permits and checks.
    """
    return PlacesOfArea(area, on=need.on, buyer=buyer, user=user).found(need)


class PlacesOfArea:
    """Everybody with a contract for an area on a day, looked up once for all the needs that are judged there."""

    def __init__(self, area: ContractArea, *, on: date, buyer: Organization, user: User) -> None:
        self.area, self.on = area, on
        law = areas_on(on).get(pk=area.pk)
        self.contracts = _contracts(on, area, buyer, user)
        self.ceilings = _ceilings(self.contracts, user)
        term = PlacementTerm.of(buyer)
        suppliers = {each.supplier_id for each in self.contracts}
        self.units = _units(area, suppliers, user)
        self.km = {unit["pk"]: _km(term, unit) for found in self.units.values() for unit in found}
        self.stops = _stops(on, suppliers)
        self.permits = _Permits(on, law, list(self.km), set(self.units))

    def found(self, need: Need) -> Found:
        """Those who can meet a need of that day, in their order, and those who cannot."""
        of_group = self._of_group(need.target_group)
        running = {each.supplier_id for each in self.contracts if _stands(each, need) == (False, False)}
        judged: list[Judged] = []
        for contract in self.contracts:
            later, ended = _stands(contract, need)
            if (later or ended) and contract.supplier_id in running:
                continue  # what took over from it, or comes before it, is told of
            of_supplier: list[Columns] = self.units.get(contract.supplier_id) or [{}]
            judged.extend(
                judge(
                    need,
                    Candidate(
                        contract=contract.pk,
                        supplier=contract.supplier_id,
                        supplier_name=contract.supplier.sort_name,
                        begins_later=later,
                        has_ended=ended,
                        framework=contract.framework_id,
                        method=contract.framework.call_off_method if contract.framework else "",
                        rank=contract.rank,
                        ceiling=self.ceilings.get(contract.pk, ""),
                        stopped_since=self.stops.get((contract.supplier_id, None))
                        or self.stops.get((contract.supplier_id, unit.get("pk"))),
                        needs_permit=self.permits.needed,
                        km=self.km.get(unit.get("pk", 0)),
                        has_group=unit.get("pk") in of_group,
                        **self.permits.of(contract.supplier_id, contract.supplier.org_number, unit.get("pk")),
                        **{name: unit[name] for name in _KEPT if name in unit},
                        unit=unit.get("pk"),
                        unit_name=unit.get("sort_name", ""),
                    ),
                )
                for unit in of_supplier
            )
        can = in_order(judged)
        cannot = sorted(
            (each for each in judged if not each.can), key=lambda each: (each.of.supplier_name, each.of.unit_name)
        )
        return Found({each.pk: each for each in self.contracts}, can, cannot)

    def _of_group(self, group: int | None) -> set[int]:
        if group is None:
            return set()
        links = SupplierUnit.target_groups.through.objects.filter(targetgroup=group, supplierunit__in=list(self.km))
        return set(links.values_list("supplierunit", flat=True))


def passed_over_by(placement: Placement, *, need: Need, user: User) -> list[tuple[Contract, Judged]]:
    """Whom a call-off passes over in its round's ranked order: each contract before it that could meet the need."""
    contract, area = placement.contract, placement.area
    if contract is None or contract.framework is None or area is None:
        return []
    if contract.framework.call_off_method != CallOff.RANKED:
        return []
    found = find_places(need=need, area=area, buyer=placement.buyer, user=user)
    before = passed_over(found.all, contract=contract.pk, framework=contract.framework_id, rank=contract.rank)
    return [(found.contracts[each.of.contract], each) for each in before]


def _contracts(on: date, area: ContractArea, buyer: Organization, user: User) -> list[Contract]:
    found = Contract.objects.visible_to(user).signed().filter(buyer=buyer, areas=area)
    recent = found.not_ended_on(on - _TOLD_OF).select_related("supplier", "framework")
    return list(recent.order_by("number", "pk"))


def _stands(contract: Contract, need: Need) -> tuple[bool, bool]:
    """Whether it begins later, and whether it has ended."""
    return contract.valid_from > need.on, contract.ends_on is not None and contract.ends_on < need.on


def _ceilings(contracts: list[Contract], user: User) -> dict[int, str]:
    under = ceilings_of(contracts, user=user)
    full = {pk: next((each.words for each in found if each.use.stops_call_offs), "") for pk, found in under.items()}
    return {pk: words[:1].lower() + words[1:] for pk, words in full.items() if words}


_KEPT = (*("groups_told", "takes", "age_from", "age_to", "county", "free_places", "free_places_on"),)


def _units(area: ContractArea, suppliers: set[int], user: User) -> dict[int, list[Columns]]:
    """The units that care of the area is given at, by supplier; those that say of no area may be for this one."""
    links = SupplierUnit.target_groups.through.objects.filter(supplierunit=OuterRef("pk"))
    areas = SupplierUnit.areas.through.objects.filter(supplierunit=OuterRef("pk"))
    found = (
        SupplierUnit.objects.visible_to(user)
        .filter(Exists(areas.filter(contractarea=area)) | ~Exists(areas), supplier__in=suppliers)
        .annotate(groups_told=Exists(links))
    )
    by_supplier: defaultdict[int, list[Columns]] = defaultdict(list)
    columns = ("pk", "supplier_id", "sort_name", "latitude", "longitude", *_KEPT)
    for unit in found.order_by("pk").values(*columns):
        by_supplier[unit["supplier_id"]].append(unit)
    return by_supplier


def _stops(on: date, suppliers: set[int]) -> dict[tuple[int, int | None], date]:
    """Since when nobody is placed, by supplier and unit; a supplier's own is for all of its units."""
    found = PlacementStop.objects.in_force_on(on).filter(supplier__in=suppliers).order_by("-valid_from", "pk")
    return {(supplier, unit): since for supplier, unit, since in found.values_list("supplier", "unit", "valid_from")}


def _km(term: PlacementTerm, unit: Columns) -> float | None:
    if term.latitude is None or term.longitude is None or unit.get("latitude") is None:
        return None
    return distance_km(term.latitude, term.longitude, unit["latitude"], unit["longitude"])


class _Permits:
    """What units hold of what the area asks for on the day: IVO's permit, and to stand in its register.

    A permit is the unit's own, and given to one organisation number. What was looked up may be attested by a check
    instead of the register's file. IVO's register may have been looked up for the whole supplier.
    """

    def __init__(self, on: date, law: ContractArea, units: list[int], suppliers: set[int]) -> None:
        self.needed = {PermitNeed.REQUIRED: True, PermitNeed.NOT_REQUIRED: False}.get(law.permit_need)  # type: ignore[attr-defined]  # areas_on gives it
        self.asks_register = law.ivo_register
        self.valid: defaultdict[int, set[str]] = defaultdict(set)
        self.withdrawn: defaultdict[int, set[str]] = defaultdict(set)
        for unit, number, status, until in (
            Permit.objects.filter(unit__in=units, decided_on__lte=on)
            .order_by("pk")
            .values_list("unit", "org_number", "status", "valid_until")
        ):
            if status == Permit.Status.WITHDRAWN and (until is None or until < on):
                self.withdrawn[unit].add(number)
            elif status == Permit.Status.VALID and (until is None or until >= on):
                self.valid[unit].add(number)
        self.checks: dict[tuple[int, int | None, str], bool | None] = {}
        for check in (
            SupplierCheck.objects.filter(
                supplier__in=suppliers, kind__in=[CheckKind.PERMIT, CheckKind.IVO_REGISTER], checked_on__lte=on
            )
            .order_by("checked_on", "pk")
            .values_list("supplier", "unit", "kind", "outcome", "valid_until")
        ):
            supplier, of_unit, kind, outcome, holds_until = check
            held = None if holds_until < on else outcome == SupplierCheck.Outcome.PASSED
            self.checks[supplier, of_unit, kind] = held

    def of(self, supplier: int, number: str | None, unit: int | None) -> Columns:
        """Of a unit, or of a supplier that has none."""
        checked = self.checks.get((supplier, unit, CheckKind.PERMIT)) if unit else None
        has = unit is not None and number in self.valid[unit]
        permit = None if unit is None else has or bool(checked)
        if checked is False:
            permit = False
        register = True
        if self.asks_register:
            own = self.checks.get((supplier, unit, CheckKind.IVO_REGISTER))
            register = own if own is not None else self.checks.get((supplier, None, CheckKind.IVO_REGISTER))  # type: ignore[assignment]
        gone = unit is not None and not has and number in self.withdrawn[unit]
        return {"permit": permit, "permit_withdrawn": gone, "register": register}


def prices_of(found: Iterable[Judged], *, area: ContractArea, need: Need) -> dict[tuple[int, int | None], PriceOfDay]:
    """The price of the day of some: the unit's own on the contract, else the contract's, else the area's."""
    wanted = [(each.of.contract, each.of.unit) for each in found]
    prices = Price.objects.on(need.on).filter(
        Q(item__contract__in={contract for contract, _ in wanted}) | Q(item__area=area)
    )
    rows: defaultdict[tuple[int | None, int | None], list[tuple]] = defaultdict(list)
    columns = ("item__contract", "item__unit", "item__per", "item__name", "item", "amount_sek")
    for contract, unit, per, name, pk, amount in prices.order_by("pk").values_list(*columns):
        rows[contract, unit].append((_PER.index(per), name, pk, per, amount))
    told = {}
    for contract, unit in wanted:
        own: list[tuple[tuple[int | None, int | None], str]] = [
            ((contract, None), "avtalets pris"),
            ((None, None), "avtalsområdets pris"),
        ]
        if unit is not None:
            own.insert(0, ((contract, unit), "verksamhetens pris"))
        for key, source in own:
            if rows[key]:
                _, name, _, per, amount = min(rows[key])
                told[contract, unit] = PriceOfDay(amount, per, name, source)
                break
    return told


def groups_of(found: Iterable[Judged]) -> dict[int, list[str]]:
    """The target groups of some units, in Swedish order."""
    told: defaultdict[int, list[str]] = defaultdict(list)
    units = {each.of.unit for each in found} - {None}
    rows = TargetGroup.objects.filter(units__in=units).order_by("sort_name", "name", "pk")
    for name, unit in rows.values_list("name", "units"):
        if unit in units:
            told[unit].append(name)
    return told


def asked_as(cannot: Iterable[Judged], *, most: int = 40) -> list[str]:
    """Those left out as a request outside contract takes them: supplier, contract, unit and why, by ids."""
    told = {}
    for each in cannot:
        answer: PassedOver | None = next((reason.answer for reason in each.against if reason.answer), None)
        if answer is not None:
            told[each.of.supplier, each.of.unit] = (
                f"{each.of.supplier}:{each.of.contract}:{each.of.unit or ''}:{answer}"
            )
    return list(told.values())[:most]
