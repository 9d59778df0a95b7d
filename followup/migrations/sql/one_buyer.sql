-- Who belongs to which buyer, and that nothing names what another has. See the function keep_one_buyer.

CREATE FUNCTION buyer_of_reminderrule(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM followup_reminderrule one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_review(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT buyer_of_contract(one.contract_id) FROM followup_review one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_statusreport(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT buyer_of_category(one.category_id) FROM followup_statusreport one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_ledgerimport(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM followup_ledgerimport one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_ledgerprofile(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM followup_ledgerprofile one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_measure(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT buyer_of_categoryplan(one.plan_id) FROM followup_measure one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_reviewtemplate(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM followup_reviewtemplate one WHERE one.id = which
$$;

SELECT guard_buyer('followup_classificationrule', 'one.buyer_id',
    'category_id', 'buyer_of_category(one.category_id)',
    'area_id', 'buyer_of_contractarea(one.area_id)');
SELECT guard_buyer('followup_duty', 'buyer_of_reminderrule(one.rule_id)');
SELECT guard_buyer('followup_finding', 'one.buyer_id',
    'contract_id', 'buyer_of_contract(one.contract_id)',
    'review_id', 'buyer_of_review(one.review_id)');
SELECT guard_buyer('followup_followupclass', 'buyer_of_contract(one.contract_id)');
SELECT guard_buyer('followup_goalcomment', 'buyer_of_statusreport(one.report_id)',
    'goal_id', 'buyer_of_effectgoal(one.goal_id)');
SELECT guard_buyer('followup_ledgerdelivery', 'one.buyer_id',
    'ledger_import_id', 'buyer_of_ledgerimport(one.ledger_import_id)',
    'replaced_by_id', 'buyer_of_ledgerimport(one.replaced_by_id)');
SELECT guard_buyer('followup_ledgerimport', 'one.buyer_id',
    'profile_id', 'buyer_of_ledgerprofile(one.profile_id)');
SELECT guard_buyer('followup_ledgerimport_rests_on', 'buyer_of_ledgerimport(one.from_ledgerimport_id)',
    'to_ledgerimport_id', 'buyer_of_ledgerimport(one.to_ledgerimport_id)');
SELECT guard_buyer('followup_ledgerprofile', 'one.buyer_id');
SELECT guard_buyer('followup_lockedpaper', 'buyer_of_statusreport(one.report_id)');
SELECT guard_buyer('followup_measure', 'buyer_of_categoryplan(one.plan_id)',
    'goal_id', 'buyer_of_effectgoal(one.goal_id)',
    'category_id', 'buyer_of_category(one.category_id)');
SELECT guard_buyer('followup_measure_answers', 'buyer_of_measure(one.measure_id)',
    'signalpoint_id', 'buyer_of_signalpoint(one.signalpoint_id)');
SELECT guard_buyer('followup_outcome', 'buyer_of_measure(one.measure_id)');
SELECT guard_buyer('followup_rejectedrow', 'buyer_of_ledgerimport(one.ledger_import_id)');
SELECT guard_buyer('followup_reminderrule', 'one.buyer_id');
SELECT guard_buyer('followup_review', 'buyer_of_contract(one.contract_id)',
    'template_id', 'buyer_of_reviewtemplate(one.template_id)');
SELECT guard_buyer('followup_reviewanswer', 'buyer_of_review(one.review_id)');
SELECT guard_buyer('followup_reviewtemplate', 'one.buyer_id');
SELECT guard_buyer('followup_reviewtemplate_areas', 'buyer_of_reviewtemplate(one.reviewtemplate_id)',
    'contractarea_id', 'buyer_of_contractarea(one.contractarea_id)');
SELECT guard_buyer('followup_rowjudgement', 'buyer_of_ledgerimport(one.ledger_import_id)',
    'category_id', 'buyer_of_category(one.category_id)',
    'area_id', 'buyer_of_contractarea(one.area_id)',
    'deviation_id', 'buyer_of_placement(one.deviation_id)');
SELECT guard_buyer('followup_statusreport', 'buyer_of_category(one.category_id)');
SELECT guard_buyer('followup_target', 'buyer_of_measure(one.measure_id)');
SELECT guard_buyer('followup_templaterequirement', 'buyer_of_reviewtemplate(one.template_id)');
