"""`make bench`: a million ledger rows from file to loyalty, as a ratio to plain COPY of the same file in the same run.

A ratio says the same on a slow machine and a fast one; seconds do not. The sums are checked against DuckDB's own sums
of the same file, so that speed is never bought with a wrong figure. Uses a data folder of its own, which is thrown away.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

SUPPLIERS = 300
ACCOUNTS = 24
HEADER = (
    "kopare_id;kopare;verifikationsnummer;leverantor;leverantor_id;konto_nr;konto_text;belopp;datum;forvaltning;"
    "fakturanummer;grund;avtal;kommun_id;s_kod_nr"
)
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def write_ledger(target: Path, rows: int) -> None:
    """A ledger as specified in 1.1, the same for the same number of rows: DuckDB makes it, from the row's number."""
    import duckdb

    duckdb.sql(
        f"""
        COPY (
            SELECT '2120000068' AS kopare_id, 'Huddinge kommun' AS kopare, 'V' || i AS verifikationsnummer,
                'Prov ' || i % {SUPPLIERS} || ' AB' AS leverantor,
                '559' || lpad((i % {SUPPLIERS})::VARCHAR, 6, '0') AS stem, (i * 7 % {ACCOUNTS}) + 46310 AS konto_nr,
                'Vård' AS konto_text,
                replace(((hash(i) % 5000000) / 100.0 - CASE WHEN i % 40 = 0 THEN 60000 ELSE 0 END)
                    ::DECIMAL(17,2)::VARCHAR, '.', ',') AS belopp,
                (DATE '2025-01-01' + (i % 365)::INT)::VARCHAR AS datum, 'Socialförvaltningen' AS forvaltning,
                'F' || i // 2 AS fakturanummer, '' AS grund, '' AS avtal, '0126' AS kommun_id, '' AS s_kod_nr
            FROM range({rows}) t(i)
        ) TO '{target}.stem' (FORMAT csv, DELIMITER ';', HEADER false)
        """
    )
    checks = {f"559{n:06}": f"559{n:06}{check_digit(f'559{n:06}')}" for n in range(SUPPLIERS)}
    with Path(f"{target}.stem").open(encoding="utf-8") as source, target.open("w", encoding="utf-8") as out:
        out.write(HEADER + "\n")
        for line in source:
            fields = line.split(";", 5)
            fields[4] = checks[fields[4]]
            out.write(";".join(fields))
    Path(f"{target}.stem").unlink()


