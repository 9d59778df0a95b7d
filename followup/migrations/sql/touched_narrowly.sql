-- The outbox says as narrowly as it can what to judge again: of one buyer, one key, or what a rule takes.

-- contracts_category: nothing rests on a new one, nor on one that may be deleted; and a new name judges nothing.

DROP TRIGGER touched_contracts_category_insert ON contracts_category;
DROP FUNCTION touched_contracts_category_insert();
DROP TRIGGER touched_contracts_category_delete ON contracts_category;
DROP FUNCTION touched_contracts_category_delete();

CREATE OR REPLACE FUNCTION touched_contracts_category_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (buyer_id, at)
    SELECT DISTINCT b, now() FROM (
        SELECT unnest(ARRAY[o.buyer_id, n.buyer_id]) FROM old_rows o JOIN new_rows n USING (id)
        WHERE (o.parent_id, o.buyer_id) IS DISTINCT FROM (n.parent_id, n.buyer_id)
    ) AS t(b);
    RETURN NULL;
END $$;

-- contracts_contractarea: one that moves to another subcategory bears on all who have a contract in it.

DROP TRIGGER touched_contracts_contractarea_insert ON contracts_contractarea;
DROP FUNCTION touched_contracts_contractarea_insert();

CREATE OR REPLACE FUNCTION touched_contracts_contractarea_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT c.supplier_id, n.id, now()
    FROM old_rows o JOIN new_rows n USING (id)
    JOIN contracts_contract_areas ca ON ca.contractarea_id = n.id JOIN contracts_contract c ON c.id = ca.contract_id
    WHERE o.category_id <> n.category_id;
    RETURN NULL;
END $$;

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

-- procurement_placement: rows that somebody tied to it by hand may be anybody's.

CREATE OR REPLACE FUNCTION touched_procurement_placement_update() RETURNS trigger LANGUAGE plpgsql AS $$
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

-- followup_classificationrule: the keys that a rule takes, or took. Which it is, is told by its conditions.

CREATE OR REPLACE FUNCTION touched_followup_classificationrule_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (buyer_id, supplier_ref, account_from, account_to, unit, at)
    SELECT DISTINCT buyer_id, supplier_ref, account_from, account_to, unit, now() FROM new_rows;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION touched_followup_classificationrule_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (buyer_id, supplier_ref, account_from, account_to, unit, at)
    SELECT DISTINCT buyer_id, supplier_ref, account_from, account_to, unit, now() FROM old_rows;
    RETURN NULL;
END $$;

-- A rule that says something else, or that stands otherwise to any other rule. Closing the gap after one that was taken
-- away moves all the others, and none of them in relation to another.
CREATE OR REPLACE FUNCTION touched_followup_classificationrule_update() RETURNS trigger LANGUAGE plpgsql AS $$
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
