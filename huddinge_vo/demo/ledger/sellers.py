"""Whom the demo's buyer can buy from in a month: on contract, and outside contract by the reason why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from huddinge_vo.demo.care import CARE
from huddinge_vo.demo.chance import stream
from huddinge_vo.demo.ledger.accounts import BY_AREA, BY_CATEGORY, BY_NUMBER, COMMON_NEEDS, Account
from huddinge_vo.demo.ledger.volumes import FIRST_YEAR
from huddinge_vo.demo.register.records import DemoContract
from huddinge_vo.demo.register.whole import register
from huddinge_vo.demo.suppliers import DemoSupplier, in_segment

# How much is bought in an area beside what its suppliers' sizes say.
_NEED = {"IFO-HVB-BEH": 3.2, "IFO-HVB-AKUT": 3.0, "IFO-JOUR": 1.1, "IFO-LOV-FAM": 0.12, "IFO-OV-FAM": 0.45}
_NEED |= {
    "IFO-OV-DAG": 0.7,
    "FO-LSS": 1.3,
    "FO-LOV-DV": 0.8,
    "AO-LOV-SABO": 2.5,
    "AO-LOV-HEMTJ": 1.6,
    "AO-65": 0.7,
    "FO-GRUPP": 6.0,
}
_FLOOR = 0.4  # the smallest have somebody placed with them too, and a month of care costs what it costs
_CONSULTANT = 100_000
_IN_A_MONTH = {"DAY": 25, "HOUR": 60, "MONTH": 2, "VISIT": 10, "PLACE": 40}
_ALWAYS = 3.0  # of this size and more somebody is always placed with them


@dataclass(frozen=True)
class Seller:
    """Somebody to buy from in a month: who, on which account, and what the row may name.

    `spell` is how many months somebody is cared for there at a time; null where there always is somebody.
    """

    supplier: DemoSupplier
    account: Account
    names: str = ""
    need: float = 1.0
    spell: tuple[int, int] | None = (3, 9)

    @property
    def size(self) -> float:
        """How much it sells."""
        return (_FLOOR + self.supplier.size) * self.need

    @property
    def bill(self) -> float:
        """About what one of its invoices comes to, in kronor: a placement's month, or a month of hours."""
        if not self.account.areas:
            return _CONSULTANT
        item = CARE[self.account.areas[0]].items[0]
        return item.low * _IN_A_MONTH[item.per]

    def gives_care_in(self, year: int, month: int) -> bool:
        """Whether anybody is placed there in a month: at the large ones always, at others for a spell a year."""
        if self.spell is None or self.supplier.size >= _ALWAYS or self.supplier.serial in register().stories.suppliers:
            return True
        for began in (year - 1, year):
            chance = stream("spell", self.supplier.serial, self.account.number, began)
            first = began * 12 + chance.randint(1, 12)
            if first <= year * 12 + month < first + chance.randint(*self.spell):
                return True
        return False


@cache
def _signed() -> tuple[DemoContract, ...]:
    return tuple(contract for contract in register().contracts if not contract.is_draft)


@cache
def _lingering() -> dict[str, tuple[date, date]]:
    """Contracts with a placement that outlives them: until when purchases are still theirs."""
    ends = {contract.number: contract for contract in _signed() if contract.survives}
    return {
        one.contract: (one.valid_from, one.valid_until)
        for one in register().placements
        if one.contract in ends and one.valid_until is not None
    }


@cache
def _used(serial: int, year: int) -> bool:
    """Some hold a contract and are not called on in a year; a few more as time goes."""
    if serial in register().stories.suppliers:
        return True
    return stream("used", serial, year).random() < 0.86 - 0.018 * (year - FIRST_YEAR)


def _on_contract_in(category: str, first: date, last: date) -> list[DemoContract]:
    return [
        contract
        for contract in _signed()
        if contract.category == category and contract.form != "DIRECT_AWARD" and contract.holds_through(first, last)
    ]


def sellers_on_contract(category: str, first: date, last: date) -> list[Seller]:
    """Whom one can buy from on contract, on the account of the contract's area."""
    if category == "VO":
        account = BY_CATEGORY["VO"][0]
        holders = {
            contract.supplier.serial: contract.supplier
            for code in ("IFO", "FO", "ÄO")
            for contract in _on_contract_in(code, first, last)
            if contract.supplier.serial % 9 == 0 and not contract.is_secret
        }
        return [Seller(one, account) for _serial, one in sorted(holders.items())]
    found = []
    for contract in _on_contract_in(category, first, last):
        if contract.form == "CHOICE_SYSTEM" or _used(contract.supplier.serial, first.year) or contract.is_secret:
            need = _NEED.get(contract.area, 1.0) * CARE[contract.area].months[first.month - 1]
            spell = CARE[contract.area].spell
            found.append(Seller(contract.supplier, BY_AREA[contract.area], contract.number, need, spell))
    for contract in _signed():
        placed = _lingering().get(contract.number)
        if (
            placed
            and contract.category == category
            and contract.ends_on
            and contract.ends_on < first <= last <= placed[1]
        ):
            found.append(Seller(contract.supplier, BY_AREA[contract.area]))
    # In July 2026 the round of IFO-OV-DAG ended, and what was then given directly stands beside nothing.
    found += [
        Seller(contract.supplier, BY_AREA[contract.area], contract.number, spell=None)
        for contract in _signed()
        if contract.form == "DIRECT_AWARD"
        and contract.area == "IFO-OV-DAG"
        and contract.category == category
        and contract.holds_through(first, last)
    ]
    return found


