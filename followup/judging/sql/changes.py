"""What each row is and would be judged to be, in one table that all that a trial tells is summed from.

    spend_before(…)           the roll-up of the chosen keys as it is, and of other keys with credits that move
    supposed_verdict(id, …)   the spans of keys as they would be judged
    supposed_row_verdict(…)   the same of the rows that people have judged
    own_row(…)                rows with a verdict of their own, now or then: both of it
    key_change(…)             what would become something else, by key and month: as in the roll-up, and `was_…`
    change(…)                 the same summed over keys, once what a person may not see is left out

Nothing that pages read is written. Where a key has one verdict the whole month through, all its rows would get it: they
are taken from the roll-up together. Only where its verdict would change within the month, or where a service may have
been given in another month than it was booked, are the rows themselves read.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection

from followup.judging.sql.credits import FEW_CREDITS, judge_named, name_invoices
from followup.judging.sql.workspace import (
    COLUMNS,
    FEW_MONTHS,
    execute,
    execute_named,
    looked_up,
    planned_for_many,
)

_EACH = COLUMNS.split(", ")
_MONTH = "date_trunc('month', r.booked_on::timestamp)::date"
_ACTIVE = f"d.ledger_import_id = r.ledger_import_id AND d.is_active AND d.month = {_MONTH}"


def _of(alias: str) -> str:
    return ", ".join(f"{alias}.{column}" for column in _EACH)


def note_spend() -> None:
    """Read the roll-up of the chosen keys, once for all that is asked of it."""
    execute(
        """
        DROP TABLE IF EXISTS spend_before;
        ANALYZE judge_key;
        CREATE TEMP TABLE spend_before ON COMMIT DROP AS
        SELECT s.* FROM followup_spendmonth s JOIN judge_key USING (key_id);
        ANALYZE spend_before
        """
    )


# Where a key's credits follow other keys' invoices, and others' follow its own, those keys' verdicts are asked for too.
_SUPPOSE_VERDICTS = f"""
DROP TABLE IF EXISTS supposed_verdict, supposed_row_verdict;
CREATE TEMP TABLE supposed_verdict ON COMMIT DROP AS
SELECT row_number() OVER () AS id, v.* FROM (
    SELECT subject_id AS key_id, during, {COLUMNS} FROM verdict WHERE subject_id > 0
    UNION ALL
    SELECT key_id, during, {COLUMNS} FROM followup_keyverdict
    WHERE key_id IN (
        SELECT key_id FROM credit_row UNION SELECT invoice_key FROM named EXCEPT SELECT key_id FROM judge_key)
) v;
ANALYZE supposed_verdict;
CREATE TEMP TABLE supposed_row_verdict ON COMMIT DROP AS
SELECT j.ledger_import_id, j.line_no, false AS is_credit, {_of("v")}
FROM verdict v
JOIN followup_rowjudgement j ON j.id = -v.subject_id
JOIN followup_ledgerrow r ON r.ledger_import_id = j.ledger_import_id AND r.line_no = j.line_no
WHERE v.subject_id < 0 AND v.during @> coalesce(r.service_on, r.booked_on)
UNION ALL
SELECT v.ledger_import_id, v.line_no, false, {_of("v")}
FROM (SELECT DISTINCT invoice_import, invoice_line, invoice_key FROM named) n
JOIN followup_rowverdict v ON v.ledger_import_id = n.invoice_import AND v.line_no = n.invoice_line
WHERE NOT v.is_credit AND NOT EXISTS (SELECT FROM judge_key WHERE judge_key.key_id = n.invoice_key);
ANALYZE supposed_row_verdict
"""


def _said(of: Callable[[str], str], is_service_known: str, as_: str = "") -> str:
    """What is said of rows, by where each column of a verdict is to be had: as in the view followup_judgedrow.

    Nothing is said of what was never judged, and an invoice whose service day is known cannot be late. The columns are
    called as they are in the roll-up, with `as_` before it.
    """
    said = {column: of(column) for column in _EACH} | {
        "bucket": f"coalesce({of('bucket')}, 'UNKNOWN')",
        "reason": f"CASE WHEN {of('reason')} = 'LATE_INVOICE' AND {is_service_known} THEN 'CONTRACT_ENDED'"
        f" ELSE coalesce({of('reason')}, 'NOT_JUDGED') END",
        "supplier_under_contract": f"coalesce({of('supplier_under_contract')}, false)",
    }
    return ", ".join(f"{expression} AS {as_}{column}" for column, expression in said.items())


def _of_row(own: str, of_key: str, as_: str = "") -> str:
    """What a row is judged to be: by its own verdict, or else its key's of the day."""
    return _said(
        lambda column: f"CASE WHEN {own}.bucket IS NOT NULL THEN {own}.{column} ELSE {of_key}.{column} END",
        "r.service_on IS NOT NULL",
        as_,
    )


