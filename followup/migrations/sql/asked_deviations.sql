-- No own unit and no question names what another buyer has. See the function keep_one_buyer.

CREATE FUNCTION buyer_of_ownunit(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM followup_ownunit one WHERE one.id = which
$$;

SELECT guard_buyer('followup_ownunit', 'one.buyer_id');
SELECT guard_buyer('followup_deviationquestion', 'one.buyer_id',
    'unit_id', 'buyer_of_ownunit(one.unit_id)',
    'category_id', 'buyer_of_category(one.category_id)',
    'deviation_id', 'buyer_of_placement(one.deviation_id)',
    'contract_id', 'buyer_of_contract(one.contract_id)');
