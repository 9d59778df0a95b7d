"""Another order of the rules, tried: the rules as they would stand, and the keys that another one would decide of."""

from __future__ import annotations

from collections.abc import Sequence

from followup.judging.sql.trials import SUPPOSED
from followup.judging.sql.workspace import RULE_TAKES_KEY, execute


def suppose_order(buyer_id: int, order: Sequence[int]) -> None:
    """Lay out a buyer's rules in an order, and choose the keys that another rule would decide of then.

    What no rule takes is taken by none in any order.
    """
    execute(
        f"""
        DROP TABLE IF EXISTS {SUPPOSED};
        CREATE TEMP TABLE {SUPPOSED} ON COMMIT DROP AS
        SELECT r.id, r.buyer_id, o.place AS "order", r.supplier_ref, r.account_from, r.account_to, r.unit,
            r.category_id, r.area_id, r.exclusion, r."order" AS was
        FROM followup_classificationrule r JOIN unnest(%s::bigint[]) WITH ORDINALITY o(id, place) USING (id)
        WHERE r.buyer_id = %s;
        INSERT INTO judge_key
        SELECT k.id FROM followup_spendkey k JOIN {SUPPOSED} r ON {RULE_TAKES_KEY}
        WHERE k.buyer_id = %s GROUP BY k.id
        HAVING (array_agg(r.id ORDER BY r.was))[1] <> (array_agg(r.id ORDER BY r."order"))[1];
        """,
        [list(order), buyer_id, buyer_id],
    )
