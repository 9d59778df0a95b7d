"""Whoever changes a small row sees whether another has done so meanwhile."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('procurement', '0009_words_of_one_kind'),
    ]

    operations = [
        ChangeModels(
            operations=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name='milestonetemplate',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='milestonetemplate',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='milestonetemplate',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='placementterm',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='placementterm',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='placementterm',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='procurementterm',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='procurementterm',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='procurementterm',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='projectmember',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='projectmember',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='projectmember',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='projecttask',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='projecttask',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='projecttask',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='risk',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='risk',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='risk',
                    name='delete_delete',
                ),
                migrations.AddField(
                    model_name='milestonetemplate',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='milestonetemplateevent',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='placementterm',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='placementtermevent',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='procurementterm',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='procurementtermevent',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='projectmember',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='projectmemberevent',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='projecttask',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='projecttaskevent',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='risk',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='riskevent',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='milestonetemplate',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_milestonetemplateevent" ("buyer_id", "id", "is_default", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."buyer_id", NEW."id", NEW."is_default", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;', hash='c397934ec147510f9a518b2cd386bc2e153b5476', operation='INSERT', pgid='pgtrigger_insert_insert_3a12b', table='procurement_milestonetemplate', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='milestonetemplate',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "procurement_milestonetemplateevent" ("buyer_id", "id", "is_default", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."buyer_id", NEW."id", NEW."is_default", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;', hash='7a6c11cf853cdf8db1ddbe19b9fa122d8a1ef680', operation='UPDATE', pgid='pgtrigger_update_update_28157', table='procurement_milestonetemplate', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='milestonetemplate',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_milestonetemplateevent" ("buyer_id", "id", "is_default", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."buyer_id", OLD."id", OLD."is_default", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;', hash='8c6930081cdedb39ca7d178c514e70bd8e4a1260', operation='DELETE', pgid='pgtrigger_delete_delete_2865b', table='procurement_milestonetemplate', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placementterm',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_placementtermevent" ("acute_working_days", "buyer_id", "foreseen_count", "foreseen_percent", "id", "latitude", "longitude", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."acute_working_days", NEW."buyer_id", NEW."foreseen_count", NEW."foreseen_percent", NEW."id", NEW."latitude", NEW."longitude", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;', hash='33f12eaea32ca522dc5053b52240e17127466ebe', operation='INSERT', pgid='pgtrigger_insert_insert_e8af2', table='procurement_placementterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placementterm',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "procurement_placementtermevent" ("acute_working_days", "buyer_id", "foreseen_count", "foreseen_percent", "id", "latitude", "longitude", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."acute_working_days", NEW."buyer_id", NEW."foreseen_count", NEW."foreseen_percent", NEW."id", NEW."latitude", NEW."longitude", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;', hash='2dee79d905dea06a02c8108076e6ffa0ddfc5df0', operation='UPDATE', pgid='pgtrigger_update_update_7b396', table='procurement_placementterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placementterm',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_placementtermevent" ("acute_working_days", "buyer_id", "foreseen_count", "foreseen_percent", "id", "latitude", "longitude", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."acute_working_days", OLD."buyer_id", OLD."foreseen_count", OLD."foreseen_percent", OLD."id", OLD."latitude", OLD."longitude", OLD."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;', hash='5a58d0a58646c65e3fab710f621a8aeebb12956e', operation='DELETE', pgid='pgtrigger_delete_delete_bb78b', table='procurement_placementterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='procurementterm',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_procurementtermevent" ("buyer_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standstill_days", "start_months_before", "version") VALUES (NEW."buyer_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."standstill_days", NEW."start_months_before", NEW."version"); RETURN NULL;', hash='2dbbd55c47fd13182510b82f6cbddf6ba98d0d1e', operation='INSERT', pgid='pgtrigger_insert_insert_f502b', table='procurement_procurementterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='procurementterm',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "procurement_procurementtermevent" ("buyer_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standstill_days", "start_months_before", "version") VALUES (NEW."buyer_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."standstill_days", NEW."start_months_before", NEW."version"); RETURN NULL;', hash='69f9da5db94870ccdfe60f9f15b386061013549a', operation='UPDATE', pgid='pgtrigger_update_update_00484', table='procurement_procurementterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='procurementterm',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_procurementtermevent" ("buyer_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "standstill_days", "start_months_before", "version") VALUES (OLD."buyer_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."standstill_days", OLD."start_months_before", OLD."version"); RETURN NULL;', hash='c6956cf93c15e548d9ceb68068fbb79a3d8294a4', operation='DELETE', pgid='pgtrigger_delete_delete_8e37c', table='procurement_procurementterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='projectmember',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_projectmemberevent" ("id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "role", "unit", "version") VALUES (NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."role", NEW."unit", NEW."version"); RETURN NULL;', hash='7e29f3cc9093049c8d53a71d8afb777694f9fd8a', operation='INSERT', pgid='pgtrigger_insert_insert_3648a', table='procurement_projectmember', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='projectmember',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "procurement_projectmemberevent" ("id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "role", "unit", "version") VALUES (NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."project_id", NEW."role", NEW."unit", NEW."version"); RETURN NULL;', hash='fd7500349150ec4a8062e97d30d962a9b563c716', operation='UPDATE', pgid='pgtrigger_update_update_f4f98', table='procurement_projectmember', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='projectmember',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_projectmemberevent" ("id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "role", "unit", "version") VALUES (OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."role", OLD."unit", OLD."version"); RETURN NULL;', hash='4e2a0061fb0a8eaf34f5ebc00deb9be876902b94', operation='DELETE', pgid='pgtrigger_delete_delete_52a76', table='procurement_projectmember', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='projecttask',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_projecttaskevent" ("due_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "responsible_id", "status", "title", "version") VALUES (NEW."due_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."responsible_id", NEW."status", NEW."title", NEW."version"); RETURN NULL;', hash='fec325bcd57dce09e2f678d57c2fe5c1fb9d0b94', operation='INSERT', pgid='pgtrigger_insert_insert_5909e', table='procurement_projecttask', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='projecttask',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "procurement_projecttaskevent" ("due_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "responsible_id", "status", "title", "version") VALUES (NEW."due_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."project_id", NEW."responsible_id", NEW."status", NEW."title", NEW."version"); RETURN NULL;', hash='a0aec74946dd5c7df52673217afb4331d4e2e76d', operation='UPDATE', pgid='pgtrigger_update_update_b10cf', table='procurement_projecttask', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='projecttask',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_projecttaskevent" ("due_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "responsible_id", "status", "title", "version") VALUES (OLD."due_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."responsible_id", OLD."status", OLD."title", OLD."version"); RETURN NULL;', hash='438f21e6c846e16ab1246037051118152c21b408', operation='DELETE', pgid='pgtrigger_delete_delete_adab9', table='procurement_projecttask', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='risk',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_riskevent" ("consequence", "id", "likelihood", "measure", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "status", "text", "version") VALUES (NEW."consequence", NEW."id", NEW."likelihood", NEW."measure", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."status", NEW."text", NEW."version"); RETURN NULL;', hash='73255f7e6350947abe9c0cace2295b48bcd5d508', operation='INSERT', pgid='pgtrigger_insert_insert_be2e4', table='procurement_risk', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='risk',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "procurement_riskevent" ("consequence", "id", "likelihood", "measure", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "status", "text", "version") VALUES (NEW."consequence", NEW."id", NEW."likelihood", NEW."measure", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."project_id", NEW."status", NEW."text", NEW."version"); RETURN NULL;', hash='f44a1354db3267f7d64d6b32026e7de033017188', operation='UPDATE', pgid='pgtrigger_update_update_599bb', table='procurement_risk', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='risk',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "procurement_riskevent" ("consequence", "id", "likelihood", "measure", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "status", "text", "version") VALUES (OLD."consequence", OLD."id", OLD."likelihood", OLD."measure", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."status", OLD."text", OLD."version"); RETURN NULL;', hash='024768208aa59ce43f92c3614f01e9a47d4bf8fd', operation='DELETE', pgid='pgtrigger_delete_delete_31fae', table='procurement_risk', when='AFTER')),
                ),
            ],
        ),
    ]
