"""How verdicts are made: a handful of set-based statements over keys. The definitions are those of domain.md §3.

Every function runs inside the caller's transaction and speaks through temporary tables, so that the number of
statements is the same for ten keys and for ten thousand:

    judge_key(key_id)                      what to judge
    subject(subject_id, key_id, …)         a key, or a row that a person has judged (negative ids)
    verdict(subject_id, during, …)         the outcome, one span of days after another
    stale(key_id, month)                   what the roll-up has to sum again
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

# Two-part key of the advisory lock that lets one recomputation at a time run for a buyer.
_LOCK = 0x564F  # "VO"


def _execute(sql: str, params: Iterable[Any] = ()) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(params) or None)
        return int(cursor.rowcount)


def _execute_named(sql: str, **params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def lock_buyer(buyer_id: int) -> None:
    """Wait until no one else judges this buyer's ledger; held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, buyer_id])


def begin() -> None:
    """Make the temporary tables anew. They vanish with the transaction."""
    _execute(
        """
        -- Sums of a million rows fit in memory; one recomputation at a time runs for a buyer.
        SET LOCAL work_mem = '128MB';
        DROP TABLE IF EXISTS judge_key, subject, verdict, stale;
        CREATE TEMP TABLE judge_key (key_id bigint PRIMARY KEY) ON COMMIT DROP;
        CREATE TEMP TABLE stale (key_id bigint, month date, PRIMARY KEY (key_id, month)) ON COMMIT DROP;
        """
    )


def resolve_suppliers(buyer_id: int) -> int:
    """Point each key at the supplier that its number belongs to, and list the changed keys to be judged again.

    A valid organisation number decides; else the buyer's own supplier number does. Names never decide.
    """
    return _execute(
        """
        WITH resolved AS (
            SELECT k.id, coalesce(by_org.supplier_id, own.supplier_id, common.supplier_id) AS supplier_id
            FROM followup_spendkey k
            LEFT JOIN contracts_supplieridentifier by_org
                ON by_org.scheme = 'ORG_NUMBER' AND by_org.value = k.org_number
            LEFT JOIN contracts_supplieridentifier own
                ON own.scheme = 'SUPPLIER_NUMBER' AND own.value = k.supplier_ref AND own.buyer_id = k.buyer_id
            LEFT JOIN contracts_supplieridentifier common
                ON common.scheme = 'SUPPLIER_NUMBER' AND common.value = k.supplier_ref AND common.buyer_id IS NULL
            WHERE k.buyer_id = %s
        ), changed AS (
            UPDATE followup_spendkey k SET supplier_id = r.supplier_id FROM resolved r
            WHERE r.id = k.id AND k.supplier_id IS DISTINCT FROM r.supplier_id
            RETURNING k.id
        )
        INSERT INTO judge_key SELECT id FROM changed ON CONFLICT DO NOTHING
        """,
        [buyer_id],
    )


def choose_all(buyer_id: int) -> None:
    """Every key of a buyer is to be judged."""
    _execute(
        "INSERT INTO judge_key SELECT id FROM followup_spendkey WHERE buyer_id = %s ON CONFLICT DO NOTHING", [buyer_id]
    )


def choose_unjudged(buyer_id: int) -> None:
    """Keys that a new file brought. A verdict covers all days, so keys seen before need no new one."""
    _execute(
        """
        INSERT INTO judge_key SELECT k.id FROM followup_spendkey k
        WHERE k.buyer_id = %s AND NOT EXISTS (SELECT FROM followup_keyverdict v WHERE v.key_id = k.id)
        ON CONFLICT DO NOTHING
        """,
        [buyer_id],
    )


