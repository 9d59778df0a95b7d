"""Holding every line of a buyer's invoices to the price list of the days it is for, in a few statements.

Done twice it changes nothing. Lines in kronor of suppliers with a price list are held; where there is no list for the
days there is nothing to hold to. What is in a claim stays as it was found.
"""

from __future__ import annotations

from datetime import datetime

import pghistory
from django.db import connection, transaction

from followup.invoices.actions.settling import lock_invoices
from followup.invoices.models import Invoice
from followup.judging.sql.workspace import planned_for_many
from followup.price_control.actions.crediting import SETTLE_CREDITS
from followup.price_control.rules import SLACK_SEK, UNIT_CODES
from huddinge_vo.common.people.models import Organization

# Prices with what they are for: a unit's own before the contract's, and that before the area's, which holds where the
# council sets the price.
_PRICES = """
DROP TABLE IF EXISTS listed;
CREATE TEMP TABLE listed ON COMMIT DROP AS
WITH item AS (
    SELECT p.id, c.supplier_id, c.id AS contract_id, p.name, p.per, p.vat_percent,
        CASE WHEN p.unit_id IS NULL THEN 2 ELSE 1 END AS place
    FROM contracts_priceitem p JOIN contracts_contract c ON c.id = p.contract_id
    WHERE c.buyer_id = %(buyer)s AND c.status <> 'DRAFT'
    UNION ALL
    SELECT p.id, c.supplier_id, c.id, p.name, p.per, p.vat_percent, 3
    FROM contracts_priceitem p
    JOIN contracts_contract_areas a ON a.contractarea_id = p.area_id
    JOIN contracts_contract c ON c.id = a.contract_id
    WHERE c.buyer_id = %(buyer)s AND c.status <> 'DRAFT' AND c.price_model = 'FIXED'
)
SELECT i.*, r.amount_sek, r.during,
    btrim(regexp_replace(lower(i.name), '[^[:alnum:]]+', ' ', 'g')) AS plain_name
FROM item i JOIN contracts_price r ON r.item_id = i.id AND r.withdrawn_at IS NULL
WHERE i.supplier_id IN (SELECT supplier_id FROM followup_invoice WHERE buyer_id = %(buyer)s);
CREATE INDEX ON listed (supplier_id, plain_name, per);
ANALYZE listed;
DROP TABLE IF EXISTS held;
CREATE TEMP TABLE held ON COMMIT DROP AS
SELECT l.id, i.supplier_id, i.contract_id, l.item_key, l.quantity, l.amount, l.vat_percent,
    btrim(regexp_replace(lower(l.item_name), '[^[:alnum:]]+', ' ', 'g')) AS plain_name,
    btrim(regexp_replace(lower(l.seller_item_id), '[^[:alnum:]]+', ' ', 'g')) AS plain_id,
    u.per, l.unit_code,
    round(l.amount / nullif(l.quantity, 0), 4) AS asked,
    d.days, upper(d.days) - lower(d.days) AS number_of_days,
    coalesce(l.period_until, i.period_until) >= coalesce(l.period_from, i.period_from) AS has_days
FROM followup_invoiceline l
JOIN followup_invoice i ON i.id = l.invoice_id AND i.buyer_id = %(buyer)s AND i.currency = 'SEK'
LEFT JOIN unnest(%(codes)s::text[], %(pers)s::text[]) u (code, per) ON u.code = l.unit_code
CROSS JOIN LATERAL (
    SELECT coalesce(l.period_until, i.period_until, l.period_from, i.period_from, i.issued_on) AS last
) e
CROSS JOIN LATERAL (
    SELECT daterange(least(coalesce(l.period_from, i.period_from, e.last), e.last), e.last, '[]') AS days
) d
WHERE i.supplier_id IN (SELECT supplier_id FROM listed);
ANALYZE held
"""
# An item that is called, or numbered, as a line of the supplier's price lists is that one, until a person says
# otherwise. It is written down, since the name goes.
_MATCHES = """
INSERT INTO followup_itemmatch (buyer_id, supplier_id, item_key, name, per)
SELECT DISTINCT ON (h.supplier_id, h.item_key) %(buyer)s, h.supplier_id, h.item_key, p.name, p.per
FROM held h
JOIN listed p ON p.supplier_id = h.supplier_id AND p.plain_name <> '' AND p.plain_name IN (h.plain_name, h.plain_id)
    AND (h.per IS NULL OR h.per = p.per)
WHERE h.item_key <> ''
ORDER BY h.supplier_id, h.item_key, (p.per = h.per) DESC NULLS LAST, (p.during && h.days) DESC, p.place, p.name, p.per
ON CONFLICT DO NOTHING
"""
# Of each line the price that holds on any of its days. Where several do, the one that is asked is the one that is
# meant; else the contract that the invoice names, the unit's before the contract's before the area's, and the highest:
# what is in doubt speaks for the supplier.
_AGREED = """
DROP TABLE IF EXISTS agreed;
CREATE TEMP TABLE agreed ON COMMIT DROP AS
SELECT DISTINCT ON (h.id) h.*, p.id AS item_id, p.amount_sek AS price, p.vat_percent AS listed_vat, p.per AS listed_per,
    h.amount - h.quantity * p.amount_sek AS difference
FROM held h
JOIN followup_itemmatch m ON m.buyer_id = %(buyer)s AND m.supplier_id = h.supplier_id AND m.item_key = h.item_key
    AND m.name <> ''
JOIN listed p ON p.supplier_id = h.supplier_id AND p.during && h.days AND p.per = m.per
    AND p.plain_name = btrim(regexp_replace(lower(m.name), '[^[:alnum:]]+', ' ', 'g'))
WHERE h.quantity <> 0
ORDER BY h.id, (abs(h.amount - h.quantity * p.amount_sek) <= %(slack)s) DESC,
    (p.contract_id = h.contract_id) DESC NULLS LAST, p.place, p.amount_sek DESC, p.id;
CREATE INDEX ON agreed (id);
ANALYZE agreed;
DROP TABLE IF EXISTS found;
CREATE TEMP TABLE found ON COMMIT DROP AS
SELECT a.id AS line_id,
    CASE WHEN a.difference * sign(a.quantity) < 0 THEN 'BELOW'
         WHEN EXISTS (
            SELECT FROM contracts_price later WHERE later.item_id = a.item_id AND later.withdrawn_at IS NULL
                AND later.valid_from >= upper(a.days) AND abs(a.amount - a.quantity * later.amount_sek) <= %(slack)s
         ) THEN 'EARLY_INDEX'
         ELSE 'ABOVE' END AS kind,
    a.item_id, a.price AS agreed, a.asked, round(a.difference, 2) AS difference
FROM agreed a WHERE abs(a.difference) > %(slack)s
UNION ALL
SELECT h.id, 'NOT_IN_CONTRACT', NULL, NULL, h.asked, h.amount
FROM held h
WHERE h.quantity <> 0 AND NOT EXISTS (SELECT FROM agreed a WHERE a.id = h.id)
    AND (h.amount > 0
         OR (h.supplier_id, h.item_key) IN (SELECT o.supplier_id, o.item_key FROM held o WHERE o.amount > 0))
    AND EXISTS (SELECT FROM listed p WHERE p.supplier_id = h.supplier_id AND p.during && h.days)
UNION ALL
SELECT a.id, 'VAT', a.item_id, a.listed_vat, a.vat_percent, round(a.amount * (a.vat_percent - a.listed_vat) / 100, 2)
FROM agreed a WHERE a.vat_percent <> a.listed_vat
UNION ALL
SELECT a.id, 'QUANTITY', a.item_id, places.number * a.number_of_days, a.quantity,
    round((a.quantity - places.number * a.number_of_days) * a.price, 2)
FROM agreed a
CROSS JOIN LATERAL (
    SELECT sum(p.places) AS number, bool_or(p.places IS NULL) AS is_unknown
    FROM contracts_permit p JOIN contracts_supplierunit u ON u.id = p.unit_id
    WHERE u.supplier_id = a.supplier_id AND p.decided_on < upper(a.days)
        AND (p.valid_until IS NULL OR p.valid_until >= lower(a.days))
) places
WHERE a.listed_per = 'DAY' AND a.has_days AND NOT places.is_unknown AND a.quantity > places.number * a.number_of_days;
DELETE FROM followup_pricedeviation d
WHERE d.buyer_id = %(buyer)s AND d.claim_id IS NULL
    AND NOT EXISTS (SELECT FROM found f WHERE f.line_id = d.line_id AND f.kind = d.kind);
INSERT INTO followup_pricedeviation (buyer_id, line_id, kind, item_id, agreed_sek, asked_sek, difference_sek)
SELECT %(buyer)s, line_id, kind, item_id, agreed, asked, difference FROM found
ON CONFLICT (line_id, kind) DO UPDATE SET item_id = excluded.item_id, agreed_sek = excluded.agreed_sek,
    asked_sek = excluded.asked_sek, difference_sek = excluded.difference_sek
WHERE followup_pricedeviation.claim_id IS NULL AND (followup_pricedeviation.item_id, followup_pricedeviation.agreed_sek,
    followup_pricedeviation.asked_sek, followup_pricedeviation.difference_sek)
    IS DISTINCT FROM (excluded.item_id, excluded.agreed_sek, excluded.asked_sek, excluded.difference_sek);
DROP TABLE found; DROP TABLE agreed; DROP TABLE held; DROP TABLE listed
"""


@transaction.atomic
def control_prices(*, buyer_id: int, at: datetime) -> None:
    """Hold a buyer's invoices to its price lists anew, and claims to the credit notes that have come."""
    lock_invoices(buyer_id)
    asked: dict[str, int | list[str]] = {
        "buyer": buyer_id,
        "slack": SLACK_SEK,
        "codes": list(UNIT_CODES),
        "pers": list(UNIT_CODES.values()),
    }
    with planned_for_many(), connection.cursor() as cursor:
        for statements in (_PRICES, _MATCHES, _AGREED, SETTLE_CREDITS):
            for statement in statements.split(";"):
                cursor.execute(statement, asked)


def control_everything(*, at: datetime) -> int:
    """Every buyer's, each by itself. Returns how many buyers have invoices."""
    has_any = Organization.objects.filter(pk__in=Invoice.objects.values("buyer"))
    buyers = list(has_any.order_by("pk").values_list("pk", flat=True))
    for buyer_id in buyers:
        with pghistory.context(task="control_prices"):
            control_prices(buyer_id=buyer_id, at=at)
    return len(buyers)
