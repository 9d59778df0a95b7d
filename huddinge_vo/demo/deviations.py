"""The demo's deviations as they were asked for and decided, by the delegation order of the time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from django.contrib.auth.models import Group

from contracts.checks.models import CheckKind
from contracts.checks.rules import CHECK_TERMS, check_holds_until
from contracts.plan.models import ContractArea
from contracts.register.models import Contract
from contracts.suppliers.models import SupplierUnit
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.workdays import add_working_days
from huddinge_vo.demo.chance import stream
from huddinge_vo.demo.days import morning
from huddinge_vo.demo.groups import target_groups
from huddinge_vo.demo.ledger.accounts import SOF
from huddinge_vo.demo.register import DemoPlacement, register
from procurement.deviations.choices import LegalGround, Outcome, Reason
from procurement.deviations.models import Delegation, Deviation
from procurement.placements.choices import PassedOver, StayCause, StayDecision
from procurement.placements.models import AskedSupplier, Placement, StayOn

_ORDER_FROM = date(2019, 1, 1)
_ORDER = (  # role, ground, amount; null is without limit
    ("gruppledare", LegalGround.LOW_VALUE, 250_000),
    ("gruppledare", LegalGround.URGENCY, 250_000),
    *(("verksamhetschef", ground, 5_000_000) for ground in LegalGround),
    *(("upphandlingschef", ground, None) for ground in LegalGround),
)
_REASONS = [Reason.NOT_MET] * 5 + [Reason.NO_TENDER] * 2 + [Reason.ACUTE] * 2 + [Reason.AREA_CHANGED, Reason.STAYS_ON]

_NEEDS = (
    "behandlingshem för en ungdom med samsjuklighet, med kompetens dygnet runt.",
    "boende med hög bemanning, där de som har avtal inte har någon ledig plats.",
    "jourhem nära skolan medan utredningen pågår.",
    "stödboende med nattbemanning för en ung vuxen.",
    "korttidsplats med kompetens om demens och våldsamt beteende.",
    "boende för en person med hörselnedsättning, med personal som kan teckenspråk.",
)


# Where the demo buys outside contract, by subcategory, and about what a day costs on contract there.
_AREAS = {
    "IFO": (("IFO-HVB-BEH", 5900), ("IFO-HVB-BEH", 5900), ("IFO-HVB-AKUT", 6800), ("IFO-VUX-BERO", 2700)),
    "FO": (("FO-GRUPP", 4100), ("FO-SOCPSYK", 2600)),
    "ÄO": (("AO-65", 2900),),
}
_ANSWERS = (PassedOver.CAPACITY, PassedOver.COMPETENCE, PassedOver.LOCATION, PassedOver.SAFETY)
_ROUNDED_TO = 1000  # kronor


def load_forms(
    *, buyer: Organization, users: dict[str, User], placed: Sequence[tuple[DemoPlacement, Placement]]
) -> None:
    """The order, what is known of each placement, and a form for each that is outside contract."""
    order = _order(buyer)
    areas = {area.code: area for area in ContractArea.objects.filter(category__buyer=buyer)}
    groups = target_groups()
    chance = stream("forms")
    held = _held(buyer)
    of_contract = {contract: area for contract, area, _supplier, _from, _until in held}
    forms: list[Deviation] = []
    asked: list[AskedSupplier] = []
    waiting = 0
    for told, placement in placed:
        placement.target_group = chance.choice(groups[told.category])
        if told.contract:
            placement.area_id = of_contract.get(placement.contract_id or 0)
            placement.price_sek = Decimal(chance.randint(1900, 6900))
            placement.why = "Bäst anpassad till behovet, enligt handläggarens bedömning."
            continue
        code, usual = chance.choice(_AREAS[told.category])
        placement.area = areas[code]
        placement.unit = SOF
        placement.price_sek = Decimal(round(usual * chance.uniform(1.04, 1.4), -1))
        form = _form(told, placement, Decimal(usual), chance)
        if form.reason == Reason.NOT_MET:
            placement.target_group = groups[told.category][0]  # what comes back is alike
        asked += _asked(placement, held, chance)
        if told.approved_on:
            on = told.approved_on
            if form.is_acute and len(forms) % 2:  # every other of those is decided in time
                on = min(on, add_working_days(placement.valid_from, 2))
            _approve(form, on, users["verksamhetschef"], order, chance)
            placement.approved_by, placement.approved_on = form.decided_by, on
        else:
            waiting += 1
            _left(form, waiting, users)
        forms.append(form)
    made = [placement for _told, placement in placed]
    Placement.objects.bulk_update(made, ["target_group", "area", "unit", "price_sek", "why"])  # a form asks for it
    Deviation.objects.bulk_create(forms)
    AskedSupplier.objects.bulk_create(asked)
    Placement.objects.bulk_update(made, ["approved_by", "approved_on"])  # and an approval for the form
    ends = {contract: end for contract, _area, _supplier, _begins, end in held}
    _stays([placement for told, placement in placed if told.contract], ends, areas["AO-65"], users)


def _order(buyer: Organization) -> dict[tuple[str, str], Delegation]:
    roles = {role.name: role for role in Group.objects.filter(name__in={role for role, _ground, _amount in _ORDER})}
    made = Delegation.objects.bulk_create(
        Delegation(
            buyer=buyer,
            role=roles[role],
            ground=ground,
            up_to_sek=amount,
            valid_from=_ORDER_FROM,
            registry_number="SN-2018/2210",
        )
        for role, ground, amount in _ORDER
    )
    return {(one.role.name, one.ground): one for one in made}


def _held(buyer: Organization) -> list[tuple[int, int, int, date, date | None]]:
    """Contracts with area, supplier and days, of those that are secret to nobody."""
    open_ = Contract.objects.public().signed().filter(buyer=buyer).order_by("number", "pk")
    return list(open_.values_list("pk", "areas", "supplier", "valid_from", "ends_on"))


def _form(told: DemoPlacement, placement: Placement, usual: Decimal, chance: Random) -> Deviation:
    reason = chance.choice(_REASONS)
    ground = LegalGround.URGENCY if reason == Reason.ACUTE else LegalGround.LOW_VALUE
    days = ((told.valid_until or told.valid_from + timedelta(days=180)) - told.valid_from).days + 1
    value = (placement.price_sek or usual) * days
    return Deviation(
        placement=placement,
        need=f"Påhittat i demon: {chance.choice(_NEEDS)}",
        reason=reason,
        ground=ground,
        ground_words="Placeringen kunde inte vänta." if ground == LegalGround.URGENCY else "",
        expected_value_sek=Decimal(round(value / _ROUNDED_TO) * _ROUNDED_TO),
        contract_price_sek=usual,
        template="Kommunens mall för direktupphandlad placering",
        is_acute=reason == Reason.ACUTE,
        asker_is_unbiased=True,
        asked_at=morning(min(told.approved_on or told.valid_from, told.valid_from) - timedelta(days=3)),
    )


def _asked(
    placement: Placement, held: Sequence[tuple[int, int, int, date, date | None]], chance: Random
) -> list[AskedSupplier]:
    """Two or three of those who had a contract in the area on the first day, and why they could not."""
    day = placement.valid_from
    there = {
        supplier: contract
        for contract, area, supplier, begins, ends in held
        if area == placement.area_id and begins <= day and (ends is None or ends >= day)
    }
    there.pop(placement.supplier_id, None)
    chosen = chance.sample(sorted(there), min(len(there), chance.choice((2, 2, 3))))
    return [
        AskedSupplier(placement=placement, supplier_id=each, contract_id=there[each], answer=chance.choice(_ANSWERS))
        for each in chosen
    ]


def _approve(form: Deviation, on: date, chief: User, order: dict[tuple[str, str], Delegation], chance: Random) -> None:
    form.outcome, form.decided_by, form.decided_at = Outcome.APPROVED, chief, _noon(on)
    form.delegation = order["verksamhetschef", form.ground]
    form.decided_as = form.delegation.role
    form.decider_is_unbiased = True
    form.decision_words = "Behovet kan inte mötas av någon med avtal. Kontrollerna är gjorda."
    form.checks = [
        {
            "kind": kind,
            "label": CheckKind(kind).label,
            "words": "Giltig",
            "colour": "good",
            "checked_on": on.isoformat(),
            "valid_until": check_holds_until(on, CHECK_TERMS[kind]).isoformat(),
            "source": "Påhittat i demon",
            "score": 62 if kind == CheckKind.RATING else None,
            "reason": "",
        }
        for kind in ("PERMIT", "TAXES", "RATING", "EU_2022_576", "COMPANY_STATUS")
    ]
    if on.year < _NOW or chance.random() > 1 / 6:  # of the last, some numbers are still to be written down
        form.registry_number = f"SOF-{on.year}/{chance.randint(1000, 9999)}"


_NOW = 2026
_REFUSED, _TAKEN_BACK, _LARGE = 2, 3, 4  # of those that were not approved: the second, the third, the fourth


def _left(form: Deviation, number: int, users: dict[str, User]) -> None:
    """What has not been approved: one is refused, one taken back, one is large, and the others wait."""
    day = form.asked_at + timedelta(days=2)
    if number == _REFUSED:
        form.outcome, form.decided_by, form.decided_at = Outcome.REFUSED, users["verksamhetschef"], day
        form.decision_words = "Det finns en ledig plats hos en leverantör med avtal."
    elif number == _TAKEN_BACK:
        form.outcome, form.decided_by, form.decided_at = Outcome.TAKEN_BACK, users["handlaggare"], day
        form.decision_words = "Behovet löstes på annat sätt."
    elif number == _LARGE:
        form.expected_value_sek = Decimal(5_400_000)


def _stays(
    call_offs: Sequence[Placement], ends: dict[int, date | None], area: ContractArea, users: dict[str, User]
) -> None:
    """Of those who stay on after the contract some are decided; and one belongs to another area now."""
    chief = users["verksamhetschef"]
    stays = [
        (each, end)
        for each in call_offs
        if (end := ends.get(each.contract_id or 0)) and (each.valid_until is None or each.valid_until > end)
    ]
    decisions = (StayDecision.STAYS, StayDecision.MOVES, StayDecision.NEW_CONTRACT)
    made = [
        StayOn(
            placement=each,
            cause=StayCause.CONTRACT_ENDED,
            since=end + timedelta(days=1),
            decision=decisions[place % len(decisions)],
            decided_on=end + timedelta(days=20),
            decided_by=chief,
            registered_by=chief,
        )
        for place, (each, end) in enumerate(stays[::3])
        if end < _DECIDED_BEFORE
    ]
    going_on = [each for each in call_offs if each.valid_until is None and each.valid_from < _MOVED_AREA_ON]
    made += [
        StayOn(
            placement=each,
            cause=StayCause.AREA_CHANGED,
            since=_MOVED_AREA_ON,
            area_after=area,
            registered_by=users["handlaggare"],
        )
        for each in going_on[:1]
    ]
    StayOn.objects.bulk_create(made)


_DECIDED_BEFORE, _MOVED_AREA_ON = date(2026, 10, 1), date(2026, 5, 1)


def move_in(*, buyer: Organization, users: dict[str, User]) -> None:
    """Say at which unit people live, when the units are there: and let two live where the permit will be withdrawn."""
    links = SupplierUnit.areas.through.objects.order_by("supplierunit", "pk")
    units: dict[tuple[int, int], int] = {}
    for supplier, area, unit in links.values_list("supplierunit__supplier", "contractarea", "supplierunit"):
        units.setdefault((supplier, area), unit)
    placed = list(Placement.objects.filter(buyer=buyer, contract__isnull=False, area__isnull=False).order_by("pk"))
    for each in placed:
        each.place_id = units.get((each.supplier_id, each.area_id or 0))
    Placement.objects.bulk_update(placed, ["place"])
    contract = Contract.objects.get(buyer=buyer, number=register().stories.withdrawn.number)
    of = contract.areas.select_related("category").get()
    there = contract.supplier.units.filter(areas=of).order_by("pk").first()
    Placement.objects.bulk_create(
        Placement(
            buyer=buyer,
            number=f"AVR-2025-{number}",
            case_reference=f"ÄR-2025-{number}",
            supplier=contract.supplier,
            contract=contract,
            category=of.category,
            area=of,
            place=there,
            target_group=target_groups()[of.category.code][0],
            valid_from=max(contract.valid_from, date(2025, 11, 3)),
            price_sek=Decimal(6200),
            why="Bäst anpassad till behovet, enligt handläggarens bedömning.",
            requested_by=users["handlaggare"],
            responsible=users["handlaggare"],
        )
        for number in (9001, 9002)
    )


def _noon(day: date) -> datetime:
    return morning(day) + timedelta(hours=3)
