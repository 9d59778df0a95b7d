SELECT leave_buyer('followup_creditedinvoice');
SELECT leave_buyer('followup_invoiceline');
SELECT leave_buyer('followup_invoice');
SELECT leave_buyer('followup_invoicefault');
SELECT leave_buyer('followup_invoiceimport');
DROP FUNCTION buyer_of_invoice;
DROP FUNCTION buyer_of_invoiceimport;
