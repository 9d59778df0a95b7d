"""Whoever changes a small row sees whether another has done so meanwhile."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0004_words_to_find_by'),
    ]

    operations = [
        ChangeModels(
            operations=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name='activitystep',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='activitystep',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='activitystep',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='effectgoal',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='effectgoal',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='effectgoal',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='teammember',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='teammember',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='teammember',
                    name='delete_delete',
                ),
                migrations.AddField(
                    model_name='activitystep',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='activitystepevent',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='effectgoal',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='effectgoalevent',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='teammember',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='teammemberevent',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='activitystep',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "activities_activitystepevent" ("activity_id", "done_on", "due_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responsible_id", "version") VALUES (NEW."activity_id", NEW."done_on", NEW."due_on", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."responsible_id", NEW."version"); RETURN NULL;', hash='adcc9253ca7b6bf427fb99623657f5928cff8e92', operation='INSERT', pgid='pgtrigger_insert_insert_e0c29', table='activities_activitystep', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='activitystep',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "activities_activitystepevent" ("activity_id", "done_on", "due_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responsible_id", "version") VALUES (NEW."activity_id", NEW."done_on", NEW."due_on", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."responsible_id", NEW."version"); RETURN NULL;', hash='f1bdd80c25b88020c225905549fe980381d0641e', operation='UPDATE', pgid='pgtrigger_update_update_7e04c', table='activities_activitystep', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='activitystep',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "activities_activitystepevent" ("activity_id", "done_on", "due_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responsible_id", "version") VALUES (OLD."activity_id", OLD."done_on", OLD."due_on", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."responsible_id", OLD."version"); RETURN NULL;', hash='10fa7b4cc5aab911d626b6a5b373388fd5a61d39', operation='DELETE', pgid='pgtrigger_delete_delete_721b4', table='activities_activitystep', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='effectgoal',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "activities_effectgoalevent" ("explanation", "id", "name", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "target_areas", "version", "wording") VALUES (NEW."explanation", NEW."id", NEW."name", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."target_areas", NEW."version", NEW."wording"); RETURN NULL;', hash='7b8209eadb4e98139afb0d53b1835abfcb7d43ee', operation='INSERT', pgid='pgtrigger_insert_insert_4af93', table='activities_effectgoal', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='effectgoal',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "activities_effectgoalevent" ("explanation", "id", "name", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "target_areas", "version", "wording") VALUES (NEW."explanation", NEW."id", NEW."name", NEW."number", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."target_areas", NEW."version", NEW."wording"); RETURN NULL;', hash='8e49a372257e75a85e6de508e7cb9fc39bb65048', operation='UPDATE', pgid='pgtrigger_update_update_8fe10', table='activities_effectgoal', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='effectgoal',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "activities_effectgoalevent" ("explanation", "id", "name", "number", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "target_areas", "version", "wording") VALUES (OLD."explanation", OLD."id", OLD."name", OLD."number", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."target_areas", OLD."version", OLD."wording"); RETURN NULL;', hash='5401da5a8d7ca8e4e623b809b2f0a9a2fca56837', operation='DELETE', pgid='pgtrigger_delete_delete_d18cf', table='activities_effectgoal', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='teammember',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "activities_teammemberevent" ("id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "role", "unit", "version") VALUES (NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."role", NEW."unit", NEW."version"); RETURN NULL;', hash='96098518a28db18f942faac7cfa39202906776a5', operation='INSERT', pgid='pgtrigger_insert_insert_fdca1', table='activities_teammember', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='teammember',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "activities_teammemberevent" ("id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "role", "unit", "version") VALUES (NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."role", NEW."unit", NEW."version"); RETURN NULL;', hash='fd76d93ccd245e120201c968842a16e7d6804b03', operation='UPDATE', pgid='pgtrigger_update_update_2d489', table='activities_teammember', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='teammember',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "activities_teammemberevent" ("id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "role", "unit", "version") VALUES (OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."role", OLD."unit", OLD."version"); RETURN NULL;', hash='cf057627469080a752cfea041eed9c4c8f76b218', operation='DELETE', pgid='pgtrigger_delete_delete_ac9b6', table='activities_teammember', when='AFTER')),
                ),
            ],
        ),
    ]
