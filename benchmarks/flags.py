"""`make bench`, last part: every red flag looked for in a large ledger, and once more when nothing has changed.

Told as a ratio to one GROUP BY over the same rows, by supplier and month, measured in the same run. One kind is counted
by a few plain conditions of its own, and must be as many; what differs, or costs more than what is allowed, gives exit
code 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from bench import decimals, load, own_servers, prepare
from unkind import EXCLUDED, FIRST_ACCOUNT, write_ledger

AT = datetime(2025, 12, 31, 12, tzinfo=UTC)  # the ledger's last day
MOST = 30  # times the GROUP BY, for all kinds together
GROUP, FIRST, AGAIN = "summera raderna per leverantör och månad", "söka alla flaggor", "söka igen, inget nytt"

_GROUP = """
SELECT supplier_id, date_trunc('month', booked_on), count(*), sum(sum_sek) FROM followup_judgedrow
WHERE buyer_id = %s AND booked_on >= %s AND booked_on <= %s AND bucket <> 'EXCLUDED' GROUP BY 1, 2
"""
LEAST = 25_000  # kronor: start value of the kind that is counted here too


def without_number(path: Path) -> int:
    """How many in the file have no valid number and were paid enough, by DuckDB: what the first kind is to find."""
    excluded = ", ".join(f"'{FIRST_ACCOUNT + account}'" for account in EXCLUDED)
    with duckdb.connect() as duck:
        found = duck.execute(
            f"""
            SELECT count(*) FROM (
                SELECT leverantor FROM read_csv(?, delim = ';', header = true, all_varchar = true)
                WHERE leverantor_id LIKE 'okänd%' AND konto_nr NOT IN ({excluded})
                GROUP BY leverantor HAVING sum(replace(belopp, ',', '.')::DECIMAL(17, 2)) >= {LEAST}
            ) f
            """,
            [str(path)],
        ).fetchone()
    assert found is not None
    return int(found[0])


def measure(path: Path) -> tuple[dict[str, float], dict[str, int], list[str]]:
    """The seconds of each step, how many of each kind were found, and what came out wrong."""
    from django.db import connection
    from django.db.models import Count

    from followup.flags.actions import compute_flags
    from followup.flags.models import Flag
    from huddinge_vo.common.periods import add_months, month_start
    from huddinge_vo.common.terminal import main_buyer

    prepare()
    load(path, {})
    buyer, spent, wrong = main_buyer(), {}, []
    on = AT.date()
    first = add_months(month_start(on), -24)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        began = time.perf_counter()
        cursor.execute(_GROUP, [buyer.pk, first, on])
        cursor.fetchall()
        spent[GROUP] = time.perf_counter() - began
    began = time.perf_counter()
    found = compute_flags(buyer_id=buyer.pk, at=AT)
    spent[FIRST] = time.perf_counter() - began
    began = time.perf_counter()
    again = compute_flags(buyer_id=buyer.pk, at=AT)
    spent[AGAIN] = time.perf_counter() - began
    if found != again:
        wrong.append(f"{again} flaggor andra gången, {found} den första")
    kinds = dict(Flag.objects.order_by("kind").values_list("kind").annotate(n=Count("pk")))
    if kinds.get("ORG_NUMBER", 0) != (plain := without_number(path)):
        wrong.append(f"{kinds.get('ORG_NUMBER', 0)} utan organisationsnummer, men {plain} räknade för sig")
    return spent, kinds, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description="Mäter sökningen efter röda flaggor.")
    parser.add_argument("--rows", type=int, default=300_000, metavar="ANTAL", help="rader i reskontran (300 000)")
    chosen = parser.parse_args()
    if not 1000 <= chosen.rows <= 10_000_000:
        parser.error("ANTAL ska vara 1 000–10 000 000")
    with tempfile.TemporaryDirectory(prefix="vo-bench-", ignore_cleanup_errors=True) as work, own_servers(Path(work)):
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        path = Path(work) / "reskontra.csv"
        write_ledger(path, chosen.rows)
        spent, kinds, wrong = measure(path)
    print(f"\n{chosen.rows} rader, {sum(kinds.values())} flaggor av {len(kinds)} slag.\n")
    print(f"  {'':44} {'× summera':>10}  {'sekunder':>9}")
    for name in (GROUP, FIRST, AGAIN):
        print(f"  {name:44} {decimals(spent[name] / spent[GROUP], 1):>10}  {decimals(spent[name], 2):>9}")
    if spent[FIRST] > spent[GROUP] * MOST:
        wrong.append(f"sökningen tog mer än {MOST} gånger så lång tid som att summera raderna")
    if wrong:
        print("\n".join(["", *(f"  FEL: {line}" for line in wrong)]))
        return 1
    print("\n  De utan organisationsnummer är så många som räknade för sig, och andra gången ändrar inget.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
