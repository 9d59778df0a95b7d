"""The roll-up by key and month, summed again where it is stale, and what the register is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection

from followup.judging.sql.workspace import (
    COLUMNS,
    FEW_MONTHS,
    SQLValue,
    execute,
    execute_named,
    looked_up,
    planned_for_many,
)


def mark_import_stale(ledger_import_id: int) -> None:
    """The roll-up is to take in what an import brought. Its rows are summed here, and not read once more for that."""
    execute_named(_SUM_ROWS.format(of_stale=""), imports=[ledger_import_id])
    execute(
        "INSERT INTO stale SELECT key_id, month FROM month_sum EXCEPT SELECT key_id, month FROM stale ORDER BY 1, 2"
    )


def mark_months_stale(months: Sequence[tuple[int, date]]) -> None:
    """The roll-up is to take in that rows count again, or do not any more: (import, the month's first day)."""
    if not months:
        return
    execute(
        """
        INSERT INTO stale SELECT DISTINCT r.key_id, m.month
        FROM unnest(%s::bigint[], %s::date[]) m(ledger_import_id, month)
        JOIN followup_ledgerrow r ON r.ledger_import_id = m.ledger_import_id
            AND date_trunc('month', r.booked_on::timestamp)::date = m.month
        WHERE r.ledger_import_id = ANY(%s) ON CONFLICT DO NOTHING
        """,
        [[each[0] for each in months], [each[1] for each in months], sorted({each[0] for each in months})],
    )


# What the view followup_judgedrow says of each row, said of each key, month and verdict. Rows are first summed by key,
# month and the month they were performed in, whatever they were judged to be: mostly a key has one verdict all month,
# and what it says is looked up once for all of them. Where it changes within the month the rows are read again, by the
# day. Rows with a verdict of their own are few: they are taken out of those sums again and put where they belong. A
# test holds the two to the same story.
def _said_by(verdict: str, is_service_known: str) -> str:
    """What a verdict says, in the order of COLUMNS; nothing is said of what was never judged."""
    said = {
        "bucket": f"coalesce({verdict}.bucket, 'UNKNOWN')",
        "reason": f"CASE WHEN {verdict}.reason = 'LATE_INVOICE' AND {is_service_known} THEN 'CONTRACT_ENDED'"
        f" ELSE coalesce({verdict}.reason, 'NOT_JUDGED') END",
        "supplier_under_contract": f"coalesce({verdict}.supplier_under_contract, false)",
    }
    return ", ".join(f"{said.get(column, f'{verdict}.{column}')} AS {column}" for column in COLUMNS.split(", "))


_OF_JUDGED = ", ".join(f"j.{column}" for column in COLUMNS.split(", "))
_MONTH = "date_trunc('month', r.booked_on::timestamp)::date"
_SERVICE_MONTH = "date_trunc('month', r.service_on::timestamp)::date"
_OF_THE_DAY = "v.key_id = r.key_id AND v.during @> coalesce(r.service_on, r.booked_on)"
_OWN_ROWS = f"""
DROP TABLE IF EXISTS own_row;
CREATE TEMP TABLE own_row ON COMMIT DROP AS
SELECT r.*, {_MONTH} AS month, NOT own.is_credit AS is_judged_by_hand,
    {_said_by("own", "r.service_on IS NOT NULL")}
FROM followup_rowverdict own
JOIN followup_ledgerrow r ON r.ledger_import_id = own.ledger_import_id AND r.line_no = own.line_no
{{of_stale}}
WHERE own.ledger_import_id = ANY(%(imports)s) AND r.ledger_import_id = ANY(%(imports)s);
ANALYZE own_row;
"""
_SUM_ROWS = f"""
INSERT INTO month_sum
SELECT r.ledger_import_id, r.key_id, {_MONTH}, {_SERVICE_MONTH}, sum(r.amount_sek), count(*)
FROM followup_ledgerrow r {{of_stale}} WHERE r.ledger_import_id = ANY(%(imports)s)
GROUP BY 1, 2, 3, 4
"""
_ALL_MONTH = (
    "v.key_id = m.key_id AND v.during @> daterange("
    "coalesce(m.service_month, m.month), (coalesce(m.service_month, m.month) + interval '1 month')::date)"
)
_FIND_SPLIT = f"""
ANALYZE month_sum;
DROP TABLE IF EXISTS split_month;
CREATE TEMP TABLE split_month ON COMMIT DROP AS
SELECT m.* FROM month_sum m LEFT JOIN {{verdicts}} v ON {_ALL_MONTH} WHERE v.id IS NULL;
ANALYZE split_month;
"""
_SUM_SPLIT = f"""
DROP TABLE IF EXISTS split_sum;
CREATE TEMP TABLE split_sum ON COMMIT DROP AS
SELECT r.ledger_import_id, r.key_id, s.month, s.service_month IS NOT NULL AS is_service_known, v.id AS verdict_id,
    sum(r.amount_sek) AS sum_sek, count(*) AS n
FROM split_month s JOIN followup_ledgerrow r ON {{of_split}}
    AND (r.ledger_import_id, {_SERVICE_MONTH}) IS NOT DISTINCT FROM (s.ledger_import_id, s.service_month)
LEFT JOIN {{verdicts}} v ON {_OF_THE_DAY}
WHERE r.ledger_import_id = ANY(%(imports)s)
GROUP BY 1, 2, 3, 4, 5;
ANALYZE split_sum;
"""
# As the rows of what is stale: met with all rows by hash, or looked up in the index of a key's days.
_OF_SPLIT = f"r.ledger_import_id = s.ledger_import_id AND r.key_id = s.key_id AND {_MONTH} = s.month"
_SPLIT_LOOKED_UP = (
    "r.key_id = s.key_id AND r.booked_on >= s.month AND r.booked_on < (s.month + interval '1 month')::date"
)
_SUM_MONTHS = f"""
DROP TABLE IF EXISTS summed, counting;
CREATE TEMP TABLE counting ON COMMIT DROP AS
SELECT buyer_id, ledger_import_id, month FROM followup_ledgerdelivery
WHERE is_active AND ledger_import_id = ANY(%(imports)s);
ANALYZE counting;
CREATE TEMP TABLE summed ON COMMIT DROP AS
WITH judged AS (
    SELECT m.ledger_import_id, m.key_id, m.month, m.sum_sek, m.n, false AS is_judged_by_hand,
        {_said_by("v", "m.service_month IS NOT NULL")}
    FROM month_sum m JOIN {{verdicts}} v ON {_ALL_MONTH}
    UNION ALL
    SELECT r.ledger_import_id, r.key_id, r.month, r.sum_sek, r.n, false, {_said_by("v", "r.is_service_known")}
    FROM split_sum r LEFT JOIN {{verdicts}} v ON v.id = r.verdict_id
    UNION ALL
    SELECT r.ledger_import_id, r.key_id, r.month, -r.amount_sek, -1, false, {_said_by("v", "r.service_on IS NOT NULL")}
    FROM own_row r LEFT JOIN {{verdicts}} v ON {_OF_THE_DAY}
    UNION ALL
    SELECT ledger_import_id, key_id, month, amount_sek, 1, is_judged_by_hand, {COLUMNS} FROM own_row
)
SELECT d.buyer_id, j.key_id, j.month, sum(j.sum_sek) AS sum_sek, sum(j.n)::integer AS n, j.is_judged_by_hand,
    {_OF_JUDGED}
FROM judged j JOIN counting d ON d.ledger_import_id = j.ledger_import_id AND d.month = j.month
GROUP BY d.buyer_id, j.key_id, j.month, j.is_judged_by_hand, {_OF_JUDGED} HAVING sum(j.n) <> 0;
ANALYZE summed;
TRUNCATE month_sum;
"""
# The verdicts that the sum of a few rows needs, counted: what PostgreSQL believes of the table itself may be wrong by
# all of it. Who looks while nothing is in it but what a broken-off load left says that it is empty, and each row would
# be met with all verdicts.
_VERDICTS_OF_STALE = """
DROP TABLE IF EXISTS stale_verdict;
CREATE TEMP TABLE stale_verdict ON COMMIT DROP AS
SELECT v.* FROM followup_keyverdict v WHERE v.key_id IN (SELECT key_id FROM stale);
CREATE INDEX ON stale_verdict (key_id);
CREATE INDEX ON stale_verdict (id);
ANALYZE stale_verdict;
"""
# Most of what is summed again comes to what it was: only what differs is written.
_IS_THE_SAME = " AND ".join(
    [
        *(f"s.{column} = n.{column}" for column in ("key_id", "month", "sum_sek", "n", "is_judged_by_hand")),
        *(f"s.{column} IS NOT DISTINCT FROM n.{column}" for column in COLUMNS.split(", ")),
    ]
)
_SETTLE_MONTHS = f"""
DELETE FROM followup_spendmonth s
WHERE {{which}} AND NOT EXISTS (SELECT FROM summed n WHERE {_IS_THE_SAME});
INSERT INTO followup_spendmonth (buyer_id, key_id, month, sum_sek, n, is_judged_by_hand, {COLUMNS})
SELECT * FROM summed n WHERE NOT EXISTS (SELECT FROM followup_spendmonth s WHERE {_IS_THE_SAME});
"""
# The rows of what is stale: met with all rows by hash, or looked up in the index of a key's days.
_OF_STALE = f"JOIN stale ON stale.key_id = r.key_id AND stale.month = {_MONTH}"
_LOOKED_UP = (
    "JOIN stale ON stale.key_id = r.key_id"
    " AND r.booked_on >= stale.month AND r.booked_on < (stale.month + interval '1 month')::date"
)


_NOTE_CONTRACTS = """
INSERT INTO resummed_contract
SELECT DISTINCT s.contract_id FROM followup_spendmonth s JOIN stale ON stale.key_id = s.key_id AND stale.month = s.month
WHERE s.contract_id IS NOT NULL ON CONFLICT DO NOTHING
"""


def roll_up(*, brings_rows: bool = False) -> None:
    """Sum the stale keys and months again from their rows, and leave the rest. Notes which contracts it bears on.

    `brings_rows` says that there are rows in none of the sums yet: how many are to be read again is not told by those.
    """
    with connection.cursor() as cursor:
        # Naming the imports lets the planner leave all other partitions alone.
        imports = _imports("month IN (SELECT month FROM stale)")
        cursor.execute("ANALYZE stale")
        cursor.execute("SELECT count(*) FROM stale")
        (stale,) = cursor.fetchone()
    many = stale > FEW_MONTHS
    with planned_for_many(many=many):
        execute(_NOTE_CONTRACTS)
    of_most = many and (brings_rows or _is_good_part(imports))
    _sum(imports, many=of_most, of_stale=_OF_STALE if of_most else _LOOKED_UP)
    with planned_for_many(many=many):
        execute(_SETTLE_MONTHS.format(which="(s.key_id, s.month) IN (SELECT key_id, month FROM stale)"))
        execute(_NOTE_CONTRACTS)


# Where so much of the ledger is to be read, reading all of it once is less than looking that part up row by row.
_GOOD_PART = 8


def _is_good_part(imports: list[int]) -> bool:
    """Whether the rows of what is stale, as they are summed, are a good part of all in some imports."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT
                coalesce((SELECT sum(loaded) FROM followup_ledgerimport WHERE id = ANY(%s)), 0),
                coalesce((SELECT sum(n) FROM followup_spendmonth JOIN stale USING (key_id, month)), 0)
            """,
            [imports],
        )
        whole, stale = cursor.fetchone()
    return bool(stale * _GOOD_PART > whole)