_CHOOSE_TOUCHED = """
WITH area AS (
    SELECT unnest(%(areas)s::bigint[]) AS id
    UNION SELECT ca.contractarea_id FROM contracts_contract_areas ca
        JOIN contracts_contract c ON c.id = ca.contract_id WHERE c.supplier_id = ANY(%(suppliers)s)
), supplier AS (
    SELECT unnest(%(suppliers)s::bigint[]) AS id
    UNION SELECT c.supplier_id FROM contracts_contract c
        JOIN contracts_contract_areas ca ON ca.contract_id = c.id
        JOIN area ON area.id = ca.contractarea_id WHERE c.form = 'DIRECT_AWARD'
)
INSERT INTO judge_key
SELECT k.id FROM followup_spendkey k WHERE k.buyer_id = %(buyer)s AND (
    k.supplier_id IN (SELECT id FROM supplier)
    OR EXISTS (SELECT FROM followup_keyverdict v
               WHERE v.key_id = k.id AND v.supplier_id IN (SELECT id FROM supplier))
    OR (k.contract_ref <> '' AND EXISTS (
        SELECT FROM contracts_contract c WHERE c.buyer_id = k.buyer_id AND c.number = k.contract_ref
            AND c.supplier_id IN (SELECT id FROM supplier)))
) ON CONFLICT DO NOTHING
"""


def choose_touched(buyer_id: int, *, suppliers: list[int], areas: list[int]) -> None:
    """Keys that a change can bear on.

    Those of the suppliers that changed, those that were judged to be theirs through a named contract, those that name a
    contract of theirs, and those of suppliers whose direct award stands beside what changed in the same area.
    """
    _execute_named(_CHOOSE_TOUCHED, buyer=buyer_id, suppliers=suppliers, areas=areas)


