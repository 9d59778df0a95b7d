-- What was seen in the field stays with its review, and key figures with their contract. See the function keep_one_buyer.

CREATE FUNCTION buyer_of_reviewanswer(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT buyer_of_review(one.review_id) FROM followup_reviewanswer one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_contractkpi(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT buyer_of_contract(one.contract_id) FROM followup_contractkpi one WHERE one.id = which
$$;

SELECT guard_buyer('followup_sentanswer', 'buyer_of_reviewanswer(one.answer_id)');
SELECT guard_buyer('followup_reviewphoto', 'buyer_of_review(one.review_id)',
    'answer_id', 'buyer_of_reviewanswer(one.answer_id)');
SELECT guard_buyer('followup_sheetrow', 'buyer_of_review(one.review_id)');
SELECT guard_buyer('followup_gatecount', 'buyer_of_review(one.review_id)');
SELECT guard_buyer('followup_payslipcheck', 'buyer_of_review(one.review_id)');
SELECT guard_buyer('followup_groupcompany', 'buyer_of_review(one.review_id)');
SELECT guard_buyer('followup_contractkpi', 'buyer_of_contract(one.contract_id)');
SELECT guard_buyer('followup_kpivalue', 'buyer_of_contractkpi(one.kpi_id)');
SELECT guard_buyer('followup_jointreview', 'buyer_of_contract(one.contract_id)');
