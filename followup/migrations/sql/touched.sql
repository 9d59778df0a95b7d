-- An outbox of what verdicts rest on: statement triggers note which suppliers and areas changed.
--
-- The apps below know nothing of it; followup pulls. A row in the same transaction as the change cannot be lost, and a
-- statement trigger costs the same for one contract and for a thousand.

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

-- contracts_contractarea

CREATE FUNCTION touched_contracts_contractarea_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT NULL::bigint, id FROM new_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_contracts_contractarea_insert AFTER INSERT ON contracts_contractarea
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_contracts_contractarea_insert();

CREATE FUNCTION touched_contracts_contractarea_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT NULL::bigint, id FROM old_rows
        UNION SELECT NULL::bigint, id FROM new_rows
    ) AS t(s, a);
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

-- contracts_category

CREATE FUNCTION touched_contracts_category_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT NULL::bigint, NULL::bigint FROM new_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_contracts_category_insert AFTER INSERT ON contracts_category
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_contracts_category_insert();

CREATE FUNCTION touched_contracts_category_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT NULL::bigint, NULL::bigint FROM old_rows
        UNION SELECT NULL::bigint, NULL::bigint FROM new_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_contracts_category_update AFTER UPDATE ON contracts_category
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_contracts_category_update();

CREATE FUNCTION touched_contracts_category_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT NULL::bigint, NULL::bigint FROM old_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_contracts_category_delete AFTER DELETE ON contracts_category
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_contracts_category_delete();

-- procurement_placement

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
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT supplier_id, NULL::bigint FROM old_rows
        UNION SELECT supplier_id, NULL::bigint FROM new_rows
    ) AS t(s, a);
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

-- followup_classificationrule

CREATE FUNCTION touched_followup_classificationrule_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT NULL::bigint, NULL::bigint FROM new_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_followup_classificationrule_insert AFTER INSERT ON followup_classificationrule
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_followup_classificationrule_insert();

CREATE FUNCTION touched_followup_classificationrule_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT NULL::bigint, NULL::bigint FROM old_rows
        UNION SELECT NULL::bigint, NULL::bigint FROM new_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_followup_classificationrule_update AFTER UPDATE ON followup_classificationrule
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_followup_classificationrule_update();

CREATE FUNCTION touched_followup_classificationrule_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO followup_touched (supplier_id, area_id, at)
    SELECT DISTINCT s, a, now() FROM (
        SELECT NULL::bigint, NULL::bigint FROM old_rows
    ) AS t(s, a);
    RETURN NULL;
END $$;
CREATE TRIGGER touched_followup_classificationrule_delete AFTER DELETE ON followup_classificationrule
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION touched_followup_classificationrule_delete();