_VERDICT = """
CREATE TEMP TABLE verdict ON COMMIT DROP AS
WITH RECURSIVE tree(ancestor_id, category_id) AS (
    SELECT id, id FROM contracts_category
    UNION SELECT tree.ancestor_id, c.id FROM contracts_category c JOIN tree ON c.parent_id = tree.category_id
),
signed AS (
    SELECT c.*, ca.contractarea_id AS area_id, a.category_id
    FROM contracts_contract c
    LEFT JOIN contracts_contract_areas ca ON ca.contract_id = c.id
    LEFT JOIN contracts_contractarea a ON a.id = ca.contractarea_id
    WHERE c.status = 'SIGNED'
),
-- The subcategory a contract stands for: that of its areas, or the category above when they are in several.
contract_place AS (
    SELECT s.id AS contract_id,
        CASE WHEN count(DISTINCT s.category_id) = 1 THEN min(s.category_id)
             WHEN count(DISTINCT root.ancestor_id) = 1 THEN min(root.ancestor_id) END AS category_id,
        CASE WHEN count(DISTINCT s.area_id) = 1 THEN min(s.area_id) END AS area_id
    FROM signed s
    LEFT JOIN (SELECT tree.* FROM tree JOIN contracts_category top ON top.id = tree.ancestor_id AND top.parent_id IS NULL)
        root ON root.category_id = s.category_id
    GROUP BY s.id
),
-- The one subcategory that holds all of a supplier's contracts, whenever they were valid.
supplier_place AS (
    SELECT buyer_id, supplier_id, min(category_id) AS category_id
    FROM signed GROUP BY buyer_id, supplier_id HAVING count(DISTINCT category_id) = 1
),
placed AS (
    SELECT s.subject_id, k.buyer_id, k.unit,
        coalesce(k.supplier_id, named.supplier_id) AS supplier_id,
        named.id AS named_id,
        CASE WHEN s.category_id IS NULL AND s.exclusion = '' THEN rule.id END AS rule_id,
        s.exclusion <> '' AS excluded_by_hand,
        s.exclusion <> '' OR (s.category_id IS NULL AND coalesce(rule.exclusion, '') <> '') AS excluded,
        CASE WHEN s.category_id IS NOT NULL THEN s.category_id
             WHEN rule.id IS NOT NULL THEN rule.category_id
             ELSE coalesce(named_place.category_id, supplier_place.category_id) END AS category_id,
        CASE WHEN s.category_id IS NOT NULL THEN s.area_id ELSE rule.area_id END AS area_id,
        tied.id AS tied_id
    FROM subject s
    JOIN followup_spendkey k ON k.id = s.key_id
    LEFT JOIN contracts_contract named ON k.contract_ref <> '' AND named.buyer_id = k.buyer_id
        AND named.number = k.contract_ref AND named.status = 'SIGNED'
        AND (k.supplier_id IS NULL OR k.supplier_id = named.supplier_id)
    LEFT JOIN contract_place named_place ON named_place.contract_id = named.id
    LEFT JOIN supplier_place ON supplier_place.buyer_id = k.buyer_id
        AND supplier_place.supplier_id = coalesce(k.supplier_id, named.supplier_id)
    LEFT JOIN LATERAL (
        SELECT r.* FROM followup_classificationrule r
        WHERE r.buyer_id = k.buyer_id
            AND r.supplier_ref IN ('', coalesce(k.org_number, k.supplier_ref))
            AND (r.account_from = '' OR k.account COLLATE "C" >= r.account_from)
            AND (r.account_to = '' OR k.account COLLATE "C" <= r.account_to)
            AND r.unit IN ('', k.unit)
        ORDER BY r."order" LIMIT 1
    ) rule ON true
    LEFT JOIN procurement_placement tied ON tied.contract_id IS NULL AND tied.approved_on IS NOT NULL
        AND (tied.id = s.deviation_id OR (
            s.deviation_id IS NULL AND k.contract_ref <> '' AND tied.buyer_id = k.buyer_id
            AND tied.number = k.contract_ref
            AND tied.supplier_id IN (
                SELECT same.id FROM contracts_supplier same
                WHERE coalesce(same.merged_into_id, same.id) = coalesce(k.supplier_id, named.supplier_id))))
),
-- A direct award does not count on days when somebody has a framework or choice-system contract in its area.
rival AS (
    SELECT area_id, range_agg(in_force) AS during FROM signed
    WHERE form IN ('FRAMEWORK', 'CHOICE_SYSTEM') AND area_id IS NOT NULL GROUP BY area_id
),
-- The days on which a purchase from the supplier is on the contract. After the end: only what was called off before it,
-- where the contract says that call-offs survive.
offer AS (
    SELECT s.buyer_id, s.supplier_id, s.id AS contract_id, s.area_id, s.category_id, s.valid_from, s.number,
        false AS stays_on,
        unnest(CASE WHEN s.form = 'DIRECT_AWARD'
               THEN datemultirange(s.in_force) - coalesce(rival.during, '{}'::datemultirange)
               ELSE datemultirange(s.in_force) END) AS during
    FROM signed s LEFT JOIN rival ON rival.area_id = s.area_id
    UNION ALL
    SELECT s.buyer_id, s.supplier_id, s.id, s.area_id, s.category_id, s.valid_from, s.number, true,
        daterange(upper(s.in_force), p.valid_until + 1)
    FROM signed s JOIN procurement_placement p ON p.contract_id = s.id
    WHERE s.call_offs_survive AND NOT upper_inf(s.in_force) AND p.valid_from < upper(s.in_force)
        AND (p.valid_until IS NULL OR p.valid_until >= upper(s.in_force))
),
deviation AS (
    -- A deviation follows its supplier when that is taken up by another.
    SELECT p.id, p.buyer_id, coalesce(taken.merged_into_id, taken.id) AS supplier_id, p.category_id, p.unit, p.number,
        p.approved_on, p.valid_from, daterange(p.valid_from, p.valid_until + 1) AS during
    FROM procurement_placement p JOIN contracts_supplier taken ON taken.id = p.supplier_id
    WHERE p.contract_id IS NULL AND p.approved_on IS NOT NULL
),
-- The days on which anything can change for a supplier: between two of them the verdict is the same.
point AS (
    SELECT buyer_id, supplier_id, lower(during) AS day FROM offer
    UNION SELECT buyer_id, supplier_id, upper(during) FROM offer WHERE NOT upper_inf(during)
    UNION SELECT buyer_id, supplier_id, lower(in_force) FROM signed
    UNION SELECT buyer_id, supplier_id, upper(in_force) FROM signed WHERE NOT upper_inf(in_force)
    UNION SELECT buyer_id, supplier_id, upper(in_force) + 60 FROM signed WHERE NOT upper_inf(in_force)
    UNION SELECT buyer_id, supplier_id, lower(during) FROM deviation
    UNION SELECT buyer_id, supplier_id, upper(during) FROM deviation WHERE NOT upper_inf(during)
),
span AS (
    SELECT p.*, daterange(b.day, lead(b.day) OVER (PARTITION BY p.subject_id ORDER BY b.day NULLS FIRST)) AS during
    FROM placed p CROSS JOIN LATERAL (
        SELECT NULL::date AS day
        UNION ALL
        SELECT point.day FROM point
        WHERE point.buyer_id = p.buyer_id AND point.supplier_id = p.supplier_id
            AND NOT p.excluded AND p.category_id IS NOT NULL
    ) b
),
judged AS (
    SELECT sp.subject_id, sp.during, sp.category_id, sp.supplier_id, sp.rule_id,
        CASE WHEN sp.excluded THEN 'EXCLUDED'
             WHEN sp.supplier_id IS NULL OR sp.category_id IS NULL THEN 'UNKNOWN'
             WHEN sp.tied_id IS NOT NULL THEN 'APPROVED_DEVIATION'
             WHEN hit.contract_id IS NOT NULL THEN 'ON_CONTRACT'
             WHEN cover.id IS NOT NULL THEN 'APPROVED_DEVIATION'
             ELSE 'UNEXPLAINED' END AS bucket,
        CASE WHEN sp.excluded_by_hand THEN 'EXCLUDED_BY_HAND'
             WHEN sp.excluded THEN 'EXCLUDED_BY_RULE'
             WHEN sp.supplier_id IS NULL THEN 'NO_SUPPLIER'
             WHEN sp.category_id IS NULL THEN 'NO_SUBCATEGORY'
             WHEN sp.tied_id IS NOT NULL THEN 'TIED'
             WHEN hit.stays_on THEN 'STAYS_ON'
             WHEN hit.contract_id = sp.named_id THEN 'NAMED_CONTRACT'
             WHEN hit.contract_id IS NOT NULL THEN 'CONTRACT_IN_AREA'
             WHEN cover.is_late THEN 'AFTER_THE_FACT'
             WHEN cover.id IS NOT NULL THEN 'COVERED'
             WHEN own.ended_lately THEN 'LATE_INVOICE'
             WHEN own.ended THEN 'CONTRACT_ENDED'
             WHEN own.any_contract AND NOT own.in_category THEN 'OTHER_SUBCATEGORY'
             WHEN own.any_contract AND NOT own.in_scope THEN 'OTHER_AREA'
             WHEN own.not_begun THEN 'NOT_BEGUN'
             WHEN own.passed_over THEN 'DIRECT_AWARD_BESIDE_FRAMEWORK'
             ELSE 'NEVER_UNDER_CONTRACT' END AS reason,
        CASE WHEN sp.tied_id IS NULL AND NOT sp.excluded AND sp.category_id IS NOT NULL THEN hit.contract_id END
            AS contract_id,
        coalesce(sp.area_id, CASE WHEN sp.tied_id IS NULL THEN hit_place.area_id END) AS area_id,
        coalesce(own.under_contract, false) AS supplier_under_contract
    FROM span sp
    CROSS JOIN LATERAL (SELECT coalesce(lower(sp.during), upper(sp.during) - 1, DATE '2000-01-01') AS it) day
    LEFT JOIN LATERAL (
        SELECT o.contract_id, o.stays_on FROM offer o
        WHERE NOT sp.excluded AND o.buyer_id = sp.buyer_id AND o.supplier_id = sp.supplier_id AND o.during @> day.it
            AND (o.contract_id = sp.named_id OR (
                (sp.category_id, o.category_id) IN (SELECT ancestor_id, category_id FROM tree)
                AND (sp.area_id IS NULL OR o.area_id = sp.area_id)))
        ORDER BY coalesce(o.contract_id = sp.named_id, false) DESC, o.stays_on, o.valid_from, o.number COLLATE "C"
        LIMIT 1
    ) hit ON true
    LEFT JOIN contract_place hit_place ON hit_place.contract_id = hit.contract_id
    LEFT JOIN LATERAL (
        SELECT d.id, d.approved_on > d.valid_from AS is_late FROM deviation d
        WHERE d.buyer_id = sp.buyer_id AND d.supplier_id = sp.supplier_id AND d.during @> day.it
            AND ((sp.category_id, d.category_id) IN (SELECT ancestor_id, category_id FROM tree)
                 OR (d.category_id, sp.category_id) IN (SELECT ancestor_id, category_id FROM tree))
            AND (d.unit = '' OR sp.unit = '' OR d.unit = sp.unit)
        ORDER BY 2, d.valid_from, d.number COLLATE "C" LIMIT 1
    ) cover ON true
    LEFT JOIN LATERAL (
        SELECT count(*) > 0 AS any_contract,
            bool_or(m.in_force @> day.it) AS under_contract,
            coalesce(bool_or(m.in_category), false) AS in_category,
            coalesce(bool_or(m.in_scope), false) AS in_scope,
            bool_or(m.in_scope AND upper(m.in_force) <= day.it AND upper(m.in_force) + 60 > day.it) AS ended_lately,
            bool_or(m.in_scope AND upper(m.in_force) <= day.it) AS ended,
            bool_or(m.in_scope AND lower(m.in_force) > day.it) AS not_begun,
            bool_or(m.in_scope AND m.in_force @> day.it AND m.form = 'DIRECT_AWARD') AS passed_over
        FROM (
            SELECT s.in_force, s.form, place.in_category,
                place.in_category AND (sp.area_id IS NULL OR s.area_id = sp.area_id) AS in_scope
            FROM signed s CROSS JOIN LATERAL (
                SELECT coalesce((sp.category_id, s.category_id) IN (SELECT ancestor_id, category_id FROM tree), false)
                    AS in_category
            ) place
            WHERE s.buyer_id = sp.buyer_id AND s.supplier_id = sp.supplier_id
        ) m
    ) own ON true
)
SELECT subject_id, unnest(range_agg(during)) AS during, category_id, area_id, supplier_id, contract_id, bucket, reason,
    supplier_under_contract, rule_id
FROM judged
GROUP BY subject_id, category_id, area_id, supplier_id, contract_id, bucket, reason, supplier_under_contract, rule_id
"""

