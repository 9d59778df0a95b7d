DROP FUNCTION contracts_plain_name(text);
