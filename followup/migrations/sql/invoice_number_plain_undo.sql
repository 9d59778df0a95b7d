DROP FUNCTION followup_plain_invoice_number(text);