_COLUMNS = "category_id, area_id, supplier_id, contract_id, bucket, reason, supplier_under_contract, rule_id"


def judge_keys() -> int:
    """Give the chosen keys and the hand-judged rows their verdicts, and mark what the roll-up must sum again.

    Returns the number of keys judged.
    """
    _execute(
        """
        DROP TABLE IF EXISTS subject, verdict;
        CREATE TEMP TABLE subject ON COMMIT DROP AS
        SELECT key_id AS subject_id, key_id, NULL::bigint AS category_id, NULL::bigint AS area_id, '' AS exclusion,
            NULL::bigint AS deviation_id
        FROM judge_key
        UNION ALL
        SELECT -j.id, r.key_id, j.category_id, j.area_id, j.exclusion, j.deviation_id
        FROM followup_rowjudgement j
        JOIN followup_ledgerrow r ON r.ledger_import_id = j.ledger_import_id AND r.line_no = j.line_no
        JOIN judge_key USING (key_id);
        ANALYZE subject;
        """
    )
    _execute(_VERDICT)
    return _execute(
        f"""
        DELETE FROM followup_keyverdict WHERE key_id IN (SELECT key_id FROM judge_key);
        INSERT INTO followup_keyverdict (key_id, during, {_COLUMNS})
        SELECT subject_id, during, {_COLUMNS} FROM verdict WHERE subject_id > 0;
        DELETE FROM followup_rowverdict v USING followup_ledgerrow r, judge_key k
        WHERE NOT v.is_credit AND r.ledger_import_id = v.ledger_import_id AND r.line_no = v.line_no
            AND r.key_id = k.key_id;
        INSERT INTO followup_rowverdict (ledger_import_id, line_no, is_credit, {_COLUMNS})
        SELECT j.ledger_import_id, j.line_no, false, {", ".join("v." + c for c in _COLUMNS.split(", "))}
        FROM verdict v
        JOIN followup_rowjudgement j ON j.id = -v.subject_id
        JOIN followup_ledgerrow r ON r.ledger_import_id = j.ledger_import_id AND r.line_no = j.line_no
        WHERE v.subject_id < 0 AND v.during @> coalesce(r.service_on, r.booked_on)
        ON CONFLICT (ledger_import_id, line_no) DO UPDATE
            SET is_credit = false, {", ".join(f"{c} = excluded.{c}" for c in _COLUMNS.split(", "))};
        INSERT INTO stale
        SELECT DISTINCT r.key_id, date_trunc('month', r.booked_on)::date
        FROM followup_ledgerrow r JOIN judge_key USING (key_id) ON CONFLICT DO NOTHING;
        """
    )


