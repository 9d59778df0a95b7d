"""Which keys are to be judged: those whose supplier changed, all, new ones, or those that a change can bear on."""

from __future__ import annotations

from followup.judging.sql.workspace import execute, execute_named


def resolve_suppliers(buyer_id: int) -> int:
    """Point each key at the supplier that its number belongs to, and list the changed keys to be judged again.

    A valid organisation number decides; else the buyer's own supplier number does. Names never decide.
    """
    return execute(
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
    execute(
        "INSERT INTO judge_key SELECT id FROM followup_spendkey WHERE buyer_id = %s ON CONFLICT DO NOTHING", [buyer_id]
    )


def choose_unjudged(buyer_id: int) -> None:
    """Keys that a new file brought. A verdict covers all days, so keys seen before need no new one."""
    execute(
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
    execute_named(_CHOOSE_TOUCHED, buyer=buyer_id, suppliers=suppliers, areas=areas)