def _of_key(verdict: str, as_: str = "") -> str:
    """What rows of a key are judged to be by one of its verdicts."""
    return _said(lambda column: f"{verdict}.{column}", "s.is_service_known", as_)


_OWN_ROWS = f"""
DROP TABLE IF EXISTS own_row;
CREATE TEMP TABLE own_row ON COMMIT DROP AS
WITH place AS (
    SELECT ledger_import_id, line_no, key_id, booked_on, service_on, amount_sek FROM credit_row c
    WHERE EXISTS (
        SELECT FROM credit_verdict v WHERE v.ledger_import_id = c.ledger_import_id AND v.line_no = c.line_no
    ) OR EXISTS (
        SELECT FROM followup_rowverdict v
        WHERE v.is_credit AND v.ledger_import_id = c.ledger_import_id AND v.line_no = c.line_no)
    UNION
    SELECT r.ledger_import_id, r.line_no, r.key_id, r.booked_on, r.service_on, r.amount_sek
    FROM followup_rowjudgement j
    JOIN followup_ledgerrow r ON r.ledger_import_id = j.ledger_import_id AND r.line_no = j.line_no
    JOIN judge_key USING (key_id)
)
SELECT r.ledger_import_id, r.line_no, r.key_id, {_MONTH} AS month, r.amount_sek,
    own.bucket IS NOT NULL AND NOT own.is_credit AS is_judged_by_hand,
    {_of_row("own", "of_key", "was_")}, {_of_row("own_then", "of_key_then")}
FROM place r
JOIN followup_ledgerdelivery d ON {_ACTIVE}
LEFT JOIN followup_rowverdict own ON own.ledger_import_id = r.ledger_import_id AND own.line_no = r.line_no
LEFT JOIN followup_keyverdict of_key ON of_key.key_id = r.key_id
    AND of_key.during @> coalesce(r.service_on, r.booked_on)
LEFT JOIN (
    SELECT ledger_import_id, line_no, {COLUMNS} FROM credit_verdict
    UNION ALL SELECT ledger_import_id, line_no, {COLUMNS} FROM supposed_row_verdict
) own_then ON own_then.ledger_import_id = r.ledger_import_id AND own_then.line_no = r.line_no
LEFT JOIN supposed_verdict of_key_then ON of_key_then.key_id = r.key_id
    AND of_key_then.during @> coalesce(r.service_on, r.booked_on);
ANALYZE own_row
"""
_WAS = ", ".join(f"was_{column}" for column in _EACH)
_WHOLE_MONTH = "b.during @> daterange(s.month, (s.month + interval '1 month')::date)"
_FIND_MONTHS_TO_READ = """
DROP TABLE IF EXISTS whole_verdict, read_month;
CREATE TEMP TABLE whole_verdict ON COMMIT DROP AS
SELECT v.* FROM supposed_verdict v JOIN judge_key USING (key_id)
WHERE v.key_id NOT IN (
    SELECT r.key_id FROM followup_ledgerrow r JOIN judge_key USING (key_id) WHERE r.service_on IS NOT NULL);
ANALYZE whole_verdict;
CREATE TEMP TABLE read_month ON COMMIT DROP AS
SELECT s.key_id, s.month FROM spend_before s JOIN whole_verdict b ON b.key_id = s.key_id
    AND date_trunc('month', lower(b.during)::timestamp)::date = s.month AND lower(b.during) > s.month
UNION SELECT key_id, month FROM spend_before WHERE key_id NOT IN (SELECT key_id FROM whole_verdict);
ANALYZE read_month
"""
_READ_ROWS = f"""
DROP TABLE IF EXISTS read_row;
CREATE TEMP TABLE read_row ON COMMIT DROP AS
SELECT r.ledger_import_id, r.line_no, r.key_id, s.month, coalesce(r.service_on, r.booked_on) AS day,
    r.service_on IS NOT NULL AS is_service_known, r.amount_sek
FROM read_month s
JOIN followup_ledgerrow r ON r.key_id = s.key_id
    AND r.booked_on >= s.month AND r.booked_on < (s.month + interval '1 month')::date
JOIN followup_ledgerdelivery d ON {_ACTIVE};
ANALYZE read_row
"""
_KEY_CHANGES = f"""
DROP TABLE IF EXISTS key_change;
CREATE TEMP TABLE key_change ON COMMIT DROP AS
WITH summed AS (
    SELECT r.key_id, r.month, w.id AS was_id, b.id AS becomes_id, r.is_service_known, count(*) AS n,
        sum(r.amount_sek) AS sum_sek
    FROM read_row r
    JOIN supposed_verdict b ON b.key_id = r.key_id AND b.during @> r.day
    LEFT JOIN followup_keyverdict w ON w.key_id = r.key_id AND w.during @> r.day
    WHERE NOT EXISTS (
        SELECT FROM own_row o WHERE o.ledger_import_id = r.ledger_import_id AND o.line_no = r.line_no)
    GROUP BY 1, 2, 3, 4, 5
), judged(key_id, month, n, sum_sek, is_judged_by_hand, {COLUMNS}, {_WAS}) AS (
    SELECT s.key_id, s.month, s.n, s.sum_sek, s.is_judged_by_hand, {_of("b")}, {_of("s")}
    FROM spend_before s JOIN whole_verdict b ON b.key_id = s.key_id AND {_WHOLE_MONTH}
    UNION ALL
    -- Rows with a verdict of their own are in those sums: they are taken out again, and put where they belong.
    SELECT s.key_id, s.month, -1, -s.amount_sek, s.is_judged_by_hand, {_of("b")}, {_WAS}
    FROM own_row s JOIN whole_verdict b ON b.key_id = s.key_id AND {_WHOLE_MONTH}
    UNION ALL
    SELECT key_id, month, 1, amount_sek, is_judged_by_hand, {COLUMNS}, {_WAS} FROM own_row
    UNION ALL
    SELECT s.key_id, s.month, s.n, s.sum_sek, false, {_of_key("b")}, {_of_key("w", "was_")}
    FROM summed s JOIN supposed_verdict b ON b.id = s.becomes_id LEFT JOIN followup_keyverdict w ON w.id = s.was_id
)
SELECT * FROM judged WHERE ({COLUMNS}) IS DISTINCT FROM ({_WAS});
ANALYZE key_change;
INSERT INTO spend_before
SELECT s.* FROM followup_spendmonth s JOIN (
    SELECT DISTINCT key_id, month FROM key_change EXCEPT SELECT key_id, month FROM spend_before
) other USING (key_id, month)
"""


