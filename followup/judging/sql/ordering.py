"""Another order of the rules, tried: read from keys and months alone. Nothing is judged in the ledger, and no row read.

reordered(key_id, was_id, becomes_id)   the keys that another rule would decide of
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import connection

from followup.judging.sql.verdicts import find_verdicts
from followup.judging.sql.workspace import RULE_TAKES_KEY, execute

if TYPE_CHECKING:
    from django.db.models import QuerySet

_SUPPOSED = "reordered_rule"


@dataclass(frozen=True)
class Moved:
    """Spend that would go from one rule to another, of one subcategory and bucket before and after."""

    was: int
    becomes: int
    category: int | None
    bucket: str
    new_category: int | None
    new_bucket: str
    rows: int
    sum_sek: Decimal


def suppose_order(buyer_id: int, order: Sequence[int]) -> None:
    """Find the keys that another rule would decide of if a buyer's rules stood in an order, and choose them.

    What no rule takes is taken by none in any order.
    """
    execute(
        f"""
        DROP TABLE IF EXISTS {_SUPPOSED}, reordered;
        CREATE TEMP TABLE {_SUPPOSED} ON COMMIT DROP AS
        SELECT r.id, r.buyer_id, o.place AS "order", r."order" AS was, r.supplier_ref, r.account_from, r.account_to,
            r.unit, r.category_id, r.area_id, r.exclusion
        FROM followup_classificationrule r JOIN unnest(%s::bigint[]) WITH ORDINALITY o(id, place) USING (id)
        WHERE r.buyer_id = %s;
        CREATE TEMP TABLE reordered ON COMMIT DROP AS
        SELECT k.id AS key_id, (array_agg(r.id ORDER BY r.was))[1] AS was_id,
            (array_agg(r.id ORDER BY r."order"))[1] AS becomes_id
        FROM followup_spendkey k JOIN {_SUPPOSED} r ON {RULE_TAKES_KEY}
        WHERE k.buyer_id = %s GROUP BY k.id
        HAVING (array_agg(r.id ORDER BY r.was))[1] <> (array_agg(r.id ORDER BY r."order"))[1];
        INSERT INTO judge_key SELECT key_id FROM reordered;
        """,
        [list(order), buyer_id, buyer_id],
    )


def moved_by_order(spend: QuerySet) -> Iterator[Moved]:
    """What of some sums would go to another rule, and what it would be judged to be.

    Rules and subcategories are exact. The bucket is that of the day in the month that the sum's own verdict is of: a
    sum does not know the days of service of its rows. What was judged by hand stays, and so do credits that follow an
    invoice of another rule.
    """
    find_verdicts(rules=_SUPPOSED, with_rows=False)
    columns = ("key_id", "month", "rule_id", "category_id", "contract_id", "bucket", "n", "sum_sek")
    asked, params = spend.order_by().filter(is_judged_by_hand=False).values(*columns).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH spend({", ".join(columns)}) AS ({asked}), dated AS (
                SELECT s.*, m.becomes_id, coalesce((
                    SELECT CASE WHEN v.during @> s.month THEN s.month
                        WHEN upper(v.during) <= s.month THEN upper(v.during) - 1 ELSE lower(v.during) END
                    FROM followup_keyverdict v WHERE v.key_id = s.key_id AND v.bucket = s.bucket
                        AND v.contract_id IS NOT DISTINCT FROM s.contract_id
                    ORDER BY abs(CASE WHEN v.during @> s.month THEN 0
                        WHEN upper(v.during) <= s.month THEN s.month - upper(v.during)
                        ELSE lower(v.during) - s.month END), v.id LIMIT 1), s.month) AS day
                FROM spend s JOIN reordered m ON m.key_id = s.key_id AND m.was_id = s.rule_id
            )
            SELECT d.rule_id, d.becomes_id, d.category_id, d.bucket, v.category_id, v.bucket, sum(d.n), sum(d.sum_sek)
            FROM dated d JOIN verdict v ON v.subject_id = d.key_id AND v.during @> d.day
            GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY abs(sum(d.sum_sek)) DESC, 1, 2, 3, 4, 5, 6
            """,
            list(params),
        )
        for was, becomes, category, bucket, new_category, new_bucket, rows, sum_sek in cursor.fetchall():
            yield Moved(was, becomes, category, bucket, new_category, new_bucket, int(rows), Decimal(sum_sek))
