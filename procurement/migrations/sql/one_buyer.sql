-- Who belongs to which buyer, and that nothing names what another has. See the function keep_one_buyer.

CREATE FUNCTION buyer_of_project(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM procurement_project one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_plannedneed(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM procurement_plannedneed one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_milestonetemplate(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM procurement_milestonetemplate one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_placement(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM procurement_placement one WHERE one.id = which
$$;

SELECT guard_buyer('procurement_checklistitem', 'buyer_of_project(one.project_id)');
SELECT guard_buyer('procurement_milestone', 'buyer_of_project(one.project_id)');
SELECT guard_buyer('procurement_milestonetemplate', 'one.buyer_id');
SELECT guard_buyer('procurement_placement', 'one.buyer_id',
    'category_id', 'buyer_of_category(one.category_id)',
    'contract_id', 'buyer_of_contract(one.contract_id)');
SELECT guard_buyer('procurement_plannedneed', 'one.buyer_id',
    'category_id', 'buyer_of_category(one.category_id)',
    'area_id', 'buyer_of_contractarea(one.area_id)');
SELECT guard_buyer('procurement_procurementterm', 'one.buyer_id');
SELECT guard_buyer('procurement_project', 'one.buyer_id',
    'need_id', 'buyer_of_plannedneed(one.need_id)',
    'framework_id', 'buyer_of_framework(one.framework_id)');
SELECT guard_buyer('procurement_project_areas', 'buyer_of_project(one.project_id)',
    'contractarea_id', 'buyer_of_contractarea(one.contractarea_id)');
SELECT guard_buyer('procurement_project_replaces', 'buyer_of_project(one.project_id)',
    'contract_id', 'buyer_of_contract(one.contract_id)');
SELECT guard_buyer('procurement_projectdocument', 'buyer_of_project(one.project_id)');
SELECT guard_buyer('procurement_projectmember', 'buyer_of_project(one.project_id)');
SELECT guard_buyer('procurement_projecttask', 'buyer_of_project(one.project_id)');
SELECT guard_buyer('procurement_risk', 'buyer_of_project(one.project_id)');
SELECT guard_buyer('procurement_strategysection', 'buyer_of_project(one.project_id)');
SELECT guard_buyer('procurement_strategyversion', 'buyer_of_project(one.project_id)');
SELECT guard_buyer('procurement_templatestep', 'buyer_of_milestonetemplate(one.template_id)');
