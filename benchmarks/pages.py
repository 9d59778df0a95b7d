"""How fast the pages that read a ledger answer: each by itself, and to twenty people who think between two clicks.

They are asked for in this process, as a person's browser asks a worker, without the network. What is told is the time
from question to whole answer, how many questions the page put to the database, and how many times as long it took as a
page that reads no ledger: that says the same on a slow machine and a fast one.
"""

from __future__ import annotations

import gc
import random
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

PEOPLE, THINKS, LASTS = 20, 3.0, 30.0  # how many, and seconds between two clicks of one, and in all
TIMES = 9  # that each page is asked for by itself
LAST_NIGHT = datetime(2025, 12, 31, 2, tzinfo=UTC)  # of the ledger's last month
MEDIAN_MS, P95_MS = 80, 150  # what is wanted
ROLE = "kategoriledare"
PLAIN = "sida utan reskontra"  # what the others are compared with


def addresses() -> dict[str, str]:
    """Pages and the links that pages set, by what they show. The largest of everything, which is the worst."""
    from django.db.models import Sum

    from contracts.plan.models import Category
    from followup.judging.models import SpendMonth

    def largest(of: str) -> int:
        found = SpendMonth.objects.exclude(**{of: None}).order_by().values_list(of).annotate(n=Sum("n"))
        return int(found.order_by("-n", of)[0][0])

    rows = "/reskontra/rader/"
    year = "bokford_fran=2025-01-01&bokford_till=2025-12-31"
    category = Category.objects.get(code="IFO").pk
    return {
        "rader": rows,
        "rader: underkategori, ett år": f"{rows}?{year}&underkategori={category}",
        "rader: två utfall, ett år": f"{rows}?{year}&utfall=APPROVED_DEVIATION&utfall=UNEXPLAINED",
        "rader: ett skäl": f"{rows}?skal=CONTRACT_ENDED",
        "rader: ett avtal": f"{rows}?avtal={largest('contract')}",
        "rader: ett område": f"{rows}?omrade={largest('area')}",
        "rader: största leverantören": f"{rows}?leverantor={largest('supplier')}",
        "rader: en regel": f"{rows}?regel={largest('rule')}",
        "rader: ingen regel tar": f"{rows}?utan_regel=1",
        "rader: sidan 100": f"{rows}?page=100",
        "rader: mitt i en månad": f"{rows}?page={middle_of_a_month()}",
        "regler": "/regler/",
        "regler: ingen regel tar": "/regler/utan/",
        PLAIN: "/avtalsomraden/",
        "köp utan avsteg": "/avsteg-saknas/",
        "köp utan avsteg: alla månader, sidan 20": "/avsteg-saknas/?fran=2000-01-01&page=20",
        "Översikt": "/",
        "statusrapport": "/statusrapport/",
    }


def middle_of_a_month() -> int:
    """The page that lies as far from the ends of its month as any."""
    from django.db.models import Sum

    from followup.judging.models import SpendTotal

    latest = SpendTotal.objects.order_by().values_list("month").annotate(n=Sum("n")).order_by("-month")[:1]
    return max(1, int(latest[0][1]) // 2 // 50)


@contextmanager
def questions() -> Iterator[list[str]]:
    """The questions that are put meanwhile."""
    from django.db import connection

    asked: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield asked


def reader(role: str = ROLE) -> Any:
    """Somebody who may see it all, or has another role, and has logged in."""
    from django.contrib.auth.models import Group
    from django.test import Client

    from huddinge_vo.common.people.models import Membership, User
    from huddinge_vo.common.terminal import main_buyer

    user, is_new = User.objects.get_or_create(username="läsare")
    if is_new:
        Membership.objects.create(user=user, buyer=main_buyer(), role=Group.objects.get(name=role))
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def asked_once(client: Any, address: str) -> float:
    begun = time.perf_counter()
    answer = client.get(address)
    took = time.perf_counter() - begun
    if answer.status_code != 200:
        raise SystemExit(f"{address} svarar {answer.status_code}.")
    return took


def by_themselves(client: Any, pages: dict[str, str]) -> dict[str, tuple[list[float], int]]:
    """Seconds of each page, with nobody else about, and its number of questions. The first time is not counted."""
    found = {}
    for label, address in pages.items():
        with questions() as asked:
            asked_once(client, address)
        gc.collect()
        gc.freeze()  # as the web server does when it is warm
        found[label] = ([asked_once(client, address) for _ in range(TIMES)], len(asked))
    return found


def by_many(pages: dict[str, str]) -> list[float]:
    """Seconds of every page that twenty people ask for in half a minute, each one after another, by chance."""
    from django.db import connections

    took: list[float] = []
    over = time.monotonic() + LASTS

    def work(person: int) -> None:
        chance, client = random.Random(person), reader()
        time.sleep(chance.random() * THINKS)
        while time.monotonic() < over:
            took.append(asked_once(client, chance.choice(list(pages.values()))))
            time.sleep(chance.expovariate(1 / THINKS))
        connections.close_all()

    reader()  # there before anybody is
    people = [threading.Thread(target=work, args=(number,)) for number in range(PEOPLE)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return took


def p95(seconds: list[float]) -> float:
    return sorted(seconds)[max(0, round(len(seconds) * 0.95) - 1)]


def tell_pages() -> None:
    """Measure all of it, and tell it in milliseconds."""
    from django.core.management import call_command
    from django.db import connection

    from activities.plan.models import CategoryPlan
    from followup.measures.actions import compute_outcomes

    call_command("load_plan", verbosity=0)
    for plan in CategoryPlan.objects.order_by("pk"):
        compute_outcomes(plan=plan, at=LAST_NIGHT)  # as each night did, also the last of the ledger's months
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as the database does by itself some minutes after a load
    pages = addresses()
    alone = by_themselves(reader(), pages)
    print(f"\nSidorna. Målet är {MEDIAN_MS} ms i median och {P95_MS} ms för 95 av 100.\n")
    print(f"  {'':30} {'median, ms':>10}  {'95 av 100':>9}  {'frågor':>6}  {'ggr en utan':>11}")
    plain = statistics.median(alone[PLAIN][0])
    for label, (seconds, asked) in alone.items():
        middle = statistics.median(seconds)
        times = f"{middle / plain:.1f}".replace(".", ",")
        print(f"  {label:30} {1000 * middle:>10.0f}  {1000 * p95(seconds):>9.0f}  {asked:>6}  {times:>11}")
    together = by_many(pages)
    median, high = 1000 * statistics.median(together), 1000 * p95(together)
    print(f"\n  {PEOPLE} personer, {THINKS:.0f} s mellan klicken: {len(together)} sidor, {median:.0f} / {high:.0f} ms.")
