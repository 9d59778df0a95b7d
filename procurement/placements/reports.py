"""What a search for a place finds: those that can meet the need, in their order, and why the others cannot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, FloatField, OuterRef, Q, Value
from django.db.models.functions import Cast

from contracts.checks.models import CheckKind, SupplierCheck
from contracts.law.choices import PermitNeed
from contracts.law.querysets import areas_on
from contracts.plan.models import ContractArea
from contracts.prices.models import Price, PriceItem
from contracts.register.models import CallOff, Contract
from contracts.suppliers.models import Permit, PlacementStop, SupplierUnit, TargetGroup
from contracts.terms.models import duration_of
from contracts.terms.reports import ceilings_of
from huddinge_vo.common.secrecy.readings import nobody_reads
from procurement.placements.choices import PassedOver
from procurement.placements.models import Placement, PlacementTerm
from procurement.placements.rules import (
    Candidate,
    Judged,
    Need,
    Term,
    competing,
    distance_km,
    in_order,
    judge,
    passed_over,
    permit_shown_by,
)

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User

_TOLD_OF = timedelta(days=365)  # a contract that ended longer ago is no news to whoever looks for a place
_PER = [PriceItem.Per.DAY, PriceItem.Per.PLACE, PriceItem.Per.MONTH, PriceItem.Per.VISIT, PriceItem.Per.HOUR]


@dataclass(frozen=True)
class Found:
    """What a search found: those that can in their order, and those that cannot."""

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

    A constant number of questions: contracts, their areas' law, ceilings, units with permits, stops and checks. All of
    them are judged, as bare values; what is shown of them is fetched by `contracts_of`, which notes what is secret.
    """
    return PlacesOfArea(area, on=need.on, buyer=buyer, user=user).found(need)


class PlacesOfArea:
    """Everybody with a contract for an area on a day, looked up once for all the needs that are judged there."""

    def __init__(self, area: ContractArea, *, on: date, buyer: Organization, user: User) -> None:
        self.area, self.on, self.user = area, on, user
        law = areas_on(on).get(pk=area.pk)
        self.contracts = _contracts(on, area, buyer, user)
        suppliers = {each.supplier for each in self.contracts}
        self.ceilings = _ceilings(self.contracts, user)
        self.stops, self.permits = _stops(on, suppliers), _Permits(on, law, suppliers)
        self.distance = _Distance(PlacementTerm.of(buyer))
        self.running = {each.supplier for each in self.contracts if each.stands_on(on) == (False, False)}
        self._units: dict[int | None, dict[int, list[tuple]]] = {}  # by the target group that they are asked of

    def units(self, group: int | None) -> dict[int, list[tuple]]:
        """The units by supplier, with whether each says that it is for a target group."""
        if group not in self._units:
            self._units[group] = _units(
                self.on, group, self.area, self.user, stops=self.stops, permits=self.permits, distance=self.distance
            )
        return self._units[group]

    def found(self, need: Need) -> Found:
        """Those who can meet a need of that day, in their order, and those who cannot."""
        units = self.units(need.target_group)
        judged: list[Judged] = []
        for contract in self.contracts:
            later, ended = contract.stands_on(self.on)
            supplier = contract.supplier
            if (later or ended) and supplier in self.running:
                continue  # what took over from it, or comes before it, is told of
            alone = Candidate(
                contract=contract.pk,
                supplier=supplier,
                supplier_name=contract.supplier_name,
                begins_later=later,
                has_ended=ended,
                framework=contract.framework,
                method=contract.method or "",
                rank=contract.rank,
                ceiling=self.ceilings.get(contract.pk, ""),
                needs_permit=self.permits.needed,
                stopped_since=self.stops.get((supplier, None)),
                register=self.permits.register(supplier, None),
            )
            if supplier in units:
                of_contract = alone.of_contract
                judged.extend(judge(need, Candidate(*of_contract, *unit)) for unit in units[supplier])
            else:
                judged.append(judge(need, alone))
        can = in_order(judged)
        cannot = sorted(
            (each for each in judged if not each.can), key=lambda each: (each.of.supplier_name, each.of.unit_name)
        )
        return Found(can, cannot)


def contracts_of(found: Iterable[Judged]) -> dict[int, Contract]:
    """The contracts of some that were found, with supplier and round, by id."""
    return Contract.objects.select_related("supplier", "framework").in_bulk({each.of.contract for each in found})


