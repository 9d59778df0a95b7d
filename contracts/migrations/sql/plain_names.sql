-- A name as it is compared: lower case, words alone, without accents, legal forms and the places that go with them. The
-- same as contracts/suppliers/rules.py:plain_name, which rules; a test holds the two together.
CREATE FUNCTION contracts_plain_name(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
SELECT coalesce(nullif(btrim(regexp_replace(regexp_replace(words,
    '\m(?:ekonomisk forening|ideell forening|ek for|ideell for|aktiebolaget|aktiebolag|ab|handelsbolaget|handelsbolag'
    '|hb|kommanditbolaget|kommanditbolag|kb|enskild firma|ef|stiftelsen|publ|svb|filial|ltd|limited|inc|aps|oy|gmbh'
    '|i stockholm|i goteborg|i malmo|i sverige|sverige|sweden|stockholm)\M', ' ', 'g'), ' +', ' ', 'g')), ''), words)
FROM (SELECT btrim(regexp_replace(
    lower(regexp_replace(normalize(name, NFKD), U&'[\0300-\036f]', '', 'g')), '[^[:alnum:]_]+', ' ', 'g')) AS words) w
$$;