# A credit takes the bucket of the invoice it names, the same supplier and invoice number, whatever the day; it keeps its
# own subcategory. Among several postings of that invoice the one on the same key speaks first.
_POSTING = """
WITH chosen AS MATERIALIZED (SELECT * FROM followup_ledgerrow r WHERE {chosen})
    SELECT r.ledger_import_id, r.line_no, r.key_id, r.invoice_number, r.booked_on,
        coalesce(r.service_on, r.booked_on) AS day, k.supplier_id, k.supplier_ref, k.supplier_name
    FROM chosen r
    JOIN followup_spendkey k ON k.id = r.key_id
    JOIN followup_ledgerdelivery d ON d.ledger_import_id = r.ledger_import_id AND d.is_active
        AND d.month = date_trunc('month', r.booked_on)::date
    WHERE k.buyer_id = %(buyer)s
"""
# Credits are few: they are gathered first, and of the invoices only those that a credit names.
_CREDITS = f"""
CREATE TEMP TABLE credit ON COMMIT DROP AS {_POSTING.format(chosen="r.invoice_number <> '' AND r.amount_sek < 0")}
    AND NOT EXISTS (
        SELECT FROM followup_rowjudgement j WHERE j.ledger_import_id = r.ledger_import_id AND j.line_no = r.line_no);
ANALYZE credit;
CREATE TEMP TABLE credited ON COMMIT DROP AS
    {_POSTING.format(chosen="r.amount_sek > 0 AND r.invoice_number IN (SELECT invoice_number FROM credit)")};
ANALYZE credited;
CREATE TEMP TABLE credit_verdict ON COMMIT DROP AS
WITH named AS (
    SELECT DISTINCT ON (c.ledger_import_id, c.line_no) c.ledger_import_id, c.line_no, c.key_id, c.day,
        i.ledger_import_id AS invoice_import, i.line_no AS invoice_line, i.key_id AS invoice_key, i.day AS invoice_day
    FROM credit c
    JOIN credited i ON i.invoice_number = c.invoice_number
        AND (i.supplier_id = c.supplier_id OR (i.supplier_id IS NULL AND c.supplier_id IS NULL
             AND i.supplier_ref = c.supplier_ref AND i.supplier_name = c.supplier_name))
    ORDER BY c.ledger_import_id, c.line_no, (i.key_id = c.key_id) DESC, i.booked_on, i.ledger_import_id, i.line_no
)
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
JOIN followup_keyverdict own ON own.key_id = n.key_id AND own.during @> n.day
JOIN followup_keyverdict inv ON inv.key_id = n.invoice_key AND inv.during @> n.invoice_day
LEFT JOIN followup_rowverdict hand ON NOT hand.is_credit AND hand.ledger_import_id = n.invoice_import
    AND hand.line_no = n.invoice_line
WHERE (coalesce(hand.bucket, inv.bucket), CASE WHEN hand.bucket IS NOT NULL THEN hand.contract_id ELSE inv.contract_id END,
       coalesce(hand.reason, inv.reason), coalesce(hand.supplier_under_contract, inv.supplier_under_contract))
    IS DISTINCT FROM (own.bucket, own.contract_id, own.reason, own.supplier_under_contract)
"""
_SETTLE_CREDITS = f"""
INSERT INTO stale
SELECT r.key_id, date_trunc('month', r.booked_on)::date FROM (
    SELECT ledger_import_id, line_no, {_COLUMNS} FROM followup_rowverdict v
        WHERE is_credit AND ledger_import_id IN (SELECT id FROM followup_ledgerimport WHERE buyer_id = %(buyer)s)
    EXCEPT SELECT ledger_import_id, line_no, {_COLUMNS} FROM credit_verdict
) gone JOIN followup_ledgerrow r USING (ledger_import_id, line_no)
UNION
SELECT r.key_id, date_trunc('month', r.booked_on)::date FROM (
    SELECT ledger_import_id, line_no, {_COLUMNS} FROM credit_verdict
    EXCEPT SELECT ledger_import_id, line_no, {_COLUMNS} FROM followup_rowverdict WHERE is_credit
) come JOIN followup_ledgerrow r USING (ledger_import_id, line_no)
ON CONFLICT DO NOTHING;
DELETE FROM followup_rowverdict v WHERE v.is_credit
    AND v.ledger_import_id IN (SELECT id FROM followup_ledgerimport WHERE buyer_id = %(buyer)s);
INSERT INTO followup_rowverdict (ledger_import_id, line_no, is_credit, {_COLUMNS})
SELECT ledger_import_id, line_no, true, {_COLUMNS} FROM credit_verdict ON CONFLICT DO NOTHING;
DROP TABLE credit_verdict, credited, credit;
"""


