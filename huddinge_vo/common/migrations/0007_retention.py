"""How long things are kept, what went when, who asked for an extract of whom; and the security log may grow old."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from huddinge_vo.common.migrating import ChangeModels, run_sql_file


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0006_roles_of_groups'),
    ]

    operations = [
        ChangeModels(
            operations=[
                migrations.CreateModel(
                    name='RegisterExtract',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('PERSON', 'användare'), ('SUPPLIER', 'leverantör')], max_length=10, verbose_name='om')),
                        ('object_id', models.PositiveBigIntegerField(verbose_name='nummer')),
                        ('form', models.CharField(choices=[('PAGE', 'på sidan'), ('JSON', 'som JSON'), ('PDF', 'som PDF')], max_length=10, verbose_name='hur')),
                        ('at', models.DateTimeField(db_index=True, verbose_name='när')),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='av')),
                        ('buyer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.organization', verbose_name='köpare')),
                    ],
                    options={
                        'verbose_name': 'registerutdrag',
                        'verbose_name_plural': 'registerutdrag',
                        'default_permissions': ('add',),
                    },
                ),
                migrations.CreateModel(
                    name='RetentionResult',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=20, verbose_name='uppgifter')),
                        ('before', models.DateTimeField(verbose_name='äldre än')),
                        ('number', models.PositiveIntegerField(verbose_name='antal')),
                        ('oldest_at', models.DateTimeField(null=True, verbose_name='äldsta')),
                        ('at', models.DateTimeField(verbose_name='när')),
                        ('buyer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.organization', verbose_name='köpare')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='common.retentionrun', verbose_name='körning')),
                    ],
                    options={
                        'verbose_name': 'gallring',
                        'verbose_name_plural': 'gallringar',
                        'default_permissions': (),
                        'indexes': [models.Index(fields=['run', 'kind'], name='results_of_run')],
                    },
                ),
                migrations.CreateModel(
                    name='RetentionRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('began_at', models.DateTimeField(db_index=True, verbose_name='började')),
                        ('ended_at', models.DateTimeField(null=True, verbose_name='klar')),
                    ],
                    options={
                        'verbose_name': 'körning av gallringen',
                        'verbose_name_plural': 'körningar av gallringen',
                        'default_permissions': (),
                    },
                ),
                migrations.CreateModel(
                    name='RetentionTerm',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=20, verbose_name='uppgifter')),
                        ('days', models.PositiveIntegerField(verbose_name='sparas, dagar')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('buyer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.organization', verbose_name='köpare')),
                    ],
                    options={
                        'verbose_name': 'gallringstid',
                        'verbose_name_plural': 'gallringstider',
                        'default_permissions': ('view', 'change'),
                        'constraints': [models.UniqueConstraint(fields=('buyer', 'kind'), name='a_buyer_has_one_term_for_a_kind', violation_error_message='Gallringstiden finns redan.'), models.CheckConstraint(condition=models.Q(('days__gte', 1)), name='what_is_kept_is_kept_a_day', violation_error_message='Gallringstiden är minst en dag.')],
                    },
                ),
                migrations.CreateModel(
                    name='RetentionTermEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(max_length=20, verbose_name='uppgifter')),
                        ('days', models.PositiveIntegerField(verbose_name='sparas, dagar')),
                        ('version', models.PositiveIntegerField(default=1, editable=False)),
                        ('buyer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='common.organization', verbose_name='köpare')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='common.retentionterm')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.AlterField(
                    model_name='signinevent',
                    name='kind',
                    field=models.CharField(choices=[('SIGNED_IN', 'loggade in'), ('FAILED', 'misslyckad inloggning'), ('LOCKED', 'spärrad efter för många försök'), ('REFUSED', 'försök under spärr'), ('UNLOCKED', 'spärren hävd'), ('SIGNED_OUT', 'loggade ut'), ('ENDED', 'utloggad av systemet'), ('OTHERS_ENDED', 'loggade ut överallt annars'), ('PROVED', 'bekräftade att det är hen'), ('FACTOR_ADDED', 'lade till ett andra steg'), ('FACTOR_REMOVED', 'tog bort ett andra steg'), ('PASSWORD_SET', 'bytte lösenord'), ('UNLINKED', 'kopplingen till kommunens inloggning borttagen')], max_length=20, verbose_name='vad'),
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='secretreading',
                    name='readings_stay_as_they_are',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='signinevent',
                    name='sign_ins_stay_as_they_are',
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name='triedchange',
                    name='trials_stay_as_they_are',
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='secretreading',
                    trigger=pgtrigger.compiler.Trigger(name='readings_stay_as_they_are', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5cdd7a84e32cc3fa55dc591ffb2d1844a7aa0283', operation='UPDATE', pgid='pgtrigger_readings_stay_as_they_are_c2812', table='common_secretreading', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='secretreading',
                    trigger=pgtrigger.compiler.Trigger(name='readings_go_when_old', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.at > now() - interval '1 year')", func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='05dd9e08ecbd902f58dab94aab178c50c397a076', operation='DELETE', pgid='pgtrigger_readings_go_when_old_7648f', table='common_secretreading', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='signinevent',
                    trigger=pgtrigger.compiler.Trigger(name='sign_ins_stay_as_they_are', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d9c9ba59cb31fac45e0b752279ba2ea40e2e52ed', operation='UPDATE', pgid='pgtrigger_sign_ins_stay_as_they_are_0ed15', table='common_signinevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='signinevent',
                    trigger=pgtrigger.compiler.Trigger(name='sign_ins_go_when_old', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.at > now() - interval '1 year')", func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='28bd734cd3b0e60d84a486c3f48ad702b046af7b', operation='DELETE', pgid='pgtrigger_sign_ins_go_when_old_3118a', table='common_signinevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='triedchange',
                    trigger=pgtrigger.compiler.Trigger(name='trials_stay_as_they_are', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='c4a1f51578d78002e92d3988e34577bde6d282a0', operation='UPDATE', pgid='pgtrigger_trials_stay_as_they_are_17cf3', table='common_triedchange', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='triedchange',
                    trigger=pgtrigger.compiler.Trigger(name='trials_go_when_old', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.at > now() - interval '1 year')", func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e89d58bf6a2be4af159581eceac4a774dbf81717', operation='DELETE', pgid='pgtrigger_trials_go_when_old_5a4f9', table='common_triedchange', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='retentionrun',
                    trigger=pgtrigger.compiler.Trigger(name='runs_are_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='115e226d23596c25835772116f4b065a382013f3', operation='DELETE', pgid='pgtrigger_runs_are_kept_c7e69', table='common_retentionrun', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='registerextract',
                    trigger=pgtrigger.compiler.Trigger(name='extracts_stay_as_they_are', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='817515cb656a589760a108432e812a61d1ec6724', operation='UPDATE', pgid='pgtrigger_extracts_stay_as_they_are_6cef1', table='common_registerextract', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='registerextract',
                    trigger=pgtrigger.compiler.Trigger(name='extracts_go_when_old', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.at > now() - interval '1 year')", func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='571c121cb56827111e551775c13924ac89bc193c', operation='DELETE', pgid='pgtrigger_extracts_go_when_old_d54ae', table='common_registerextract', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='retentionresult',
                    trigger=pgtrigger.compiler.Trigger(name='results_stay_as_they_are', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c76d1847c56502eb4cc393878f8ab8399302c3f6', operation='UPDATE OR DELETE', pgid='pgtrigger_results_stay_as_they_are_e8bb1', table='common_retentionresult', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='retentionterm',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "common_retentiontermevent" ("buyer_id", "days", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."buyer_id", NEW."days", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;', hash='a2a72a6edc52fe06ff26af711b827bd6c13eb344', operation='INSERT', pgid='pgtrigger_insert_insert_b3efe', table='common_retentionterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='retentionterm',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "common_retentiontermevent" ("buyer_id", "days", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."buyer_id", NEW."days", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;', hash='92f367618f45a8476050d94f4234f68023cad5ad', operation='UPDATE', pgid='pgtrigger_update_update_dd41e', table='common_retentionterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='retentionterm',
                    trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "common_retentiontermevent" ("buyer_id", "days", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."buyer_id", OLD."days", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;', hash='6c798b18989c63771c906c204ef2a7877aa114e8', operation='DELETE', pgid='pgtrigger_delete_delete_c547b', table='common_retentionterm', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='retentiontermevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0b22decd1691565adb5da51a9f9c67a85e860aaf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_64e4c', table='common_retentiontermevent', when='BEFORE')),
                ),
            ],
        ),
        run_sql_file(__file__, "retention"),
    ]
