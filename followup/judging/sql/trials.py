"""A rule that is tried: the rules as they would be, and what would become of the rows that a person may see.

    supposed_rule(id, "order", …)   the buyer's rules as they would be; nobody who saves a rule has to wait for it
    spend_before(…)                 the sums of what is to be summed again, as they were
    unseen(key_id, month)           where something is that the person may not see: it is left as it was

A trial that took what a person may not see into account would tell of it: a rule can be made to take nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models.expressions import RawSQL

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
    asked, params = written_out(_of_keys_in("judge_key", seen).order_by().values("key"))
    execute(f"DELETE FROM judge_key WHERE key_id NOT IN ({asked})", params)


def _of_keys_in(table: str, spend: QuerySet) -> QuerySet:
    """Spend of the keys of a temporary table: the rest of the ledger, mostly all of it, is not looked at."""
    return spend.filter(key__in=RawSQL(f"SELECT key_id FROM {table}", []))  # noqa: S611 - a table of our own


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


def note_before() -> None:
    """Remember the sums of what is to be summed again, before it is."""
    execute(
        """
        ANALYZE stale;
        DROP TABLE IF EXISTS spend_before, unseen;
        CREATE TEMP TABLE spend_before ON COMMIT DROP AS
        SELECT s.* FROM followup_spendmonth s JOIN stale ON stale.key_id = s.key_id AND stale.month = s.month;
        CREATE TEMP TABLE unseen (key_id bigint, month date, PRIMARY KEY (key_id, month)) ON COMMIT DROP;
        """
    )


def hide(unseen: QuerySet) -> None:
    """Note the keys and months with something in them that a person may not see, of those that are summed again."""
    asked, params = written_out(_of_keys_in("stale", unseen).order_by().values("key", "month").distinct())
    execute(
        f"INSERT INTO unseen SELECT * FROM ({asked}) s(key_id, month) JOIN stale USING (key_id, month)"
        " ON CONFLICT DO NOTHING",
        params,
    )


def hide_all_but(seen: QuerySet) -> None:
    """Note the same of all spend but what is seen."""
    hide(seen.model._default_manager.exclude(pk__in=_of_keys_in("stale", seen).order_by().values("pk")))


def put_back_unseen() -> None:
    """Let the sums of what a person may not see be as they were, so that no difference holds anything of it."""
    execute(
        """
        DELETE FROM followup_spendmonth s USING unseen u WHERE s.key_id = u.key_id AND s.month = u.month;
        INSERT INTO followup_spendmonth SELECT b.* FROM spend_before b JOIN unseen USING (key_id, month);
        """
    )


# What has become more (n > 0) or less, by the columns that are named.
_CHANGED = """
SELECT key_id, month, {by}, sum(n) AS n, sum(sum_sek) AS sum_sek FROM (
    SELECT key_id, month, {by}, n, sum_sek
    FROM followup_spendmonth JOIN stale USING (key_id, month)
    UNION ALL SELECT key_id, month, {by}, -n, -sum_sek FROM spend_before
) both_times GROUP BY key_id, month, {by} HAVING sum(n) <> 0
"""


def moved() -> tuple[int, Decimal]:
    """Rows and kronor under another subcategory, area or bucket than before, of each key and month."""
    return _come_to("category_id, area_id, bucket")


def redecided(period: Period) -> tuple[int, Decimal]:
    """Rows and kronor of a period that another rule decides of than before, of each key and month."""
    return _come_to("rule_id", period)


def _come_to(by: str, period: Period | None = None) -> tuple[int, Decimal]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT coalesce(sum(n), 0), coalesce(sum(sum_sek), 0) FROM ({_CHANGED.format(by=by)}) changed"
            " WHERE n > 0 AND month BETWEEN coalesce(%(first)s::date, '-infinity')"
            " AND coalesce(%(last)s::date, 'infinity')",
            {"first": period.first if period else None, "last": period.last if period else None},
        )
        rows, sum_sek = cursor.fetchone()
    return int(rows), Decimal(sum_sek)


def flows(rule: Supposed) -> Iterator[tuple[int | None, bool, int, Decimal]]:
    """From which rules a rule would take rows and to which it would leave some: rule, whether it takes, rows, kronor.

    Null is no rule. A key's rows of a month have one rule before and one after, but for credits of others' invoices.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH changed AS ({_CHANGED.format(by="rule_id")}),
            own AS (SELECT key_id, month, n > 0 AS takes FROM changed WHERE rule_id = %s)
            SELECT c.rule_id, own.takes, sum(abs(c.n)), sum(CASE WHEN own.takes THEN -c.sum_sek ELSE c.sum_sek END)
            FROM changed c JOIN own USING (key_id, month)
            WHERE c.rule_id IS DISTINCT FROM %s AND (c.n < 0) = own.takes GROUP BY 1, 2 ORDER BY 2, 3 DESC, 1
            """,
            [rule.rule_id, rule.rule_id],
        )
        for other, takes, rows, sum_sek in cursor.fetchall():
            yield other, takes, int(rows), Decimal(sum_sek)
