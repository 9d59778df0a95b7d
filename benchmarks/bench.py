"""`make bench`: a million ledger rows from file to loyalty, as a ratio to plain COPY of the same file in the same run.

A ratio says the same on a slow machine and a fast one; seconds do not. Every round measures both, one after the other,
and the median of the rounds is told with its spread. Speed is never bought with a wrong figure: DuckDB judges the same
file by a few plain conditions of its own, and every sum must be the same to the öre, else the exit code is 1.

Runs in a data folder of its own with a server of its own, both gone afterwards, and gives up after half an hour.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pages import tell_pages
from unkind import (
    AREAS,
    EXCLUDED,
    FIRST_ACCOUNT,
    FIRST_FO_AREA,
    HEADER,
    SUPPLIERS,
    TERMINATED_ON,
    apart,
    org_number,
    sums_by_duckdb,
    supplier_terms,
    write_ledger,
)

if TYPE_CHECKING:
    from followup.judging.querysets import Loyalty
    from followup.ledger.models import LedgerImport

_ROOT = Path(__file__).resolve().parents[1]
COPIES = 3  # the best of them is what all else is compared with
NOW = datetime(2026, 11, 1, tzinfo=UTC)
LONGEST_SECONDS = 1800
LARGE = 10_000_000  # rows
COPY = "COPY av filen till en tom tabell"
READ, LOAD, JUDGE = "läsa och kontrollera filen", "lägga in raderna", "bedöma och summera"
WHOLE = "fil → rader → bedömning → trohet"
EVERYTHING = "bedöma allt på nytt"
ONE = "bedöma om efter ett ändrat avtal"
RULE = "bedöma om efter en ändrad regel"
GROUP_BY = "GROUP BY av alla rader"
MEMORY_MB = "processens minne som mest"
MONTHS = 12  # that the ledger's rows are spread over


def prepare() -> None:
    """Bring in what `supplier_terms` says, and the rules."""
    from django.contrib.auth.models import Group

    from contracts.plan.models import Category, ContractArea
    from contracts.register.models import Contract
    from contracts.suppliers.actions import identify_by_org_number
    from contracts.suppliers.models import Supplier
    from followup.judging.models import ClassificationRule
    from huddinge_vo.common.people.models import Membership, User
    from huddinge_vo.common.periods import start_of
    from huddinge_vo.common.terminal import main_buyer
    from procurement.deviations.models import Delegation, Deviation
    from procurement.placements.models import Placement

    buyer = main_buyer()
    asked, approved = (User.objects.create(username=name) for name in ("begar", "godkanner"))
    role = Group.objects.get(name="verksamhetschef")
    Membership.objects.create(user=approved, buyer=buyer, role=role)
    order = Delegation.objects.create(
        buyer=buyer, role=role, ground="LOW_VALUE", valid_from=date(2000, 1, 1), registry_number="Prov"
    )
    root = Category.objects.create(buyer=buyer, code="VO", name="Vård och omsorg")
    ifo, fo = (Category.objects.create(buyer=buyer, code=code, name=code, parent=root) for code in ("IFO", "FO"))
    areas = [
        ContractArea.objects.create(
            category=ifo if n < FIRST_FO_AREA else fo,
            code=f"OMR-{n}",
            name=f"Område {n}",
            form="FRAMEWORK",
            price_model="TENDERED",
        )
        for n in range(AREAS)
    ]
    bound = {n: terms for n in range(SUPPLIERS) if (terms := supplier_terms(n))}
    Supplier.objects.bulk_create(Supplier(name=f"Prov {n} AB", org_number=org_number(n)) for n in bound)
    identify_by_org_number(org_numbers_=[org_number(n) for n in bound])
    suppliers = {supplier.org_number: supplier for supplier in Supplier.objects.all()}
    contracts, in_area = [], []
    for n, terms in bound.items():
        for number, area, first, last in terms:
            if area < 0:
                placement = Placement.objects.create(
                    buyer=buyer,
                    number=f"{number}-{n}",
                    supplier=suppliers[org_number(n)],
                    category=ifo,
                    area=areas[0],
                    valid_from=first,
                    valid_until=last,
                    requested_by=asked,
                )
                Deviation.objects.create(
                    placement=placement,
                    need="Prov",
                    reason="NOT_MET",
                    ground=order.ground,
                    expected_value_sek=1,
                    asker_is_unbiased=True,
                    asked_at=start_of(first),
                    outcome="APPROVED",
                    decided_by=approved,
                    decided_at=start_of(first),
                    decided_as=order.role,
                    delegation=order,
                    decider_is_unbiased=True,
                )
                placement.approved_by, placement.approved_on = approved, first
                placement.save(update_fields=["approved_by", "approved_on"])
                continue
            contracts.append(
                Contract(
                    buyer=buyer,
                    supplier=suppliers[org_number(n)],
                    number=number,
                    title="Prov",
                    form="FRAMEWORK",
                    price_model="TENDERED",
                    status="SIGNED",
                    valid_from=first,
                    initial_until=last,
                )
            )
            in_area.append(areas[area])
    Contract.objects.bulk_create(contracts)
    Contract.areas.through.objects.bulk_create(
        Contract.areas.through(contract=contract, contractarea=area)
        for contract, area in zip(contracts, in_area, strict=True)
    )
    for n, area in enumerate(areas):
        account = str(FIRST_ACCOUNT + n)
        ClassificationRule.objects.create(
            buyer=buyer, order=n + 1, account_from=account, account_to=account, category=area.category, area=area
        )
    ClassificationRule.objects.create(
        buyer=buyer,
        order=AREAS + 1,
        account_from=str(FIRST_ACCOUNT + EXCLUDED[0]),
        account_to=str(FIRST_ACCOUNT + EXCLUDED[1]),
        exclusion="går inte att upphandla",
    )


def plain_copy(path: Path) -> None:
    """What any load costs at least: the same file into a table of texts, without index, check or meaning."""
    from django.db import connection, transaction

    columns = ", ".join(f"{name} text" for name in HEADER.split(";"))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS bench_copy; CREATE UNLOGGED TABLE bench_copy ({columns})")
        with (
            path.open("rb") as file,
            cursor.copy("COPY bench_copy FROM STDIN (FORMAT csv, DELIMITER ';', HEADER true)") as copy,
        ):
            while block := file.read(1 << 20):
                copy.write(block)
        cursor.execute("DROP TABLE bench_copy")


def seconds(action: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def load(path: Path, spent: dict[str, float]) -> tuple[LedgerImport, Loyalty]:
    """The whole way, as `manage.py import_ledger` goes it, and the figure at the end; `spent` takes where time went."""
    from followup.judging.querysets import spend_in
    from followup.ledger import actions as ledger_actions
    from huddinge_vo.common.periods import Period

    marks = {"begin": time.perf_counter()}
    with path.open("rb") as file:
        received = ledger_actions.receive_ledger_file(file=file, name=path.name, by=None, at=NOW)
    done = ledger_actions.load_ledger_import(
        ledger_import_id=received.pk,
        at=NOW,
        progress=lambda stage, _done: marks.setdefault(stage, time.perf_counter()),
    )
    loyalty = spend_in(Period.year(2025)).loyalty()
    end = time.perf_counter()
    spent[READ] = marks["Lägger in raderna"] - marks["begin"]
    spent[LOAD] = marks["Bedömer raderna"] - marks["Lägger in raderna"]
    spent[JUDGE] = end - marks["Bedömer raderna"]
    spent[WHOLE] = end - marks["begin"]
    return done, loyalty


def differences(when: str, loyalty: Loyalty, expected: dict[str, Decimal]) -> list[str]:
    """Where our figures are not DuckDB's. Shares are compared to nine decimals."""
    wrong = []
    for name, theirs in expected.items():
        ours = getattr(loyalty, name)
        same = round(ours, 9) == round(theirs, 9) if name.endswith("loyalty") else ours == theirs
        if not same:
            wrong.append(f"{when}: {name} är {ours}, men DuckDB säger {theirs}.")
    return wrong