def find_changes(buyer_id: int) -> None:
    """What of the chosen keys, and of the gathered credits, would be judged to be something else by the verdicts found.

    Whom an invoice is from no rule tells: a credit names the same one then as now.
    """
    found = name_invoices(buyer_id)
    with planned_for_many(many=found > FEW_CREDITS):
        execute(_SUPPOSE_VERDICTS)
        judge_named(keys="supposed_verdict", rows="supposed_row_verdict")
        execute(_OWN_ROWS)
    execute(_FIND_MONTHS_TO_READ)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM read_month")
        (months,) = cursor.fetchone()
    with planned_for_many(many=months > FEW_MONTHS), looked_up(few=months <= FEW_MONTHS):
        execute(_READ_ROWS)
    execute(_KEY_CHANGES)


# What sums tell of: neither whose it is nor on which contract.
_TOLD = ", ".join(column for column in _EACH if column not in ("supplier_id", "contract_id"))
_TOLD_WAS = ", ".join(f"was_{column}" for column in _TOLD.split(", "))


def sum_changes(buyer_id: int) -> None:
    """Sum what would become something else over keys, and let the buyer's totals be as they would be.

    They are so for whoever asks for them in this transaction: a temporary table stands before the one of the same name,
    in which nothing is written and for which nobody has to wait.
    """
    totalled = f"month, {_TOLD}, is_judged_by_hand, unit"
    was = f"month, {_TOLD_WAS}, is_judged_by_hand, unit"
    execute_named(
        f"""
        DROP TABLE IF EXISTS change;
        CREATE TEMP TABLE change ON COMMIT DROP AS
        SELECT %(buyer)s::bigint AS buyer_id, month, {_TOLD}, {_TOLD_WAS}, is_judged_by_hand, unit,
            sum(n)::integer AS n, sum(sum_sek) AS sum_sek
        FROM key_change JOIN followup_spendkey k ON k.id = key_id
        GROUP BY month, {_TOLD}, {_TOLD_WAS}, is_judged_by_hand, unit HAVING sum(n) <> 0;
        CREATE TEMP TABLE followup_spendtotal ON COMMIT DROP AS
        SELECT row_number() OVER () AS id, %(buyer)s::bigint AS buyer_id, {totalled},
            sum(sum_sek) AS sum_sek, sum(n)::integer AS n
        FROM (
            SELECT {totalled}, sum_sek, n FROM followup_spendtotal WHERE buyer_id = %(buyer)s
            UNION ALL SELECT {totalled}, sum_sek, n FROM change
            UNION ALL SELECT {was}, -sum_sek, -n FROM change
        ) all_of_it GROUP BY {totalled} HAVING sum(n) <> 0
        """,
        buyer=buyer_id,
    )
