"""`make bench`, second part: 600 contracts with ten prices each proposed in one job, and approved at one click.

Told as ratios to writing the same rows with bulk_create and nothing else, measured in the same run. Every new price is
checked against a plain Decimal computing of its own; one that differs gives exit code 1.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from bench import decimals, own_servers

AT = datetime(2026, 10, 15, 8, tzinfo=UTC)
STARTS, NEW_YEAR = date(2024, 1, 1), date(2027, 1, 1)
LCI, KPI = (Decimal("140.2"), Decimal("145.1")), (Decimal("418.13"), Decimal("419.40"))
FACTOR = Decimal("0.8") * LCI[1] / LCI[0] + Decimal("0.2") * KPI[1] / KPI[0]
WRITE, PROPOSE, AGAIN, APPROVE = (
    "skriva raderna och inget mer (bulk_create)",
    "räkna fram alla förslag",
    "räkna en gång till, inget nytt",
    "godkänna alla, nya priser i listorna",
)


def amount(contract: int, line: int) -> Decimal:
    """A price from its place alone, the same each time."""
    return Decimal(100_000 + contract * 137 + line * 1009) / 100


def build(contracts: int, lines: int) -> tuple[object, list[object]]:
    """A buyer with contracts, a clause of their round, price lists and a year's purchases.

    Returns buyer and two people.
    """
    from contracts.index.models import IndexSeries, IndexValue
    from contracts.prices.models import ClauseComponent, Price, PriceClause, PriceItem
    from contracts.register.models import Contract, ContractVolume, Framework
    from contracts.suppliers.models import Supplier
    from huddinge_vo.common.people.models import Organization, User

    buyer, _ = Organization.objects.get_or_create(org_number="2120000068", defaults={"name": "Provkommun"})
    people = [User.objects.get_or_create(username=name)[0] for name in ("skickar", "godkanner")]
    round_ = Framework.objects.create(buyer=buyer, number="R", title="Prov", form="FRAMEWORK", valid_from=STARTS)
    clause = PriceClause.objects.create(framework=round_, needs_request=False)
    parts = []
    for code, (old, new), weight, periods, frequency in (
        ("LCI-PROV", LCI, "0.8", ("2023K2", "2026K2"), "QUARTER"),
        ("KPI-PROV", KPI, "0.2", ("2023M06", "2026M06"), "MONTH"),
    ):
        series = IndexSeries.objects.create(code=code, name=code, kind="OTHER", base="prov", frequency=frequency)
        value = IndexValue(series=series, period=periods[1], first_on=date(2026, 4, 1), status="FINAL", value=new)
        value.fetched_at, value.source = AT, "prov"
        value.save()
        part = ClauseComponent(clause=clause, series=series, weight=Decimal(weight), base_period=periods[0])
        part.base_value = old
        parts.append(part)
    ClauseComponent.objects.bulk_create(parts)
    sellers = Supplier.objects.bulk_create(Supplier(name=f"Prov {n}") for n in range(contracts))
    made = Contract.objects.bulk_create(
        Contract(
            buyer=buyer, framework=round_, supplier=sellers[n], number=f"P-{n}", title="Prov", form="FRAMEWORK",
            price_model="TENDERED", status="SIGNED", valid_from=STARTS,
        )
        for n in range(contracts)
    )  # fmt: skip
    items = PriceItem.objects.bulk_create(
        PriceItem(contract=one, name=f"Rad {line}", per="DAY", yearly_quantity=Decimal(10 + line))
        for one in made
        for line in range(lines)
    )
    Price.objects.bulk_create(
        Price(item=item, amount_sek=amount(at // lines, at % lines), valid_from=STARTS, entered_at=AT)
        for at, item in enumerate(items)
    )
    ContractVolume.objects.bulk_create(
        ContractVolume(contract=one, month=date(2026, month, 1), sum_sek=10_000, cumulative_sek=0, updated_at=AT)
        for one in made
        for month in range(1, 10)
    )
    return buyer, people


def clear() -> None:
    """Throw away what was proposed and approved, and let the first prices go on: truncated, since the database lets
    nobody delete.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE contracts_adjustmentvalue, contracts_adjustmentline, contracts_priceadjustment,"
            " contracts_pricedifference, contracts_adjustmentletter, contracts_price, contracts_priceitem,"
            " contracts_contractvolume, contracts_clausecomponent, contracts_priceclause, contracts_indexvalue,"
            " contracts_indexseries, contracts_contract, contracts_framework, contracts_supplier CASCADE"
        )


