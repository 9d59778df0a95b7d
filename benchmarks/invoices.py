"""`make bench`, third part: e-invoices read in, compared with the ledger and held to price lists.

Told as a ratio to parsing the same archive and nothing else, measured in the same run. The sums are checked against
plain Decimals, and how many lines are over the price against how they were made; what differs gives exit code 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from bench import decimals, own_servers

AT = datetime(2026, 10, 15, 8, tzinfo=UTC)
SELLERS = 200
EVERY = 25  # invoice is above the price, in all of its lines
PRICE = Decimal("1850.00")
PARSE, READ, CONTROL = "tolka arkivet och inget mer", "läsa in, och para ihop med reskontran", "pröva mot prislistorna"


def number_of(seller: int) -> str:
    """A valid organisation number from a place alone."""
    from stdnum import luhn

    digits = f"5590{seller:05}"
    return digits + luhn.calc_check_digit(digits)


def write(path: Path, invoices: int, lines: int) -> Decimal:
    """An archive of invoices; returns what they amount to."""
    from huddinge_vo.demo.peppol import Line, Written

    total = Decimal(0)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for no in range(invoices):
            price = PRICE + 50 if no % EVERY == 0 else PRICE
            sold = tuple(
                Line(amount=price * (line + 1), quantity=Decimal(line + 1), price=price, name=f"Rad {line}")
                for line in range(lines)
            )
            total += sum(each.amount for each in sold)
            one = Written(
                number=f"{no:07}", issued_on=date(2026, 1 + no % 9, 1 + no % 28), seller=number_of(no % SELLERS),
                seller_name=f"Prov {no % SELLERS} AB", contract=f"P-{no % SELLERS}", lines=sold,
            )  # fmt: skip
            made.writestr(f"{no:07}.xml", one.xml())
    return total


def build(lines: int) -> object:
    """A buyer with a contract and a price list for each seller."""
    from contracts.prices.models import Price, PriceItem
    from contracts.register.models import Contract
    from contracts.suppliers.models import Supplier, SupplierIdentifier
    from huddinge_vo.common.people.models import Organization

    buyer, _ = Organization.objects.get_or_create(org_number="2120000068", defaults={"name": "Provkommun"})
    sellers = Supplier.objects.bulk_create(
        Supplier(name=f"Prov {n} AB", org_number=number_of(n)) for n in range(SELLERS)
    )
    SupplierIdentifier.objects.bulk_create(
        SupplierIdentifier(supplier=each, scheme="ORG_NUMBER", value=each.org_number) for each in sellers
    )
    contracts = Contract.objects.bulk_create(
        Contract(
            buyer=buyer, supplier=each, number=f"P-{n}", title="Prov", form="FRAMEWORK", price_model="TENDERED",
            status="SIGNED", valid_from=date(2024, 1, 1),
        )
        for n, each in enumerate(sellers)
    )  # fmt: skip
    items = PriceItem.objects.bulk_create(
        PriceItem(contract=each, name=f"Rad {line}", per="DAY") for each in contracts for line in range(lines)
    )
    Price.objects.bulk_create(
        Price(item=item, amount_sek=PRICE, valid_from=date(2024, 1, 1), entered_at=AT) for item in items
    )
    return buyer


def measure(path: Path, invoices: int, lines: int, total: Decimal) -> tuple[dict[str, float], list[str]]:
    """The seconds of each step, and what came out wrong."""
    from followup.invoices.actions import import_invoices
    from followup.invoices.imports import documents_in, read_invoice
    from followup.invoices.models import Invoice
    from followup.price_control.actions import control_prices
    from followup.price_control.models import PriceDeviation

    buyer, spent, wrong = build(lines), {}, []
    began = time.perf_counter()
    parsed = sum(read_invoice(each.content).amount for each in documents_in(path))
    spent[PARSE] = time.perf_counter() - began
    began = time.perf_counter()
    done = import_invoices(path=path, buyer=buyer, by=None, at=AT)
    spent[READ] = time.perf_counter() - began
    began = time.perf_counter()
    control_prices(buyer_id=buyer.pk, at=AT)
    spent[CONTROL] = time.perf_counter() - began
    if parsed != total or Invoice.objects.by_currency() != {"SEK": total} or done.loaded != invoices:
        wrong.append(f"{done.loaded} av {invoices} fakturor, {Invoice.objects.by_currency()} i stället för {total}")
    above = PriceDeviation.objects.filter(kind="ABOVE").count()
    if above != len(range(0, invoices, EVERY)) * lines or PriceDeviation.objects.count() != above:
        wrong.append(f"{PriceDeviation.objects.count()} avvikelser, {above} över avtalspris")
    return spent, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description="Mäter inläsning och priskontroll av e-fakturor.")
    parser.add_argument("--invoices", type=int, default=10_000, metavar="ANTAL", help="fakturor (10 000)")
    parser.add_argument("--lines", type=int, default=5, metavar="ANTAL", help="rader på var och en (5)")
    chosen = parser.parse_args()
    if not 1 <= chosen.invoices <= 200_000 or not 1 <= chosen.lines <= 100:
        parser.error("ANTAL fakturor ska vara 1–200 000 och rader 1–100")
    with tempfile.TemporaryDirectory(prefix="vo-bench-", ignore_cleanup_errors=True) as work, own_servers(Path(work)):
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        path = Path(work) / "fakturor.zip"
        total = write(path, chosen.invoices, chosen.lines)
        spent, wrong = measure(path, chosen.invoices, chosen.lines, total)
    print(f"\n{chosen.invoices} e-fakturor × {chosen.lines} rader.\n")
    print(f"  {'':44} {'× tolka':>8}  {'sekunder':>9}")
    for name in (PARSE, READ, CONTROL):
        print(f"  {name:44} {decimals(spent[name] / spent[PARSE], 2):>8}  {decimals(spent[name], 2):>9}")
    whole = spent[READ] + spent[CONTROL]
    print(f"  {'allt, mot att bara tolka':44} {decimals(whole / spent[PARSE], 2):>8}  {decimals(whole, 2):>9}")
    if wrong:
        print("\n".join(["", *(f"  FEL: {line}" for line in wrong)]))
        return 1
    print("\n  Summan är den som räknades för sig, på öret, och varje rad över avtalspriset är funnen.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
