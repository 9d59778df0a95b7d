-- What is said of an invoice is about its own buyer's ledger. See the function keep_one_buyer.

SELECT guard_buyer('followup_handtie', 'buyer_of_invoice(one.invoice_id)',
    'key_id', 'buyer_of_spendkey(one.key_id)');
