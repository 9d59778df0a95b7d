"""`make bench`, third part: how fast a place is found among 5 000 units of 600 suppliers.

As unkind as real registers: every unit is of the one area that is asked for, half of the suppliers are ranked and half
called off by the need, one unit in seven has no permit and one in nine an attested check instead, one in eleven takes
somebody else, one supplier in fifty has a stop, and one contract in twenty ended in the year. The addresses are those
that cost: most can, none can, and all have prices of their own. They are asked for in this process, in the same way as
the pages of a ledger (pages.py). Over what is wanted the exit code is 1; so it is where another number is found
than what the plain counting of the same facts gives.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from bench import decimals, own_servers
from pages import TIMES, asked_once, p95, questions, reader
from unkind import org_number

if TYPE_CHECKING:
    from contracts.plan.models import ContractArea

AT = datetime(2026, 6, 1, 8, tzinfo=UTC)
ON, STARTS, ENDED = date(2026, 6, 1), date(2024, 1, 1), date(2026, 3, 31)
ROLE = "handläggare"
MEDIAN_MS, FIRST_MS = 150, 1000  # what is wanted; the first is of a process that has just begun
STOP_EVERY, END_EVERY, BARE_EVERY, CHECK_EVERY, MEN_EVERY = 50, 20, 7, 9, 11
ITEMS_OF_ONE = 3  # prices that each unit and each contract has


def can(unit: int, suppliers: int) -> bool:
    """Whether a unit can take a woman, by the rules above alone."""
    supplier = unit % suppliers
    if supplier % STOP_EVERY == 0 or supplier % END_EVERY == 1:
        return False
    has_permit = unit % BARE_EVERY != 0 or unit % CHECK_EVERY == 0
    return has_permit and unit % MEN_EVERY != 0


def build(units: int, suppliers: int) -> ContractArea:
    """A buyer with one area and all of it; returns the area."""
    from contracts.checks.models import CheckKind, SupplierCheck
    from contracts.law.models import PermitRule
    from contracts.plan.models import Category, ContractArea
    from contracts.prices.models import Price, PriceItem
    from contracts.register.models import Contract, ContractVolume, Framework
    from contracts.suppliers.models import Permit, PlacementStop, Supplier, SupplierUnit, TargetGroup
    from huddinge_vo.common.people.models import User
    from huddinge_vo.common.terminal import main_buyer
    from procurement.placements.models import PlacementTerm

    buyer = main_buyer()
    someone = User.objects.create(username="beslutar")
    PlacementTerm.objects.create(buyer=buyer, origin="Huddinge", latitude=Decimal("59.237"), longitude=Decimal("17.98"))
    root = Category.objects.create(buyer=buyer, code="VO", name="Vård och omsorg")
    ifo = Category.objects.create(buyer=buyer, code="IFO", name="IFO", parent=root)
    values = {"code": "PROV", "name": "Prov", "form": "FRAMEWORK", "price_model": "TENDERED"}
    area = ContractArea.objects.create(category=ifo, **values)
    PermitRule.objects.create(area=area, need="REQUIRED", ground="SoL 26 kap. 1 §", source="Prov")
    rounds = [
        Framework.objects.create(
            buyer=buyer,
            number=how,
            title=how,
            form="FRAMEWORK",
            valid_from=STARTS,
            call_off_method=how,
            ceiling_sek=Decimal(10_000_000),
        )
        for how in ("RANKED", "NEEDS")
    ]
    sellers = Supplier.objects.bulk_create(
        Supplier(name=f"Omsorg {n} AB", org_number=org_number(n)) for n in range(suppliers)
    )
    contracts = Contract.objects.bulk_create(
        Contract(
            buyer=buyer, framework=rounds[n % 2], supplier=seller, number=f"P-{n}", title="Prov", form="FRAMEWORK",
            price_model="TENDERED", status="SIGNED", valid_from=STARTS, rank=n // 2 + 1,
            initial_until=ENDED if n % END_EVERY == 1 else None,
        )
        for n, seller in enumerate(sellers)
    )  # fmt: skip
    ContractVolume.objects.bulk_create(
        ContractVolume(contract=each, month=STARTS, sum_sek=10_000, cumulative_sek=0, updated_at=AT)
        for each in contracts
    )
    to_area = Contract.areas.through
    to_area.objects.bulk_create(to_area(contract=each, contractarea=area) for each in contracts)
    groups = TargetGroup.objects.bulk_create(TargetGroup(name=f"Grupp {n}") for n in range(12))
    homes = SupplierUnit.objects.bulk_create(
        SupplierUnit(
            supplier=sellers[n % suppliers], name=f"Hemmet {n}", county="Stockholms län" if n % 3 else "Uppsala län",
            latitude=Decimal(5600 + n * 7 % 900) / 100, longitude=Decimal(1200 + n * 11 % 900) / 100,
            takes="MEN" if n % MEN_EVERY == 0 else "ALL", age_from=n % 18, age_to=n % 18 + 40,
            free_places=n % 4 if n % 5 else None, free_places_on=ON if n % 5 else None,
        )
        for n in range(units)
    )  # fmt: skip
    unit_area, unit_group = SupplierUnit.areas.through, SupplierUnit.target_groups.through
    unit_area.objects.bulk_create(unit_area(supplierunit=each, contractarea=area) for each in homes)
    unit_group.objects.bulk_create(
        unit_group(supplierunit=each, targetgroup=groups[(n + more) % 12])
        for n, each in enumerate(homes)
        for more in range(3)
    )
    Permit.objects.bulk_create(
        Permit(unit=each, org_number=org_number(n % suppliers), legal_ground="SoL 26 kap. 1 §", decided_on=STARTS)
        for n, each in enumerate(homes)
        if n % BARE_EVERY
    )
    SupplierCheck.objects.bulk_create(
        SupplierCheck(
            supplier=each.supplier, unit=each, kind=CheckKind.PERMIT, outcome="PASSED", checked_on=ON,
            valid_until=date(2026, 8, 30), source="IVO", registered_by=someone, registered_at=AT,
        )
        for n, each in enumerate(homes)
        if n % CHECK_EVERY == 0
    )  # fmt: skip
    PlacementStop.objects.bulk_create(
        PlacementStop(supplier=each, reason="Prov", valid_from=ON, decided_by=someone) for each in sellers[::STOP_EVERY]
    )
    items = PriceItem.objects.bulk_create(
        PriceItem(contract=contracts[n % suppliers], unit=each, name=f"Dygn {line}", per="DAY")
        for n, each in enumerate([*homes, *([None] * suppliers)])
        for line in range(ITEMS_OF_ONE)
    )
    Price.objects.bulk_create(
        Price(item=item, amount_sek=Decimal(1500 + n % 1700), valid_from=STARTS, entered_at=AT)
        for n, item in enumerate(items)
    )
    return area


def addresses(area: ContractArea) -> dict[str, str]:
    """What is looked for, by what it costs."""
    asked = f"/hitta-plats/?omrade={area.pk}&fran={ON}"
    return {
        "sida utan sökning": "/hitta-plats/",
        "de flesta kan": asked,
        "en kvinna": f"{asked}&kon=WOMEN",
        "hela behovet": f"{asked}&kon=WOMEN&alder=30&lan=Stockholms+l%C3%A4n&avstand=300&ledig=on",
        "ingen kan": f"{asked}&kon=WOMEN&alder=100",
        "ingen kan, sista sidan": f"{asked}&kon=WOMEN&alder=100&bort=9999",
        "de flesta kan, sista sidan": f"{asked}&page=9999",
    }


def wrong_in(client: object, pages: dict[str, str], units: int, suppliers: int) -> list[str]:
    """What is found differs from what the plain counting says."""
    from procurement.placements.views import finding

    expected = sum(can(unit, suppliers) for unit in range(units))
    found = finding.find_places
    told: list[int] = []

    def kept(**values: object) -> object:
        answer = found(**values)  # type: ignore[arg-type]
        told.append(len(answer.can))
        return answer

    finding.find_places = kept  # type: ignore[assignment]
    try:
        for label in ("en kvinna", "ingen kan"):
            asked_once(client, pages[label])
    finally:
        finding.find_places = found
    return [] if told == [expected, 0] else [f"{told} kan, men {[expected, 0]} väntades"]


def main() -> int:
    parser = argparse.ArgumentParser(description="Mäter hur fort en plats hittas bland många verksamheter.")
    parser.add_argument("--units", type=int, default=5000, metavar="ANTAL", help="verksamheter (5 000)")
    parser.add_argument("--suppliers", type=int, default=600, metavar="ANTAL", help="leverantörer (600)")
    chosen = parser.parse_args()
    if not 1 <= chosen.suppliers <= chosen.units <= 50_000:
        parser.error("ANTAL leverantörer ska vara minst 1 och högst lika många som verksamheter, högst 50 000")
    with tempfile.TemporaryDirectory(prefix="vo-bench-", ignore_cleanup_errors=True) as work, own_servers(Path(work)):
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0, interactive=False)
        pages = addresses(build(chosen.units, chosen.suppliers))
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as the database does by itself some minutes after a load
        import_module("huddinge_vo.wsgi")  # as the server does before anybody comes
        client = reader(ROLE)
        began = time.perf_counter()
        asked_once(client, pages["de flesta kan"])
        first = 1000 * (time.perf_counter() - began)
        late = [f"första sidan i en ny process: {first:.0f} ms"] if first > FIRST_MS else []
        print(f"\n{chosen.units} verksamheter hos {chosen.suppliers} leverantörer. Målet är {MEDIAN_MS} ms i median.\n")
        print(f"  {'':30} {'median, ms':>10}  {'95 av 100':>9}  {'frågor':>6}  {'ggr en utan':>11}")
        plain = 0.0
        for label, address in pages.items():
            with questions() as asked:
                asked_once(client, address)
            took = [asked_once(client, address) for _ in range(TIMES)]
            middle = statistics.median(took)
            plain = plain or middle
            line = (
                f"{1000 * middle:>10.0f}  {1000 * p95(took):>9.0f}  {len(asked):>6}  {decimals(middle / plain, 1):>11}"
            )
            print(f"  {label:30} {line}")
            if 1000 * middle > MEDIAN_MS:
                late.append(f"{label}: {1000 * middle:.0f} ms")
        print(f"\n  Den första sidan i en ny process: {first:.0f} ms.")
        wrong = wrong_in(client, pages, chosen.units, chosen.suppliers)
    if late or wrong:
        print("\n".join(["", *(f"  FÖR LÅNGSAMT: {line}" for line in late), *(f"  FEL: {line}" for line in wrong)]))
        return 1
    print("\n  Så många kan som räknades för sig.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