def judge_credits(buyer_id: int) -> None:
    """Let each credit follow the invoice it names, wherever in the ledger the two stand."""
    _execute_named(_CREDITS, buyer=buyer_id)
    _execute_named(_SETTLE_CREDITS, buyer=buyer_id)


def mark_import_stale(ledger_import_id: int) -> None:
    """The roll-up is to take in what an import brought."""
    _execute(
        """
        INSERT INTO stale SELECT DISTINCT key_id, date_trunc('month', booked_on)::date
        FROM followup_ledgerrow WHERE ledger_import_id = %s ON CONFLICT DO NOTHING
        """,
        [ledger_import_id],
    )


# What the view followup_judgedrow says of each row, said of each key and day: rows are summed by day first, and the
# verdict is looked up once for all of them. A test holds the two to the same story.
_OWN = ", ".join(f"own.{column}" for column in _COLUMNS.split(", "))
_SUM_MONTHS = f"""
WITH summed AS (
    SELECT r.ledger_import_id, r.key_id, r.booked_on, r.service_on, {_OWN}, sum(r.amount_sek) AS sum_sek, count(*) AS n
    FROM followup_ledgerrow r
    LEFT JOIN followup_rowverdict own ON own.ledger_import_id = r.ledger_import_id AND own.line_no = r.line_no
    WHERE r.ledger_import_id = ANY(%s) AND r.key_id IN (SELECT key_id FROM stale)
    GROUP BY r.ledger_import_id, r.key_id, r.booked_on, r.service_on, {_OWN}
), dated AS (
    SELECT r.*, d.month, coalesce(r.service_on, r.booked_on) AS day, r.service_on IS NOT NULL AS is_service_known
    FROM summed r
    JOIN followup_ledgerdelivery d ON d.ledger_import_id = r.ledger_import_id AND d.is_active
        AND d.month = date_trunc('month', r.booked_on)::date
    JOIN stale ON stale.key_id = r.key_id AND stale.month = d.month
), judged AS (
    SELECT k.buyer_id, r.key_id, r.month, r.sum_sek, r.n,
        {{choices}},
        coalesce(r.bucket, v.bucket, 'UNKNOWN') AS bucket,
        CASE WHEN coalesce(r.reason, v.reason) = 'LATE_INVOICE' AND r.is_service_known THEN 'CONTRACT_ENDED'
             ELSE coalesce(r.reason, v.reason, 'NOT_JUDGED') END AS reason,
        coalesce(r.supplier_under_contract, v.supplier_under_contract, false) AS supplier_under_contract
    FROM dated r JOIN followup_spendkey k ON k.id = r.key_id
    LEFT JOIN followup_keyverdict v ON v.key_id = r.key_id AND v.during @> r.day
)
INSERT INTO followup_spendmonth (buyer_id, key_id, month, sum_sek, n, {_COLUMNS})
SELECT buyer_id, key_id, month, sum(sum_sek), sum(n), {_COLUMNS}
FROM judged GROUP BY buyer_id, key_id, month, {_COLUMNS}
""".format(
    choices=",\n        ".join(
        f"CASE WHEN r.bucket IS NOT NULL THEN r.{column} ELSE v.{column} END AS {column}"
        for column in ("category_id", "area_id", "supplier_id", "contract_id", "rule_id")
    )
)


