"""What the demo's suppliers and rounds have beside their contracts: units, permits, contacts, checks, requirements,
stops.

Invented by chance that falls the same way each time. Names are functions and addresses end in .example: nobody is
anybody.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from contracts.checks import rules as check_rules
from contracts.checks.models import SupplierCheck
from contracts.checks.reports import asked_for, fetch_areas
from contracts.law.choices import PermitNeed
from contracts.plan.models import ContractArea
from contracts.register.models import Contract, Framework, Requirement
from contracts.suppliers.models import (
    Permit,
    PlacementStop,
    Supplier,
    SupplierContact,
    SupplierUnit,
)
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.workdays import working_day_from
from huddinge_vo.demo.care import CARE, permit_ground, unit_name
from huddinge_vo.demo.chance import stream
from huddinge_vo.demo.days import morning
from huddinge_vo.demo.register import register
from huddinge_vo.demo.stories import failed_contracts

_PLACES = (
    ("Huddinge", "Stockholms län"),
    ("Botkyrka", "Stockholms län"),
    ("Haninge", "Stockholms län"),
    ("Södertälje", "Stockholms län"),
    ("Strängnäs", "Södermanlands län"),
    ("Nyköping", "Södermanlands län"),
    ("Enköping", "Uppsala län"),
    ("Västerås", "Västmanlands län"),
)
_CHECKED_SINCE = timedelta(days=580)  # two reports back
_OFTEN_LATE = 0.06
_SOURCES = {
    "PERMIT": "IVO:s register",
    "IVO_REGISTER": "IVO:s register",
    "TAXES": "Skatteverket",
    "RATING": "Kreditupplysning",
    "EU_2022_576": "Leverantörens försäkran",
    "NONPROFIT_REGISTER": "Kammarkollegiet",
    "COMPANY_STATUS": "Bolagsverket",
}


def load_details(*, buyer: Organization, users: dict[str, User], on: date, at: datetime) -> None:
    """Fill in the details for everybody with a contract that has not ended, and for those still told of."""
    contracts: dict[int, list[Contract]] = {}
    of_buyer = Contract.objects.signed().filter(buyer=buyer)
    told = of_buyer.filter(number__in=failed_contracts(on))  # has ended, and is still told of
    current = (of_buyer.not_ended_on(on) | told).prefetch_related("areas")
    running = list(current.order_by("pk"))
    fetch_areas(running, on=on)
    for contract in running:
        contracts.setdefault(contract.supplier_id, []).append(contract)
    sellers = Supplier.objects.in_bulk(contracts)
    units: dict[int, list[SupplierUnit]] = {}
    places: list[tuple[SupplierUnit, ContractArea]] = []
    taken: set[str] = set()
    for pk, supplier in sorted(sellers.items()):
        # Where one home loses its permit there is another to move to.
        least = 2 if any(each.number == register().stories.withdrawn.number for each in contracts[pk]) else 1
        for area in _areas(contracts[pk]):
            chance = stream("units", supplier.org_number or supplier.name, area.code)
            for _ in range(max(chance.randint(1, CARE[area.code].most_units), least)):
                unit = _unit(supplier, area, chance, taken)
                units.setdefault(pk, []).append(unit)
                places.append((unit, area))
    for unit, _area in places:
        _find_where(unit, on)
    SupplierUnit.objects.bulk_create(unit for pk in sorted(units) for unit in units[pk])
    link = SupplierUnit.areas.through
    link.objects.bulk_create(link(supplierunit_id=unit.pk, contractarea_id=area.pk) for unit, area in places)
    Permit.objects.bulk_create(_permits(places, sellers, on))
    SupplierContact.objects.bulk_create(_contacts(sellers))
    # What is known of one that failed is its story's to tell.
    failed = {contract.supplier_id for contract in running if contract.number in failed_contracts(on)}
    standing = {pk: supplier for pk, supplier in sellers.items() if pk not in failed}
    SupplierCheck.objects.bulk_create(_checks(standing, contracts, users["avtalscontroller"], on, at))
    Requirement.objects.bulk_create(_requirements(buyer))
    _stops({pk: units[pk] for pk in standing}, users["upphandlingschef"], on)


def _areas(contracts: list[Contract]) -> list[ContractArea]:
    """The areas that some contracts are for, each once."""
    found = {area.code: area for contract in contracts for area in contract.areas_by_law}  # type: ignore[attr-defined]
    return [found[code] for code in sorted(found)]


def _unit(supplier: Supplier, area: ContractArea, chance: Random, taken: set[str]) -> SupplierUnit:
    """A place where care of the area's kind is given to those that it is for."""
    care = CARE[area.code]
    municipality, county = chance.choice(_PLACES)
    target = chance.choice(care.targets)
    return SupplierUnit(
        supplier=supplier,
        name=unit_name(care, chance, taken),
        municipality=municipality if care.tells_where else "",
        county=county,
        target_group=target.words,
        age_from=target.age_from,
        age_to=target.age_to,
        places=chance.randint(*care.places) if care.places else None,
        is_secret=supplier.is_secret,
    )


