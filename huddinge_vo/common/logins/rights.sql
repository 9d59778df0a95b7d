-- What the application's login begins with: nothing. Then what is common to all tables; each table's own rights are
-- derived from the models (rights.py) and given after this. Run by the owner after each migrate.
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {login};
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {login};
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {login};
-- Numbers for new rows; pg_dump reads where they stand.
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {login};

-- The rows of each loaded file lie in a table of their own, which no model knows.
DO $do$
DECLARE
    kept regclass;
    guard regprocedure;
BEGIN
    -- A trigger writes where it says, also for who has made a temporary table of the same name to have it write there.
    FOR guard IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prorettype = 'trigger'::regtype
            AND NOT 'search_path=public, pg_temp' = ANY(coalesce(proconfig, '{{}}')) LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', guard);
    END LOOP;
    FOR kept IN SELECT inhrelid FROM pg_inherits WHERE inhparent = to_regclass('public.followup_ledgerrow') LOOP
        EXECUTE format('GRANT SELECT ON %s TO {login}', kept);
    END LOOP;
    -- Counted anew after they are judged, so that PostgreSQL plans by what they hold.
    IF to_regclass('public.followup_spendmonth') IS NOT NULL THEN
        GRANT MAINTAIN ON followup_spendkey, followup_keyverdict, followup_rowverdict, followup_spendmonth TO {login};
    END IF;
    -- What the owner does in its stead, each within what it says.
    IF to_regprocedure('forget_security_log(text, timestamptz, integer, bigint)') IS NOT NULL THEN
        GRANT EXECUTE ON FUNCTION forget_security_log(text, timestamptz, integer, bigint) TO {login};
    END IF;
    IF to_regprocedure('finish_ledger_rows(bigint)') IS NOT NULL THEN
        GRANT EXECUTE ON FUNCTION begin_ledger_rows(bigint), finish_ledger_rows(bigint) TO {login};
    END IF;
END $do$
