-- What belongs to one buyer names nothing of another's, and stays his. Asked once for each statement, of all the rows that
-- it has changed: a file of thousands costs one question. Rows that are there already are left alone until they change.

-- The buyer of each row by the first argument, of a row "one"; then by twos a column, and the buyer of what it names.
CREATE FUNCTION keep_one_buyer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_wrong boolean;
BEGIN
    FOR at IN 1 .. TG_NARGS - 2 BY 2 LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM changed one WHERE one.%I IS NOT NULL AND (%s) <> (%s))',
            TG_ARGV[at], TG_ARGV[0], TG_ARGV[at + 1]) INTO is_wrong;
        IF is_wrong THEN
            RAISE EXCEPTION 'Det hör till en annan köpare.' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'names_what_its_own_buyer_has', TABLE = TG_TABLE_NAME, COLUMN = TG_ARGV[at];
        END IF;
    END LOOP;
    IF TG_OP = 'UPDATE' THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM (SELECT one.id, (%1$s) AS buyer FROM was one) a'
            ' JOIN (SELECT one.id, (%1$s) AS buyer FROM changed one) b USING (id) WHERE a.buyer <> b.buyer)',
            TG_ARGV[0]) INTO is_wrong;
        IF is_wrong THEN
            RAISE EXCEPTION 'Det kan inte byta köpare.' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'stays_with_its_buyer', TABLE = TG_TABLE_NAME;
        END IF;
    END IF;
    RETURN NULL;
END $$;

-- Guard a table so.
CREATE FUNCTION guard_buyer(guarded regclass, VARIADIC asked text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    told text := (SELECT string_agg(quote_literal(each), ', ') FROM unnest(asked) each);
BEGIN
    IF cardinality(asked) > 1 THEN
        EXECUTE format('CREATE TRIGGER one_buyer_inserted AFTER INSERT ON %s REFERENCING NEW TABLE AS changed'
            ' FOR EACH STATEMENT EXECUTE FUNCTION keep_one_buyer(%s)', guarded, told);
    END IF;
    EXECUTE format('CREATE TRIGGER one_buyer_updated AFTER UPDATE ON %s REFERENCING OLD TABLE AS was NEW TABLE AS changed'
        ' FOR EACH STATEMENT EXECUTE FUNCTION keep_one_buyer(%s)', guarded, told);
END $$;

CREATE FUNCTION leave_buyer(guarded regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DROP TRIGGER IF EXISTS one_buyer_inserted ON %s', guarded);
    EXECUTE format('DROP TRIGGER IF EXISTS one_buyer_updated ON %s', guarded);
END $$;

CREATE FUNCTION buyer_of_membership(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM common_membership one WHERE one.id = which
$$;

SELECT guard_buyer('common_accessgrant', 'one.buyer_id');
SELECT guard_buyer('common_membership', 'one.buyer_id');
SELECT guard_buyer('common_roleproposal', 'one.buyer_id');
SELECT guard_buyer('common_triedchange', 'one.buyer_id');
SELECT guard_buyer('common_unfinishedjob', 'one.buyer_id');