# Where the municipalities' centres lie, which is public: a unit of the demo lies somewhere about there.
_CENTRES = {
    "Huddinge": (59.2371, 17.9819),
    "Botkyrka": (59.2000, 17.8300),
    "Haninge": (59.1677, 18.1449),
    "Södertälje": (59.1955, 17.6253),
    "Strängnäs": (59.3774, 17.0312),
    "Nyköping": (58.7530, 17.0079),
    "Enköping": (59.6361, 17.0777),
    "Västerås": (59.6099, 16.5448),
}


def _find_where(unit: SupplierUnit, on: date) -> None:
    """Where it lies, whom it takes and what it last told of its places; of some nothing is known."""
    chance = stream("where", unit.name)
    unit.takes = (
        SupplierUnit.Takes.WOMEN if "flickor" in unit.target_group else chance.choice(("", "ALL", "ALL", "ALL", "MEN"))
    )
    if unit.municipality in _CENTRES:
        latitude, longitude = _CENTRES[unit.municipality]
        unit.latitude = Decimal(f"{latitude + chance.uniform(-0.03, 0.03):.5f}")
        unit.longitude = Decimal(f"{longitude + chance.uniform(-0.05, 0.05):.5f}")
    if unit.places and chance.random() < 0.7:
        unit.free_places = min(chance.choice((0, 0, 1, 1, 2, 3)), unit.places)
        unit.free_places_on = on - timedelta(days=chance.randint(1, 40))


def _permits(places: list[tuple[SupplierUnit, ContractArea]], sellers: dict[int, Supplier], on: date) -> list[Permit]:
    """IVO's permits where the law asks for one: of the kind of care, on the law of the day they were decided."""
    found = []
    for unit, area in places:
        number = sellers[unit.supplier_id].org_number
        if area.permit_need != PermitNeed.REQUIRED or not number:  # type: ignore[attr-defined]
            continue
        care = CARE[area.code]
        chance = stream("permit", number, unit.name)
        earliest = max(on - timedelta(days=3600), care.since or date.min)
        latest = max(on - timedelta(days=200), earliest)
        decided_on = working_day_from(earliest + timedelta(days=chance.randint(0, (latest - earliest).days)))
        found.append(
            Permit(
                unit=unit,
                org_number=number,
                legal_ground=permit_ground(care, decided_on),
                form=care.form,
                places=unit.places,
                decided_on=decided_on,
                registry_number=f"8.1.1-{chance.randint(10000, 49999)}/{decided_on.year - 1}",
            )
        )
    return found


def _contacts(sellers: dict[int, Supplier]) -> list[SupplierContact]:
    found = []
    for pk, supplier in sorted(sellers.items()):
        domain = f"prov{supplier.org_number or pk}.example"
        found += [
            SupplierContact(supplier=supplier, role="AGREEMENT", name="Avtalsfrågor", email=f"avtal@{domain}"),
            SupplierContact(supplier=supplier, role="PLACEMENT", name="Placeringar", email=f"placering@{domain}"),
        ]
    return found


