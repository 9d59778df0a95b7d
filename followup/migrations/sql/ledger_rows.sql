-- Ledger rows in one partition for each import, so that a load is one COPY into a table of its own.
CREATE TABLE followup_ledgerrow (
    ledger_import_id bigint NOT NULL REFERENCES followup_ledgerimport (id),
    line_no integer NOT NULL CHECK (line_no > 0),
    key_id bigint NOT NULL REFERENCES followup_spendkey (id),
    invoice_number varchar(200) NOT NULL,
    voucher varchar(200) NOT NULL,
    booked_on date NOT NULL,
    service_on date,
    amount_sek numeric(17, 2) NOT NULL,
    PRIMARY KEY (ledger_import_id, line_no)
) PARTITION BY LIST (ledger_import_id);
CREATE INDEX followup_ledgerrow_key ON followup_ledgerrow (key_id, booked_on);
CREATE INDEX followup_ledgerrow_booked ON followup_ledgerrow (booked_on, line_no);
