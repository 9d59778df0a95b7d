-- An outbox of what verdicts rest on: statement triggers note which suppliers and areas changed.
--
-- The apps below know nothing of it; followup pulls. A row in the same transaction as the change cannot be lost, and a
-- statement trigger costs the same for one contract and for a thousand.
--
-- It says as narrowly as it can what to judge again: of one buyer, one key, or what a rule takes.

-- contracts_contract

CREATE FUNCTION touched_contracts_contract_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT supplier_id, NULL::bigint FROM new_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_contracts_contract_insert AFTER INSERT ON contracts_contract
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_contracts_contract_insert();

CREATE FUNCTION touched_contracts_contract_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT supplier_id, NULL::bigint FROM old_rows
        UNION SELECT supplier_id, NULL::bigint FROM new_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_contracts_contract_update AFTER UPDATE ON contracts_contract
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_contracts_contract_update();

CREATE FUNCTION touched_contracts_contract_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT supplier_id, NULL::bigint FROM old_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_contracts_contract_delete AFTER DELETE ON contracts_contract
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_contracts_contract_delete();

-- contracts_contract_areas

CREATE FUNCTION touched_contracts_contract_areas_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT c.supplier_id, x.contractarea_id FROM new_rows x JOIN contracts_contract c ON c.id = x.contract_id
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_contracts_contract_areas_insert AFTER INSERT ON contracts_contract_areas
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_contracts_contract_areas_insert();

CREATE FUNCTION touched_contracts_contract_areas_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT c.supplier_id, x.contractarea_id FROM old_rows x JOIN contracts_contract c ON c.id = x.contract_id
        UNION SELECT c.supplier_id, x.contractarea_id FROM new_rows x JOIN contracts_contract c ON c.id = x.contract_id
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_contracts_contract_areas_update AFTER UPDATE ON contracts_contract_areas
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_contracts_contract_areas_update();

CREATE FUNCTION touched_contracts_contract_areas_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT c.supplier_id, x.contractarea_id FROM old_rows x JOIN contracts_contract c ON c.id = x.contract_id
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_contracts_contract_areas_delete AFTER DELETE ON contracts_contract_areas
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_contracts_contract_areas_delete();

-- contracts_supplieridentifier

CREATE FUNCTION touched_contracts_supplieridentifier_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT supplier_id, NULL::bigint FROM new_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_contracts_supplieridentifier_insert AFTER INSERT ON contracts_supplieridentifier
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_contracts_supplieridentifier_insert();

CREATE FUNCTION touched_contracts_supplieridentifier_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT supplier_id, NULL::bigint FROM old_rows
        UNION SELECT supplier_id, NULL::bigint FROM new_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_contracts_supplieridentifier_update AFTER UPDATE ON contracts_supplieridentifier
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_contracts_supplieridentifier_update();

CREATE FUNCTION touched_contracts_supplieridentifier_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT supplier_id, NULL::bigint FROM old_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_contracts_supplieridentifier_delete AFTER DELETE ON contracts_supplieridentifier
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_contracts_supplieridentifier_delete();

-- contracts_contractarea: one that moves to another subcategory bears on all who have a contract in it.

CREATE FUNCTION touched_contracts_contractarea_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT c.supplier_id, n.id, now()
    FROM old_rows o JOIN new_rows n USING (id)
    JOIN contracts_contract_areas ca ON ca.contractarea_id = n.id JOIN contracts_contract c ON c.id = ca.contract_id
    WHERE o.category_id <> n.category_id;
    RETURN NULL;
END $$;
CREATE TRIGGER touched_contracts_contractarea_update AFTER UPDATE ON contracts_contractarea
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_contracts_contractarea_update();

CREATE FUNCTION touched_contracts_contractarea_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT NULL::bigint, id FROM old_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_contracts_contractarea_delete AFTER DELETE ON contracts_contractarea
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_contracts_contractarea_delete();

-- contracts_category: nothing rests on a new one, nor on one that may be deleted; and a new name judges nothing.

CREATE FUNCTION touched_contracts_category_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (buyer_id, at)
    SELECT DISTINCT b, now() FROM (
        SELECT unnest(ARRAY[o.buyer_id, n.buyer_id]) FROM old_rows o JOIN new_rows n USING (id)
        WHERE (o.parent_id, o.buyer_id) IS DISTINCT FROM (n.parent_id, n.buyer_id)
    ) AS t(b);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_contracts_category_update AFTER UPDATE ON contracts_category
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_contracts_category_update();

-- procurement_placement: rows that somebody tied to it by hand may be anybody's.

CREATE FUNCTION touched_procurement_placement_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT supplier_id, NULL::bigint FROM new_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_procurement_placement_insert AFTER INSERT ON procurement_placement
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_procurement_placement_insert();

