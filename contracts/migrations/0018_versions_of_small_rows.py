"""Whoever changes a small row sees whether another has done so meanwhile."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0017_words_of_one_kind'),
    ]

    operations = [
        ChangeModels(
            operations=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name='category',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='category',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='category',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='checkterm',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='checkterm',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='checkterm',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='contractarea',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='contractarea',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='contractarea',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='priceterm',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='priceterm',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='priceterm',
                    name='delete_delete',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='targetgroup',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='targetgroup',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='targetgroup',
                    name='delete_delete',
                ),
                migrations.AddField(
                    model_name='category',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='categoryevent',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='checkterm',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='checktermevent',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='contractarea',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='contractareaevent',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='priceterm',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='pricetermevent',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='targetgroup',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                migrations.AddField(
                    model_name='targetgroupevent',
                    name='version',
                    field=models.PositiveIntegerField(default=1, editable=False),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='category',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_categoryevent" ("buyer_id", "code", "id", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."buyer_id", NEW."code", NEW."id", NEW."name", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;', hash='dbce51708cb938595892197dfe3b0b0aedc40e9d', operation='INSERT', pgid='pgtrigger_insert_insert_d82d2', table='contracts_category', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='category',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."buyer_id" IS DISTINCT FROM (NEW."buyer_id") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "contracts_categoryevent" ("buyer_id", "code", "id", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."buyer_id", NEW."code", NEW."id", NEW."name", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;', hash='6dd9d539d5d9d5b9e1c5ec10d4f17ad2dd89717b', operation='UPDATE', pgid='pgtrigger_update_update_37009', table='contracts_category', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='category',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_categoryevent" ("buyer_id", "code", "id", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."buyer_id", OLD."code", OLD."id", OLD."name", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;', hash='d3c4908e5b4714b3955cfd1f5dd206969adf9565', operation='DELETE', pgid='pgtrigger_delete_delete_d57ac', table='contracts_category', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='checkterm',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_checktermevent" ("id", "kind", "lowest_score", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_days", "version") VALUES (NEW."id", NEW."kind", NEW."lowest_score", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."valid_days", NEW."version"); RETURN NULL;', hash='7528098cc2f6e55c1390eb9c31d9b9192a7bb9e4', operation='INSERT', pgid='pgtrigger_insert_insert_8e892', table='contracts_checkterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='checkterm',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contracts_checktermevent" ("id", "kind", "lowest_score", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_days", "version") VALUES (NEW."id", NEW."kind", NEW."lowest_score", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."valid_days", NEW."version"); RETURN NULL;', hash='a9080860a6314fe839e613e1a4e3ac2032ba7df8', operation='UPDATE', pgid='pgtrigger_update_update_449cd', table='contracts_checkterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='checkterm',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_checktermevent" ("id", "kind", "lowest_score", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_days", "version") VALUES (OLD."id", OLD."kind", OLD."lowest_score", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."valid_days", OLD."version"); RETURN NULL;', hash='f38e8ce8b452fec2135ed67126c8af6484ceefef', operation='DELETE', pgid='pgtrigger_delete_delete_fe83e', table='contracts_checkterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='contractarea',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_contractareaevent" ("annex_2", "category_id", "code", "contracts_in_plan", "cpv", "form", "id", "introduced_in", "ivo_register", "joint_lead", "name", "note", "permit_required_from", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_model", "version") VALUES (NEW."annex_2", NEW."category_id", NEW."code", NEW."contracts_in_plan", NEW."cpv", NEW."form", NEW."id", NEW."introduced_in", NEW."ivo_register", NEW."joint_lead", NEW."name", NEW."note", NEW."permit_required_from", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."price_model", NEW."version"); RETURN NULL;', hash='9c6837c7e42b53d75bf6cb28ad75f16bc239ac92', operation='INSERT', pgid='pgtrigger_insert_insert_b829e', table='contracts_contractarea', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='contractarea',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."annex_2" IS DISTINCT FROM (NEW."annex_2") OR OLD."category_id" IS DISTINCT FROM (NEW."category_id") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."contracts_in_plan" IS DISTINCT FROM (NEW."contracts_in_plan") OR OLD."cpv" IS DISTINCT FROM (NEW."cpv") OR OLD."form" IS DISTINCT FROM (NEW."form") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."introduced_in" IS DISTINCT FROM (NEW."introduced_in") OR OLD."ivo_register" IS DISTINCT FROM (NEW."ivo_register") OR OLD."joint_lead" IS DISTINCT FROM (NEW."joint_lead") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."permit_required_from" IS DISTINCT FROM (NEW."permit_required_from") OR OLD."price_model" IS DISTINCT FROM (NEW."price_model") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "contracts_contractareaevent" ("annex_2", "category_id", "code", "contracts_in_plan", "cpv", "form", "id", "introduced_in", "ivo_register", "joint_lead", "name", "note", "permit_required_from", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_model", "version") VALUES (NEW."annex_2", NEW."category_id", NEW."code", NEW."contracts_in_plan", NEW."cpv", NEW."form", NEW."id", NEW."introduced_in", NEW."ivo_register", NEW."joint_lead", NEW."name", NEW."note", NEW."permit_required_from", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."price_model", NEW."version"); RETURN NULL;', hash='4b754e5ee8491afd8800b5eb512cbe11af58fb38', operation='UPDATE', pgid='pgtrigger_update_update_f5a2f', table='contracts_contractarea', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='contractarea',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_contractareaevent" ("annex_2", "category_id", "code", "contracts_in_plan", "cpv", "form", "id", "introduced_in", "ivo_register", "joint_lead", "name", "note", "permit_required_from", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_model", "version") VALUES (OLD."annex_2", OLD."category_id", OLD."code", OLD."contracts_in_plan", OLD."cpv", OLD."form", OLD."id", OLD."introduced_in", OLD."ivo_register", OLD."joint_lead", OLD."name", OLD."note", OLD."permit_required_from", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."price_model", OLD."version"); RETURN NULL;', hash='22dc6a727657b53cb0eab1daf2730c5374c91d25', operation='DELETE', pgid='pgtrigger_delete_delete_ac0ee', table='contracts_contractarea', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='priceterm',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_pricetermevent" ("buyer_id", "id", "large_change_percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."buyer_id", NEW."id", NEW."large_change_percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;', hash='42096d0b35464af5554148cfe7e460e08c10e81a', operation='INSERT', pgid='pgtrigger_insert_insert_842ca', table='contracts_priceterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='priceterm',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contracts_pricetermevent" ("buyer_id", "id", "large_change_percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."buyer_id", NEW."id", NEW."large_change_percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;', hash='8af522c11790772838baf284b44071c0a8a0c4ab', operation='UPDATE', pgid='pgtrigger_update_update_63afc', table='contracts_priceterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='priceterm',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_pricetermevent" ("buyer_id", "id", "large_change_percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."buyer_id", OLD."id", OLD."large_change_percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;', hash='81ca91f5fa62c3a0770cff6bce19d774a193c183', operation='DELETE', pgid='pgtrigger_delete_delete_240b3', table='contracts_priceterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='targetgroup',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_targetgroupevent" ("id", "is_used", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."id", NEW."is_used", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;', hash='3dce4eafd67b7faa73be07af59940989f422abb3', operation='INSERT', pgid='pgtrigger_insert_insert_a4dd7', table='contracts_targetgroup', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='targetgroup',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_used" IS DISTINCT FROM (NEW."is_used") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "contracts_targetgroupevent" ("id", "is_used", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."id", NEW."is_used", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;', hash='e62cf1d5ecfc204e9c90f6caaf3a615378d73963', operation='UPDATE', pgid='pgtrigger_update_update_93f51', table='contracts_targetgroup', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='targetgroup',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contracts_targetgroupevent" ("id", "is_used", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."id", OLD."is_used", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;', hash='02c21cdccbb5320dbfeb3fffd828e126715ce9ee', operation='DELETE', pgid='pgtrigger_delete_delete_fa6ea', table='contracts_targetgroup', when='AFTER')),
                ),
            ],
        ),
    ]