def one_round(path: Path, expected: dict[str, dict[str, Decimal]]) -> tuple[dict[str, float], list[str], int]:
    """Everything once, from an empty database.

    Returns seconds, what differed, and how many keys one contract touched.
    """
    from django.core.management import call_command
    from django.db import connection
    from django.db.models import Sum

    from contracts.register.models import Contract
    from followup.judging import actions as judging_actions
    from followup.judging.models import ClassificationRule, JudgedRow
    from followup.judging.querysets import spend_in
    from huddinge_vo.common.periods import Period

    call_command("flush", verbosity=0, interactive=False)
    prepare()
    judging_actions.judge_changes(at=NOW)
    spent = {COPY: min(seconds(lambda: plain_copy(path)) for _ in range(COPIES))}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # a register has been there for a while when a ledger comes
    year = Period.year(2025)
    others = forget_peak_memory()
    done, loyalty = load(path, spent)
    spent[MEMORY_MB] = peak_memory_mb(others)
    spent[GROUP_BY] = min(seconds(group_rows) for _ in range(COPIES))
    wrong = differences("Efter inläsningen", loyalty, expected["before"])
    facts = {"inlästa rader": done.loaded, "inläst summa": done.amount_sek}
    facts["radernas summa"] = JudgedRow.objects.aggregate(total=Sum("sum_sek"))["total"]
    for name, ours in facts.items():
        theirs = expected["before"]["count" if name == "inlästa rader" else "ledger"]
        if ours != theirs:
            wrong.append(f"{name} är {ours}, men DuckDB säger {theirs}.")
    spent[EVERYTHING] = seconds(lambda: judging_actions.recompute_everything(at=NOW))
    wrong += differences("När allt bedömts på nytt", spend_in(year).loyalty(), expected["before"])
    contract = Contract.objects.get(number="A-1-0")
    contract.terminated_on = TERMINATED_ON
    contract.save()
    begun = time.perf_counter()
    keys = judging_actions.judge_changes(at=NOW)
    spent[ONE] = time.perf_counter() - begun
    wrong += differences("Efter ett ändrat avtal", spend_in(year).loyalty(), expected["after"])
    rule = ClassificationRule.objects.get(order=FIRST_FO_AREA)
    before = spend_in(year).loyalty()
    area, rule.area = rule.area, None  # the contracts of the whole subcategory count
    rule.save()
    spent[RULE] = seconds(lambda: judging_actions.judge_changes(at=NOW))
    rule.area = area
    rule.save()
    judging_actions.judge_changes(at=NOW)
    if spend_in(year).loyalty() != before:
        wrong.append("En regel som ändrats och ändrats tillbaka har ändrat troheten.")
    return spent, wrong, keys


