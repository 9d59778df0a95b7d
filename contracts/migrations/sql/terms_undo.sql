DROP FUNCTION contracts_current_end(bigint, bigint, date, date, integer, date);
DROP FUNCTION contracts_round_terms(bigint);
DROP FUNCTION contracts_decided(bigint, bigint);
DROP FUNCTION contracts_counted(date, date);
DROP FUNCTION contracts_end_of_term(date, integer);
