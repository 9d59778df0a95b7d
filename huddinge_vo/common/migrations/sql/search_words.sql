-- What is kept and what is typed in one plain spelling: small letters, composed, any dash a hyphen, none between figures.
CREATE FUNCTION search_words(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
SELECT regexp_replace(
    translate(lower(normalize(words, NFC)), U&'\2010\2011\2012\2013\2014\2212', '------'),
    '(?<=\d)-(?=\d)', '', 'g')
$$;
