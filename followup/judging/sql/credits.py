"""Credits, which follow the invoice they name."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from followup.judging.sql.workspace import COLUMNS, execute, execute_named, looked_up, planned_for_many

# A credit takes the bucket of the invoice it names: the same supplier and invoice number. The supplier is the one that
# the row was judged to be from, also when only a named contract told. It keeps its own subcategory.
#
# Numbers come back, year after year: it is the invoice booked nearest on or before the credit, else the nearest after.
# Booking days are compared, for every posting has one. Among several postings of that invoice the one on the same key
# speaks first.
_POSTING = """
    SELECT r.ledger_import_id, r.line_no, r.key_id, r.invoice_number, r.booked_on,
        coalesce(r.service_on, r.booked_on) AS day, v.supplier_id, k.supplier_ref, k.supplier_name
    FROM chosen r
    JOIN followup_spendkey k ON k.id = r.key_id
    JOIN followup_keyverdict v ON v.key_id = r.key_id AND v.during @> coalesce(r.service_on, r.booked_on)
    JOIN followup_ledgerdelivery d ON d.ledger_import_id = r.ledger_import_id AND d.is_active
        AND d.month = date_trunc('month', r.booked_on::timestamp)::date
    WHERE k.buyer_id = %(buyer)s
"""
_IS_CREDIT = "c.amount_sek < 0 AND c.invoice_number <> ''"
# The credits whose verdict can have changed: all; or those on judged keys and in the new file, and those that name an
# invoice there. Invoice numbers are indexed, so the rest of the ledger is left alone.
_ALL = f"SELECT c.* FROM followup_ledgerrow c WHERE {_IS_CREDIT}"
_OF_KEYS = f"SELECT c.* FROM followup_ledgerrow c JOIN judge_key USING (key_id) WHERE {_IS_CREDIT}"
_OF_THEIR_INVOICES = f"""
    SELECT c.* FROM followup_ledgerrow c WHERE {_IS_CREDIT} AND c.invoice_number IN (
        SELECT i.invoice_number FROM followup_ledgerrow i JOIN judge_key USING (key_id)
        WHERE i.amount_sek > 0 AND i.invoice_number <> '')
"""
_OF_IMPORT = f"""
    UNION SELECT c.* FROM followup_ledgerrow c WHERE {_IS_CREDIT} AND c.ledger_import_id = ANY(%(imports)s)
    UNION SELECT c.* FROM followup_ledgerrow c
        WHERE {_IS_CREDIT} AND c.ledger_import_id = ANY(%(other_imports)s) AND c.invoice_number IN (
            SELECT i.invoice_number FROM followup_ledgerrow i
            WHERE i.amount_sek > 0 AND i.invoice_number <> '' AND i.ledger_import_id = ANY(%(imports)s))
"""
# Credits are few: they are gathered first, and of the invoices only those that a credit names.
# One buyer's alone: an invoice number is another invoice at another's. His imports are named, for to PostgreSQL the
# buyer himself would be some unknown part of them all.
_GATHER_CREDITS = """
DROP TABLE IF EXISTS credit_row;
CREATE TEMP TABLE credit_row ON COMMIT DROP AS
SELECT found.* FROM ({which}) found WHERE found.ledger_import_id = ANY(%(of_buyer)s)
"""
_GATHER_MORE = """
INSERT INTO credit_row
SELECT found.* FROM ({which}) found WHERE found.ledger_import_id = ANY(%(of_buyer)s)
EXCEPT SELECT * FROM credit_row
"""
_FIND_CREDITS = f"""
DROP TABLE IF EXISTS named, credited, credit;
CREATE TEMP TABLE credit ON COMMIT DROP AS WITH chosen AS (SELECT * FROM credit_row) {_POSTING}
    AND NOT EXISTS (
        SELECT FROM followup_rowjudgement j WHERE j.ledger_import_id = r.ledger_import_id AND j.line_no = r.line_no);
ANALYZE credit
"""
_FIND_INVOICES = """
DROP TABLE IF EXISTS invoice_row;
CREATE TEMP TABLE invoice_row ON COMMIT DROP AS
SELECT i.* FROM followup_ledgerrow i WHERE i.amount_sek > 0 AND i.invoice_number <> ''
    AND i.invoice_number IN (SELECT invoice_number FROM credit);
