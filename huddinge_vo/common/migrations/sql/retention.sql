SELECT guard_buyer('common_retentionterm', 'one.buyer_id');
SELECT guard_buyer('common_retentionresult', 'one.buyer_id');
SELECT guard_buyer('common_registerextract', 'one.buyer_id');

-- The one way in which rows of the security log go: the oldest of one of its tables, as many as are asked for, and what
-- went is written down by the same statement. Whoever calls it need not be able to take anything away himself. How old
-- they have to be at least is kept by the tables' own triggers. Returns how many went.
CREATE FUNCTION forget_security_log(kept text, older timestamptz, most integer, which_run bigint) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    log regclass := CASE kept
        WHEN 'SIGN_INS' THEN 'common_signinevent'::regclass
        WHEN 'READINGS' THEN 'common_secretreading'::regclass
        WHEN 'TRIALS' THEN 'common_triedchange'::regclass
        WHEN 'EXTRACTS' THEN 'common_registerextract'::regclass
    END;
    went integer;
    first_at timestamptz;
BEGIN
    IF log IS NULL THEN
        RAISE EXCEPTION 'Det finns ingen sådan logg: %.', kept USING ERRCODE = 'invalid_parameter_value';
    END IF;
    EXECUTE format('WITH gone AS (DELETE FROM %1$s WHERE id IN (SELECT id FROM %1$s WHERE at < $1 ORDER BY at, id LIMIT $2'
        ' FOR UPDATE SKIP LOCKED) RETURNING at) SELECT count(*), min(at) FROM gone', log)
        INTO went, first_at USING older, most;
    IF went > 0 THEN
        INSERT INTO common_retentionresult (run_id, kind, before, number, oldest_at, at)
            VALUES (which_run, kept, older, went, first_at, now());
    END IF;
    RETURN went;
END $$;
REVOKE ALL ON FUNCTION forget_security_log(text, timestamptz, integer, bigint) FROM PUBLIC;
