-- The foreign keys come from the ledger, as its new part is attached. One made before would be let go of then, and with it
-- its triggers on the keys: nobody could read a key until the file had been judged.
CREATE OR REPLACE FUNCTION finish_ledger_rows(which bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    part text := format('public.followup_ledgerrow_%s', which);
BEGIN
    EXECUTE format('ALTER TABLE %1$s ADD PRIMARY KEY (ledger_import_id, line_no), ADD CHECK (ledger_import_id = %2$s)',
        part, which);
    EXECUTE format('CREATE INDEX ON %s (key_id, booked_on)', part);
    EXECUTE format('CREATE INDEX ON %s (booked_on, line_no)', part);
    EXECUTE format('CREATE INDEX ON %s (invoice_number) WHERE invoice_number <> %L', part, '');
    EXECUTE format('ALTER TABLE followup_ledgerrow ATTACH PARTITION %s FOR VALUES IN (%s)', part, which);
    EXECUTE format('ANALYZE %s', part);
    IF session_user <> current_user THEN
        EXECUTE format('REVOKE INSERT ON %s FROM %I', part, session_user);
    END IF;
END $$;
