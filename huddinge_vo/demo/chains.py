"""The demo's call-offs that go on: one extended, one moved, and one that passed somebody over and says why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from contracts.register.models import CallOff, Contract
from contracts.suppliers.models import SupplierUnit
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.demo.days import morning
from procurement.placements.actions import carry_on, continued, place
from procurement.placements.choices import PassedOver, Sequel
from procurement.placements.models import AskedSupplier, Placement
from procurement.placements.reports import passed_over_by
from procurement.placements.rules import Need

_EXTENDED_FROM, _MOVED_ON, _PASSED_ON = date(2025, 11, 3), date(2026, 4, 1), date(2026, 2, 2)
_LONGER, _MOST_PASSED = timedelta(days=120), 3


def load_chains(*, buyer: Organization, users: dict[str, User], on: date) -> None:
    """By the same actions as people do it, each on its day; what is not yet on a day is not told."""
    by = users["handlaggare"]
    calls = Placement.objects.public().filter(buyer=buyer, contract__isnull=False, area__isnull=False)
    calls = calls.select_related("contract", "place", "supplier").order_by("valid_from", "pk")
    if on >= _EXTENDED_FROM + 2 * _LONGER:
        _extend(buyer, by)
    if on >= _MOVED_ON:
        _move(calls, by)
    if on >= _PASSED_ON:
        _pass_over(buyer, by)


def _holds(contract: Contract | None, until: date) -> bool:
    return contract is not None and (contract.ends_on is None or contract.ends_on >= until)


def _call_off(contract: Contract, by: User, *, first: date, reference: str, why: str) -> Placement | None:
    """A call-off on a contract of an area, at its supplier's first home there; not registered yet."""
    area = contract.areas.select_related("category").order_by("pk").first()
    if area is None:
        return None
    homes = SupplierUnit.objects.public().filter(supplier=contract.supplier, areas=area)
    return Placement(
        buyer=contract.buyer,
        case_reference=reference,
        supplier=contract.supplier,
        contract=contract,
        category=area.category,
        area=area,
        place=homes.order_by("sort_name", "pk").first(),
        valid_from=first,
        price_sek=Decimal(4900),
        why=why,
        responsible=by,
    )


def _ranked(buyer: Organization, on: date, until: date, **rank: int) -> list[Contract]:
    """Contracts in force of ranked rounds, the first in order first, that hold for as long as is needed."""
    found = Contract.objects.public().in_force_on(on).filter(buyer=buyer, framework__call_off_method=CallOff.RANKED)
    found = found.filter(**rank).select_related("framework", "supplier", "buyer").order_by("rank", "number", "pk")
    return [each for each in found if _holds(each, until)]


def _extend(buyer: Organization, by: User) -> None:
    """At the first of a ranked round, and two times from the day after the last of the one before."""
    first, last = _EXTENDED_FROM, _EXTENDED_FROM + _LONGER
    for contract in _ranked(buyer, first, first + 4 * _LONGER, rank=1):
        why = "Först i rangordningen, och möter behovet."
        new = _call_off(contract, by, first=first, reference="ÄR-2025-9100", why=why)
        if new is None or passed_over_by(new, need=Need(on=first), user=by):
            continue
        new.valid_until = last
        before = place(placement=new, by=by, at=morning(first))
        for why in ("Målen i genomförandeplanen är inte nådda.", "Egen lägenhet är klar först senare."):
            longer = continued(before, valid_from=last + timedelta(days=1), valid_until=last + _LONGER, why=why)
            before = carry_on(placement=longer, earlier_id=before.pk, how=Sequel.EXTENDED, by=by, at=morning(last))
            last += _LONGER
        return


def _move(calls: Iterable[Placement], by: User) -> None:
    """To another home of the same supplier."""
    for each in calls:
        if each.place is None or each.valid_until is not None or each.valid_from >= _MOVED_ON:
            continue
        if not _holds(each.contract, _MOVED_ON + _LONGER):
            continue
        homes = SupplierUnit.objects.public().filter(supplier=each.supplier, areas=each.area_id)
        homes = homes.exclude(pk=each.place_id or 0)
        if home := homes.order_by("sort_name", "pk").first():
            new = continued(each, valid_from=_MOVED_ON, place=home, why="Behöver mindre stöd, och närmare till skolan.")
            carry_on(placement=new, earlier_id=each.pk, how=Sequel.MOVED, by=by, at=morning(_MOVED_ON))
            return


def _pass_over(buyer: Organization, by: User) -> None:
    """The first in a ranked round had no place free."""
    for contract in _ranked(buyer, _PASSED_ON, _PASSED_ON + 2 * _LONGER, rank__gt=1):
        why = "Näst i rangordningen, med ledig plats samma dag."
        new = _call_off(contract, by, first=_PASSED_ON, reference="ÄR-2026-9101", why=why)
        before = passed_over_by(new, need=Need(on=_PASSED_ON), user=by) if new is not None else []
        if new is not None and 1 <= len(before) <= _MOST_PASSED:
            new.broke_order = "Den som står före hade ingen ledig plats förrän i mars."
            asked = [
                AskedSupplier(supplier=one.supplier, contract=one, answer=PassedOver.CAPACITY) for one, _told in before
            ]
            place(placement=new, by=by, at=morning(_PASSED_ON), asked=asked, need=Need(on=_PASSED_ON))
            return
