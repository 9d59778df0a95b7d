-- Which suppliers a key tells of beside the one that it was resolved to (followup_spendkey.supplier_id): by a number that
-- has not been looked up yet, or by a name, where the number is missing, wrong or masked. Names never decide who was
-- paid; they decide who may read it, so that a row is no less protected for having been written carelessly.
--
-- By name only where no number says otherwise: a key whose number is that of a registered supplier who is called so too
-- is his and nobody else's, whatever others are called.
CREATE VIEW followup_toldsupplier AS
-- The number of somebody, before it has been looked up.
SELECT k.id AS key_id, i.supplier_id FROM contracts_supplieridentifier i
JOIN followup_spendkey k ON k.org_number = i.value
WHERE i.scheme = 'ORG_NUMBER' AND k.supplier_id IS NULL
UNION ALL
SELECT k.id, i.supplier_id FROM contracts_supplieridentifier i
JOIN followup_spendkey k ON k.supplier_ref = i.value AND (i.buyer_id IS NULL OR i.buyer_id = k.buyer_id)
WHERE i.scheme = 'SUPPLIER_NUMBER' AND k.supplier_id IS NULL
UNION ALL
-- The name among others, or cut short, where nobody can be told by number.
SELECT k.id, s.id FROM contracts_supplier s
JOIN followup_spendkey k ON k.plain_name LIKE '%' || s.plain_name || '%'
    AND ' ' || k.plain_name || ' ' LIKE '% ' || s.plain_name || ' %'
WHERE k.supplier_id IS NULL AND length(s.plain_name) > 3
UNION ALL
SELECT k.id, s.id FROM contracts_supplier s
JOIN followup_spendkey k ON s.plain_name LIKE k.plain_name || '%'
WHERE k.supplier_id IS NULL AND length(k.plain_name) > 9
UNION ALL
-- The very name, under a number that is another's: of somebody who was found in a ledger, or who is called otherwise.
SELECT k.id, s.id FROM contracts_supplier s
JOIN followup_spendkey k ON k.plain_name = s.plain_name AND k.supplier_id <> s.id
JOIN contracts_supplier other ON other.id = k.supplier_id
WHERE s.plain_name <> '' AND (other.origin = 'LEDGER' OR other.plain_name <> s.plain_name)
UNION ALL
-- What a ledger calls him elsewhere, where the number is his.
SELECT k.id, known.supplier_id FROM followup_spendkey known
JOIN followup_spendkey k ON k.plain_name = known.plain_name
WHERE known.supplier_id IS NOT NULL AND k.supplier_id IS NULL AND k.plain_name <> '';