def sellers_outside(category: str, first: date, last: date) -> dict[str, list[Seller]]:
    """Whom one buys from without a contract that covers it, by the reason why."""
    chance = stream("outside", category, first.year)
    outsiders = in_segment(f"OUTSIDE_{category}")
    holders = {contract.supplier.serial for contract in _signed() if contract.form == "DIRECT_AWARD"}
    never = [
        Seller(one, BY_NUMBER[stream("need", one.serial).choice(COMMON_NEEDS[category])], _deviation_of(one, first))
        for one in outsiders
        if first.year in one.years and one.serial not in holders
    ]
    if category == "VO":
        return {"never": never}
    covered = {contract.supplier.serial for contract in _signed() if _may_cover(contract, category, first, last)}
    own = [contract for contract in _signed() if contract.category == category and contract.form != "DIRECT_AWARD"]
    in_category = {contract.supplier.serial for contract in own}
    ended = [
        contract
        for contract in own
        if contract.supplier.serial not in covered
        and contract.ends_on
        and contract.ends_on < first
        and (first - contract.ends_on).days < 700
        and not register().stories.has_failed(contract.supplier, first)
    ]
    coming = [
        contract
        for contract in own
        if contract.supplier.serial not in covered
        and contract.valid_from > last
        and (contract.valid_from - last).days < 400
    ]
    elsewhere = [
        contract.supplier
        for code in ("IFO", "FO", "ÄO")
        if code != category
        for contract in _on_contract_in(code, first, last)
        if contract.supplier.serial not in in_category
        and not contract.is_secret
        and stream("elsewhere", category, contract.supplier.serial).random() < 0.06
    ]
    with_area = [account for account in BY_CATEGORY[category] if account.area]
    other_area = []
    areas_of: dict[int, set[str]] = {}
    for contract in own:
        areas_of.setdefault(contract.supplier.serial, set()).add(contract.area)
    for contract in _on_contract_in(category, first, last):
        one = contract.supplier
        if not contract.is_secret and stream("other area", one.serial).random() < 0.12:
            foreign = [account for account in with_area if account.area not in areas_of[one.serial]]
            if foreign:
                other_area.append(Seller(one, stream("foreign", one.serial).choice(foreign)))
    direct = [
        contract
        for contract in _signed()
        if contract.form == "DIRECT_AWARD"
        and contract.category == category
        and contract.area != "IFO-OV-DAG"
        and contract.holds_through(first, last)
    ]
    return {
        "never": never,
        "ended": _few([Seller(one.supplier, BY_AREA[one.area]) for one in ended], 0.45, "ended"),
        "not begun": _few([Seller(one.supplier, BY_AREA[one.area]) for one in coming], 0.3, "coming"),
        "elsewhere": [
            Seller(one, BY_NUMBER[chance.choice(COMMON_NEEDS[category])])
            for one in sorted(set(elsewhere), key=lambda one: one.serial)
        ],
        "other area": other_area,
        "direct": [Seller(one.supplier, BY_AREA[one.area], one.number) for one in direct],
    }


def _may_cover(contract: DemoContract, category: str, first: date, last: date) -> bool:
    """Whether some purchase of the month in the subcategory could be on this contract."""
    if contract.category != category or contract.valid_from > last:
        return False
    if contract.ends_on is None or contract.ends_on >= first:
        return True
    placed = _lingering().get(contract.number)
    return placed is not None and placed[1] >= first


def _few(sellers: list[Seller], share: float, why: str) -> list[Seller]:
    """Some of them, the same from month to month."""
    return [one for one in sellers if stream(why, one.supplier.serial).random() < share]


@cache
def _deviations() -> dict[int, Callable[[date], str]]:
    found: dict[int, list[tuple[date, date | None, str]]] = {}
    for one in register().placements:
        if not one.contract and one.approved_on:
            found.setdefault(one.supplier.serial, []).append((one.valid_from, one.valid_until, one.number))

    def finder(spans: list[tuple[date, date | None, str]]) -> Callable[[date], str]:
        return lambda day: next((nr for begins, ends, nr in spans if begins <= day and (not ends or day <= ends)), "")

    return {serial: finder(spans) for serial, spans in found.items()}


def _deviation_of(one: DemoSupplier, day: date) -> str:
    find = _deviations().get(one.serial)
    return find(day) if find else ""
