DROP FUNCTION finish_ledger_rows(bigint);
DROP FUNCTION begin_ledger_rows(bigint);
