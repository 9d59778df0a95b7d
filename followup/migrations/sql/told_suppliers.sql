-- Which secret suppliers a key tells of beside the one that it was resolved to (followup_spendkey.supplier_id): by a number
-- that has not been looked up yet, or by a name, where the number is missing, wrong or masked. Names never decide who was
-- paid; they decide who may read it, so that a row is no less protected for having been written carelessly.
--
-- By name only where no number says otherwise: a key whose number is that of a registered supplier who is called so too
-- is his and nobody else's, whatever others are called. Secret suppliers are few: each arm begins with them and goes by
-- an index to the keys, of a hundred thousand. A pair that is told in two ways is there twice.
CREATE VIEW followup_toldsupplier AS
-- The number of somebody, before it has been looked up.
SELECT k.id AS key_id, s.id AS supplier_id FROM contracts_supplier s
JOIN contracts_supplieridentifier i ON i.supplier_id = s.id AND i.scheme = 'ORG_NUMBER'
JOIN followup_spendkey k ON k.org_number = i.value
WHERE s.is_secret AND k.supplier_id IS NULL
UNION ALL
SELECT k.id, s.id FROM contracts_supplier s
JOIN contracts_supplieridentifier i ON i.supplier_id = s.id AND i.scheme = 'SUPPLIER_NUMBER'
JOIN followup_spendkey k ON k.supplier_ref = i.value AND (i.buyer_id IS NULL OR i.buyer_id = k.buyer_id)
WHERE s.is_secret AND k.supplier_id IS NULL
UNION ALL
-- The name among other words, or cut short, where nobody can be told by number.
SELECT k.id, s.id FROM contracts_supplier s
JOIN followup_spendkey k ON k.plain_name LIKE '%' || s.plain_name || '%'
    AND ' ' || k.plain_name || ' ' LIKE '% ' || s.plain_name || ' %'
WHERE s.is_secret AND k.supplier_id IS NULL AND length(s.plain_name) > 3
UNION ALL
SELECT k.id, s.id FROM contracts_supplier s
CROSS JOIN generate_series(10, length(s.plain_name)) AS cut
JOIN followup_spendkey k ON k.plain_name = left(s.plain_name, cut)
WHERE s.is_secret AND k.supplier_id IS NULL
UNION ALL
-- The very name, under a number that is another's: of somebody who was found in a ledger, or who is called otherwise.
SELECT k.id, s.id FROM contracts_supplier s
JOIN followup_spendkey k ON k.plain_name = s.plain_name AND k.supplier_id <> s.id
JOIN contracts_supplier other ON other.id = k.supplier_id
WHERE s.is_secret AND s.plain_name <> '' AND (other.origin = 'LEDGER' OR other.plain_name <> s.plain_name)
UNION ALL
-- What a ledger calls him elsewhere, where the number is his.
SELECT k.id, s.id FROM contracts_supplier s
JOIN followup_spendkey known ON known.supplier_id = s.id
JOIN followup_spendkey k ON k.plain_name = known.plain_name
WHERE s.is_secret AND k.supplier_id IS NULL AND k.plain_name <> '';
