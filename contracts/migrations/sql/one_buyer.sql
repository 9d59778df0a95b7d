-- Who belongs to which buyer, and that nothing names what another has. See the function keep_one_buyer.

CREATE FUNCTION buyer_of_contract(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM contracts_contract one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_priceadjustment(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT buyer_of_contract(one.contract_id) FROM contracts_priceadjustment one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_category(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM contracts_category one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_contractarea(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT buyer_of_category(one.category_id) FROM contracts_contractarea one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_priceitem(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(buyer_of_contract(one.contract_id), buyer_of_contractarea(one.area_id))
    FROM contracts_priceitem one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_price(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT buyer_of_priceitem(one.item_id) FROM contracts_price one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_framework(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM contracts_framework one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_priceclause(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(buyer_of_contract(one.contract_id), buyer_of_framework(one.framework_id), buyer_of_contractarea(one.area_id))
    FROM contracts_priceclause one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_extensionoption(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(buyer_of_contract(one.contract_id), buyer_of_framework(one.framework_id))
    FROM contracts_extensionoption one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_registerimport(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM contracts_registerimport one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_pricerequest(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT buyer_of_contract(one.contract_id) FROM contracts_pricerequest one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_adjustmentline(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT buyer_of_priceadjustment(one.adjustment_id)
    FROM contracts_adjustmentline one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_document(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(buyer_of_contract(one.contract_id), buyer_of_framework(one.framework_id))
    FROM contracts_document one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_supplieridentifier(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM contracts_supplieridentifier one WHERE one.id = which
$$;

SELECT guard_buyer('contracts_adjustmentletter', 'buyer_of_priceadjustment(one.adjustment_id)');
SELECT guard_buyer('contracts_adjustmentline', 'buyer_of_priceadjustment(one.adjustment_id)',
    'item_id', 'buyer_of_priceitem(one.item_id)',
    'old_price_id', 'buyer_of_price(one.old_price_id)',
    'new_price_id', 'buyer_of_price(one.new_price_id)');
SELECT guard_buyer('contracts_adjustmentvalue', 'buyer_of_priceadjustment(one.adjustment_id)');
SELECT guard_buyer('contracts_category', 'one.buyer_id',
    'parent_id', 'buyer_of_category(one.parent_id)');
SELECT guard_buyer('contracts_categoryscope', 'buyer_of_membership(one.membership_id)',
    'category_id', 'buyer_of_category(one.category_id)');
SELECT guard_buyer('contracts_clausecomponent', 'buyer_of_priceclause(one.clause_id)');
SELECT guard_buyer('contracts_contract', 'one.buyer_id',
    'framework_id', 'buyer_of_framework(one.framework_id)');
SELECT guard_buyer('contracts_contract_areas', 'buyer_of_contract(one.contract_id)',
    'contractarea_id', 'buyer_of_contractarea(one.contractarea_id)');
SELECT guard_buyer('contracts_contractarea', 'buyer_of_category(one.category_id)');
SELECT guard_buyer('contracts_document',
    'coalesce(buyer_of_contract(one.contract_id), buyer_of_framework(one.framework_id))',
    'framework_id', 'buyer_of_framework(one.framework_id)',
    'contract_id', 'buyer_of_contract(one.contract_id)');
SELECT guard_buyer('contracts_extensionoption',
    'coalesce(buyer_of_contract(one.contract_id), buyer_of_framework(one.framework_id))',
    'framework_id', 'buyer_of_framework(one.framework_id)',
    'contract_id', 'buyer_of_contract(one.contract_id)');
SELECT guard_buyer('contracts_fixedpricedecision', 'buyer_of_contractarea(one.area_id)');
SELECT guard_buyer('contracts_framework', 'one.buyer_id');
SELECT guard_buyer('contracts_framework_areas', 'buyer_of_framework(one.framework_id)',
    'contractarea_id', 'buyer_of_contractarea(one.contractarea_id)');
SELECT guard_buyer('contracts_optionexception', 'buyer_of_contract(one.contract_id)',
    'option_id', 'buyer_of_extensionoption(one.option_id)');
SELECT guard_buyer('contracts_permitrule', 'buyer_of_contractarea(one.area_id)');
SELECT guard_buyer('contracts_price', 'buyer_of_priceitem(one.item_id)',
    'brought_by_id', 'buyer_of_registerimport(one.brought_by_id)');
SELECT guard_buyer('contracts_priceadjustment', 'buyer_of_contract(one.contract_id)',
    'clause_id', 'buyer_of_priceclause(one.clause_id)',
    'request_id', 'buyer_of_pricerequest(one.request_id)');
SELECT guard_buyer('contracts_priceclause',
    'coalesce(buyer_of_contract(one.contract_id), buyer_of_framework(one.framework_id), buyer_of_contractarea(one.area_id))',
    'contract_id', 'buyer_of_contract(one.contract_id)',
    'framework_id', 'buyer_of_framework(one.framework_id)',
    'area_id', 'buyer_of_contractarea(one.area_id)');
SELECT guard_buyer('contracts_pricedifference', 'buyer_of_adjustmentline(one.line_id)');
SELECT guard_buyer('contracts_priceitem',
    'coalesce(buyer_of_contract(one.contract_id), buyer_of_contractarea(one.area_id))',
    'contract_id', 'buyer_of_contract(one.contract_id)',
    'area_id', 'buyer_of_contractarea(one.area_id)');
SELECT guard_buyer('contracts_pricerequest', 'buyer_of_contract(one.contract_id)',
    'document_id', 'buyer_of_document(one.document_id)');
SELECT guard_buyer('contracts_pricesetbyhand', 'buyer_of_adjustmentline(one.line_id)');
SELECT guard_buyer('contracts_priceterm', 'one.buyer_id');
SELECT guard_buyer('contracts_registerimport', 'one.buyer_id');
SELECT guard_buyer('contracts_requirement',
    'coalesce(buyer_of_contract(one.contract_id), buyer_of_framework(one.framework_id))',
    'framework_id', 'buyer_of_framework(one.framework_id)',
    'contract_id', 'buyer_of_contract(one.contract_id)');
SELECT guard_buyer('contracts_supplieridentifier', 'one.buyer_id');
SELECT guard_buyer('contracts_supplierproposal', 'one.buyer_id',
    'tied_id', 'buyer_of_supplieridentifier(one.tied_id)');
SELECT guard_buyer('contracts_withdrawnanswer', 'one.buyer_id');
