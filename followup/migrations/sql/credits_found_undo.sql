DROP INDEX followup_ledgerrow_service;
DROP INDEX followup_ledgerrow_credit;
