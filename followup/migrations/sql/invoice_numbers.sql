-- Credits find the invoice they name, and invoices the credits that name them, without reading the rest of the ledger.
CREATE INDEX followup_ledgerrow_invoice ON followup_ledgerrow (invoice_number) WHERE invoice_number <> '';
