"""Where a judgement is made: one at a time for a buyer, in temporary tables that vanish with the transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import connection

# What a verdict says, in the order of its columns.
COLUMNS = "category_id, area_id, supplier_id, contract_id, bucket, reason, supplier_under_contract, rule_id"
SQLValue = bool | int | str | Decimal | date | None | list[int]
# Two-part key of the advisory lock that lets one recomputation at a time run for a buyer.
_LOCK = 0x564F  # "VO"


def execute(sql: str, params: Sequence[SQLValue] = ()) -> int:
    """Run statements with parameters by place. Returns how many rows the first of them touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(params) or None)
        return int(cursor.rowcount)


def execute_named(sql: str, **params: SQLValue) -> None:
    """Run statements with parameters by name, so that one may stand in several places."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def lock_buyer(buyer_id: int) -> None:
    """Wait until no one else judges this buyer's ledger; held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, buyer_id])


def begin() -> None:
    """Make the temporary tables anew. They vanish with the transaction."""
    execute(
        """
        -- Sums of a million rows fit in memory; one recomputation at a time runs for a buyer.
        SET LOCAL work_mem = '128MB';
        DROP TABLE IF EXISTS judge_key, subject, verdict, stale;
        CREATE TEMP TABLE judge_key (key_id bigint PRIMARY KEY) ON COMMIT DROP;
        CREATE TEMP TABLE stale (key_id bigint, month date, PRIMARY KEY (key_id, month)) ON COMMIT DROP;
        """
    )
