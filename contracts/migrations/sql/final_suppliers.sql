-- Who each supplier that was taken up by another is now. The one that took it up may be taken up in its turn, so each
-- step is followed to the last: A by B and B by C is A by C. Suppliers that nobody took up are not in it.
CREATE VIEW contracts_finalsupplier AS
WITH RECURSIVE followed(supplier_id, final_id) AS (
    SELECT id, merged_into_id FROM contracts_supplier WHERE merged_into_id IS NOT NULL
    UNION
    SELECT f.supplier_id, s.merged_into_id
    FROM followed f JOIN contracts_supplier s ON s.id = f.final_id
    WHERE s.merged_into_id IS NOT NULL
)
SELECT f.supplier_id, f.final_id
FROM followed f JOIN contracts_supplier s ON s.id = f.final_id AND s.merged_into_id IS NULL;
