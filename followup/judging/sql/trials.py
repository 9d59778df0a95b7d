"""A rule that is tried: the rules as they would be, and what would become of the rows that a person may see.

    supposed_rule(id, "order", …)   the buyer's rules as they would be; nobody who saves a rule has to wait for it
    unseen(key_id, month)           where something is that the person may not see: it is left as it is
    spend_before, key_change, change  what is, and what would become something else: see changes.py

A trial that took what a person may not see into account would tell of it: a rule can be made to take nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Sum

from followup.judging.sql.workspace import RULE_TAKES_KEY, execute
from huddinge_vo.common.sql import written_out

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from huddinge_vo.common.periods import Period

SUPPOSED = "supposed_rule"
_NEW = -1  # the id that a rule has while it is tried and was never saved


@dataclass(frozen=True)
class Supposed:
    """A rule as it would be. `place` is the order it would have; null takes it away. `was` is the one it has."""

    buyer_id: int
    pk: int | None
    was: int | None
    place: int | None
    supplier_ref: str = ""
    account_from: str = ""
    account_to: str = ""
    unit: str = ""
    category_id: int | None = None
    area_id: int | None = None
    exclusion: str = ""

    @property
    def rule_id(self) -> int:
        """What it is called in a trial."""
        return self.pk or _NEW


def suppose(rule: Supposed) -> None:
    """Lay out the buyer's rules as they would be with a rule in its place, or without it."""
    execute(
        f"""
        DROP TABLE IF EXISTS {SUPPOSED};
        CREATE TEMP TABLE {SUPPOSED} ON COMMIT DROP AS
        SELECT id, buyer_id, 2 * "order" AS "order", supplier_ref, account_from, account_to, unit, category_id, area_id,
            exclusion
        FROM followup_classificationrule WHERE buyer_id = %s AND id <> %s
        """,
        [rule.buyer_id, rule.rule_id],
    )
    if rule.place is None:
        return
    # Others close up behind a rule that moves down, so that it passes the one that has its new place.
    is_passed = rule.was is not None and rule.place > rule.was
    execute(
        f"INSERT INTO {SUPPOSED} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            rule.rule_id,
            rule.buyer_id,
            2 * rule.place + (1 if is_passed else -1),
            *(rule.supplier_ref, rule.account_from, rule.account_to, rule.unit),
            *(rule.category_id, rule.area_id, rule.exclusion),
        ],
    )


def keep_seen(seen: QuerySet) -> None:
    """Of the chosen keys only those with spend that a person may see. `seen` is all of it, secret left out."""
    asked, params = _asked_of("spend_before", seen.order_by().values("key"))
    execute(f"DELETE FROM judge_key WHERE key_id NOT IN ({asked})", params)
    execute("DELETE FROM spend_before WHERE key_id NOT IN (SELECT key_id FROM judge_key)")


def _asked_of(table: str, spend: QuerySet) -> tuple[str, list[str | int | None]]:
    """A question of the roll-up, asked of a temporary table with its columns: the rest of it is not looked at."""
    asked, params = written_out(spend)
    rollup = connection.ops.quote_name(spend.model._meta.db_table)
    return asked.replace(f"FROM {rollup}", f"FROM {table} {rollup}"), params


def first_that_takes(buyer_id: int) -> int | None:
    """The order of the first of a buyer's rules that takes any of the chosen keys.

    That one decides of them today: the first that takes a key decides alone.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT r."order" FROM followup_classificationrule r WHERE r.buyer_id = %s AND EXISTS (
                SELECT FROM judge_key JOIN followup_spendkey k ON k.id = judge_key.key_id WHERE {RULE_TAKES_KEY})
            ORDER BY r."order" LIMIT 1
            """,
            [buyer_id],
        )
        found = cursor.fetchone()
    return found[0] if found else None


def next_after(rule: Supposed) -> int | None:
    """The id of the rule that would come just after a rule that is tried."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT id FROM {SUPPOSED} WHERE "order" > (SELECT "order" FROM {SUPPOSED} WHERE id = %s)
            ORDER BY "order" LIMIT 1
            """,
            [rule.rule_id],
        )
        found = cursor.fetchone()
    return found[0] if found else None


def leave_unseen(*, seen: QuerySet, secret: QuerySet) -> None:
    """Let what a person may not see be as it was, with all else of its key and month, so that no sum holds anything of
    it: what is not `seen` as it is, and what would become `secret`.
    """
    asked, params = _asked_of("spend_before", seen.order_by().values("pk"))
    execute(
        """
        DROP TABLE IF EXISTS unseen;
        CREATE TEMP TABLE unseen (key_id bigint, month date, PRIMARY KEY (key_id, month)) ON COMMIT DROP
        """
    )
    execute(
        f"INSERT INTO unseen SELECT DISTINCT key_id, month FROM spend_before WHERE id NOT IN ({asked})",
        params,
    )
    # What is taken out of the sums again, row by row, would become nothing: by how many rows are left it is seen.
    grouped = secret.order_by().values("key", "month", "supplier", "contract").annotate(rows=Sum("n"))
    asked, params = _asked_of("key_change", grouped.filter(rows__gt=0).values("key", "month"))
    execute(f"INSERT INTO unseen {asked} ON CONFLICT DO NOTHING", params)
    execute("DELETE FROM key_change c USING unseen u WHERE u.key_id = c.key_id AND u.month = c.month")


