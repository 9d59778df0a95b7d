"""An outbox of what verdicts rest on: statement triggers note which suppliers and areas changed.

The apps below know nothing of it; followup pulls. A row in the same transaction as the change cannot be lost, and a
statement trigger costs the same for one contract and for a thousand.
"""

from django.db import migrations

# table → what to note about each changed row
NOTED = {
    "contracts_contract": "supplier_id, NULL::bigint FROM {rows}",
    "contracts_contract_areas": "c.supplier_id, x.contractarea_id FROM {rows} x JOIN contracts_contract c ON c.id = x.contract_id",
    "contracts_supplieridentifier": "supplier_id, NULL::bigint FROM {rows}",
    "contracts_contractarea": "NULL::bigint, id FROM {rows}",
    "contracts_category": "NULL::bigint, NULL::bigint FROM {rows}",
    "procurement_placement": "supplier_id, NULL::bigint FROM {rows}",
    "followup_classificationrule": "NULL::bigint, NULL::bigint FROM {rows}",
}
TRANSITIONS = {"INSERT": ["new"], "UPDATE": ["old", "new"], "DELETE": ["old"]}


def _create() -> str:
    statements = []
    for table, noted in NOTED.items():
        for operation, sides in TRANSITIONS.items():
            name = f"touched_{table}_{operation.lower()}"
            referencing = " ".join(f"{side.upper()} TABLE AS {side}_rows" for side in sides)
            select = " UNION ".join(f"SELECT {noted.format(rows=f'{side}_rows')}" for side in sides)
            statements.append(
                f"""
                CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO followup_touched (supplier_id, area_id, at)
                    SELECT DISTINCT s, a, now() FROM ({select}) AS t(s, a);
                    RETURN NULL;
                END $$;
                CREATE TRIGGER {name} AFTER {operation} ON {table} REFERENCING {referencing}
                    FOR EACH STATEMENT EXECUTE FUNCTION {name}();
                """
            )
    return "".join(statements)


def _drop() -> str:
    return "".join(
        f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();"
        for table in NOTED
        for operation in TRANSITIONS
        for name in [f"touched_{table}_{operation.lower()}"]
    )


class Migration(migrations.Migration):
    dependencies = [("followup", "0003_judged_rows")]
    operations = [migrations.RunSQL(_create(), _drop())]
