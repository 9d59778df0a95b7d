"""Why a person judged a row, and which of the months' sums people have judged: the rest is left to make rules of."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels

# What was judged by hand before is summed anew, so that its sums say so.
SUM_AGAIN = """
INSERT INTO followup_touched (buyer_id, key_id, at)
SELECT DISTINCT i.buyer_id, r.key_id, now() FROM followup_rowjudgement j
JOIN followup_ledgerrow r ON r.ledger_import_id = j.ledger_import_id AND r.line_no = j.line_no
JOIN followup_ledgerimport i ON i.id = j.ledger_import_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0001_tables'),
        ('contracts', '0006_floors_and_caps'),
        ('followup', '0007_derived_without_lookups'),
    ]

    operations = [
        ChangeModels(
            operations=[
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
                    model_name='rowjudgement',
                    name='reason',
                    field=models.CharField(blank=True, db_default='', max_length=300, verbose_name='motivering'),
                ),
                migrations.AddField(
                    model_name='rowjudgementevent',
                    name='reason',
                    field=models.CharField(blank=True, db_default='', max_length=300, verbose_name='motivering'),
                ),
                migrations.AddField(
                    model_name='spendmonth',
                    name='is_judged_by_hand',
                    field=models.BooleanField(db_default=False, default=False, verbose_name='bedömd för sig'),
                ),
                migrations.AddIndex(
                    model_name='spendmonth',
                    index=models.Index(condition=models.Q(('is_judged_by_hand', False), ('rule', None)), fields=['buyer', 'month'], name='spend_month_no_rule_takes'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='rowjudgement',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_rowjudgementevent" ("area_id", "category_id", "deviation_id", "exclusion", "id", "judged_at", "judged_by_id", "ledger_import_id", "line_no", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."area_id", NEW."category_id", NEW."deviation_id", NEW."exclusion", NEW."id", NEW."judged_at", NEW."judged_by_id", NEW."ledger_import_id", NEW."line_no", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;', hash='7c4957e903476d3ddb26a958ccfd05daee5b82de', operation='INSERT', pgid='pgtrigger_insert_insert_e0c8a', table='followup_rowjudgement', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='rowjudgement',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "followup_rowjudgementevent" ("area_id", "category_id", "deviation_id", "exclusion", "id", "judged_at", "judged_by_id", "ledger_import_id", "line_no", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."area_id", NEW."category_id", NEW."deviation_id", NEW."exclusion", NEW."id", NEW."judged_at", NEW."judged_by_id", NEW."ledger_import_id", NEW."line_no", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;', hash='ab06fdf55bb24070e0ca28c19166d19d0a17df34', operation='UPDATE', pgid='pgtrigger_update_update_bc2e2', table='followup_rowjudgement', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='rowjudgement',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_rowjudgementevent" ("area_id", "category_id", "deviation_id", "exclusion", "id", "judged_at", "judged_by_id", "ledger_import_id", "line_no", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."area_id", OLD."category_id", OLD."deviation_id", OLD."exclusion", OLD."id", OLD."judged_at", OLD."judged_by_id", OLD."ledger_import_id", OLD."line_no", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;', hash='7a3c14a6674107e53a95f62fa50facfeb0aef40a', operation='DELETE', pgid='pgtrigger_delete_delete_3dfa4', table='followup_rowjudgement', when='AFTER')),
                ),
            ],
        ),
        migrations.RunSQL(SUM_AGAIN, migrations.RunSQL.noop),
    ]
