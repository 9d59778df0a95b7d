DROP VIEW contracts_finalsupplier;
