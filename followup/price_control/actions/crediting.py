"""Which credit note has come of which claim."""

from __future__ import annotations

# A claim that was sent is credited by the first credit note, of the day it was sent or later, that names one of the
# invoices it is about. No more is recovered than was claimed: the credit note may be of other things too. Its status is
# asked for twice: what was found before is not looked for anew when the row had to be waited for.
SETTLE_CREDITS = """
UPDATE followup_priceclaim c SET status = 'CREDITED', credit_id = f.credit_id, version = c.version + 1,
    recovered_sek = least(c.claimed_sek, greatest(-f.amount, 0))
FROM (
    SELECT DISTINCT ON (c.id) c.id, k.id AS credit_id, k.amount
    FROM followup_priceclaim c
    JOIN followup_pricedeviation d ON d.claim_id = c.id
    JOIN followup_invoiceline l ON l.id = d.line_id
    JOIN followup_creditedinvoice n ON n.credited_id = l.invoice_id
    JOIN followup_invoice k ON k.id = n.invoice_id AND k.currency = 'SEK' AND k.amount < 0
    WHERE c.buyer_id = %(buyer)s AND c.status IN ('SENT', 'ANSWERED') AND k.issued_on >= c.sent_on
        AND NOT EXISTS (SELECT FROM followup_priceclaim o WHERE o.credit_id = k.id)
    ORDER BY c.id, k.issued_on, k.id
) f
WHERE f.id = c.id AND c.status IN ('SENT', 'ANSWERED')
"""
