DROP VIEW followup_judgedrow;
