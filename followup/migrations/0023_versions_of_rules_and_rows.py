"""Whoever changes a rule, or judges a row by hand, sees whether another has done so meanwhile."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('followup', '0022_tied_by_hand'),
    ]

    operations = [
        ChangeModels(
            operations=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name='classificationrule',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='classificationrule',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='classificationrule',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='rowjudgement',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='rowjudgement',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='rowjudgement',
                    name='delete_delete',
                ),
                migrations.AddField(
                    model_name='classificationrule',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='classificationruleevent',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='rowjudgement',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='rowjudgementevent',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='classificationrule',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_classificationruleevent" ("account_from", "account_to", "area_id", "buyer_id", "category_id", "exclusion", "id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplier_ref", "unit", "version") VALUES (NEW."account_from", NEW."account_to", NEW."area_id", NEW."buyer_id", NEW."category_id", NEW."exclusion", NEW."id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."supplier_ref", NEW."unit", NEW."version"); RETURN NULL;', hash='66cba1296255aa340e0df2b6bf48b0e1d029cb2a', operation='INSERT', pgid='pgtrigger_insert_insert_6578e', table='followup_classificationrule', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='classificationrule',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "followup_classificationruleevent" ("account_from", "account_to", "area_id", "buyer_id", "category_id", "exclusion", "id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplier_ref", "unit", "version") VALUES (NEW."account_from", NEW."account_to", NEW."area_id", NEW."buyer_id", NEW."category_id", NEW."exclusion", NEW."id", NEW."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."supplier_ref", NEW."unit", NEW."version"); RETURN NULL;', hash='8ecc5c22154f8479960a0320aa9633d909cfe69d', operation='UPDATE', pgid='pgtrigger_update_update_70b02', table='followup_classificationrule', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='classificationrule',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_classificationruleevent" ("account_from", "account_to", "area_id", "buyer_id", "category_id", "exclusion", "id", "order", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplier_ref", "unit", "version") VALUES (OLD."account_from", OLD."account_to", OLD."area_id", OLD."buyer_id", OLD."category_id", OLD."exclusion", OLD."id", OLD."order", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."supplier_ref", OLD."unit", OLD."version"); RETURN NULL;', hash='20d8577d26ab8645398c3ef8a53062c2d305784b', operation='DELETE', pgid='pgtrigger_delete_delete_cf0ee', table='followup_classificationrule', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='rowjudgement',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_rowjudgementevent" ("area_id", "category_id", "deviation_id", "exclusion", "id", "judged_at", "judged_by_id", "ledger_import_id", "line_no", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version") VALUES (NEW."area_id", NEW."category_id", NEW."deviation_id", NEW."exclusion", NEW."id", NEW."judged_at", NEW."judged_by_id", NEW."ledger_import_id", NEW."line_no", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."version"); RETURN NULL;', hash='e3a38391d4e54d8eb73ee3ec3cd234c8fd330200', operation='INSERT', pgid='pgtrigger_insert_insert_e0c8a', table='followup_rowjudgement', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='rowjudgement',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "followup_rowjudgementevent" ("area_id", "category_id", "deviation_id", "exclusion", "id", "judged_at", "judged_by_id", "ledger_import_id", "line_no", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version") VALUES (NEW."area_id", NEW."category_id", NEW."deviation_id", NEW."exclusion", NEW."id", NEW."judged_at", NEW."judged_by_id", NEW."ledger_import_id", NEW."line_no", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."version"); RETURN NULL;', hash='307d15b7076ff70e1782563c7d6c37b6d7f32724', operation='UPDATE', pgid='pgtrigger_update_update_bc2e2', table='followup_rowjudgement', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='rowjudgement',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_rowjudgementevent" ("area_id", "category_id", "deviation_id", "exclusion", "id", "judged_at", "judged_by_id", "ledger_import_id", "line_no", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version") VALUES (OLD."area_id", OLD."category_id", OLD."deviation_id", OLD."exclusion", OLD."id", OLD."judged_at", OLD."judged_by_id", OLD."ledger_import_id", OLD."line_no", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."version"); RETURN NULL;', hash='5b3d3dc08b79201acb8964e5da725db621aac638', operation='DELETE', pgid='pgtrigger_delete_delete_3dfa4', table='followup_rowjudgement', when='AFTER')),
                ),
            ],
        ),
    ]
