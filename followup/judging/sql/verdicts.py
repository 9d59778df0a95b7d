"""The verdict itself: the subcategory, the contract and the bucket of each subject, one span of days after another."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from followup.judging.sql.workspace import COLUMNS, JOIN_AS_PLANNED, JOIN_WHOLE, RULE_TAKES_KEY, execute


@dataclass(frozen=True)
class Ground:
    """Something verdicts rest on: a question, and what its answer is looked up by."""

    name: str
    question: str
    by: tuple[str, ...] = ()


# Each may build on those before it.
_GROUNDS = (
    Ground(
        "tree",
        """
        SELECT ancestor_id, category_id FROM (
            WITH RECURSIVE below(ancestor_id, category_id) AS (
                SELECT id, id FROM contracts_category
                UNION SELECT below.ancestor_id, c.id
                FROM contracts_category c JOIN below ON c.parent_id = below.category_id
            )
            SELECT * FROM below
        ) all_below
        """,
        ("ancestor_id, category_id",),
    ),
    # Who a supplier is now: companies are taken up by others, that are taken up in their turn.
    Ground(
        "final_supplier",
        """
        SELECT supplier_id, final_id FROM contracts_finalsupplier
        """,
        ("supplier_id",),
    ),
    Ground(
        "signed",
        """
        SELECT c.id, c.buyer_id, c.supplier_id, c.number, c.form, c.valid_from, c.in_force, c.call_offs_survive,
            ca.contractarea_id AS area_id, a.category_id
        FROM contracts_contract c
        LEFT JOIN contracts_contract_areas ca ON ca.contract_id = c.id
        LEFT JOIN contracts_contractarea a ON a.id = ca.contractarea_id
        WHERE c.status = 'SIGNED'
            AND c.buyer_id IN (SELECT k.buyer_id FROM followup_spendkey k JOIN judge_key ON judge_key.key_id = k.id)
        """,
        ("supplier_id, buyer_id",),
    ),
    # The subcategory a contract stands for: that of its areas, or the category above when they are in several.
    Ground(
        "contract_place",
        """
        SELECT s.id AS contract_id,
            CASE WHEN count(DISTINCT s.category_id) = 1 THEN min(s.category_id)
                 WHEN count(DISTINCT root.ancestor_id) = 1 THEN min(root.ancestor_id) END AS category_id,
            CASE WHEN count(DISTINCT s.area_id) = 1 THEN min(s.area_id) END AS area_id
        FROM signed s
        LEFT JOIN (
            SELECT tree.* FROM tree JOIN contracts_category top ON top.id = tree.ancestor_id AND top.parent_id IS NULL
        ) root ON root.category_id = s.category_id
        GROUP BY s.id
        """,
        ("contract_id",),
    ),
    # The one subcategory that holds all of a supplier's contracts, whenever they were valid.
    Ground(
        "supplier_place",
        """
        SELECT buyer_id, supplier_id, min(category_id) AS category_id
        FROM signed GROUP BY buyer_id, supplier_id HAVING count(DISTINCT category_id) = 1
        """,
        ("supplier_id, buyer_id",),
    ),
    # The days on which a purchase from the supplier is on the contract. After the end: only what was called off before
    # it, where the contract says that call-offs survive, and what that was extended or changed into on the contract;
    # who is moved is called off anew. A direct award does not count on days when somebody has a framework or
    # choice-system contract in its area.
    Ground(
        "offer",
        """
        WITH RECURSIVE rival AS (
            SELECT area_id, range_agg(in_force) AS during FROM signed
            WHERE form IN ('FRAMEWORK', 'CHOICE_SYSTEM') AND area_id IS NOT NULL GROUP BY area_id
        ), stay AS (
            SELECT p.id, p.contract_id, p.valid_from AS begun, p.valid_from, p.valid_until
            FROM procurement_placement p LEFT JOIN procurement_placement b
                ON b.id = p.follows_id AND b.contract_id = p.contract_id AND p.follows_as <> 'MOVED'
            WHERE p.contract_id IS NOT NULL AND b.id IS NULL
            UNION ALL
            SELECT p.id, p.contract_id, stay.begun, p.valid_from, p.valid_until
            FROM stay JOIN procurement_placement p
                ON p.follows_id = stay.id AND p.contract_id = stay.contract_id AND p.follows_as <> 'MOVED'
        )
        SELECT s.buyer_id, s.supplier_id, s.id AS contract_id, s.area_id, s.category_id, s.valid_from, s.number,
            false AS stays_on,
            unnest(CASE WHEN s.form = 'DIRECT_AWARD'
                   THEN datemultirange(s.in_force) - coalesce(rival.during, '{}'::datemultirange)
                   ELSE datemultirange(s.in_force) END) AS during
        FROM signed s LEFT JOIN rival ON rival.area_id = s.area_id
        UNION ALL
        SELECT s.buyer_id, s.supplier_id, s.id, s.area_id, s.category_id, s.valid_from, s.number, true,
            daterange(greatest(upper(s.in_force), p.valid_from), p.valid_until + 1)
        FROM signed s JOIN stay p ON p.contract_id = s.id
        WHERE s.call_offs_survive AND NOT upper_inf(s.in_force) AND p.begun < upper(s.in_force)
            AND (p.valid_until IS NULL OR p.valid_until >= upper(s.in_force))
        """,
        ("supplier_id, buyer_id",),
    ),
    # A deviation follows its supplier when that is taken up by another.
    Ground(
        "deviation",
        """
        SELECT p.id, p.buyer_id, coalesce(f.final_id, p.supplier_id) AS supplier_id, p.category_id, p.unit, p.number,
            p.approved_on, p.valid_from, daterange(p.valid_from, p.valid_until + 1) AS during
        FROM procurement_placement p LEFT JOIN final_supplier f ON f.supplier_id = p.supplier_id
        WHERE p.contract_id IS NULL AND p.approved_on IS NOT NULL
        """,
        ("supplier_id, buyer_id", "number"),
    ),
    # The days on which anything can change for a supplier: between two of them the verdict is the same.
    Ground(
        "point",
        """
        SELECT buyer_id, supplier_id, lower(during) AS day FROM offer
        UNION SELECT buyer_id, supplier_id, upper(during) FROM offer WHERE NOT upper_inf(during)
        UNION SELECT buyer_id, supplier_id, lower(in_force) FROM signed
        UNION SELECT buyer_id, supplier_id, upper(in_force) FROM signed WHERE NOT upper_inf(in_force)
        UNION SELECT buyer_id, supplier_id, upper(in_force) + 60 FROM signed WHERE NOT upper_inf(in_force)
        UNION SELECT buyer_id, supplier_id, lower(during) FROM deviation
        UNION SELECT buyer_id, supplier_id, upper(during) FROM deviation WHERE NOT upper_inf(during)
        """,
        ("supplier_id, buyer_id",),
    ),
    # What each subject is bought for, by whom, and the contract or deviation that it names.
    Ground(
        "placed",
        f"""
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
            coalesce(by_hand.id, by_number.id) AS tied_id
        FROM subject s
        JOIN followup_spendkey k ON k.id = s.key_id
        LEFT JOIN contracts_contract named ON k.contract_ref <> '' AND named.buyer_id = k.buyer_id
            AND named.number = k.contract_ref AND named.status = 'SIGNED'
            AND (k.supplier_id IS NULL OR k.supplier_id = named.supplier_id)
        LEFT JOIN contract_place named_place ON named_place.contract_id = named.id
        LEFT JOIN supplier_place ON supplier_place.buyer_id = k.buyer_id
            AND supplier_place.supplier_id = coalesce(k.supplier_id, named.supplier_id)
        LEFT JOIN LATERAL (
            SELECT r.* FROM {{rules}} r
            WHERE {RULE_TAKES_KEY}
            ORDER BY r."order" LIMIT 1
        ) rule ON true
        LEFT JOIN deviation by_hand ON by_hand.id = s.deviation_id
        LEFT JOIN deviation by_number ON s.deviation_id IS NULL AND k.contract_ref <> ''
            AND by_number.number = k.contract_ref
            AND by_number.buyer_id = k.buyer_id AND by_number.supplier_id = coalesce(k.supplier_id, named.supplier_id)
        """,
    ),
)
_FEW = 200  # subjects: for so few the planner's guess costs less than making tables and counting them

_VERDICT = """
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


