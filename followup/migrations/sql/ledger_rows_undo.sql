DROP TABLE followup_ledgerrow;
