"""`make bench`, third part: the search among 100 000 objects, as one types: words that much has, and that little has.

Told in milliseconds from question to whole answer, and as ratios to a page that asks one table for one row. A search
that does not find what it should gives exit code 1.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from bench import decimals, own_servers

GOAL_MS = 50
FIRST = (
    "Sol",
    "Björk",
    "Åsö",
    "Ek",
    "Källa",
    "Norr",
    "Väster",
    "Lind",
    "Älv",
    "Berg",
    "Skog",
    "Sjö",
    "Ör",
    "Hav",
    "Ång",
)
LAST = ("gläntan", "gården", "hemmet", "backen", "viken", "kullen", "stigen", "torpet", "lyckan", "åsen", "bo", "dalen")
KINDS = ("omsorg", "vård och omsorg", "hemtjänst", "boende", "behandling", "stödboende", "HVB", "assistans")


def name(n: int) -> str:
    """A firm's name of its place alone: an eighth of them are called any one kind."""
    return f"{FIRST[n % 15]}{LAST[n // 15 % 12]}s {KINDS[n // 180 % 8]} {n // 1440} AB"


def build(suppliers: int, contracts: int, units: int) -> object:
    """A register of firms, contracts and units, and who reads of it."""
    from django.contrib.auth.models import Group
    from django.db import connection

    from contracts.register.models import Contract
    from contracts.suppliers.models import Supplier, SupplierUnit
    from huddinge_vo.common.people.models import Membership, Organization, User

    buyer, _ = Organization.objects.get_or_create(org_number="2120000068", defaults={"name": "Provkommun"})
    firms = Supplier.objects.bulk_create((Supplier(name=name(n)) for n in range(suppliers)), batch_size=5000)
    Contract.objects.bulk_create(
        (
            Contract(
                buyer=buyer, supplier=firms[n % suppliers], number=f"{2012 + n % 15}-{n}", title=f"{KINDS[n % 8]} {n}",
                form="FRAMEWORK", price_model="TENDERED", status="SIGNED", valid_from=date(2024, 1, 1),
                registry_number=f"SN {2012 + n % 15}/{n}",
            )
            for n in range(contracts)
        ),
        batch_size=5000,
    )  # fmt: skip
    SupplierUnit.objects.bulk_create(
        (
            SupplierUnit(
                supplier=firms[n % suppliers], name=f"{FIRST[n % 15]}{LAST[n % 12]} {n}", municipality="Provby"
            )
            for n in range(units)
        ),
        batch_size=5000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    reader = User.objects.create_user("letar")
    Membership.objects.create(user=reader, buyer=buyer, role=Group.objects.get(name="kategoriledare"))
    return reader


def main() -> int:
    parser = argparse.ArgumentParser(description="Mäter sökningen.")
    parser.add_argument("--objects", type=int, default=100_000, metavar="ANTAL", help="företag, avtal, verksamheter")
    parser.add_argument("--repeat", type=int, default=15, metavar="VARV", help="hur många gånger var och en (15)")
    chosen = parser.parse_args()
    if not 1000 <= chosen.objects <= 1_000_000 or not 3 <= chosen.repeat <= 100:
        parser.error("ANTAL ska vara 1 000–1 000 000 och VARV 3–100")
    with tempfile.TemporaryDirectory(prefix="vo-bench-", ignore_cleanup_errors=True) as work, own_servers(Path(work)):
        from django.core.management import call_command
        from django.test import Client
        from django.test.utils import override_settings

        call_command("migrate", verbosity=0, interactive=False)
        share = chosen.objects * 2 // 5
        reader = build(share, share, chosen.objects - 2 * share)
        rare = f"{FIRST[7]}{LAST[5]}s"
        asked = {
            "två bokstäver": ("so", "Sol"),
            "ett ord som var åttonde har": ("hemtjänst", "hemtj"),
            "ett ord som nästan alla har": ("ab", "AB"),
            "två ord": ("solgläntans omsorg", "Sol"),
            "ett ovanligt namn": (rare, rare),
            "ett nummer": ("2016-4", "2016-4"),
            "diarienummer": ("SN 2016/4", "2016-4"),
            "felstavat": ("solgläntnas behandling", "Sol"),
            "finns inte": ("xyzzyx", "Inget passar"),
        }
        client = Client()
        wrong = []
        with override_settings(ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False):
            client.force_login(reader)
            for what, (typed, wanted) in asked.items():
                spent = []
                for _ in range(chosen.repeat):
                    began = time.perf_counter()
                    answer = client.get(
                        "/sok/", {"q": typed}, headers={"HX-Request": "true", "HX-Target": "sok-traffar"}
                    )
                    spent.append((time.perf_counter() - began) * 1000)
                plain = answer.content.decode().replace("<mark>", "").replace("</mark>", "")
                if wanted.lower() not in plain.lower():
                    wrong.append(f"{what}: ”{typed}” hittade inte ”{wanted}”")
                median, worst = statistics.median(spent), sorted(spent)[int(len(spent) * 0.95)]
                held = "" if median <= GOAL_MS else f"   (mål {GOAL_MS} ms)"
                print(
                    f"  {what:32} median {decimals(median, 1):>7} ms   95 % {decimals(worst, 1):>7} ms{held}",
                    flush=True,
                )
    if wrong:
        print("\n".join(["", *(f"  FEL: {line}" for line in wrong)]))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
