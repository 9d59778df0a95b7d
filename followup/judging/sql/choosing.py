"""Which keys are to be judged: those whose supplier changed, all, new ones, or those that a change can bear on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from followup.judging.sql.workspace import RULE_TAKES_KEY, execute, execute_named, planned_for_many


def resolve_suppliers(buyer_id: int, *, chosen_only: bool = False) -> int:
    """Point each key at the supplier that its number belongs to, and list the changed keys to be judged again.

    A valid organisation number decides; else the buyer's own supplier number does. Names never decide. With
    `chosen_only` just the keys that are to be judged already are looked at.
    """
    with planned_for_many(many=not chosen_only):
        return execute(
            f"""
            WITH resolved AS (
                SELECT k.id, coalesce(by_org.supplier_id, own.supplier_id, common.supplier_id) AS supplier_id
                FROM followup_spendkey k
                LEFT JOIN contracts_supplieridentifier by_org
                    ON by_org.scheme = 'ORG_NUMBER' AND by_org.value = k.org_number
                LEFT JOIN contracts_supplieridentifier own
                    ON own.scheme = 'SUPPLIER_NUMBER' AND own.value = k.supplier_ref AND own.buyer_id = k.buyer_id
                LEFT JOIN contracts_supplieridentifier common
                    ON common.scheme = 'SUPPLIER_NUMBER' AND common.value = k.supplier_ref AND common.buyer_id IS NULL
                WHERE k.buyer_id = %s {"AND k.id IN (SELECT key_id FROM judge_key)" if chosen_only else ""}
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
    with planned_for_many():  # all keys and all verdicts, whatever is believed of how many there are
        execute(
            """
            INSERT INTO judge_key SELECT k.id FROM followup_spendkey k
            WHERE k.buyer_id = %s AND NOT EXISTS (SELECT FROM followup_keyverdict v WHERE v.key_id = k.id)
            ON CONFLICT DO NOTHING
            """,
            [buyer_id],
        )


# What is waiting in the outbox for a buyer: his own changes, and those that may bear on anybody.
_CHANGE = (
    "change AS (SELECT * FROM followup_touched"
    " WHERE id = ANY(%(changes)s) AND coalesce(buyer_id, %(buyer)s) = %(buyer)s)"
)
_IS_NARROW = "num_nonnulls(supplier_id, area_id, key_id, supplier_ref) > 0"
_CHOOSE_TOUCHED = f"""
WITH {_CHANGE},
area AS (
    SELECT area_id AS id FROM change WHERE area_id IS NOT NULL
    UNION SELECT ca.contractarea_id FROM contracts_contract_areas ca
        JOIN contracts_contract c ON c.id = ca.contract_id
        WHERE c.supplier_id IN (SELECT supplier_id FROM change)
), supplier AS (
    SELECT supplier_id AS id FROM change WHERE supplier_id IS NOT NULL
    -- A deviation follows its supplier when that is taken up by another.
    UNION SELECT f.final_id FROM contracts_finalsupplier f JOIN change USING (supplier_id)
    UNION SELECT c.supplier_id FROM contracts_contract c
        JOIN contracts_contract_areas ca ON ca.contract_id = c.id
        JOIN area ON area.id = ca.contractarea_id WHERE c.form = 'DIRECT_AWARD'
)
INSERT INTO judge_key
SELECT k.id FROM followup_spendkey k JOIN supplier ON supplier.id = k.supplier_id WHERE k.buyer_id = %(buyer)s
UNION SELECT k.id FROM followup_spendkey k JOIN followup_keyverdict v ON v.key_id = k.id
    JOIN supplier ON supplier.id = v.supplier_id WHERE k.buyer_id = %(buyer)s
UNION SELECT k.id FROM followup_spendkey k
    JOIN contracts_contract c ON c.buyer_id = k.buyer_id AND c.number = k.contract_ref
    JOIN supplier ON supplier.id = c.supplier_id WHERE k.buyer_id = %(buyer)s AND k.contract_ref <> ''
UNION SELECT k.id FROM followup_spendkey k JOIN change ON change.key_id = k.id WHERE k.buyer_id = %(buyer)s
UNION SELECT k.id FROM followup_spendkey k JOIN (SELECT DISTINCT buyer_id, supplier_ref, account_from, account_to, unit
        FROM change WHERE supplier_ref IS NOT NULL) r ON {RULE_TAKES_KEY}
ON CONFLICT DO NOTHING
"""


def choose_touched(buyer_id: int, *, changes: list[int]) -> None:
    """Keys that changes in the outbox can bear on.

    Those of the suppliers that changed, those that were judged to be theirs through a named contract, those that name a
    contract of theirs, and those of suppliers whose direct award stands beside what changed in the same area; keys that
    are named themselves; and keys that a changed rule takes, or took.
    """
    execute_named(_CHOOSE_TOUCHED, buyer=buyer_id, changes=changes)


@dataclass(frozen=True)
class Reach:
    """How far changes reach for a buyer: whether any concern him, all he has, and who his suppliers are."""

    anything: bool
    everything: bool
    suppliers: bool


def reach_of(buyer_id: int, *, changes: list[int]) -> Reach:
    """How far changes in the outbox reach for a buyer."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {_CHANGE} SELECT count(*) > 0, coalesce(bool_or(NOT ({_IS_NARROW})), false), "
            f"coalesce(bool_or(supplier_id IS NOT NULL OR NOT ({_IS_NARROW})), false) FROM change",
            {"buyer": buyer_id, "changes": changes},
        )
        return Reach(*cursor.fetchone())


def leave_for_later(buyer_id: int, *, changes: list[int]) -> None:
    """Keep in the outbox what changes mean for a buyer whose ledger somebody else is judging just now."""
    columns = "supplier_id, area_id, key_id, supplier_ref, account_from, account_to, unit, at"
    execute_named(
        f"WITH {_CHANGE} INSERT INTO followup_touched (buyer_id, {columns}) SELECT %(buyer)s, {columns} FROM change",
        buyer=buyer_id,
        changes=changes,
    )


def choose_keys(keys: list[int]) -> None:
    """These keys and no others."""
    execute("INSERT INTO judge_key SELECT unnest(%s::bigint[]) ON CONFLICT DO NOTHING", [keys])


def choose_judged_by_hand(imports: Collection[int]) -> None:
    """The keys of the rows of some imports that a person has judged."""
    execute(
        """
        INSERT INTO judge_key
        SELECT DISTINCT r.key_id FROM followup_rowjudgement j
        JOIN followup_ledgerrow r ON r.ledger_import_id = j.ledger_import_id AND r.line_no = j.line_no
        WHERE j.ledger_import_id = ANY(%s) AND r.ledger_import_id = ANY(%s)
        ON CONFLICT DO NOTHING
        """,
        [sorted(imports), sorted(imports)],
    )


# What a rule asks of a key: (buyer, supplier_ref, account_from, account_to, unit).
Conditions = tuple[int, str, str, str, str]


def choose_taken_by(conditions: list[Conditions]) -> None:
    """Keys that rules with these conditions take, whatever other rules there are."""
    for buyer_id, supplier_ref, account_from, account_to, unit in conditions:
        execute(
            f"""
            INSERT INTO judge_key SELECT k.id FROM followup_spendkey k JOIN (
                SELECT %s::bigint, %s::text, %s::text, %s::text, %s::text
            ) r(buyer_id, supplier_ref, account_from, account_to, unit) ON {RULE_TAKES_KEY} ON CONFLICT DO NOTHING
            """,
            [buyer_id, supplier_ref, account_from, account_to, unit],
        )


def chosen_rows() -> int:
    """How many ledger rows the chosen keys have, by the roll-up as it was noted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(n), 0) FROM spend_before")
        return int(cursor.fetchone()[0])
