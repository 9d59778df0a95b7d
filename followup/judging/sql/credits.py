"""Credits, which follow the invoice they name."""

from __future__ import annotations

from followup.judging.sql.workspace import COLUMNS, execute_named

# A credit takes the bucket of the invoice it names, the same supplier and invoice number, whatever the day; it keeps
# its own subcategory. Among several postings of that invoice the one on the same key speaks first.
_POSTING = """
WITH chosen AS MATERIALIZED (SELECT * FROM followup_ledgerrow r WHERE {chosen})
    SELECT r.ledger_import_id, r.line_no, r.key_id, r.invoice_number, r.booked_on,
        coalesce(r.service_on, r.booked_on) AS day, k.supplier_id, k.supplier_ref, k.supplier_name
    FROM chosen r
    JOIN followup_spendkey k ON k.id = r.key_id
    JOIN followup_ledgerdelivery d ON d.ledger_import_id = r.ledger_import_id AND d.is_active
        AND d.month = date_trunc('month', r.booked_on)::date
    WHERE k.buyer_id = %(buyer)s
"""
# Credits are few: they are gathered first, and of the invoices only those that a credit names.
_CREDITS = f"""
CREATE TEMP TABLE credit ON COMMIT DROP AS {_POSTING.format(chosen="r.invoice_number <> '' AND r.amount_sek < 0")}
    AND NOT EXISTS (
        SELECT FROM followup_rowjudgement j WHERE j.ledger_import_id = r.ledger_import_id AND j.line_no = r.line_no);
ANALYZE credit;
CREATE TEMP TABLE credited ON COMMIT DROP AS
    {_POSTING.format(chosen="r.amount_sek > 0 AND r.invoice_number IN (SELECT invoice_number FROM credit)")};
ANALYZE credited;
CREATE TEMP TABLE credit_verdict ON COMMIT DROP AS
WITH named AS (
    SELECT DISTINCT ON (c.ledger_import_id, c.line_no) c.ledger_import_id, c.line_no, c.key_id, c.day,
        i.ledger_import_id AS invoice_import, i.line_no AS invoice_line, i.key_id AS invoice_key, i.day AS invoice_day
    FROM credit c
    JOIN credited i ON i.invoice_number = c.invoice_number
        AND (i.supplier_id = c.supplier_id OR (i.supplier_id IS NULL AND c.supplier_id IS NULL
             AND i.supplier_ref = c.supplier_ref AND i.supplier_name = c.supplier_name))
    ORDER BY c.ledger_import_id, c.line_no, (i.key_id = c.key_id) DESC, i.booked_on, i.ledger_import_id, i.line_no
)
SELECT n.ledger_import_id, n.line_no,
    coalesce(own.category_id, hand.category_id, inv.category_id) AS category_id,
    CASE WHEN hand.bucket IS NOT NULL THEN hand.area_id ELSE inv.area_id END AS area_id,
    coalesce(own.supplier_id, inv.supplier_id) AS supplier_id,
    CASE WHEN hand.bucket IS NOT NULL THEN hand.contract_id ELSE inv.contract_id END AS contract_id,
    coalesce(hand.bucket, inv.bucket) AS bucket,
    coalesce(hand.reason, inv.reason) AS reason,
    coalesce(hand.supplier_under_contract, inv.supplier_under_contract) AS supplier_under_contract,
    CASE WHEN hand.bucket IS NOT NULL THEN hand.rule_id ELSE inv.rule_id END AS rule_id
FROM named n
JOIN followup_keyverdict own ON own.key_id = n.key_id AND own.during @> n.day
JOIN followup_keyverdict inv ON inv.key_id = n.invoice_key AND inv.during @> n.invoice_day
LEFT JOIN followup_rowverdict hand ON NOT hand.is_credit AND hand.ledger_import_id = n.invoice_import
    AND hand.line_no = n.invoice_line
WHERE (coalesce(hand.bucket, inv.bucket),
       CASE WHEN hand.bucket IS NOT NULL THEN hand.contract_id ELSE inv.contract_id END,
       coalesce(hand.reason, inv.reason), coalesce(hand.supplier_under_contract, inv.supplier_under_contract))
    IS DISTINCT FROM (own.bucket, own.contract_id, own.reason, own.supplier_under_contract)
"""
_SETTLE_CREDITS = f"""
INSERT INTO stale
SELECT r.key_id, date_trunc('month', r.booked_on)::date FROM (
    SELECT ledger_import_id, line_no, {COLUMNS} FROM followup_rowverdict v
        WHERE is_credit AND ledger_import_id IN (SELECT id FROM followup_ledgerimport WHERE buyer_id = %(buyer)s)
    EXCEPT SELECT ledger_import_id, line_no, {COLUMNS} FROM credit_verdict
) gone JOIN followup_ledgerrow r USING (ledger_import_id, line_no)
UNION
SELECT r.key_id, date_trunc('month', r.booked_on)::date FROM (
    SELECT ledger_import_id, line_no, {COLUMNS} FROM credit_verdict
    EXCEPT SELECT ledger_import_id, line_no, {COLUMNS} FROM followup_rowverdict WHERE is_credit
) come JOIN followup_ledgerrow r USING (ledger_import_id, line_no)
ON CONFLICT DO NOTHING;
DELETE FROM followup_rowverdict v WHERE v.is_credit
    AND v.ledger_import_id IN (SELECT id FROM followup_ledgerimport WHERE buyer_id = %(buyer)s);
INSERT INTO followup_rowverdict (ledger_import_id, line_no, is_credit, {COLUMNS})
SELECT ledger_import_id, line_no, true, {COLUMNS} FROM credit_verdict ON CONFLICT DO NOTHING;
DROP TABLE credit_verdict, credited, credit;
"""


def judge_credits(buyer_id: int) -> None:
    """Let each credit follow the invoice it names, wherever in the ledger the two stand."""
    execute_named(_CREDITS, buyer=buyer_id)
    execute_named(_SETTLE_CREDITS, buyer=buyer_id)
