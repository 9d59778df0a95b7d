-- A contract that is deleted takes no krona with it.
--
-- What was judged to be on it stands as not judged, under the same subcategory, area and supplier, until it is judged again:
-- in the verdicts that rows are shown by and in the sums alike, so that rows, sums and ledger agree at every moment.
CREATE FUNCTION kronor_stay_when_a_contract_goes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE followup_keyverdict SET contract_id = NULL, bucket = 'UNKNOWN', reason = 'NOT_JUDGED', supplier_under_contract = false
        WHERE contract_id = OLD.id;
    UPDATE followup_rowverdict SET contract_id = NULL, bucket = 'UNKNOWN', reason = 'NOT_JUDGED', supplier_under_contract = false
        WHERE contract_id = OLD.id;
    UPDATE followup_spendmonth SET contract_id = NULL, bucket = 'UNKNOWN', reason = 'NOT_JUDGED', supplier_under_contract = false
        WHERE contract_id = OLD.id;
    RETURN OLD;
END $$;
-- Before the row goes, whatever the foreign keys that point at it say about when they are checked.
CREATE TRIGGER kronor_stay_when_a_contract_goes BEFORE DELETE ON contracts_contract
    FOR EACH ROW EXECUTE FUNCTION kronor_stay_when_a_contract_goes();
