-- followup_spendtotal is also by own unit, which is the key's and never changes.
--
-- What is here is summed anew: the function that kept it knew nothing of units.
DELETE FROM followup_spendtotal;
INSERT INTO followup_spendtotal (buyer_id, month, category_id, area_id, bucket, reason, supplier_under_contract, rule_id,
    is_judged_by_hand, unit, sum_sek, n)
SELECT s.buyer_id, month, category_id, area_id, bucket, reason, supplier_under_contract, rule_id, is_judged_by_hand,
    k.unit, sum(sum_sek), sum(n)
FROM followup_spendmonth s JOIN followup_spendkey k ON k.id = s.key_id
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
CREATE OR REPLACE FUNCTION sums_of_sums_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sign CONSTANT integer := TG_ARGV[0]::integer;
BEGIN
    INSERT INTO followup_spendtotal AS t (buyer_id, month, category_id, area_id, bucket, reason, supplier_under_contract,
        rule_id, is_judged_by_hand, unit, sum_sek, n)
    SELECT c.buyer_id, month, category_id, area_id, bucket, reason, supplier_under_contract, rule_id, is_judged_by_hand,
        k.unit, sign * sum(sum_sek), sign * sum(n)
    FROM changed c JOIN followup_spendkey k ON k.id = c.key_id
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    ON CONFLICT (buyer_id, month, category_id, area_id, bucket, reason, supplier_under_contract, rule_id, is_judged_by_hand,
        unit)
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
