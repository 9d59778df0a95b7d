"""The tables that all kinds of flags read, made once for a buyer; and what they find, put where it is kept."""

from __future__ import annotations

# Two years of rows that can be bought on contract: the year that is looked at, and the one before to compare with.
# What a row is known by again does not change when its file is delivered anew.
PREPARE = """
DROP TABLE IF EXISTS flag_row, flag_bill, flag_year, flag_contract, flag_now, flag_found;
CREATE TEMP TABLE flag_now ON COMMIT DROP AS
SELECT s.id, coalesce(f.final_id, s.id) AS now FROM contracts_supplier s
LEFT JOIN contracts_finalsupplier f ON f.supplier_id = s.id;
CREATE TEMP TABLE flag_contract ON COMMIT DROP AS
SELECT c.id, n.now AS supplier_id, c.framework_id, c.number, c.valid_from, c.ends_on, c.in_force, c.ceiling_sek,
    c.status = 'SIGNED' AS is_signed
FROM contracts_contract c JOIN flag_now n ON n.id = c.supplier_id WHERE c.buyer_id = %(buyer)s;
CREATE TEMP TABLE flag_row ON COMMIT DROP AS
SELECT r.ledger_import_id, r.line_no, r.key_id, r.supplier_id, r.contract_id, r.category_id, r.area_id, r.bucket,
    r.reason, r.invoice_number, r.voucher, r.booked_on, coalesce(r.service_on, r.booked_on) AS day, r.sum_sek,
    hashtextextended(r.key_id || '|' || r.voucher || '|' || r.invoice_number, r.booked_on - DATE '2000-01-01')
        # hashtextextended(r.sum_sek::text, 1) AS id,
    hashtextextended(r.supplier_id || '|' || r.invoice_number || '|' || r.voucher
        || CASE WHEN r.invoice_number = '' THEN r.booked_on::text ELSE '' END, 2) AS bill
FROM followup_judgedrow r
WHERE r.buyer_id = %(buyer)s AND r.booked_on >= %(first)s AND r.booked_on <= %(on)s AND r.bucket <> 'EXCLUDED';
CREATE TEMP TABLE flag_bill ON COMMIT DROP AS
SELECT bill, supplier_id, min(invoice_number) AS invoice_number, min(booked_on) AS booked_on, min(day) AS day,
    sum(sum_sek) AS sum_sek
FROM flag_row WHERE supplier_id IS NOT NULL GROUP BY bill, supplier_id;
CREATE TEMP TABLE flag_year ON COMMIT DROP AS
SELECT supplier_id, sum(sum_sek) AS sum_sek FROM flag_row
WHERE booked_on > %(since)s AND supplier_id IS NOT NULL GROUP BY supplier_id;
CREATE INDEX ON flag_now (id); CREATE INDEX ON flag_contract (supplier_id); CREATE INDEX ON flag_contract (id);
CREATE INDEX ON flag_row (contract_id); CREATE INDEX ON flag_row (supplier_id); CREATE INDEX ON flag_row (id);
CREATE INDEX ON flag_row (bill); CREATE INDEX ON flag_year (supplier_id);
ANALYZE flag_row; ANALYZE flag_bill; ANALYZE flag_contract; ANALYZE flag_now; ANALYZE flag_year;
CREATE TEMP TABLE flag_found (
    kind text, supplier_id bigint, key_id bigint, contract_id bigint, framework_id bigint, unit_id bigint,
    other_id bigint, mark text, sum_sek numeric, reason text, ids bigint[],
    subject text GENERATED ALWAYS AS (md5(kind || '|' || coalesce(supplier_id::text, '') || '|'
        || coalesce(contract_id::text, '') || '|' || coalesce(framework_id::text, '') || '|'
        || coalesce(unit_id::text, '') || '|' || coalesce(other_id::text, '') || '|' || mark)) STORED
) ON COMMIT DROP
"""
# A flag comes back only for a row that no closed one of the same rests on.
KEEP = """
DELETE FROM flag_found f WHERE EXISTS (
    SELECT FROM followup_flag g WHERE g.buyer_id = %(buyer)s AND g.subject = f.subject AND g.status <> 'OPEN'
) AND NOT EXISTS (
    SELECT FROM unnest(f.ids) i (identity) WHERE NOT EXISTS (
        SELECT FROM followup_flagrow r JOIN followup_flag g ON g.id = r.flag_id
        WHERE g.buyer_id = %(buyer)s AND g.subject = f.subject AND g.status <> 'OPEN' AND r.identity = i.identity
    )
);
DELETE FROM followup_flagrow r USING followup_flag g
WHERE g.id = r.flag_id AND g.buyer_id = %(buyer)s AND g.status = 'OPEN';
DELETE FROM followup_flag g WHERE g.buyer_id = %(buyer)s AND g.status = 'OPEN'
    AND NOT EXISTS (SELECT FROM flag_found f WHERE f.subject = g.subject);
INSERT INTO followup_flag (buyer_id, kind, subject, supplier_id, key_id, contract_id, framework_id, unit_id, other_id,
    sum_sek, reason, found_on, status, closed_reason)
SELECT %(buyer)s, kind, subject, supplier_id, key_id, contract_id, framework_id, unit_id, other_id,
    round(sum_sek, 2), reason, %(on)s, 'OPEN', ''
FROM flag_found
ON CONFLICT (buyer_id, subject) WHERE status = 'OPEN' DO UPDATE SET sum_sek = excluded.sum_sek,
    reason = excluded.reason, key_id = excluded.key_id
WHERE (followup_flag.sum_sek, followup_flag.reason, followup_flag.key_id)
    IS DISTINCT FROM (excluded.sum_sek, excluded.reason, excluded.key_id);
CREATE TEMP TABLE flag_id ON COMMIT DROP AS
SELECT g.id AS flag_id, f.kind, i.identity
FROM flag_found f
JOIN followup_flag g ON g.buyer_id = %(buyer)s AND g.subject = f.subject AND g.status = 'OPEN'
CROSS JOIN LATERAL (SELECT DISTINCT unnest(f.ids) AS identity) i;
ANALYZE flag_id;
INSERT INTO followup_flagrow (flag_id, identity, ledger_import_id, line_no, key_id, contract_id, category_id,
    invoice_id)
SELECT i.flag_id, i.identity, r.ledger_import_id, r.line_no, r.key_id, r.contract_id, r.category_id, NULL::bigint
FROM flag_id i JOIN flag_row r ON r.id = i.identity WHERE i.kind = ANY(%(rows)s)
UNION ALL
SELECT i.flag_id, i.identity, r.ledger_import_id, r.line_no, r.key_id, r.contract_id, r.category_id, NULL::bigint
FROM flag_id i JOIN flag_row r ON r.bill = i.identity WHERE i.kind = ANY(%(bills)s)
UNION ALL
SELECT i.flag_id, i.identity, NULL::bigint, NULL::integer, NULL::bigint, v.contract_id, NULL::bigint, v.id
FROM flag_id i JOIN followup_invoice v ON v.id = i.identity WHERE i.kind = ANY(%(invoices)s)
UNION ALL
SELECT i.flag_id, i.identity, NULL::bigint, NULL::integer, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint
FROM flag_id i WHERE i.kind = ANY(%(others)s);
DROP TABLE flag_id, flag_found, flag_row, flag_bill, flag_year, flag_contract, flag_now
"""
