DROP TRIGGER touched_contracts_supplier_update ON contracts_supplier;
DROP FUNCTION touched_contracts_supplier_update();
DROP TRIGGER touched_followup_rowjudgement_insert ON followup_rowjudgement;
DROP TRIGGER touched_followup_rowjudgement_update ON followup_rowjudgement;
DROP TRIGGER touched_followup_rowjudgement_delete ON followup_rowjudgement;
DROP FUNCTION touched_followup_rowjudgement_insert();
CREATE OR REPLACE FUNCTION touched_contracts_category_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT NULL::bigint, NULL::bigint FROM new_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_contracts_category_insert AFTER INSERT ON contracts_category
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_contracts_category_insert();
CREATE OR REPLACE FUNCTION touched_contracts_category_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT NULL::bigint, NULL::bigint FROM old_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_contracts_category_delete AFTER DELETE ON contracts_category
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_contracts_category_delete();
CREATE OR REPLACE FUNCTION touched_contracts_contractarea_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT NULL::bigint, id FROM new_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_contracts_contractarea_insert AFTER INSERT ON contracts_contractarea
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_contracts_contractarea_insert();
CREATE OR REPLACE FUNCTION touched_contracts_category_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT NULL::bigint, NULL::bigint FROM old_rows
        UNION SELECT NULL::bigint, NULL::bigint FROM new_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION touched_contracts_contractarea_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT NULL::bigint, id FROM old_rows
        UNION SELECT NULL::bigint, id FROM new_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION touched_procurement_placement_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT supplier_id, NULL::bigint FROM old_rows
        UNION SELECT supplier_id, NULL::bigint FROM new_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION touched_followup_classificationrule_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT NULL::bigint, NULL::bigint FROM new_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION touched_followup_classificationrule_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT NULL::bigint, NULL::bigint FROM old_rows
        UNION SELECT NULL::bigint, NULL::bigint FROM new_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION touched_followup_classificationrule_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT NULL::bigint, NULL::bigint FROM old_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
