CREATE OR REPLACE FUNCTION sums_of_sums_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sign CONSTANT integer := TG_ARGV[0]::integer;
BEGIN
    INSERT INTO followup_spendtotal AS t (buyer_id, month, category_id, area_id, bucket, reason, supplier_under_contract,
        rule_id, is_judged_by_hand, sum_sek, n)
    SELECT buyer_id, month, category_id, area_id, bucket, reason, supplier_under_contract, rule_id, is_judged_by_hand,
        sign * sum(sum_sek), sign * sum(n)
    FROM changed GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    ON CONFLICT (buyer_id, month, category_id, area_id, bucket, reason, supplier_under_contract, rule_id, is_judged_by_hand)
    DO UPDATE SET sum_sek = t.sum_sek + excluded.sum_sek, n = t.n + excluded.n;
    INSERT INTO followup_suppliermonth AS t (buyer_id, month, supplier_id, contract_id, category_id, bucket, reason,
        supplier_under_contract, sum_sek, n)
    SELECT buyer_id, month, supplier_id, contract_id, category_id, bucket, reason, supplier_under_contract,
        sign * sum(sum_sek), sign * sum(n)
    FROM changed GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
    ON CONFLICT (buyer_id, month, supplier_id, contract_id, category_id, bucket, reason, supplier_under_contract)
    DO UPDATE SET sum_sek = t.sum_sek + excluded.sum_sek, n = t.n + excluded.n;
    IF sign < 0 THEN
        DELETE FROM followup_spendtotal WHERE n = 0 AND (buyer_id, month) IN (SELECT buyer_id, month FROM changed);
        DELETE FROM followup_suppliermonth
        WHERE n = 0 AND (buyer_id, month) IN (SELECT buyer_id, month FROM changed);
    END IF;
    RETURN NULL;
END $$;
-- The column goes after this, with the constraint that names it.
DELETE FROM followup_spendtotal;
INSERT INTO followup_spendtotal (buyer_id, month, category_id, area_id, bucket, reason, supplier_under_contract, rule_id,
    is_judged_by_hand, unit, sum_sek, n)
SELECT buyer_id, month, category_id, area_id, bucket, reason, supplier_under_contract, rule_id, is_judged_by_hand, '',
    sum(sum_sek), sum(n)
FROM followup_spendmonth GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