def group_rows() -> None:
    """The least that any judgement of everything reads: all rows once, summed by key and month."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT key_id, date_trunc('month', booked_on::timestamp), sum(amount_sek), count(*)"
            " FROM followup_ledgerrow GROUP BY 1, 2) s"
        )


def forget_peak_memory() -> int:
    """From here on the most that this process has in memory is counted anew. Returns what others have had, in kB."""
    Path("/proc/self/clear_refs").write_text("5")
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def peak_memory_mb(others: int) -> float:
    """The most that this process has had in memory, or any that it has waited for since then; not the database's own.

    `others` is what those had had before.
    """
    status = Path("/proc/self/status").read_text()
    own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(own, children if children > others else 0) / 1024


def tell_goals(rows: int, rounds: list[dict[str, float]]) -> None:
    """What is wanted, what it became, and where it is not met why."""

    def middle(measure: Callable[[dict[str, float]], float]) -> float:
        return statistics.median(measure(spent) for spent in rounds)

    least = middle(lambda spent: (spent[READ] + spent[LOAD]) / spent[COPY])
    summing = middle(lambda spent: spent[JUDGE] / spent[GROUP_BY])
    goals = [
        (
            f"{WHOLE}, × COPY",
            middle(lambda spent: spent[WHOLE] / spent[COPY]),
            3.0 if rows >= LARGE else 3.5,
            (
                f"Att läsa, kontrollera och lägga in raderna med nyckel och index är redan {decimals(least, 1)} ×\n"
                f"    COPY, som inte har något av det. Bedömningen är {decimals(summing, 1)} × en GROUP BY: varje\n"
                "    nyckel och månad summeras, skrivs och indexeras."
            ),
        ),
        (
            f"{EVERYTHING}, × {GROUP_BY}",
            middle(lambda spent: spent[EVERYTHING] / spent[GROUP_BY]),
            3.0,
            "Utöver att läsa raderna bedöms nycklarna, krediteringarna följer sina fakturor och alla summor skrivs.",
        ),
        (
            f"{RULE}, sekunder per månad",
            middle(lambda spent: spent[RULE] / MONTHS),
            1.0,
            "Regeln tar var tjugofjärde rad, i alla månader.",
        ),
        (
            f"{ONE}, sekunder",
            middle(lambda spent: spent[ONE]),
            1.0,
            "Tiden går till radernas summor i de månader som leverantörens nycklar har.",
        ),
        (f"{MEMORY_MB}, MB", middle(lambda spent: spent[MEMORY_MB]), 600.0, "Läsningen håller mer än den ska."),
    ]
    print(f"\n  {'Mål':56} {'blev':>8}  {'högst':>7}")
    for label, became, most, why in goals:
        print(f"  {label:56} {decimals(became, 1):>8}  {decimals(most, 1):>7}{'' if became <= most else '  nås inte'}")
        if became > most:
            print(f"    {why}")


def decimals(value: float, places: int) -> str:
    return f"{value:.{places}f}".replace(".", ",")


def tell(path: Path, rows: int, rounds: list[dict[str, float]], keys: int) -> None:
    """The table: medians of the rounds, each step as a ratio to COPY of the same round."""
    print(f"\n{rows} rader, {path.stat().st_size / 1e6:.0f} MB, {len(rounds)} varv. Median, och minst–mest.\n")
    print(f"  {'':36} {'× COPY':>8}  {'spridning':>15}  {'sekunder':>9}")
    for name in (COPY, WHOLE, READ, LOAD, JUDGE, GROUP_BY, EVERYTHING, ONE, RULE):
        ratios = [spent[name] / spent[COPY] for spent in rounds]
        spread = f"{decimals(min(ratios), 2)}–{decimals(max(ratios), 2)}"
        label = f"  varav {name}" if name in (READ, LOAD, JUDGE) else name
        middle = statistics.median(ratios)
        took = statistics.median(spent[name] for spent in rounds)
        print(f"  {label:36} {decimals(middle, 2):>8}  {spread:>15}  {decimals(took, 2):>9}")
    share = statistics.median(spent[ONE] / spent[EVERYTHING] for spent in rounds)
    print(f"\n  Ett ändrat avtal ({keys} nycklar) kostar {decimals(100 * share, 1)} % av att bedöma allt på nytt.")
    tell_goals(rows, rounds)


def run(rows: int, repeat: int, work: Path) -> bool:
    """Measure and check; True when every sum is DuckDB's."""
    path = work / "reskontra.csv"
    # In processes of their own: what they have had of memory here would be counted as the load's.
    subprocess.run([sys.executable, str(_ROOT / "manage.py"), "migrate", "--verbosity", "0"], check=True)
    apart(write_ledger, path, rows)
    expected = {"before": apart(sums_by_duckdb, path), "after": apart(sums_by_duckdb, path, terminated=1)}
    rounds, wrong, keys = [], [], 0
    for number in range(1, repeat + 1):
        print(f"Varv {number} av {repeat} …", flush=True)
        spent, differs, keys = one_round(path, expected)
        rounds.append(spent)
        wrong += differs
    tell(path, rows, rounds, keys)
    tell_pages()
    if wrong:
        print("\n".join(["", *(f"  FEL: {line}" for line in wrong)]))
        return False
    before = expected["before"]
    print(f"  Alla summor är DuckDB:s på öret: {before['ledger']} kr i {before['count']} rader.")
    return True