def roll_up_everything(buyer_id: int) -> None:
    """Sum all of a buyer's rows anew, whatever the sums were: the same as if all were stale, and less to look up."""
    _sum(_imports("buyer_id = %s", buyer_id), many=True)
    with planned_for_many():
        execute_named(_SETTLE_MONTHS.format(which="s.buyer_id = %(buyer)s"), buyer=buyer_id)


def _sum(imports: list[int], *, many: bool, of_stale: str = "") -> None:
    with looked_up():  # the rows with a verdict of their own are few in any case
        execute_named(_OWN_ROWS.format(of_stale=of_stale and _LOOKED_UP), imports=imports)
    if not many:
        with looked_up():
            execute(_VERDICTS_OF_STALE)
    verdicts = "followup_keyverdict" if many else "stale_verdict"
    with planned_for_many(many=many), looked_up(few=not many):
        others = sorted({*imports} - {*_summed_imports()})
        execute_named(_SUM_ROWS.format(of_stale=of_stale), imports=others)
        execute(_FIND_SPLIT.format(verdicts=verdicts))
    many_split = many and _is_split_often()
    with planned_for_many(many=many_split), looked_up(few=not many_split):
        of_split = _OF_SPLIT if many_split else _SPLIT_LOOKED_UP
        execute_named(_SUM_SPLIT.format(verdicts=verdicts, of_split=of_split), imports=imports)
    with planned_for_many(many=many), looked_up(few=not many):
        execute_named(_SUM_MONTHS.format(verdicts=verdicts), imports=imports)


