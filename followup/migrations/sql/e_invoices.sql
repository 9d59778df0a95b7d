-- Invoices stay with their buyer and name nothing of another's. See the function keep_one_buyer. Ties are made anew, of
-- rows and invoices of one buyer each time.

CREATE FUNCTION buyer_of_invoiceimport(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM followup_invoiceimport one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_invoice(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT b.buyer_id FROM followup_invoice one JOIN followup_invoiceimport b ON b.id = one.invoice_import_id
    WHERE one.id = which
$$;

SELECT guard_buyer('followup_invoiceimport', 'one.buyer_id');
SELECT guard_buyer('followup_invoicefault', 'buyer_of_invoiceimport(one.invoice_import_id)');
SELECT guard_buyer('followup_invoice', 'coalesce(one.buyer_id, buyer_of_invoiceimport(one.invoice_import_id))',
    'buyer_id', 'one.buyer_id',
    'invoice_import_id', 'buyer_of_invoiceimport(one.invoice_import_id)',
    'contract_id', 'buyer_of_contract(one.contract_id)');
SELECT guard_buyer('followup_invoiceline', 'buyer_of_invoice(one.invoice_id)');
SELECT guard_buyer('followup_creditedinvoice', 'buyer_of_invoice(one.invoice_id)',
    'credited_id', 'buyer_of_invoice(one.credited_id)');

CREATE FUNCTION buyer_of_invoiceline(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT buyer_of_invoice(one.invoice_id) FROM followup_invoiceline one WHERE one.id = which
$$;
CREATE FUNCTION buyer_of_priceclaim(which bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT one.buyer_id FROM followup_priceclaim one WHERE one.id = which
$$;

SELECT guard_buyer('followup_itemmatch', 'one.buyer_id');
SELECT guard_buyer('followup_priceclaim', 'one.buyer_id',
    'credit_id', 'buyer_of_invoice(one.credit_id)');
SELECT guard_buyer('followup_pricedeviation', 'one.buyer_id',
    'line_id', 'buyer_of_invoiceline(one.line_id)',
    'item_id', 'buyer_of_priceitem(one.item_id)',
    'claim_id', 'buyer_of_priceclaim(one.claim_id)');
