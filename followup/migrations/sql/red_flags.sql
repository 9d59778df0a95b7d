-- Flags, what they go by, what registers tell and random checks stay with their buyer. See the function keep_one_buyer.
-- The rows of flags are made anew each night, of one buyer's at a time.

CREATE FUNCTION buyer_of_spendkey(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM followup_spendkey one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_finding(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM followup_finding one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_sample(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM followup_sample one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_samplestratum(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT buyer_of_sample(one.sample_id) FROM followup_samplestratum one WHERE one.id = which
$$;

SELECT guard_buyer('followup_flag', 'one.buyer_id',
    'key_id', 'buyer_of_spendkey(one.key_id)',
    'contract_id', 'buyer_of_contract(one.contract_id)',
    'framework_id', 'buyer_of_framework(one.framework_id)',
    'finding_id', 'buyer_of_finding(one.finding_id)');
SELECT guard_buyer('followup_flagterm', 'one.buyer_id');
SELECT guard_buyer('followup_flagswitch', 'one.buyer_id');
SELECT guard_buyer('followup_flagrun', 'one.buyer_id');
SELECT guard_buyer('followup_supplierfact', 'one.buyer_id');
SELECT guard_buyer('followup_riskmark', 'buyer_of_contract(one.contract_id)');
SELECT guard_buyer('followup_sample', 'one.buyer_id');
SELECT guard_buyer('followup_samplestratum', 'buyer_of_sample(one.sample_id)');
SELECT guard_buyer('followup_sampledpurchase', 'buyer_of_sample(one.sample_id)',
    'stratum_id', 'buyer_of_samplestratum(one.stratum_id)',
    'contract_id', 'buyer_of_contract(one.contract_id)');