@contextmanager
def own_servers(work: Path):
    """Django on a server of its own in a folder of its own; both are gone afterwards, also when we are stopped."""

    def stop(number: int, _frame: object) -> None:
        sys.exit("Avbrutet: mätningen tog för lång tid." if number == signal.SIGALRM else "Avbrutet.")

    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGALRM):
        signal.signal(number, stop)
    signal.alarm(LONGEST_SECONDS)
    for name in ("DATABASE_URL", "DATABASE_URL_FILE", "REDIS_URL", "REDIS_URL_FILE", "VO_ENV", "VO_FILES_DIR"):
        os.environ.pop(name, None)  # never somebody's real database or files
    os.environ["VO_DATA_DIR"] = str(work / "data")
    os.environ["DJANGO_SETTINGS_MODULE"] = "huddinge_vo.settings"
    sys.path.insert(0, str(_ROOT))
    import django
    from django.db import connections

    from huddinge_vo.dev import embedded

    try:
        django.setup()
        yield
    finally:
        signal.alarm(0)
        connections.close_all()
        embedded.release()


def main() -> int:
    parser = argparse.ArgumentParser(description="Mäter vägen från reskontrafil till avtalstrohet.")
    parser.add_argument("--rows", type=int, default=1_000_000, metavar="ANTAL", help="rader i filen (1 000 000)")
    parser.add_argument("--repeat", type=int, default=3, metavar="VARV", help="hur många gånger (3)")
    chosen = parser.parse_args()
    if not 1000 <= chosen.rows <= 10_000_000 or not 1 <= chosen.repeat <= 20:
        parser.error("ANTAL ska vara 1 000–10 000 000 och VARV 1–20")
    with tempfile.TemporaryDirectory(prefix="vo-bench-", ignore_cleanup_errors=True) as work, own_servers(Path(work)):
        return 0 if run(chosen.rows, chosen.repeat, Path(work)) else 1


if __name__ == "__main__":
    sys.exit(main())
