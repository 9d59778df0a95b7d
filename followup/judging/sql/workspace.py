"""Where a judgement is made: one at a time for a buyer, in temporary tables that vanish with the transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from django.db import connection

# What a verdict says, in the order of its columns.
COLUMNS = "category_id, area_id, supplier_id, contract_id, bucket, reason, supplier_under_contract, rule_id"
# Whether a rule `r`, or the conditions of one, takes a key `k`. The first that does decides alone.
RULE_TAKES_KEY = """(
    r.buyer_id = k.buyer_id
    AND r.supplier_ref IN ('', coalesce(k.org_number, k.supplier_ref))
    AND (r.account_from = '' OR k.account COLLATE "C" >= r.account_from)
    AND (r.account_to = '' OR k.account COLLATE "C" <= r.account_to)
    AND r.unit IN ('', k.unit))"""
FEW_MONTHS = 5000  # of keys: so many are looked up one by one sooner than whole tables are joined
# Two-part key of the advisory lock that lets one recomputation at a time run for a buyer.
_LOCK = 0x564F  # "VO"


SQLValue = bool | int | str | Decimal | date | None | list[int] | list[date]


def execute(sql: str, params: Sequence[SQLValue] = ()) -> int:
    """Run statements with parameters by place. Returns how many rows the first of them touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(params) or None)
        return int(cursor.rowcount)


def execute_named(sql: str, **params: SQLValue) -> None:
    """Run statements with parameters by name, so that one may stand in several places."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def lock_buyer(buyer_id: int, *, wait: bool = True) -> bool:
    """Be the only one who judges this buyer's ledger, to the end of the transaction.

    Waits for whoever does it now; without `wait` it is false instead, and nobody is kept waiting behind a large load.
    """
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, buyer_id])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCK, buyer_id])
        return bool(cursor.fetchone()[0])


JOIN_WHOLE, JOIN_AS_PLANNED = "SET LOCAL enable_nestloop = off", "SET LOCAL enable_nestloop = on"
_LOOK_UP = "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off"
_LOOK_UP_AS_PLANNED = "SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on"


@contextmanager
def planned_for_many(*, many: bool = True) -> Iterator[None]:
    """Let PostgreSQL join whole tables, for statements over all of a ledger.

    Fresh rows are not counted yet: it would think that there are few, and look each of a million up by itself. Counting
    them here (ANALYZE) would make other buyers' loads wait, for it keeps its lock to the end of the transaction.
    """
    if many:
        execute(JOIN_WHOLE)
    yield
    if many:
        execute(JOIN_AS_PLANNED)


@contextmanager
def looked_up(*, few: bool = True) -> Iterator[None]:
    """Let PostgreSQL look each of a few rows up by an index, for statements that touch little of a ledger.

    Judged by what it knows of tables that have just been written it may read an index of millions from its beginning.
    """
    if few:
        execute(_LOOK_UP)
    yield
    if few:
        execute(_LOOK_UP_AS_PLANNED)


def count_anew() -> None:
    """Let PostgreSQL count what was judged, so that it plans the next question by it. After the transaction, see above.

    It would do so by itself, some minutes later.
    """
    execute("ANALYZE (SKIP_LOCKED) followup_spendkey, followup_keyverdict, followup_rowverdict, followup_spendmonth")


def begin() -> None:
    """Make the temporary tables anew. They vanish with the transaction."""
    execute(
        """
        -- Sums of a million rows fit in memory; one recomputation at a time runs for a buyer.
        SET LOCAL work_mem = '128MB';
        DROP TABLE IF EXISTS judge_key, subject, verdict, stale, month_sum, resummed_contract;
        CREATE TEMP TABLE judge_key (key_id bigint PRIMARY KEY) ON COMMIT DROP;
        CREATE TEMP TABLE stale (key_id bigint, month date, PRIMARY KEY (key_id, month)) ON COMMIT DROP;
        CREATE TEMP TABLE month_sum (ledger_import_id bigint, key_id bigint, month date, service_month date,
            sum_sek numeric, n bigint) ON COMMIT DROP;
        CREATE TEMP TABLE resummed_contract (contract_id bigint PRIMARY KEY) ON COMMIT DROP;
        """
    )