def check_digit(nine: str) -> int:
    """The last digit of an organisation number (Luhn)."""
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(nine)]
    return -sum(number // 10 + number % 10 for number in doubled) % 10


def timed(deed: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    result = deed()
    return time.perf_counter() - begun, result


def plain_copy(path: Path) -> None:
    """What any load costs at least: the same file into a table of texts, without index, check or meaning."""
    from django.db import connection, transaction

    columns = ", ".join(f"{name} text" for name in HEADER.split(";"))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS bench_copy; CREATE TABLE bench_copy ({columns})")
        with (
            path.open("rb") as file,
            cursor.copy("COPY bench_copy FROM STDIN (FORMAT csv, DELIMITER ';', HEADER true)") as copy,
        ):
            while block := file.read(1 << 20):
                copy.write(block)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bench_copy")


def prepare() -> None:
    """Contracts with two suppliers of three, rules for half the accounts."""
    from contracts.actions import identify_by_org_number
    from contracts.models import Category, Contract, ContractArea, Supplier
    from followup.models import ClassificationRule
    from huddinge_vo.common.terminal import main_buyer

    buyer = main_buyer()
    root = Category.objects.create(buyer=buyer, code="VO", name="Vård och omsorg")
    ifo = Category.objects.create(buyer=buyer, code="IFO", name="IFO", parent=root)
    area = ContractArea.objects.create(category=ifo, code="A", name="A", form="FRAMEWORK", price_model="TENDERED")
    numbers = [f"559{n:06}{check_digit(f'559{n:06}')}" for n in range(SUPPLIERS) if n % 3]
    Supplier.objects.bulk_create(Supplier(name=f"Prov {number}", org_number=number) for number in numbers)
    identify_by_org_number(org_numbers_=numbers)
    made = Contract.objects.bulk_create(
        Contract(
            buyer=buyer,
            supplier=supplier,
            number=f"A-{supplier.org_number}",
            title="Prov",
            form="FRAMEWORK",
            price_model="TENDERED",
            status="SIGNED",
            valid_from=date(2024, 1, 1),
            initial_until=date(2025, 6, 30) if supplier.pk % 2 else None,
        )
        for supplier in Supplier.objects.order_by("pk")
    )
    Contract.areas.through.objects.bulk_create(
        Contract.areas.through(contract_id=contract.pk, contractarea_id=area.pk) for contract in made
    )
    ClassificationRule.objects.create(
        buyer=buyer, order=1, account_from="46310", account_to="46321", category=ifo, area=area
    )


def run(rows: int, work: Path) -> bool:
    """Measure and check; True when every sum is DuckDB's."""
    import duckdb
    from django.core.management import call_command
    from django.db.models import Sum

    from contracts.models import Contract
    from followup import actions
    from followup.models import JudgedRow
    from followup.querysets.spend import spend_in
    from huddinge_vo.common.periods import Period

    call_command("migrate", verbosity=0, interactive=False)
    prepare()
    path = work / "reskontra.csv"
    write_ledger(path, rows)
    copies = [timed(lambda: plain_copy(path))[0] for _ in range(3)]
    copy = min(copies)

    def load() -> object:
        with path.open("rb") as file:
            received = actions.receive_ledger_file(file=file, name=path.name, by=None, at=NOW)
        done = actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
        actions.judge_changes(at=NOW)
        return done, spend_in(Period.year(2025)).loyalty()

    whole, (done, loyalty) = timed(load)
    everything, _ = timed(lambda: actions.recompute_everything(at=NOW))
    contract = Contract.objects.order_by("pk")[0]
    contract.terminated_on = date(2025, 3, 31)
    contract.save()
    one, judged = timed(lambda: actions.judge_changes(at=NOW))
    total, count = duckdb.sql(
        f"SELECT sum(replace(belopp, ',', '.')::DECIMAL(17,2)), count(*) FROM read_csv('{path}', delim = ';', "
        "header = true, all_varchar = true)"
    ).fetchall()[0]
    after = spend_in(Period.year(2025)).loyalty()
    buckets = after.on_contract + after.approved_deviation + after.unexplained + after.unknown + after.excluded
    by_rows = JudgedRow.objects.aggregate(total=Sum("sum_sek"))["total"]
    sums = {
        "filens summa": (done.amount_sek, total),
        "rader": (Decimal(done.loaded), Decimal(count)),
        "reskontran": (loyalty.ledger, total),
        "utfallens summa": (buckets, total),
        "radernas summa": (by_rows, total),
    }
    print(f"{rows} rader, {path.stat().st_size / 1e6:.0f} MB. COPY av filen: 1,0 (bäst av tre).")
    for name, seconds in (
        ("fil → rader → bedömning → trohet", whole),
        ("allt bedöms och summeras på nytt", everything),
        (f"ett ändrat avtal bedöms om ({judged} nycklar)", one),
    ):
        print(f"  {name:48} {seconds / copy:6.2f} × COPY".replace(".", ","))
    wrong = {name: pair for name, pair in sums.items() if pair[0] != pair[1]}
    for name, (ours, theirs) in wrong.items():
        print(f"FEL: {name} är {ours}, men DuckDB säger {theirs}.")
    if not wrong:
        print(f"Alla summor är DuckDB:s på öret: {total} kr.")
    return not wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    chosen = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="vo-bench-"))
    os.environ["VO_DATA_DIR"] = str(work / "data")
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)  # never somebody's real database
    os.environ["DJANGO_SETTINGS_MODULE"] = "huddinge_vo.settings"
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    try:
        import django

        django.setup()
        return 0 if run(chosen.rows, work) else 1
    finally:
        from django.db import connections

        connections.close_all()
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