def decided_since(rule: Supposed, reached: QuerySet) -> tuple[int, Decimal]:
    """What more a rule would decide of, in rows and kronor, of what a person may see; less than nought if it is less.

    `reached` is what is within reach of his work: that it is no secret has been seen to. What would go out of his reach
    is no longer counted.
    """
    asked, params = _asked_of("change", reached.filter(rule=rule.rule_id).order_by().values("n", "sum_sek"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(n), 0), coalesce(sum(sum_sek), 0) FROM ("
            f"SELECT * FROM ({asked}) come(n, sum_sek)"
            " UNION ALL SELECT -n, -sum_sek FROM change WHERE was_rule_id = %s) both_ways",
            [*params, rule.rule_id],
        )
        rows, sum_sek = cursor.fetchone()
    return int(rows), Decimal(sum_sek)


_IN_PERIOD = "month BETWEEN coalesce(%(first)s::date, '-infinity') AND coalesce(%(last)s::date, 'infinity')"


def _ends(period: Period | None) -> dict[str, date | None]:
    return {"first": period.first if period else None, "last": period.last if period else None}


def moved() -> tuple[int, Decimal]:
    """Rows and kronor that would get another subcategory, area or bucket."""
    return _that_get_another("category_id, area_id, bucket", "was_category_id, was_area_id, was_bucket")


def redecided(period: Period) -> tuple[int, Decimal]:
    """Rows and kronor of a period that another rule would decide of."""
    return _that_get_another("rule_id", "was_rule_id", period)


def _that_get_another(what: str, was: str, period: Period | None = None) -> tuple[int, Decimal]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(n), 0), coalesce(sum(sum_sek), 0) FROM change"
            f" WHERE ROW({what}) IS DISTINCT FROM ROW({was}) AND {_IN_PERIOD}",
            _ends(period),
        )
        rows, sum_sek = cursor.fetchone()
    return int(rows), Decimal(sum_sek)


def flows(rule: Supposed) -> Iterator[tuple[int | None, bool, int, Decimal]]:
    """From which rules a rule would take rows and to which it would leave some: rule, whether it takes, rows, kronor.

    Null is no rule.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT CASE WHEN rule_id = %(rule)s THEN was_rule_id ELSE rule_id END, coalesce(rule_id = %(rule)s, false),
                sum(n), sum(sum_sek)
            FROM change
            WHERE (rule_id = %(rule)s OR was_rule_id = %(rule)s) AND rule_id IS DISTINCT FROM was_rule_id
            GROUP BY 1, 2 ORDER BY 2, 3 DESC, 1
            """,
            {"rule": rule.rule_id},
        )
        for other, takes, rows, sum_sek in cursor.fetchall():
            yield other, takes, int(rows), Decimal(sum_sek)


@dataclass(frozen=True)
class Moved:
    """Spend of a subcategory and bucket that would get another of them."""

    category: int | None
    bucket: str
    new_category: int | None
    new_bucket: str
    rows: int
    sum_sek: Decimal


def steps(period: Period | None) -> Iterator[Moved]:
    """What would get another subcategory or bucket, of the months of a period or of all; the most first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT was_category_id, was_bucket, category_id, bucket, sum(n), sum(sum_sek) FROM change
            WHERE (was_category_id, was_bucket) IS DISTINCT FROM (category_id, bucket) AND {_IN_PERIOD}
            GROUP BY 1, 2, 3, 4 ORDER BY abs(sum(sum_sek)) DESC, 1, 2, 3, 4
            """,
            _ends(period),
        )
        for category, bucket, new_category, new_bucket, rows, sum_sek in cursor.fetchall():
            yield Moved(category, bucket, new_category, new_bucket, int(rows), Decimal(sum_sek))


def by_rule(period: Period) -> dict[int, tuple[int, Decimal]]:
    """What more each rule would get in rows and kronor, less than nought where it would lose, by its id."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT rule_id, sum(n), sum(sum_sek) FROM (
                SELECT rule_id, month, n, sum_sek FROM change
                UNION ALL SELECT was_rule_id, month, -n, -sum_sek FROM change
            ) both_ways
            WHERE rule_id IS NOT NULL AND {_IN_PERIOD}
            GROUP BY rule_id HAVING sum(n) <> 0 OR sum(sum_sek) <> 0
            """,
            _ends(period),
        )
        return {rule: (int(rows), Decimal(sum_sek)) for rule, rows, sum_sek in cursor.fetchall()}
