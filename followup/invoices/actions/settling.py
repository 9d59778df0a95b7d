"""Who an invoice is from, which contract it names, what it credits, and which ledger rows are the same purchase.

All of it is found anew from what is there, in a few statements whatever the number of invoices: done twice it changes
nothing. The ledger alone is counted; a tie is evidence, and adds nothing to any sum.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from followup.invoices.models import InvoiceImport
from followup.judging.sql.workspace import planned_for_many
from huddinge_vo.common.people.models import Organization

_LOCK = 7014

_SUPPLIERS = """
UPDATE followup_invoice i SET supplier_id = f.supplier_id,
    named_supplier_id = CASE WHEN f.supplier_id IS NULL THEN i.named_supplier_id END
FROM (
    SELECT i.id, coalesce(final.final_id, found.supplier_id) AS supplier_id
    FROM followup_invoice i
    JOIN followup_invoiceimport b ON b.id = i.invoice_import_id AND b.buyer_id = %(buyer)s
    LEFT JOIN contracts_supplieridentifier found ON i.supplier_scheme = '0007'
        AND found.scheme = 'ORG_NUMBER' AND found.value = i.supplier_ref
    LEFT JOIN contracts_finalsupplier final ON final.supplier_id = found.supplier_id
) f
WHERE f.id = i.id AND i.supplier_id IS DISTINCT FROM f.supplier_id
"""
# Who is called the same, where no number tells: so that a secret name is as secret here.
_NAMED = """
WITH nameless AS (
    SELECT i.id, i.named_supplier_id, contracts_plain_name(i.supplier_name) AS plain_name
    FROM followup_invoice i
    JOIN followup_invoiceimport b ON b.id = i.invoice_import_id AND b.buyer_id = %(buyer)s
    WHERE i.supplier_id IS NULL
), named AS (
    SELECT DISTINCT ON (s.plain_name) s.plain_name, s.id FROM contracts_supplier s
    WHERE s.plain_name IN (SELECT plain_name FROM nameless) AND s.plain_name <> ''
    ORDER BY s.plain_name, s.is_secret DESC, s.id
)
UPDATE followup_invoice i SET named_supplier_id = found.id
FROM (SELECT n.id AS invoice_id, named.id, n.named_supplier_id FROM nameless n LEFT JOIN named USING (plain_name)) found
WHERE i.id = found.invoice_id AND found.named_supplier_id IS DISTINCT FROM found.id
"""
# The contract, or the round, that the invoice names as its contract, its order or the buyer's reference; the supplier's
# own alone. Of several contracts in a round the one that began last before the invoice.
_CONTRACTS = """
WITH refs AS (
    SELECT i.id, i.supplier_id, i.buyer_id, i.issued_on, i.contract_id, r.place, upper(r.ref) AS ref
    FROM followup_invoice i
    CROSS JOIN LATERAL (VALUES (1, i.contract_ref), (2, i.order_ref), (3, i.buyer_ref)) r (place, ref)
    WHERE i.buyer_id = %(buyer)s AND i.supplier_id IS NOT NULL AND r.ref <> ''
), found AS (
    SELECT DISTINCT ON (r.id) r.id, c.id AS contract_id
    FROM refs r
    JOIN contracts_contract c ON c.buyer_id = r.buyer_id AND c.supplier_id = r.supplier_id AND c.status <> 'DRAFT'
    LEFT JOIN contracts_framework f ON f.id = c.framework_id
    WHERE upper(c.number) = r.ref OR upper(f.number) = r.ref
    ORDER BY r.id, r.place, (upper(c.number) = r.ref) DESC, (c.valid_from <= r.issued_on) DESC, c.valid_from DESC, c.id
)
UPDATE followup_invoice i SET contract_id = f.contract_id
FROM (
    SELECT i.id, found.contract_id FROM followup_invoice i LEFT JOIN found USING (id) WHERE i.buyer_id = %(buyer)s
) f
WHERE f.id = i.id AND i.contract_id IS DISTINCT FROM f.contract_id
"""
# Numbers come back year after year: the invoice of the day that is said, else the nearest on or before, else after.
_CREDITED = """
UPDATE followup_creditedinvoice c SET credited_id = f.credited_id
FROM (
    SELECT DISTINCT ON (c.id) c.id, n.id AS credited_id
    FROM followup_creditedinvoice c
    JOIN followup_invoice k ON k.id = c.invoice_id
    JOIN followup_invoiceimport b ON b.id = k.invoice_import_id AND b.buyer_id = %(buyer)s
    LEFT JOIN followup_invoice n ON n.plain_number = c.plain_number AND n.kind = 'INVOICE' AND n.id <> k.id
        AND n.supplier_scheme = k.supplier_scheme AND n.supplier_ref = k.supplier_ref
        AND n.buyer_id IS NOT DISTINCT FROM k.buyer_id
    ORDER BY c.id, (n.issued_on = c.issued_on) DESC NULLS LAST, (n.issued_on <= k.issued_on) DESC NULLS LAST,
        abs(n.issued_on - k.issued_on), n.id
) f
WHERE f.id = c.id AND c.credited_id IS DISTINCT FROM f.credited_id
"""
# The rows that may be of an invoice: the same supplier and number, booked from two months before to a year after. A row
# is of one invoice alone: one with its sign, else the nearest in days. Together they are the invoice when their sum is,
# but for what is rounded to whole kronor; else a single row that is. What a person has said goes before all of it: rows
# that are tied by hand are of that invoice and it has no others, and what was said not to belong together does not.
_TIES = """
DROP TABLE IF EXISTS invoice_row, hand_row;
CREATE TEMP TABLE hand_row ON COMMIT DROP AS
WITH said AS MATERIALIZED (
    SELECT h.* FROM followup_handtie h JOIN followup_invoice i ON i.id = h.invoice_id WHERE i.buyer_id = %(buyer)s
), posting AS (
    SELECT r.ledger_import_id, r.line_no, r.key_id, r.booked_on, r.voucher, r.invoice_number, r.amount_sek,
        row_number() OVER (PARTITION BY r.key_id, r.booked_on, r.voucher, r.invoice_number, r.amount_sek
            ORDER BY r.ledger_import_id, r.line_no) AS nr
    FROM followup_ledgerrow r
    JOIN followup_ledgerdelivery d ON d.ledger_import_id = r.ledger_import_id AND d.is_active
        AND d.month = date_trunc('month', r.booked_on::timestamp)::date
    WHERE r.key_id IN (SELECT key_id FROM said)
)
SELECT said.invoice_id, said.belongs, p.ledger_import_id, p.line_no, p.key_id
FROM said JOIN posting p USING (key_id, booked_on, voucher, invoice_number, amount_sek, nr);
CREATE TEMP TABLE invoice_row ON COMMIT DROP AS
WITH invoice AS MATERIALIZED (
    SELECT id, supplier_id, plain_number, amount, issued_on FROM followup_invoice
    WHERE buyer_id = %(buyer)s AND supplier_id IS NOT NULL AND currency = 'SEK'
        AND id NOT IN (SELECT invoice_id FROM hand_row WHERE belongs)
), posting AS MATERIALIZED (
    SELECT r.ledger_import_id, r.line_no, r.key_id, r.booked_on, r.amount_sek, k.supplier_id,
        followup_plain_invoice_number(r.invoice_number) AS plain_number
    FROM followup_spendkey k
    JOIN followup_ledgerrow r ON r.key_id = k.id
    JOIN followup_ledgerdelivery d ON d.ledger_import_id = r.ledger_import_id AND d.is_active
        AND d.month = date_trunc('month', r.booked_on::timestamp)::date
    WHERE k.buyer_id = %(buyer)s AND r.invoice_number <> ''
        AND k.supplier_id IN (SELECT supplier_id FROM invoice)
        AND (r.ledger_import_id, r.line_no) NOT IN (SELECT ledger_import_id, line_no FROM hand_row WHERE belongs)
), nearest AS (
    SELECT DISTINCT ON (p.ledger_import_id, p.line_no) p.ledger_import_id, p.line_no, p.key_id, p.amount_sek,
        i.id AS invoice_id, i.amount
    FROM posting p
    JOIN invoice i USING (supplier_id, plain_number)
    WHERE p.booked_on BETWEEN i.issued_on - 60 AND i.issued_on + 400
        AND (i.id, p.ledger_import_id, p.line_no) NOT IN (
            SELECT invoice_id, ledger_import_id, line_no FROM hand_row WHERE NOT belongs)
    ORDER BY p.ledger_import_id, p.line_no, (sign(p.amount_sek) = sign(i.amount)) DESC,
        abs(p.booked_on - i.issued_on), i.issued_on, i.id
)
SELECT *, sum(amount_sek) OVER own AS whole, abs(amount_sek - amount) <= %(slack)s AS is_alone,
    count(*) FILTER (WHERE abs(amount_sek - amount) <= %(slack)s) OVER own AS alone