def term_of(contract: Contract, *, on: date) -> Term:
    """The days that a contract takes call-offs on, as it stands on a day."""
    longest = None if contract.terminated_on or contract.ends_on is None else duration_of(contract).longest_end(on=on)
    return Term(contract.number, contract.valid_from, contract.ends_on, longest, contract.call_offs_survive)


def passed_over_by(placement: Placement, *, need: Need, user: User) -> list[tuple[Contract, Judged]]:
    """Whom a call-off answers for: each contract before it in its round's ranked order that could meet the need, and
    each other that could where the round is competed for anew.
    """
    contract, area = placement.contract, placement.area
    if contract is None or contract.framework is None or area is None:
        return []
    if contract.framework.call_off_method not in {CallOff.RANKED, CallOff.MINI_COMPETITION}:
        return []
    found = find_places(need=need, area=area, buyer=placement.buyer, user=user)
    if contract.framework.call_off_method == CallOff.RANKED:
        before = passed_over(found.all, contract=contract.pk, framework=contract.framework_id, rank=contract.rank)
    else:
        before = competing(found.all, contract=contract.pk, framework=contract.framework_id)
    contracts = contracts_of(before)
    return [(contracts[each.of.contract], each) for each in before]


class _Held(NamedTuple):
    """A contract as a need is judged by."""

    pk: int
    supplier: int
    supplier_name: str
    framework: int | None
    method: str | None
    rank: int | None
    valid_from: date
    ends_on: date | None
    ceiling_sek: Decimal | None
    round_ceiling_sek: Decimal | None

    def stands_on(self, day: date) -> tuple[bool, bool]:
        """Whether it begins later, and whether it has ended."""
        return self.valid_from > day, self.ends_on is not None and self.ends_on < day


def _contracts(on: date, area: ContractArea, buyer: Organization, user: User) -> list[_Held]:
    found = Contract.objects.visible_to(user).signed().filter(buyer=buyer, areas=area)
    columns = (
        *("pk", "supplier_id", "supplier__sort_name", "framework_id", "framework__call_off_method", "rank"),
        *("valid_from", "ends_on", "ceiling_sek", "framework__ceiling_sek"),
    )
    recent = found.not_ended_on(on - _TOLD_OF).order_by("number", "pk")
    return [_Held(*each) for each in recent.values_list(*columns)]


def _ceilings(contracts: list[_Held], user: User) -> dict[int, str]:
    """Why nothing more is called off, by contract."""
    under = [each.pk for each in contracts if each.ceiling_sek is not None or each.round_ceiling_sek is not None]
    if not under:
        return {}
    with nobody_reads():  # those that are shown are fetched once more
        limited = Contract.objects.filter(pk__in=under).only("is_secret", "ceiling_sek", "framework")
        found = ceilings_of(limited.prefetch_related("framework"), user=user)
    full = {
        pk: next((each.words for each in ceilings if each.use.stops_call_offs), "") for pk, ceilings in found.items()
    }
    return {pk: words[:1].lower() + words[1:] for pk, words in full.items() if words}


_KEPT = (
    *("pk", "supplier_id", "sort_name", "groups_told", "has_group", "takes", "age_from", "age_to", "county"),
    *("free_places", "free_places_on", "north", "east", "has_permit", "permit_is_gone"),
)


class _Distance:
    """How far it is from where the buyer counts."""

    def __init__(self, term: PlacementTerm) -> None:
        known = term.latitude is not None and term.longitude is not None
        self.origin = (float(term.latitude or 0), float(term.longitude or 0)) if known else None

    def km(self, north: float | None, east: float | None) -> float | None:
        """Null where either place is unknown."""
        if self.origin is None or north is None or east is None:
            return None
        return distance_km(*self.origin, north, east)