ANALYZE invoice_row
"""
_FIND_CREDITED = f"""
CREATE TEMP TABLE credited ON COMMIT DROP AS WITH chosen AS (SELECT * FROM invoice_row) {_POSTING};
ANALYZE credited
"""
_NAME_INVOICES = """
CREATE TEMP TABLE named ON COMMIT DROP AS
SELECT DISTINCT ON (c.ledger_import_id, c.line_no) c.ledger_import_id, c.line_no, c.key_id, c.day,
    i.ledger_import_id AS invoice_import, i.line_no AS invoice_line, i.key_id AS invoice_key, i.day AS invoice_day
FROM credit c
JOIN credited i ON i.invoice_number = c.invoice_number
    AND (i.supplier_id = c.supplier_id OR (i.supplier_id IS NULL AND c.supplier_id IS NULL
         AND i.supplier_ref = c.supplier_ref AND i.supplier_name = c.supplier_name))
ORDER BY c.ledger_import_id, c.line_no, i.booked_on <= c.booked_on DESC, abs(c.booked_on - i.booked_on),
    (i.key_id = c.key_id) DESC, i.ledger_import_id, i.line_no;
ANALYZE named
"""
_JUDGE_NAMED = """
DROP TABLE IF EXISTS credit_verdict;
CREATE TEMP TABLE credit_verdict ON COMMIT DROP AS
SELECT n.ledger_import_id, n.line_no,
    coalesce(own.category_id, hand.category_id, inv.category_id) AS category_id,
    CASE WHEN hand.bucket IS NOT NULL THEN hand.area_id ELSE inv.area_id END AS area_id,
    coalesce(own.supplier_id, inv.supplier_id) AS supplier_id,
    CASE WHEN hand.bucket IS NOT NULL THEN hand.contract_id ELSE inv.contract_id END AS contract_id,
    coalesce(hand.bucket, inv.bucket) AS bucket,
    coalesce(hand.reason, inv.reason) AS reason,
    coalesce(hand.supplier_under_contract, inv.supplier_under_contract) AS supplier_under_contract,
    CASE WHEN hand.bucket IS NOT NULL THEN hand.rule_id ELSE inv.rule_id END AS rule_id
FROM named n
JOIN {keys} own ON own.key_id = n.key_id AND own.during @> n.day
JOIN {keys} inv ON inv.key_id = n.invoice_key AND inv.during @> n.invoice_day
LEFT JOIN {rows} hand ON NOT hand.is_credit AND hand.ledger_import_id = n.invoice_import
    AND hand.line_no = n.invoice_line
WHERE (coalesce(hand.bucket, inv.bucket),
       CASE WHEN hand.bucket IS NOT NULL THEN hand.contract_id ELSE inv.contract_id END,
       coalesce(hand.reason, inv.reason), coalesce(hand.supplier_under_contract, inv.supplier_under_contract))
    IS DISTINCT FROM (own.bucket, own.contract_id, own.reason, own.supplier_under_contract);
