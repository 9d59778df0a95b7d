DROP VIEW followup_toldsupplier;
