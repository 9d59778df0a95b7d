SELECT leave_buyer('procurement_foreseenneed');
SELECT leave_buyer('procurement_deviation');
SELECT leave_buyer('procurement_delegation');
SELECT leave_buyer('procurement_placementterm');
SELECT leave_buyer('procurement_stayon');
SELECT leave_buyer('procurement_placementend');
SELECT leave_buyer('procurement_askedsupplier');
SELECT leave_buyer('procurement_placement');
SELECT guard_buyer('procurement_placement', 'one.buyer_id',
    'category_id', 'buyer_of_category(one.category_id)',
    'contract_id', 'buyer_of_contract(one.contract_id)');
DROP FUNCTION buyer_of_delegation;