ANALYZE credit_verdict
"""
FEW_CREDITS = 1000  # so many are looked up one by one sooner than whole tables are joined
# What the credits were judged to be before: all of the buyer's, or those that were looked at again.
_EARLIER_OF_ALL = "v.ledger_import_id IN (SELECT id FROM followup_ledgerimport WHERE buyer_id = %(buyer)s)"
_EARLIER_OF_TOUCHED = "(v.ledger_import_id, v.line_no) IN (SELECT ledger_import_id, line_no FROM credit_row)"
_SETTLE_CREDITS = f"""
INSERT INTO stale
SELECT r.key_id, date_trunc('month', r.booked_on::timestamp)::date FROM (
    SELECT ledger_import_id, line_no, {COLUMNS} FROM followup_rowverdict v WHERE v.is_credit AND {{earlier}}
    EXCEPT SELECT ledger_import_id, line_no, {COLUMNS} FROM credit_verdict
) gone JOIN credit_row r USING (ledger_import_id, line_no)
UNION
SELECT r.key_id, date_trunc('month', r.booked_on::timestamp)::date FROM (
    SELECT ledger_import_id, line_no, {COLUMNS} FROM credit_verdict
    EXCEPT SELECT ledger_import_id, line_no, {COLUMNS} FROM followup_rowverdict v WHERE v.is_credit AND {{earlier}}
) come JOIN credit_row r USING (ledger_import_id, line_no)
ON CONFLICT DO NOTHING;
DELETE FROM followup_rowverdict v WHERE v.is_credit AND {{earlier}};
INSERT INTO followup_rowverdict (ledger_import_id, line_no, is_credit, {COLUMNS})
SELECT ledger_import_id, line_no, true, {COLUMNS} FROM credit_verdict ON CONFLICT DO NOTHING;
"""


def judge_credits(buyer_id: int, *, everything: bool = True, imports: Collection[int] = ()) -> None:
    """Let each credit follow the invoice it names, wherever in the ledger the two stand.

    Without `everything` only the credits that the judged keys and some imports can bear on: those whose rows are new,
    count again or do not any more. The same answer, for work that does not grow with the rest of the ledger. A test
    holds the two to each other.
    """
    everything = everything or _is_most_of_it(buyer_id, imports)
    if everything:
        execute_named(_GATHER_CREDITS.format(which=_ALL), of_buyer=_imports_of(buyer_id))
    else:
        gather_credits(buyer_id, imports=imports)
    found = name_invoices(buyer_id, few=not everything)
    with planned_for_many(many=found > FEW_CREDITS):
        judge_named()
    earlier = _EARLIER_OF_ALL if everything else _EARLIER_OF_TOUCHED
    execute_named(_SETTLE_CREDITS.replace("{earlier}", earlier), buyer=buyer_id)


def gather_credits(buyer_id: int, *, imports: Collection[int] = ()) -> None:
    """Find the credits that the chosen keys and some imports can bear on, however those are judged."""
    # The credits of the judged keys' invoices, or the invoices of all credits: there is an index for either. Which is
    # less depends on how many keys there are, and is not known of a table that has just been filled.
    execute("ANALYZE judge_key")
    of_buyer = _imports_of(buyer_id)
    with looked_up():
        execute_named(_GATHER_CREDITS.format(which=_OF_THEIR_INVOICES), of_buyer=of_buyer)
    which = _OF_KEYS + _OF_IMPORT if imports else _OF_KEYS
    others = _other_imports(buyer_id, imports) if imports else []
    execute_named(_GATHER_MORE.format(which=which), of_buyer=of_buyer, imports=sorted(imports), other_imports=others)


def name_invoices(buyer_id: int, *, few: bool = True) -> int:
    """Find the invoice that each of the gathered credits names. Returns how many credits there are."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE credit_row")
        cursor.execute("SELECT count(*) FROM credit_row")
        (found,) = cursor.fetchone()
    with planned_for_many(many=found > FEW_CREDITS):
        execute_named(_FIND_CREDITS, buyer=buyer_id)
    with looked_up(few=few):
        execute(_FIND_INVOICES)
    with planned_for_many(many=found > FEW_CREDITS):
        execute_named(_FIND_CREDITED, buyer=buyer_id)
    execute(_NAME_INVOICES)
    return int(found)


def judge_named(*, keys: str = "followup_keyverdict", rows: str = "followup_rowverdict") -> None:
    """Find the verdicts of the credits that follow their invoices to another than their own keys'.

    `keys` and `rows` are where the verdicts of keys and of rows judged by hand are: those that stand, or a trial's.
    """
    execute(_JUDGE_NAMED.format(keys=keys, rows=rows))


# Where a good part of the ledger is touched, reading all of it once is less than looking up that part row by row.
_GOOD_PART = 4


def _is_most_of_it(buyer_id: int, imports: Collection[int]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT
                coalesce((SELECT sum(loaded) FROM followup_ledgerimport WHERE buyer_id = %s AND status = 'LOADED'), 0),
                coalesce((SELECT sum(s.n) FROM followup_spendmonth s JOIN judge_key USING (key_id)), 0)
                + coalesce((SELECT sum(loaded) FROM followup_ledgerimport WHERE id = ANY(%s)), 0)
            """,
            [buyer_id, sorted(imports)],
        )
        whole, touched = cursor.fetchone()
    return bool(touched * _GOOD_PART > whole)


def _imports_of(buyer_id: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM followup_ledgerimport WHERE buyer_id = %s", [buyer_id])
        return [row[0] for row in cursor.fetchall()]


def _other_imports(buyer_id: int, imports: Collection[int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ledger_import_id FROM followup_ledgerdelivery "
            "WHERE buyer_id = %s AND is_active AND ledger_import_id <> ALL(%s)",
            [buyer_id, sorted(imports)],
        )
        return [row[0] for row in cursor.fetchall()]