CREATE FUNCTION touched_procurement_placement_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, at)
    SELECT DISTINCT s, now() FROM (
        SELECT supplier_id FROM old_rows
        UNION SELECT supplier_id FROM new_rows
    ) AS t(s) WHERE s IS NOT NULL;
    INSERT INTO followup_touched (buyer_id, key_id, at)
    SELECT DISTINCT k.buyer_id, k.id, now()
    FROM new_rows n JOIN followup_rowjudgement j ON j.deviation_id = n.id
    JOIN followup_ledgerrow r ON r.ledger_import_id = j.ledger_import_id AND r.line_no = j.line_no
    JOIN followup_spendkey k ON k.id = r.key_id;
    RETURN NULL;
END $$;
CREATE TRIGGER touched_procurement_placement_update AFTER UPDATE ON procurement_placement
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_procurement_placement_update();

CREATE FUNCTION touched_procurement_placement_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT supplier_id, NULL::bigint FROM old_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_procurement_placement_delete AFTER DELETE ON procurement_placement
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_procurement_placement_delete();

-- followup_classificationrule: the keys that a rule takes, or took. Which it is, is told by its conditions.

CREATE FUNCTION touched_followup_classificationrule_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (buyer_id, supplier_ref, account_from, account_to, unit, at)
    SELECT DISTINCT buyer_id, supplier_ref, account_from, account_to, unit, now() FROM new_rows;
    RETURN NULL;
END $$;
CREATE TRIGGER touched_followup_classificationrule_insert AFTER INSERT ON followup_classificationrule
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_followup_classificationrule_insert();

-- A rule that says something else, or that stands otherwise to any other rule. Closing the gap after one that was taken
-- away moves all the others, and none of them in relation to another.
CREATE FUNCTION touched_followup_classificationrule_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (buyer_id, supplier_ref, account_from, account_to, unit, at)
    WITH changed AS (
        SELECT n.id FROM old_rows o JOIN new_rows n USING (id)
        WHERE (o.buyer_id, o.supplier_ref, o.account_from, o.account_to, o.unit, o.category_id, o.area_id, o.exclusion)
            IS DISTINCT FROM
            (n.buyer_id, n.supplier_ref, n.account_from, n.account_to, n.unit, n.category_id, n.area_id, n.exclusion)
    ), place AS (
        SELECT r.id, r.buyer_id, coalesce(o."order", r."order") AS earlier, r."order" AS now
        FROM followup_classificationrule r LEFT JOIN old_rows o ON o.id = r.id
    ), moved AS (
        SELECT own.id FROM place own
        WHERE own.earlier <> own.now AND EXISTS (
            SELECT FROM place other WHERE other.buyer_id = own.buyer_id AND other.id <> own.id
                AND sign(own.earlier - other.earlier) <> sign(own.now - other.now))
    )
    SELECT DISTINCT buyer_id, supplier_ref, account_from, account_to, unit, now() FROM (
        SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows
    ) rule WHERE id IN (SELECT id FROM changed UNION SELECT id FROM moved);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_followup_classificationrule_update AFTER UPDATE ON followup_classificationrule
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_followup_classificationrule_update();

CREATE FUNCTION touched_followup_classificationrule_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (buyer_id, supplier_ref, account_from, account_to, unit, at)
    SELECT DISTINCT buyer_id, supplier_ref, account_from, account_to, unit, now() FROM old_rows;
    RETURN NULL;
END $$;
CREATE TRIGGER touched_followup_classificationrule_delete AFTER DELETE ON followup_classificationrule
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_followup_classificationrule_delete();

-- contracts_supplier: who is taken up by another lends it his deviations.

CREATE FUNCTION touched_contracts_supplier_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, at)
    SELECT DISTINCT s, now() FROM (
        SELECT unnest(ARRAY[n.id, o.merged_into_id, n.merged_into_id]) FROM old_rows o JOIN new_rows n USING (id)
        WHERE o.merged_into_id IS DISTINCT FROM n.merged_into_id
    ) AS t(s) WHERE s IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER touched_contracts_supplier_update AFTER UPDATE ON contracts_supplier
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_contracts_supplier_update();

-- followup_rowjudgement: the key of the row, also when its supplier cannot be told.

CREATE FUNCTION touched_followup_rowjudgement_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (buyer_id, key_id, at)
    SELECT DISTINCT k.buyer_id, k.id, now()
    FROM new_rows j JOIN followup_ledgerrow r ON r.ledger_import_id = j.ledger_import_id AND r.line_no = j.line_no
    JOIN followup_spendkey k ON k.id = r.key_id;
    RETURN NULL;
END $$;
CREATE TRIGGER touched_followup_rowjudgement_insert AFTER INSERT ON followup_rowjudgement
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_followup_rowjudgement_insert();
CREATE TRIGGER touched_followup_rowjudgement_update AFTER UPDATE ON followup_rowjudgement
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_followup_rowjudgement_insert();
CREATE TRIGGER touched_followup_rowjudgement_delete AFTER DELETE ON followup_rowjudgement
    REFERENCING OLD TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_followup_rowjudgement_insert();