def _few() -> str:
    """The verdicts of a few subjects: everything in one question."""
    parts = "".join(f"{ground.name} AS ({ground.question}), " for ground in _GROUNDS)
    return f"CREATE TEMP TABLE verdict ON COMMIT DROP AS WITH {parts}{_VERDICT}"


def _many() -> str:
    """The same of many: what they rest on is put in tables with indexes, and counted.

    The planner cannot know how many contracts a supplier has, and would look through all of them for each span of each
    subject.
    """
    names = ", ".join(ground.name for ground in _GROUNDS)
    made = [f"DROP TABLE IF EXISTS {names}", JOIN_WHOLE]
    for ground in _GROUNDS:
        made.append(f"CREATE TEMP TABLE {ground.name} ON COMMIT DROP AS {ground.question}")
        made += [f"CREATE INDEX ON {ground.name} ({columns})" for columns in ground.by]
        made.append(f"ANALYZE {ground.name}")
    return "; ".join([*made, JOIN_AS_PLANNED, f"CREATE TEMP TABLE verdict ON COMMIT DROP AS WITH {_VERDICT}"])


def judge_keys(*, mark_stale: bool = True) -> int:
    """Give the chosen keys and the hand-judged rows their verdicts, and mark what the roll-up must sum again.

    Nothing is marked where all is to be summed. Returns the number of keys judged.
    """
    find_verdicts()
    _keep_verdicts()
    if mark_stale:
        # Where a key's rows are: in the months it is summed in. Those of a new file are marked by whoever loads it.
        execute(
            """
            INSERT INTO stale
            SELECT DISTINCT s.key_id, s.month FROM followup_spendmonth s JOIN judge_key USING (key_id)
            ON CONFLICT DO NOTHING
            """
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM judge_key")
        return int(cursor.fetchone()[0])


# The rows of the chosen keys that people have judged.
_BY_HAND = """
        UNION ALL
        SELECT -j.id, r.key_id, j.category_id, j.area_id, j.exclusion, j.deviation_id
        FROM followup_rowjudgement j
        JOIN followup_ledgerrow r ON r.ledger_import_id = j.ledger_import_id AND r.line_no = j.line_no
        JOIN judge_key USING (key_id)"""


def find_verdicts(*, rules: str = "followup_classificationrule") -> None:
    """The verdicts of the chosen keys and of the rows of theirs that people have judged.

    `rules` is where the rules are: those that are in force, or those of a trial.
    """
    execute(
        f"""
        ANALYZE judge_key;
        DROP TABLE IF EXISTS subject, verdict;
        CREATE TEMP TABLE subject ON COMMIT DROP AS
        SELECT key_id AS subject_id, key_id, NULL::bigint AS category_id, NULL::bigint AS area_id, '' AS exclusion,
            NULL::bigint AS deviation_id
        FROM judge_key {_BY_HAND};
        ANALYZE subject;
        """
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM subject")
        (subjects,) = cursor.fetchone()
    execute((_few() if subjects <= _FEW else _many()).replace("{rules}", rules))


def _keep_verdicts() -> None:
    execute(
        f"""
        DELETE FROM followup_keyverdict WHERE key_id IN (SELECT key_id FROM judge_key);
        INSERT INTO followup_keyverdict (key_id, during, {COLUMNS})
        SELECT subject_id, during, {COLUMNS} FROM verdict WHERE subject_id > 0;
        DELETE FROM followup_rowverdict v USING followup_ledgerrow r, judge_key k
        WHERE NOT v.is_credit AND r.ledger_import_id = v.ledger_import_id AND r.line_no = v.line_no
            AND r.key_id = k.key_id;
        INSERT INTO followup_rowverdict (ledger_import_id, line_no, is_credit, {COLUMNS})
        SELECT j.ledger_import_id, j.line_no, false, {", ".join("v." + c for c in COLUMNS.split(", "))}
        FROM verdict v
        JOIN followup_rowjudgement j ON j.id = -v.subject_id
        JOIN followup_ledgerrow r ON r.ledger_import_id = j.ledger_import_id AND r.line_no = j.line_no
        WHERE v.subject_id < 0 AND v.during @> coalesce(r.service_on, r.booked_on)
        ON CONFLICT (ledger_import_id, line_no) DO UPDATE
            SET is_credit = false, {", ".join(f"{c} = excluded.{c}" for c in COLUMNS.split(", "))};
        """
    )