def _checks(
    sellers: dict[int, Supplier], contracts: dict[int, list[Contract]], by: User, on: date, at: datetime
) -> list[SupplierCheck]:
    """Most are fresh, some run out soon, some have run out, a few were never made or failed."""
    found = []
    for pk, supplier in sorted(sellers.items()):
        for kind in sorted(asked_for(contracts[pk], on=on).kinds):
            chance = stream("check", supplier.org_number or supplier.name, kind)
            if chance.random() < 0.04:
                continue
            terms = check_rules.CHECK_TERMS[kind]
            reach = terms.valid_days if chance.random() < 0.9 else terms.valid_days + 40
            checked_on = on - timedelta(days=chance.randint(0, reach))
            score = chance.choice((12, 28, *range(40, 96, 4))) if kind == "RATING" else None
            passed = (
                check_rules.rating_passes(score, terms)
                if kind == "RATING"
                else kind != "TAXES" or chance.random() > 0.03
            )
            found.append(
                SupplierCheck(
                    supplier=supplier,
                    kind=kind,
                    outcome="PASSED" if passed else "FAILED",
                    checked_on=checked_on,
                    valid_until=check_rules.check_holds_until(checked_on, terms),
                    source=_SOURCES[kind],
                    score=score,
                    band="" if score is None else ("stark" if score >= 70 else "god" if score >= 40 else "svag"),
                    reason="Moderbolagets borgen" if kind == "RATING" and not passed and chance.random() < 0.5 else "",
                    registered_by=by,
                    registered_at=at,
                )
            )
            found += _earlier(found[-1], terms, on, by)
    return found


def _earlier(latest: SupplierCheck, terms: check_rules.CheckTerms, on: date, by: User) -> list[SupplierCheck]:
    """The same check as it was made before: mostly in time, and passed. A report of the spring tells of these."""
    chance = stream("earlier checks", str(latest.supplier_id), latest.kind)
    found: list[SupplierCheck] = []
    day = latest.checked_on
    while True:
        late = (
            chance.randint(1, 25)
            if chance.random() < _OFTEN_LATE
            else -chance.randint(0, min(terms.valid_days // 4, 20))
        )
        day = working_day_from(day - timedelta(days=terms.valid_days + late))
        if check_rules.check_holds_until(day, terms) < on - _CHECKED_SINCE:
            return found
        score = chance.randrange(44, 96, 4) if latest.score is not None else None
        found.append(
            SupplierCheck(
                supplier=latest.supplier,
                kind=latest.kind,
                outcome="PASSED",
                checked_on=day,
                valid_until=check_rules.check_holds_until(day, terms),
                source=latest.source,
                score=score,
                band="" if score is None else ("stark" if score >= 70 else "god"),
                registered_by=by,
                registered_at=morning(day),
            )
        )


def _requirements(buyer: Organization) -> list[Requirement]:
    found = []
    for framework in Framework.objects.filter(buyer=buyer).order_by("pk"):
        chance = stream("requirements", framework.number)
        for kind in Requirement.Kind:
            answer = chance.choices(("YES", "NO", "NOT_RELEVANT", ""), (70, 10, 10, 10))[0]
            if answer:
                note = {"YES": "", "NO": "Ställdes inte i den här omgången", "NOT_RELEVANT": "Berör inte tjänsten"}[
                    answer
                ]
                found.append(Requirement(framework=framework, kind=kind, answer=answer, note=note))
    return found


def _stops(units: dict[int, list[SupplierUnit]], by: User, on: date) -> None:
    """A few units where nobody new is placed."""
    chance = stream("stops")
    for pk in chance.sample(sorted(units), min(4, len(units))):
        PlacementStop.objects.create(
            supplier_id=pk,
            unit=units[pk][0],
            reason="Brist i bemanningen enligt uppföljning",
            valid_from=on - timedelta(days=chance.randint(5, 60)),
            decided_by=by,
        )
