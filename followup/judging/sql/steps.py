"""What would be judged to be something else in a trial: from which subcategory and bucket, and to which.

    row_before(…)   rows whose way the sums alone do not tell, as they were judged before

Where all of a key's rows of a month were one thing the sums before and after tell where they go. Rows are read only
of the months in which they were several, and of credits on other keys, which follow an invoice that moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import connection

from followup.judging.sql.workspace import execute, execute_named, looked_up

if TYPE_CHECKING:
    from huddinge_vo.common.periods import Period


@dataclass(frozen=True)
class Moved:
    """Spend of a subcategory and bucket that would get another of them."""

    category: int | None
    bucket: str
    new_category: int | None
    new_bucket: str
    rows: int
    sum_sek: Decimal


def note_rows(buyer_id: int) -> None:
    """Remember how the rows whose way the sums do not tell are judged. After gather_credits."""
    execute_named(
        """
        DROP TABLE IF EXISTS mixed, row_before;
        CREATE TEMP TABLE mixed ON COMMIT DROP AS
        SELECT s.key_id, s.month FROM followup_spendmonth s JOIN judge_key USING (key_id)
        GROUP BY s.key_id, s.month HAVING count(DISTINCT (s.category_id, s.bucket)) > 1;
        ANALYZE mixed;
        CREATE TEMP TABLE row_before ON COMMIT DROP AS
        SELECT j.ledger_import_id, j.line_no, j.key_id, j.month, j.category_id, j.bucket
        FROM followup_judgedrow j JOIN mixed ON mixed.key_id = j.key_id AND mixed.month = j.month
        UNION ALL
        SELECT j.ledger_import_id, j.line_no, j.key_id, j.month, j.category_id, j.bucket
        FROM credit_row c
        JOIN followup_judgedrow j ON j.ledger_import_id = c.ledger_import_id AND j.line_no = c.line_no
        WHERE j.buyer_id = %(buyer)s AND NOT EXISTS (SELECT FROM judge_key WHERE judge_key.key_id = j.key_id);
        ANALYZE row_before
        """,
        buyer=buyer_id,
    )


def steps(period: Period | None) -> Iterator[Moved]:
    """What has got another subcategory or bucket since, of the months of a period or of all; the most first.

    What a person may not see has been put back by then.
    """
    with looked_up():  # else all rows there are would be read, for the few that are asked for
        execute(
            """
            DROP TABLE IF EXISTS row_after;
            CREATE TEMP TABLE row_after ON COMMIT DROP AS
            SELECT b.month, b.category_id, b.bucket, j.category_id AS new_category_id, j.bucket AS new_bucket, j.sum_sek
            FROM row_before b
            JOIN followup_judgedrow j ON j.ledger_import_id = b.ledger_import_id AND j.line_no = b.line_no
            WHERE NOT EXISTS (SELECT FROM unseen u WHERE u.key_id = b.key_id AND u.month = b.month)
            """
        )
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH whole AS (
                SELECT b.key_id, b.month, min(b.category_id) AS category_id, min(b.bucket) AS bucket
                FROM spend_before b JOIN judge_key USING (key_id)
                WHERE NOT EXISTS (SELECT FROM mixed WHERE mixed.key_id = b.key_id AND mixed.month = b.month)
                GROUP BY b.key_id, b.month
            ), step AS (
                SELECT w.month, w.category_id, w.bucket, s.category_id AS new_category_id, s.bucket AS new_bucket,
                    s.n, s.sum_sek
                FROM whole w JOIN followup_spendmonth s ON s.key_id = w.key_id AND s.month = w.month
                UNION ALL
                SELECT month, category_id, bucket, new_category_id, new_bucket, 1, sum_sek FROM row_after
            )
            SELECT category_id, bucket, new_category_id, new_bucket, sum(n), sum(sum_sek) FROM step
            WHERE (category_id, bucket) IS DISTINCT FROM (new_category_id, new_bucket)
                AND month BETWEEN coalesce(%(first)s::date, '-infinity') AND coalesce(%(last)s::date, 'infinity')
            GROUP BY 1, 2, 3, 4 ORDER BY abs(sum(sum_sek)) DESC, 1, 2, 3, 4
            """,
            {"first": period.first if period else None, "last": period.last if period else None},
        )
        for category, bucket, new_category, new_bucket, rows, sum_sek in cursor.fetchall():
            yield Moved(category, bucket, new_category, new_bucket, int(rows), Decimal(sum_sek))


def by_rule(period: Period) -> dict[int, tuple[int, Decimal]]:
    """What each rule has got since in rows and kronor, less than nought where it has lost, by its id."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT rule_id, sum(n), sum(sum_sek) FROM (
                SELECT rule_id, month, n, sum_sek FROM followup_spendmonth JOIN stale USING (key_id, month)
                UNION ALL SELECT rule_id, month, -n, -sum_sek FROM spend_before
            ) both_times
            WHERE rule_id IS NOT NULL AND month BETWEEN %s AND %s
            GROUP BY rule_id HAVING sum(n) <> 0 OR sum(sum_sek) <> 0
            """,
            [period.first, period.last],
        )
        return {rule: (int(rows), Decimal(sum_sek)) for rule, rows, sum_sek in cursor.fetchall()}