def _summed_imports() -> list[int]:
    """The imports all of whose rows are summed already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT ledger_import_id FROM month_sum")
        return [row[0] for row in cursor.fetchall()]


def _is_split_often() -> bool:
    """Whether the rows of months in which a key's verdict changes are a good part of all that are summed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce((SELECT sum(n) FROM month_sum), 0), coalesce((SELECT sum(n) FROM split_month), 0)"
        )
        whole, split = cursor.fetchone()
    return bool(split * _GOOD_PART > whole)


def _imports(condition: str, *params: SQLValue) -> list[int]:
    """The imports that have rows that count, of the deliveries that are meant."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT ledger_import_id FROM followup_ledgerdelivery WHERE is_active AND {condition}", params
        )
        return [row[0] for row in cursor.fetchall()]


def stale_months() -> list[date]:
    """The months in which something was summed again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT month FROM stale ORDER BY month")
        return [row[0] for row in cursor.fetchall()]


def forget_stale() -> None:
    """Begin a new account of what is to be summed again."""
    execute("TRUNCATE stale, month_sum")


_FIND_BOUGHT = """
INSERT INTO resummed_contract
SELECT c.id FROM contracts_contract c JOIN contracts_framework f ON f.id = c.framework_id
WHERE c.buyer_id = %(buyer)s AND f.ceiling_sek IS NOT NULL AND f.id IN (
    SELECT t.framework_id FROM contracts_contract t JOIN resummed_contract r ON r.contract_id = t.id
)
ON CONFLICT DO NOTHING;
ANALYZE resummed_contract;
DROP TABLE IF EXISTS bought;
CREATE TEMP TABLE bought ON COMMIT DROP AS
SELECT s.contract_id, s.month, s.key_id, sum(s.sum_sek) AS sum_sek
FROM followup_spendmonth s JOIN resummed_contract USING (contract_id)
WHERE s.buyer_id = %(buyer)s AND s.bucket = 'ON_CONTRACT'
GROUP BY s.contract_id, s.month, s.key_id;
ANALYZE bought;
"""
_PUBLISH_VOLUMES = """
DELETE FROM contracts_contractvolume WHERE contract_id IN (SELECT contract_id FROM resummed_contract);
INSERT INTO contracts_contractvolume (contract_id, month, sum_sek, cumulative_sek, above_ceiling, updated_at)
SELECT m.contract_id, m.month, m.sum_sek, m.cumulative_sek,
    coalesce(m.cumulative_sek >= c.ceiling_sek OR c.ceiling_sek = 0, false), %s
FROM (
    SELECT contract_id, month, sum(sum_sek) AS sum_sek,
        sum(sum(sum_sek)) OVER (PARTITION BY contract_id ORDER BY month) AS cumulative_sek
    FROM bought GROUP BY contract_id, month
) m JOIN contracts_contract c ON c.id = m.contract_id;
WITH these AS MATERIALIZED (
    SELECT DISTINCT o.framework_id FROM contracts_contract o JOIN resummed_contract r ON r.contract_id = o.id
    WHERE o.framework_id IS NOT NULL
), of_round AS MATERIALIZED (
    SELECT t.framework_id, w.month, f.ceiling_sek,
        sum(sum(w.sum_sek)) OVER (PARTITION BY t.framework_id ORDER BY w.month) AS cumulative_sek
    FROM these
    JOIN contracts_framework f ON f.id = these.framework_id AND f.ceiling_sek IS NOT NULL
    JOIN contracts_contract t ON t.framework_id = f.id
    JOIN contracts_contractvolume w ON w.contract_id = t.id
    GROUP BY t.framework_id, w.month, f.ceiling_sek
)
UPDATE contracts_contractvolume v SET above_ceiling = true
FROM contracts_contract c, of_round
WHERE c.id = v.contract_id AND of_round.framework_id = c.framework_id AND of_round.month = v.month
    AND (of_round.cumulative_sek >= of_round.ceiling_sek OR of_round.ceiling_sek = 0) AND NOT v.above_ceiling;
"""
_PUBLISH_PAYERS = """
DELETE FROM contracts_contractpayervolume WHERE contract_id IN (SELECT contract_id FROM resummed_contract);
INSERT INTO contracts_contractpayervolume (contract_id, month, payer, sum_sek)
SELECT b.contract_id, b.month, k.unit, sum(b.sum_sek)
FROM bought b JOIN followup_spendkey k ON k.id = b.key_id
GROUP BY b.contract_id, b.month, k.unit;
"""


def publish_volumes(buyer_id: int, *, at: datetime, everything: bool) -> None:
    """Tell the register what was bought on each contract, by whom, and from when a ceiling it is under was reached.

    Of the contracts that the roll-up bore on, or of all; and of the others under a round with a ceiling that one of
    those is under, for they use it together. Reached is what contracts.terms.rules.ceiling_use says.
    """
    if everything:
        execute(
            "INSERT INTO resummed_contract SELECT id FROM contracts_contract WHERE buyer_id = %s"
            " ON CONFLICT DO NOTHING",
            [buyer_id],
        )
    # What is added up is added up once, and counted: nothing is known yet of the volumes that were just written, and a
    # question that takes them for none asks for the rounds' sums anew for each of them.
    execute_named(_FIND_BOUGHT, buyer=buyer_id)
    execute(_PUBLISH_VOLUMES, [at])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM bought")
        (bought,) = cursor.fetchone()
    with planned_for_many(many=bought > FEW_MONTHS):
        execute(_PUBLISH_PAYERS)
