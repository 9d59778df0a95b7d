-- The view that joins each row of an active delivery to its verdict: its own, or else its key's on the day.
--
-- The day is when the service was given if that is known, else when it was booked. "Probably a late invoice" is a guess
-- that only holds while the service date is unknown.
CREATE VIEW followup_judgedrow AS
SELECT r.ledger_import_id, r.line_no, k.buyer_id, r.key_id, date_trunc('month', r.booked_on)::date AS month,
    r.booked_on, r.service_on, r.invoice_number, r.voucher, r.amount_sek AS sum_sek, 1 AS n,
    CASE WHEN own.bucket IS NOT NULL THEN own.category_id ELSE v.category_id END AS category_id,
    CASE WHEN own.bucket IS NOT NULL THEN own.area_id ELSE v.area_id END AS area_id,
    CASE WHEN own.bucket IS NOT NULL THEN own.supplier_id ELSE v.supplier_id END AS supplier_id,
    CASE WHEN own.bucket IS NOT NULL THEN own.contract_id ELSE v.contract_id END AS contract_id,
    coalesce(own.bucket, v.bucket, 'UNKNOWN') AS bucket,
    CASE WHEN coalesce(own.reason, v.reason) = 'LATE_INVOICE' AND r.service_on IS NOT NULL THEN 'CONTRACT_ENDED'
         ELSE coalesce(own.reason, v.reason, 'NOT_JUDGED') END AS reason,
    coalesce(own.supplier_under_contract, v.supplier_under_contract, false) AS supplier_under_contract,
    CASE WHEN own.bucket IS NOT NULL THEN own.rule_id ELSE v.rule_id END AS rule_id,
    own.bucket IS NOT NULL AND NOT own.is_credit AS is_judged_by_hand
FROM followup_ledgerrow r
JOIN followup_spendkey k ON k.id = r.key_id
JOIN followup_ledgerdelivery d ON d.ledger_import_id = r.ledger_import_id AND d.is_active
    AND d.month = date_trunc('month', r.booked_on)::date
LEFT JOIN followup_rowverdict own ON own.ledger_import_id = r.ledger_import_id AND own.line_no = r.line_no
LEFT JOIN followup_keyverdict v ON v.key_id = r.key_id AND v.during @> coalesce(r.service_on, r.booked_on);