FROM nearest WINDOW own AS (PARTITION BY invoice_id);
DELETE FROM followup_invoicetie t USING followup_invoice i WHERE i.id = t.invoice_id AND i.buyer_id = %(buyer)s;
INSERT INTO followup_invoicetie (invoice_id, ledger_import_id, line_no, key_id)
SELECT invoice_id, ledger_import_id, line_no, key_id FROM invoice_row
WHERE abs(whole - amount) <= %(slack)s OR (is_alone AND alone = 1)
UNION ALL
SELECT invoice_id, ledger_import_id, line_no, key_id FROM hand_row WHERE belongs
ORDER BY invoice_id, ledger_import_id, line_no;
UPDATE followup_invoice i SET tied = f.tied
FROM (
    SELECT i.id, CASE
        WHEN i.buyer_id IS NULL THEN 'NO_BUYER'
        WHEN EXISTS (SELECT FROM followup_invoicetie t WHERE t.invoice_id = i.id) THEN 'TIED'
        WHEN i.currency <> 'SEK' THEN 'OTHER_CURRENCY'
        WHEN i.supplier_id IS NULL THEN 'NO_SUPPLIER'
        WHEN EXISTS (SELECT FROM invoice_row r WHERE r.invoice_id = i.id) THEN 'OTHER_SUM'
        ELSE 'NO_ROWS' END AS tied
    FROM followup_invoice i
    JOIN followup_invoiceimport b ON b.id = i.invoice_import_id AND b.buyer_id = %(buyer)s
) f
WHERE f.id = i.id AND i.tied <> f.tied;
UPDATE followup_invoiceline l SET matched_at = %(at)s
FROM followup_invoice i
WHERE i.id = l.invoice_id AND i.buyer_id = %(buyer)s AND i.tied = 'TIED' AND l.matched_at IS NULL;
DROP TABLE invoice_row, hand_row
"""
ROUNDED = 1  # kronor: what is rounded of an invoice when it is paid


def lock_invoices(buyer_id: int) -> None:
    """Be the only one who reads or settles this buyer's invoices, to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, buyer_id])


@transaction.atomic
def settle_invoices(*, buyer_id: int, at: datetime) -> None:
    """Find anew all that a buyer's invoices belong with."""
    lock_invoices(buyer_id)
    asked: dict[str, int | datetime] = {"buyer": buyer_id, "slack": ROUNDED, "at": at}
    with planned_for_many(), connection.cursor() as cursor:
        for statement in (_SUPPLIERS, _NAMED, _CONTRACTS, _CREDITED):
            cursor.execute(statement, asked)
        for statement in _TIES.split(";"):
            cursor.execute(statement, asked)


def settle_everything(*, at: datetime) -> int:
    """Every buyer's, each by itself. Returns how many buyers have any."""
    has_any = Organization.objects.filter(pk__in=InvoiceImport.objects.values("buyer"))
    buyers = list(has_any.order_by("pk").values_list("pk", flat=True))
    for buyer_id in buyers:
        settle_invoices(buyer_id=buyer_id, at=at)
    return len(buyers)
