-- followup_spendtotal and followup_suppliermonth are followup_spendmonth summed over some of its columns, at every moment:
-- what is written in the one is added to the others, or taken from them, by the same statement, whoever makes it.
--
-- A trial that is taken back takes this back too. Rows are locked in one order, so that two who write at once do not wait
-- for each other.
CREATE FUNCTION sums_of_sums_follow() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER sums_of_sums_grow AFTER INSERT ON followup_spendmonth
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sums_of_sums_follow('1');
CREATE TRIGGER sums_of_sums_shrink AFTER DELETE ON followup_spendmonth
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sums_of_sums_follow('-1');
-- Triggers go in the order of their names.
CREATE TRIGGER sums_of_sums_move_1_out AFTER UPDATE ON followup_spendmonth
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sums_of_sums_follow('-1');
CREATE TRIGGER sums_of_sums_move_2_in AFTER UPDATE ON followup_spendmonth
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sums_of_sums_follow('1');
-- What was summed before.
INSERT INTO followup_spendtotal (buyer_id, month, category_id, area_id, bucket, reason, supplier_under_contract, rule_id,
    is_judged_by_hand, sum_sek, n)
SELECT buyer_id, month, category_id, area_id, bucket, reason, supplier_under_contract, rule_id, is_judged_by_hand,
    sum(sum_sek), sum(n)
FROM followup_spendmonth GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
INSERT INTO followup_suppliermonth (buyer_id, month, supplier_id, contract_id, category_id, bucket, reason,
    supplier_under_contract, sum_sek, n)
SELECT buyer_id, month, supplier_id, contract_id, category_id, bucket, reason, supplier_under_contract,
    sum(sum_sek), sum(n)
FROM followup_spendmonth GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