def _units(
    on: date,
    group: int | None,
    area: ContractArea,
    user: User,
    *,
    stops: dict[tuple[int, int | None], date],
    permits: _Permits,
    distance: _Distance,
) -> dict[int, list[tuple]]:
    """The units that care of the area is given at, by supplier; those that say of no area may be for this one.

    Each is the last part of a candidate. One question, with what the register of permits says of each: a permit is the
    unit's own, and given to one organisation number. What was sold to another has none.
    """
    links = SupplierUnit.target_groups.through.objects.filter(supplierunit=OuterRef("pk"))
    areas = SupplierUnit.areas.through.objects.filter(supplierunit=OuterRef("pk"))
    own = Permit.objects.filter(unit=OuterRef("pk"), org_number=OuterRef("supplier__org_number"), decided_on__lte=on)
    holds = own.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), status=Permit.Status.VALID)
    gone = own.filter(Q(valid_until__isnull=True) | Q(valid_until__lt=on), status=Permit.Status.WITHDRAWN)
    found = (
        SupplierUnit.objects.visible_to(user)
        .filter(Exists(areas.filter(contractarea=area)) | ~Exists(areas), supplier__in=permits.suppliers)
        .annotate(
            groups_told=Exists(links),
            has_group=Exists(links.filter(targetgroup=group)) if group else Value(value=False),
            has_permit=Exists(holds),
            permit_is_gone=Exists(gone),
            north=Cast("latitude", FloatField()),
            east=Cast("longitude", FloatField()),
        )
    )
    by_supplier: defaultdict[int, list[tuple]] = defaultdict(list)
    for pk, supplier, *facts, north, east, has_permit, is_gone in found.order_by("pk").values_list(*_KEPT):
        by_supplier[supplier].append(
            (
                pk,
                *facts,
                distance.km(north, east),
                stops.get((supplier, None)) or stops.get((supplier, pk)),
                *permits.of(supplier, pk, has_permit=has_permit),
                is_gone and not has_permit,
                permits.register(supplier, pk),
            )
        )
    return dict(by_supplier)


def _stops(on: date, suppliers: set[int]) -> dict[tuple[int, int | None], date]:
    """Since when nobody is placed, by supplier and unit; a supplier's own is for all of its units."""
    found = PlacementStop.objects.in_force_on(on).filter(supplier__in=suppliers).order_by("-valid_from", "pk")
    return {(supplier, unit): since for supplier, unit, since in found.values_list("supplier", "unit", "valid_from")}


class _Permits:
    """What was looked up about permits and IVO's register on the day: it may stand for the register's file.

    A check of a permit is the unit's own. IVO's register may have been looked up for the whole supplier.
    """

    def __init__(self, on: date, law: ContractArea, suppliers: set[int]) -> None:
        self.on, self.suppliers = on, suppliers
        self.needed = {PermitNeed.REQUIRED: True, PermitNeed.NOT_REQUIRED: False}.get(law.permit_need)  # type: ignore[attr-defined]  # areas_on gives it
        self.asks_register = law.ivo_register
        kinds = [CheckKind.PERMIT, *([CheckKind.IVO_REGISTER] if self.asks_register else [])]
        checks = SupplierCheck.objects.filter(supplier__in=suppliers, kind__in=kinds, checked_on__lte=on)
        self.checks: dict[tuple[int, int | None, str], tuple[bool, date]] = {
            (supplier, unit, kind): (outcome == SupplierCheck.Outcome.PASSED, until)
            for supplier, unit, kind, outcome, until in checks.order_by("checked_on", "pk").values_list(
                "supplier", "unit", "kind", "outcome", "valid_until"
            )
        }  # the latest of each counts

    def of(self, supplier: int, unit: int, *, has_permit: bool) -> tuple[bool, str]:
        """Whether a unit has its permit, and what says so."""
        held, until = self.checks.get((supplier, unit, CheckKind.PERMIT), (None, None))
        return permit_shown_by(has_permit=has_permit, held=held, until=until, on=self.on)

    def register(self, supplier: int, unit: int | None) -> bool | None:
        """Whether it stands in IVO's register, where the area asks for it; null where nobody has looked."""
        if not self.asks_register:
            return True
        for where in (unit, None):
            found = self.checks.get((supplier, where, CheckKind.IVO_REGISTER))
            if found is not None and found[1] >= self.on:
                return found[0]
        return None


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
    told: dict[tuple[int, int | None], str] = {}
    last = 0
    for each in cannot:
        if len(told) >= most and each.of.supplier != last:
            break  # they come by supplier: nobody that is told of comes again
        last = each.of.supplier
        answer: PassedOver | None = next((reason.answer for reason in each.against if reason.answer), None)
        if answer is not None:
            told[each.of.supplier, each.of.unit] = (
                f"{each.of.supplier}:{each.of.contract}:{each.of.unit or ''}:{answer}"
            )
    return list(told.values())[:most]
