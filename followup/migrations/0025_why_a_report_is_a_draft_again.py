"""Why a report that was sent or approved is a draft again, for whoever wrote and whoever approved."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels


class Migration(migrations.Migration):

    dependencies = [
        ('followup', '0024_credits_found'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ChangeModels(
            operations=[
                pgtrigger.migrations.RemoveTrigger(
                    model_name='statusreport',
                    name='insert_insert',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='statusreport',
                    name='update_update',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='statusreport',
                    name='delete_delete',
                ),
                migrations.AddField(
                    model_name='statusreport',
                    name='returned_at',
                    field=models.DateTimeField(editable=False, null=True, verbose_name='tillbakatagen'),
                ),
                migrations.AddField(
                    model_name='statusreport',
                    name='returned_by',
                    field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='tillbakatagen av'),
                ),
                migrations.AddField(
                    model_name='statusreport',
                    name='returned_reason',
                    field=models.TextField(blank=True, editable=False, max_length=1000, verbose_name='skäl till att den togs tillbaka'),
                ),
                migrations.AddField(
                    model_name='statusreportevent',
                    name='returned_at',
                    field=models.DateTimeField(editable=False, null=True, verbose_name='tillbakatagen'),
                ),
                migrations.AddField(
                    model_name='statusreportevent',
                    name='returned_by',
                    field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='tillbakatagen av'),
                ),
                migrations.AddField(
                    model_name='statusreportevent',
                    name='returned_reason',
                    field=models.TextField(blank=True, editable=False, max_length=1000, verbose_name='skäl till att den togs tillbaka'),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='statusreport',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_statusreportevent" ("approved_at", "approved_by_id", "category_id", "id", "locked_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "registry_number", "returned_at", "returned_by_id", "returned_reason", "status", "summary", "version", "written_by_id", "year") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."category_id", NEW."id", NEW."locked_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."proposal", NEW."registry_number", NEW."returned_at", NEW."returned_by_id", NEW."returned_reason", NEW."status", NEW."summary", NEW."version", NEW."written_by_id", NEW."year"); RETURN NULL;', hash='692ddc231a50cd48c3ead78e798aea773c1db36c', operation='INSERT', pgid='pgtrigger_insert_insert_5f54f', table='followup_statusreport', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='statusreport',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approved_at" IS DISTINCT FROM (NEW."approved_at") OR OLD."approved_by_id" IS DISTINCT FROM (NEW."approved_by_id") OR OLD."category_id" IS DISTINCT FROM (NEW."category_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."locked_at" IS DISTINCT FROM (NEW."locked_at") OR OLD."proposal" IS DISTINCT FROM (NEW."proposal") OR OLD."registry_number" IS DISTINCT FROM (NEW."registry_number") OR OLD."returned_at" IS DISTINCT FROM (NEW."returned_at") OR OLD."returned_by_id" IS DISTINCT FROM (NEW."returned_by_id") OR OLD."returned_reason" IS DISTINCT FROM (NEW."returned_reason") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id") OR OLD."year" IS DISTINCT FROM (NEW."year"))', func='INSERT INTO "followup_statusreportevent" ("approved_at", "approved_by_id", "category_id", "id", "locked_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "registry_number", "returned_at", "returned_by_id", "returned_reason", "status", "summary", "version", "written_by_id", "year") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."category_id", NEW."id", NEW."locked_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."proposal", NEW."registry_number", NEW."returned_at", NEW."returned_by_id", NEW."returned_reason", NEW."status", NEW."summary", NEW."version", NEW."written_by_id", NEW."year"); RETURN NULL;', hash='8974f23e27adb589227d470a6a08b043eff6fc28', operation='UPDATE', pgid='pgtrigger_update_update_41eb2', table='followup_statusreport', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='statusreport',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "followup_statusreportevent" ("approved_at", "approved_by_id", "category_id", "id", "locked_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "registry_number", "returned_at", "returned_by_id", "returned_reason", "status", "summary", "version", "written_by_id", "year") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."category_id", OLD."id", OLD."locked_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."proposal", OLD."registry_number", OLD."returned_at", OLD."returned_by_id", OLD."returned_reason", OLD."status", OLD."summary", OLD."version", OLD."written_by_id", OLD."year"); RETURN NULL;', hash='e5be3fbc714d5cc4228284d3cc0a06a2df3930f1', operation='DELETE', pgid='pgtrigger_delete_delete_8c4bb', table='followup_statusreport', when='AFTER')),
                ),
            ]
        )
    ]
