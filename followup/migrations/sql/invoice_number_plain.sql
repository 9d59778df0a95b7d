-- An invoice number as it is compared: letters and figures alone, as capitals, without noughts in front. Ledgers and
-- invoices write the same number as 00123, 123 and 1-23. One that is nothing but noughts or signs stays as it is.
CREATE FUNCTION followup_plain_invoice_number(number text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
SELECT coalesce(nullif(ltrim(upper(regexp_replace(number, '[^[:alnum:]]+', '', 'g')), '0'), ''), number)
$$;
