-- Nothing of a placement or a deviation names what another buyer has. See the function keep_one_buyer.

CREATE FUNCTION buyer_of_delegation(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM procurement_delegation one WHERE one.id = which
$$;

SELECT leave_buyer('procurement_placement');
SELECT guard_buyer('procurement_placement', 'one.buyer_id',
    'category_id', 'buyer_of_category(one.category_id)',
    'contract_id', 'buyer_of_contract(one.contract_id)',
    'area_id', 'buyer_of_contractarea(one.area_id)',
    'follows_id', 'buyer_of_placement(one.follows_id)');
SELECT guard_buyer('procurement_askedsupplier', 'buyer_of_placement(one.placement_id)',
    'contract_id', 'buyer_of_contract(one.contract_id)');
SELECT guard_buyer('procurement_placementend', 'buyer_of_placement(one.placement_id)');
SELECT guard_buyer('procurement_stayon', 'buyer_of_placement(one.placement_id)',
    'area_after_id', 'buyer_of_contractarea(one.area_after_id)');
SELECT guard_buyer('procurement_placementterm', 'one.buyer_id');
SELECT guard_buyer('procurement_delegation', 'one.buyer_id');
SELECT guard_buyer('procurement_deviation', 'buyer_of_placement(one.placement_id)',
    'delegation_id', 'buyer_of_delegation(one.delegation_id)');
SELECT guard_buyer('procurement_foreseenneed', 'one.buyer_id',
    'category_id', 'buyer_of_category(one.category_id)',
    'area_id', 'buyer_of_contractarea(one.area_id)',
    'planned_id', 'buyer_of_plannedneed(one.planned_id)');