def write_only() -> float:
    """The seconds of writing copies of all proposed rows, and nothing else. The copies are taken back."""
    from django.db import transaction

    from contracts.prices.models import AdjustmentLine, AdjustmentValue, PriceAdjustment

    adjustments = {each.pk: each for each in PriceAdjustment.objects.all()}
    rows = [list(model.objects.all()) for model in (AdjustmentLine, AdjustmentValue)]
    began = time.perf_counter()
    with transaction.atomic():
        for each in adjustments.values():
            each.pk, each.effective_on = None, date(2030, 1, 1)
        PriceAdjustment.objects.bulk_create(adjustments.values(), batch_size=500)
        for some in rows:
            for row in some:
                row.pk, row.adjustment = None, adjustments[row.adjustment_id]
            type(some[0]).objects.bulk_create(some)
        spent = time.perf_counter() - began
        transaction.set_rollback(True)
    return spent


def timed(action: object, **facts: object) -> tuple[float, object]:
    began = time.perf_counter()
    result = action(**facts)  # type: ignore[operator]
    return time.perf_counter() - began, result


def one_round(contracts: int, lines: int) -> tuple[dict[str, float], list[str]]:
    """Each step's seconds, and what came out wrong."""
    from contracts.prices import actions as price_actions
    from contracts.prices.models import Price, PriceAdjustment

    buyer, (sender, approver) = build(contracts, lines)
    spent: dict[str, float] = {}
    spent[PROPOSE], done = timed(price_actions.propose_adjustments, buyer=buyer, on=AT.date(), at=AT)
    spent[WRITE] = write_only()
    spent[AGAIN], again = timed(price_actions.propose_adjustments, buyer=buyer, on=AT.date(), at=AT)
    ids = list(PriceAdjustment.objects.values_list("pk", flat=True))
    price_actions.submit_adjustments(adjustment_ids=ids, by=sender, at=AT)
    spent[APPROVE], approved = timed(price_actions.approve_adjustments, adjustment_ids=ids, by=approver, at=AT)
    wrong = []
    if (done.new, again.unchanged, approved) != (contracts, contracts, contracts):  # type: ignore[attr-defined]
        wrong.append(f"{contracts} avtal blev {done.new} förslag och {approved} godkända")  # type: ignore[attr-defined]
    expected = sorted(
        (amount(n, line) * FACTOR).quantize(Decimal("0.01"), ROUND_HALF_UP)
        for n in range(contracts)
        for line in range(lines)
    )
    if sorted(Price.objects.on(NEW_YEAR).values_list("amount_sek", flat=True)) != expected:
        wrong.append("de nya priserna är inte de som räknades för sig")
    clear()
    return spent, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description="Mäter prisjustering av många avtal på en gång.")
    parser.add_argument("--contracts", type=int, default=600, metavar="ANTAL", help="avtal (600)")
    parser.add_argument("--lines", type=int, default=10, metavar="ANTAL", help="priser per avtal (10)")
    parser.add_argument("--repeat", type=int, default=3, metavar="VARV", help="hur många gånger (3)")
    chosen = parser.parse_args()
    if not 1 <= chosen.contracts <= 5000 or not 1 <= chosen.lines <= 50 or not 1 <= chosen.repeat <= 20:
        parser.error("ANTAL avtal ska vara 1–5 000, priser 1–50 och VARV 1–20")
    with tempfile.TemporaryDirectory(prefix="vo-bench-", ignore_cleanup_errors=True) as work, own_servers(Path(work)):
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        rounds, wrong = [], []
        for number in range(1, chosen.repeat + 1):
            print(f"Varv {number} av {chosen.repeat} …", flush=True)
            spent, differs = one_round(chosen.contracts, chosen.lines)
            rounds.append(spent)
            wrong += differs
    print(f"\n{chosen.contracts} avtal × {chosen.lines} priser. Median, och minst–mest.\n")
    print(f"  {'':44} {'× skriva':>8}  {'spridning':>13}  {'sekunder':>9}")
    for name in (WRITE, PROPOSE, AGAIN, APPROVE):
        ratios = [spent[name] / spent[WRITE] for spent in rounds]
        spread = f"{decimals(min(ratios), 2)}–{decimals(max(ratios), 2)}"
        took = statistics.median(spent[name] for spent in rounds)
        print(f"  {name:44} {decimals(statistics.median(ratios), 2):>8}  {spread:>13}  {decimals(took, 2):>9}")
    if wrong:
        print("\n".join(["", *(f"  FEL: {line}" for line in wrong)]))
        return 1
    print("\n  Alla nya priser är de som räknades för sig, på öret.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
