-- The few credits there are, by the invoice they name; and the keys that have rows whose service day is told. A table of
-- a new file's rows gets both when it is made a part of the ledger.
CREATE INDEX followup_ledgerrow_credit ON followup_ledgerrow (invoice_number)
    WHERE amount_sek < 0 AND invoice_number <> '';
CREATE INDEX followup_ledgerrow_service ON followup_ledgerrow (key_id) WHERE service_on IS NOT NULL;