def roll_up() -> None:
    """Sum the stale keys and months again from their rows, and leave the rest."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE stale")
        cursor.execute(
            "DELETE FROM followup_spendmonth s USING stale WHERE s.key_id = stale.key_id AND s.month = stale.month"
        )
        # Naming the imports lets the planner leave all other partitions alone.
        cursor.execute(
            "SELECT DISTINCT ledger_import_id FROM followup_ledgerdelivery WHERE month IN (SELECT month FROM stale)"
        )
        imports = [row[0] for row in cursor.fetchall()]
        cursor.execute(_SUM_MONTHS, [imports])


def publish_volumes(buyer_id: int, *, at: Any) -> None:
    """Tell the register what was bought on each contract, by whom, and from when its ceiling was passed."""
    _execute_named(
        """
        DELETE FROM contracts_contractvolume v USING contracts_contract c
            WHERE c.id = v.contract_id AND c.buyer_id = %(buyer)s;
        INSERT INTO contracts_contractvolume (contract_id, month, sum_sek, cumulative_sek, above_ceiling, updated_at)
        SELECT m.contract_id, m.month, m.sum_sek, m.cumulative_sek,
            coalesce(m.cumulative_sek > c.ceiling_sek, false), %(at)s
        FROM (
            SELECT contract_id, month, sum(sum_sek) AS sum_sek,
                sum(sum(sum_sek)) OVER (PARTITION BY contract_id ORDER BY month) AS cumulative_sek
            FROM followup_spendmonth
            WHERE buyer_id = %(buyer)s AND bucket = 'ON_CONTRACT' AND contract_id IS NOT NULL
            GROUP BY contract_id, month
        ) m JOIN contracts_contract c ON c.id = m.contract_id;
        DELETE FROM contracts_contractpayervolume v USING contracts_contract c
            WHERE c.id = v.contract_id AND c.buyer_id = %(buyer)s;
        INSERT INTO contracts_contractpayervolume (contract_id, month, payer, sum_sek)
        SELECT s.contract_id, s.month, k.unit, sum(s.sum_sek)
        FROM followup_spendmonth s JOIN followup_spendkey k ON k.id = s.key_id
        WHERE s.buyer_id = %(buyer)s AND s.bucket = 'ON_CONTRACT' AND s.contract_id IS NOT NULL
        GROUP BY s.contract_id, s.month, k.unit;
        """,
        buyer=buyer_id,
        at=at,
    )
