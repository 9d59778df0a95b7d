"""The demo's placements: called off under a contract, or approved as a deviation where there is none."""

from __future__ import annotations

from datetime import date, timedelta

from huddinge_vo.demo.chance import stream
from huddinge_vo.demo.register.records import DemoContract, DemoPlacement, Numbers, last_day
from huddinge_vo.demo.suppliers import in_segment, supplier


def placements(contracts: list[DemoContract]) -> list[DemoPlacement]:
    """Call-offs under the contracts, and deviations from them."""
    return _call_offs(contracts) + _deviations()


def _call_offs(contracts: list[DemoContract]) -> list[DemoPlacement]:
    """Placements made under contracts that ended and let them run on; and some under contracts in force."""
    chance = stream("call-offs")
    numbers = Numbers()
    made = []
    for contract in contracts:
        if contract.is_draft or contract.is_secret or contract.form != "FRAMEWORK" or contract.ends_on is None:
            continue
        lingers = contract.survives and contract.ends_on < date(2026, 1, 1) and chance.random() < 0.7
        if not lingers and chance.random() > 0.06:
            continue
        begins = min(contract.ends_on, date(2026, 10, 1)) - timedelta(days=chance.randint(60, 500))
        begins = max(begins, contract.valid_from)
        until = contract.ends_on + timedelta(days=chance.randint(120, 900)) if lingers else contract.terminated_on
        made.append(
            DemoPlacement(
                number=numbers.next("AVR", begins.year),
                case_reference=f"ÄR-{begins.year}-{chance.randint(1000, 9999)}",
                supplier=contract.supplier,
                category=contract.category,
                contract=contract.number,
                valid_from=begins,
                valid_until=until,
                approved_on=None,
            )
        )
    return made


def _deviations() -> list[DemoPlacement]:
    """Asked for and approved, before or after the fact; the last ones are still waiting."""
    chance = stream("deviations")
    numbers = Numbers()
    made = []
    for year in range(2021, 2027):
        for category, count in (("IFO", 12), ("FO", 8), ("ÄO", 3)):
            pool = [one for one in in_segment(f"OUTSIDE_{category}") if year in one.years]
            for one in sorted(chance.sample(pool, count), key=lambda one: one.serial):
                begins = date(year, 1, 1) + timedelta(days=chance.randint(0, 290))
                roll = chance.random()
                waits = year == 2026 and roll < 0.4
                approved = begins + timedelta(days=chance.randint(5, 70) if roll > 0.72 else -chance.randint(0, 12))
                made.append(
                    DemoPlacement(
                        number=numbers.next("AVS", begins.year),
                        case_reference=f"ÄR-{begins.year}-{chance.randint(1000, 9999)}",
                        supplier=supplier(one.serial),
                        category=category,
                        contract="",
                        valid_from=begins,
                        valid_until=last_day(begins, chance.choice((3, 6, 6, 9, 12))),
                        approved_on=None if waits else approved,
                    )
                )
    return made
